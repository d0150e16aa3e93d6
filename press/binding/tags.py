"""Tags: the structure trees of the quires joined into one for the volume.

In: the volume's PDF with its pages in place, and the quires they came from. Out: the same
PDF with one structure tree (ISO 32000-1, 14.7) and unique parent-tree keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf


def join_tags(pdf: Pdf, sources: Sequence[Pdf]) -> None:
    """One structure tree for the volume; parent-tree keys renumbered (ISO 32000-1, 14.7.4.4)."""
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    numbers = Array()
    shift = 0
    page = iter([page for page in pdf.pages if Name.StructParents in page.obj])
    for source in sources:
        tree = pdf.copy_foreign(source.Root.StructTreeRoot)
        count = _renumber(page, len(source.pages), shift)
        entries = tree.ParentTree.Nums
        for index in range(0, len(entries), 2):
            numbers.append(int(entries[index]) + shift)
            numbers.append(entries[index + 1])
        shift += max(count, len(entries) // 2)
        part = tree.K[0]
        part.S = Name.Part
        part.P = document
        document.K.append(part)
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([document]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=numbers)),
            ParentTreeNextKey=shift,
        )
    )
    document.P = root
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _renumber(pages: Iterator[Page], count: int, shift: int) -> int:
    """Shift the parent-tree keys of the next ``count`` pages and of their annotations."""
    highest = 0
    for _ in range(count):
        page = next(pages)
        keyed: list[tuple[Object, Name]] = [(page.obj, Name.StructParents)]
        keyed += [(annotation, Name.StructParent) for annotation in page.obj.get(Name.Annots, [])]
        for holder, key in keyed:
            if key in holder:
                number = int(holder[key])
                highest = max(highest, number + 1)
                holder[key] = number + shift
    return highest
