"""Tags and links of the quires, joined for the volume.

In: the volume's PDF with its pages in place, the quires that they came from, and where each anchor
landed. Out: the same PDF with one structure tree (ISO 32000-1, 14.7) and with GoTo actions
(12.6.4.2) instead of the reserved addresses – and, in a volume that holds only a part of the book,
without the links that lead out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String

from press.binding.schemes import LINK, PAGE


def join_tags(pdf: Pdf, sources: Sequence[Pdf]) -> None:
    """One structure tree for the volume; parent-tree keys renumbered (ISO 32000-1, 14.7.4.4)."""
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    numbers: list[Object | int] = []
    shift = 0
    tagged = iter([page for page in pdf.pages if Name.StructParents in page.obj])
    for source in sources:
        tree = pdf.copy_foreign(source.Root.StructTreeRoot)
        count = _renumber(islice(tagged, len(source.pages)), shift)
        parents = NumberTree(tree.ParentTree)
        for number, element in parents.items():
            numbers += [number + shift, element]
        shift += max(count, len(parents))
        part = tree.K[0]
        part.S = Name.Part
        part.P = document
        document.K.append(part)
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([document]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=Array(numbers))),
            ParentTreeNextKey=shift,
        )
    )
    document.P = root
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _renumber(pages: Iterable[Page], shift: int) -> int:
    """Shift the parent-tree keys of pages and of their annotations; one more than the highest."""
    highest = 0
    for page in pages:
        keyed: list[tuple[Object, Name]] = [(page.obj, Name.StructParents)]
        keyed += [(annotation, Name.StructParent) for annotation in page.obj.get(Name.Annots, [])]
        for holder, key in keyed:
            if key in holder:
                number = int(holder[key])
                highest = max(highest, number + 1)
                holder[key] = number + shift
    return highest


def settle_links(
    pdf: Pdf,
    targets: Mapping[str, tuple[int, float]],
    labels: Sequence[str],
    *,
    partial: bool,
) -> None:
    """Lead every link to its anchor: ``targets`` gives the page (from 0) and the height in points,
    ``labels`` what each page is called.

    Raises LookupError for an anchor that is not in the volume, unless it is ``partial``: then the
    words stay and the link goes.
    """
    pages = [page.obj for page in pdf.pages]
    for page in pages:
        leading_out = []
        for annotation in page.get(Name.Annots, []):
            anchor = _anchor(annotation)
            if anchor is None:
                continue
            if anchor in targets:
                place, height = targets[anchor]
                goal = Array([pages[place], Name.XYZ, 0, height, 0])
                annotation.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=goal)
                annotation.Contents = String(f"Gå til side {labels[place]}")
            elif partial:
                leading_out.append(annotation)
            else:
                raise LookupError(anchor)
        if leading_out:
            _unlink(pdf, page, leading_out)


def uri(annotation: Object) -> str:
    """The address that an annotation leads to; empty for none."""
    return str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))


def _anchor(annotation: Object) -> str | None:
    """The anchor that an annotation leads to under a reserved scheme."""
    address = uri(annotation)
    scheme = next((name for name in (LINK, PAGE) if address.startswith(name)), None)
    return unquote(address.removeprefix(scheme)) if scheme else None


def _unlink(pdf: Pdf, page: Object, leading_out: Sequence[Object]) -> None:
    """Take annotations off a page; what they covered is tagged as plain text."""
    gone = {annotation.objgen for annotation in leading_out}
    page.Annots = Array([item for item in page.Annots if item.objgen not in gone])
    if not len(page.Annots):
        del page[Name.Annots]
    parents = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for annotation in leading_out:
        element = parents.pop(int(annotation.StructParent))
        element.S = Name.Span
        element.K = Array([kid for kid in element.K if not _refers(kid, gone)])


def _refers(kid: Object | int, gone: set[tuple[int, int]]) -> bool:
    """Whether a kid of a structure element is a reference to one of the objects ``gone``."""
    return isinstance(kid, Dictionary) and Name.Obj in kid and kid.Obj.objgen in gone
