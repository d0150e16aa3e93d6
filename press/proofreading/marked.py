"""The text of a tagged page, mark by mark: what stands on it, whose it is, how it is tagged.

In: an open page, and the text of each of its marks. Out: its :class:`Run` values in the order in
which the tags tell them to a reader who listens. Whose a text is stands in the marks that
``press/paper/marking.py`` makes.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MADE = "::"


class Role(NamedTuple):
    """A structure element around a text: its type (ISO 32000-1, 14.8.4), its number on the page
    and its alternative text."""

    name: str
    number: int
    alternative: str


@dataclass(frozen=True, slots=True)
class Run:
    """One text or image, in marked content ``mark`` of a ``page`` (from 0).

    ``owner`` is ``galley#block``, empty for what belongs to none; ``made`` says what of the press's
    own it is, such as ``marker``. ``roles`` are the structure elements around it, the outermost
    first. ``line`` is its baseline and ``left`` and ``right`` its edges, in points.
    """

    owner: str
    made: str
    text: str
    page: int
    mark: int
    line: float
    left: float
    right: float
    is_text: bool
    roles: tuple[Role, ...] = ()


def page_runs(page: Any, texts: Mapping[int, str], number: int) -> Iterator[Run]:
    """The runs of page ``number`` (from 0) in the order of its tags; untagged ones come last.

    ``texts`` has the text of each mark; where a mark draws several, the first run gets all.
    """
    drawn = _drawn(page, texts, number)
    for mark, roles in _leaves(page):
        for run in drawn.pop(mark, ()):
            yield replace(run, roles=roles)
    for untagged in drawn.values():
        yield from untagged


def _drawn(page: Any, texts: Mapping[int, str], number: int) -> dict[int, list[Run]]:
    """What a page draws under each id of marked content."""
    found: dict[int, list[Run]] = defaultdict(list)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        if mark < 0:
            continue
        owner, _, made = _owner(drawn).partition(_MADE)
        is_text = pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT
        told = any(run.is_text for run in found[mark])
        text = texts.get(mark, "") if is_text and not told else ""
        left, right, line = _place(drawn)
        found[mark].append(Run(owner, made, text, number, mark, line, left, right, is_text))
    return found


def _place(drawn: Any) -> tuple[float, float, float]:
    """The left and right edge of what is drawn, and its baseline."""
    left, foot, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, foot, right, top)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return left.value, right.value, round(matrix.f, 1)


def _owner(drawn: Any) -> str:
    for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        if owner := _string(_owner_property, mark):
            return owner
    return ""


def _owner_property(mark: Any, buffer: Any, size: int) -> int:
    needed = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"B", buffer, size, needed)
    return needed.value


def _string(ask: Callable[..., int], *whom: Any) -> str:
    """The string that ``ask`` writes into a buffer of UTF-16, whose size in bytes it returns."""
    size = 256
    while True:
        buffer = (ctypes.c_ushort * (size // 2))()
        needed = ask(*whom, buffer, size)
        if needed <= size:
            return bytes(buffer)[: max(needed - 2, 0)].decode("utf-16-le", "replace")
        size = needed + needed % 2


def _leaves(page: Any) -> Iterator[tuple[int, tuple[Role, ...]]]:
    """The ids of marked content in the order of the tags, with the elements around each."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        number = 0
        waiting: list[tuple[Any, int, tuple[Role, ...]]] = [
            (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), -1, ())
            for index in reversed(range(pdfium.FPDF_StructTree_CountChildren(tree)))
        ]
        while waiting:
            element, mark, roles = waiting.pop()
            if mark >= 0:
                yield mark, roles
            elif element:
                number += 1
                name = _string(pdfium.FPDF_StructElement_GetType, element)
                figure = name == "Figure"
                alternative = (
                    _string(pdfium.FPDF_StructElement_GetAltText, element) if figure else ""
                )
                roles = (*roles, Role(name, number, alternative))
                count = pdfium.FPDF_StructElement_CountChildren(element)
                waiting += [
                    (
                        pdfium.FPDF_StructElement_GetChildAtIndex(element, index),
                        pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index),
                        roles,
                    )
                    for index in reversed(range(count))
                ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
