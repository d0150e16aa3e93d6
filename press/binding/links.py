"""Links: what left the quires under reserved addresses becomes links inside the volume.

In: the volume's PDF, and where each anchor landed. Out: the same PDF with GoTo actions
(ISO 32000-1, 12.6.4.2) – and, in a volume that holds only a part of the book, without the
links that lead out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from press.binding.schemes import LINK, PAGE


def settle_links(
    pdf: Pdf,
    targets: Mapping[str, tuple[int, float]],
    label: Callable[[int], str],
    *,
    partial: bool,
) -> None:
    """Lead every link to its anchor: ``targets`` gives the place and the height in points.

    ``label`` names the page at a place. Raises LookupError for an anchor that is not in
    the volume, unless it is ``partial``: then the words stay and the link goes.
    """
    pages = [page.obj for page in pdf.pages]
    for page in pages:
        leading_out = []
        for annotation in page.get(Name.Annots, []):
            anchor = _anchor(annotation)
            if anchor is None:
                continue
            if anchor not in targets:
                if not partial:
                    raise LookupError(anchor)
                leading_out.append(annotation)
                continue
            place, height = targets[anchor]
            goal = Array([pages[place], Name.XYZ, 0, height, 0])
            annotation.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=goal)
            annotation.Contents = String(f"Gå til side {label(place)}")
        if leading_out:
            _unlink(pdf, page, leading_out)


def _anchor(annotation: Object) -> str | None:
    """The anchor that an annotation leads to under a reserved scheme."""
    address = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
    scheme = next((name for name in (LINK, PAGE) if address.startswith(name)), None)
    return unquote(address.removeprefix(scheme)) if scheme else None


def _unlink(pdf: Pdf, page: Object, leading_out: list[Object]) -> None:
    """Take annotations off a page; what they covered is tagged as plain text."""
    gone = {annotation.objgen for annotation in leading_out}
    kept = [item for item in page.Annots if item.objgen not in gone]
    if kept:
        page.Annots = Array(kept)
    else:
        del page[Name.Annots]
    parents = pdf.Root.StructTreeRoot.ParentTree
    keys = {int(annotation.StructParent) for annotation in leading_out}
    numbers = list(parents.Nums)
    remaining = Array()
    for key, element in zip(numbers[::2], numbers[1::2], strict=True):
        if int(key) not in keys:
            remaining.append(key)
            remaining.append(element)
            continue
        element.S = Name.Span
        element.K = Array([kid for kid in element.K if not _names(kid, gone)])
    parents.Nums = remaining


def _names(kid: Object | int, gone: set[tuple[int, int]]) -> bool:
    """Whether a kid of a structure element is a reference to one of the objects ``gone``."""
    return isinstance(kid, Dictionary) and Name.Obj in kid and kid.Obj.objgen in gone
