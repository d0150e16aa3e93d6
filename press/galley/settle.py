"""Page numbers filled in: a text that quotes pages and the page map in, the text out.

Lists of pages lose repeats, and runs of consecutive pages are joined: 12, 47–49. What
refers to a place without a page is left out whole. All other text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape, unescape

from press.model import Document, PageMap

_PAGE = r'<a\b(?=[^<>]*\sclass="pageref")[^<>]*?\shref="#([^"]*)"[^<>]*?(?:/>|>[^<>]*</a>)'
_REFERENCE = re.compile(_PAGE)
_QUOTING = re.compile(
    r'(?P<used><p class="used"[^<>]*>[^<>]*)?'
    r'<span class="pagerefs">(?P<list>.*?)</span>(?(used)\s*</p>)'
    rf'|<span class="print-page">(?P<aside>[^<>]*{_PAGE}[^<>]*)</span>'
    rf"|(?P<single>{_PAGE})",
    re.DOTALL,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_Place = tuple[str, int]


def settle(html: str, labels: Mapping[str, str]) -> str:
    """Fill every page reference in ``html``. ``labels`` gives the page label of an anchor."""
    return _QUOTING.sub(lambda match: _filled(match, labels), html)


def settled(document: Document, pages: PageMap) -> Document:
    """The document with every page reference filled in."""
    galleys = [replace(item, html=settle(item.html, pages.labels)) for item in document.galleys]
    return replace(document, galleys=tuple(galleys))


def _filled(match: re.Match[str], labels: Mapping[str, str]) -> str:
    if (pages := match["list"]) is not None:
        found = ", ".join(_runs(_REFERENCE.findall(pages), labels))
        if match["used"] is None:
            return f'<span class="pagerefs">{found}</span>' if found else ""
        return f'{match["used"]}<span class="pagerefs">{found}</span></p>' if found else ""
    if (aside := match["aside"]) is not None:
        anchors = _REFERENCE.findall(aside)
        if not all(unescape(anchor) in labels for anchor in anchors):
            return ""
        text = _REFERENCE.sub(lambda one: _link(one[1], labels[unescape(one[1])]), aside)
        return f'<span class="print-page">{text}</span>'
    anchor = _REFERENCE.findall(match["single"])[0]
    label = labels.get(unescape(anchor))
    return "" if label is None else _link(anchor, label)


def _runs(anchors: list[str], labels: Mapping[str, str]) -> Iterator[str]:
    """The pages of ``anchors`` as links, repeats left out and neighbours joined."""
    pages: dict[str, str] = {}
    for anchor in anchors:
        label = labels.get(unescape(anchor))
        if label is not None:
            pages.setdefault(label, anchor)
    run: list[str] = []
    for label in pages:
        if run and not _follows(run[-1], label):
            yield _run(run, pages)
            run = []
        run.append(label)
    if run:
        yield _run(run, pages)


def _run(run: list[str], pages: Mapping[str, str]) -> str:
    label = run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}"
    return _link(pages[run[0]], label)


def _link(anchor: str, label: str) -> str:
    return f'<a class="pageref" href="#{anchor}">{escape(label, quote=False)}</a>'


def _follows(before: str, after: str) -> bool:
    first, second = _place(before), _place(after)
    return first is not None and second == (first[0], first[1] + 1)


def _place(label: str) -> _Place | None:
    """A page label as its series and number; None when it is neither arabic nor roman."""
    if label.isdecimal():
        return ("arabic", int(label))
    if not label or set(label) - set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in label]
    following = [*values[1:], 0]
    signed = (-one if one < after else one for one, after in zip(values, following, strict=True))
    return ("roman", sum(signed))
