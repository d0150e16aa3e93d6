"""Mends for WeasyPrint 70, wrapped around its own functions: four for its layout, one for its
tags.

In: WeasyPrint's functions. Out: functions of the same shape for the length of a layout.
``tests/paper/test_mending.py`` tells when a new version no longer needs them.

* A line is broken after its very first word when the text up to an inline element fits but
  for the space at its end: Pango lets that space hang, WeasyPrint counts it.
* A word in an element of its own (a link, a term) is never broken when it fits but the full
  stop after it does not: the whole word moves, and the line it leaves is a loose one.
* A note is put off to a later page, past notes that follow it, to make room for a paragraph
  that would otherwise leave a lonely line. Our notes stand on the page that calls them, and
  the paragraph moves.
* The head of a table is left out where its first row is too tall for a page.
* A list inside a list item is tagged behind the item, out of the order of the text, and the
  paragraphs of an item stand in no body.
* Words marked as being in another language are not tagged as such (PDF/UA-1, 7.2).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pydyf

# Only a line left this empty can be one; the check costs a second layout.
_SUSPECT = 0.75

_HEADLESS = "page_is_empty=avoid_breaks"
_MOVED_OUT = "if child.element_tag in ('ul', 'ol') and element['S'] == '/LI':"
_PUT_OFF = "report = not context.in_column and can_break_now and not could_break_before"

_WORD = re.compile(r"[^\W\d_]+")

BuildTags = Callable[..., Iterator[Any]]
Places = Callable[[str], tuple[int, ...]]
SplitLine = Callable[..., tuple[Any, int, int | None, float, float, float]]


class MendError(RuntimeError):
    """WeasyPrint is not shaped as the mend expects."""


def letting_spaces_hang(split: SplitLine) -> SplitLine:
    """``split`` with a text that fits but for its last space kept on one line."""

    def mended(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> tuple[Any, int, int | None, float, float, float]:
        result = split(text, style, context, max_width, *rest, **named)
        resume_at, width = result[2], result[3]
        hanging = text.endswith(" ") and style["white_space"] in ("normal", "pre-line")
        if resume_at is None or max_width is None or not hanging or width > max_width * _SUSPECT:
            return result
        stripped = split(text.rstrip(" "), style, context, max_width, *rest, **named)
        if stripped[2] is not None or stripped[3] > max_width:
            return result
        return split(text, style, context, None, *rest, **named)

    return mended


def breaking_words(can_break: Callable[[Any], bool], places: Places) -> Callable[[Any], bool]:
    """``can_break`` (``weasyprint.layout.inline.can_break_inside``) for texts that are a single
    word too, when ``places`` has some where the word may be broken."""

    def mended(box: Any) -> bool:
        if can_break(box):
            return True
        text = getattr(box, "text", "") if box.style["hyphens"] == "auto" else ""
        return any(places(word) for word in _WORD.findall(text))

    return mended


def keeping_notes(block: ModuleType) -> Callable[..., Any]:
    """``weasyprint.layout.block._linebox_layout`` with no note put off for a lonely line.

    Raises :class:`MendError` when the line to mend is not in it.
    """
    return _rewritten(block, "_linebox_layout", _PUT_OFF, "report = False")


def keeping_heads(table: ModuleType) -> Callable[..., Any]:
    """``weasyprint.layout.table.table_layout`` that breaks a row too tall for a page rather than
    leave the head of its table out.

    Raises :class:`MendError` when the line to mend is not in it.
    """
    return _rewritten(table, "table_layout", _HEADLESS, f"{_HEADLESS} or page_is_empty")


def keeping_items(tags: ModuleType) -> BuildTags:
    """``weasyprint.pdf.tags._build_box_tree`` with all that a list item holds in its one body, a
    list inside it too, in the order of the text (ISO 32000-1, 14.8.4.3.3).

    Raises :class:`MendError` when the line to mend is not in it.
    """
    build = _rewritten(tags, "_build_box_tree", _MOVED_OUT, "if False:")

    def mended(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        for tag in build(box, parent, pdf, *rest):
            if tag["S"] == "/LI":
                _gather_body(tag, pdf)
            yield tag

    return mended


def _gather_body(item: Any, pdf: Any) -> None:
    """Put all but the label of a list item into one body."""
    kids = [(kid, pdf.objects[int(kid.split()[0])]) for kid in item["K"]]
    labels = [kid for kid, tag in kids if tag["S"] == "/Lbl"]
    bodies = [tag for _, tag in kids if tag["S"] == "/LBody"]
    if len(kids) - len(labels) == len(bodies) <= 1:
        return
    body = pydyf.Dictionary({**item, "S": "/LBody", "K": pydyf.Array(), "P": item.reference})
    pdf.add_object(body)
    for kid, tag in kids:
        if tag["S"] == "/LBody":
            body["K"].extend(tag["K"])
        elif tag["S"] != "/Lbl":
            body["K"].append(kid)
    for kid in body["K"]:
        if not isinstance(kid, int):
            pdf.objects[int(kid.split()[0])]["P"] = body.reference
    item["K"] = pydyf.Array([*labels, body.reference])


def _rewritten(module: ModuleType, name: str, old: str, new: str) -> Callable[..., Any]:
    """A function of WeasyPrint with ``new`` for ``old`` in it."""
    source = inspect.getsource(getattr(module, name))
    if old not in source:
        raise MendError(f"{module.__name__}.{name} has changed")
    mended: dict[str, Callable[..., Any]] = {}
    exec(compile(source.replace(old, new), str(module.__file__), "exec"), module.__dict__, mended)
    return mended[name]


def telling_languages(build: BuildTags) -> BuildTags:
    """``build`` with every tag of an element that names a language saying so too (ISO 32000-1,
    14.9.2). The language of the whole book stands in the catalogue."""

    def mended(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        language = None if element is None else element.attrib.get("lang")
        for tag in build(box, *rest):
            if language and box.element_tag not in ("html", "body"):
                tag["Lang"] = pydyf.String(language)
            yield tag

    return mended
