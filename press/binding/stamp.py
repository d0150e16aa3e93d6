"""True page numbers, set into page descriptions that are already made.

In: the bytes of a page's content stream, and which marked content shows which number.
Out: the same bytes with the numbers set. A quire is typeset with stand-in figures of the
right count; tabular figures are all of one width, so the true number takes exactly the
stand-in's place and no line moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# A font's resource name -> the glyph ids of its figures 0-9.
Glyphs = Callable[[str], tuple[int, ...]]

_FONT = re.compile(rb"/([A-Z]{6}) [\d.]+ Tf")
_SHOWN = re.compile(rb"\[([^\]]*)\] TJ")
_GLYPHS = re.compile(rb"<([0-9a-f]*)>")


class StampError(ValueError):
    """A stand-in was not found, or does not have as many figures as the number."""


def shape(label: str) -> str:
    """The stand-in for a page label: as many noughts as it has figures; roman stays itself."""
    return "0" * len(label) if label.isdecimal() else label


def stamp(content: bytes, numbers: Mapping[int, str], glyphs: Glyphs) -> bytes:
    """Set ``numbers`` (marked content id -> decimal label) into ``content``.

    Raises :class:`StampError` when the content is not shaped as expected.
    """
    for mcid, label in numbers.items():
        found = re.search(rb"<</MCID %d\b" % mcid, content)
        start, end = (found.start(), content.find(b"EMC", found.start())) if found else (-1, -1)
        if end < 0:
            raise StampError(f"no marked content {mcid}")
        content = content[:start] + _numbered(content[start:end], label, glyphs) + content[end:]
    return content


def _numbered(marked: bytes, label: str, glyphs: Glyphs) -> bytes:
    font, shown = _FONT.search(marked), _SHOWN.search(marked)
    if font is None or shown is None:
        raise StampError(f"marked content shows no text: {marked[:80]!r}")
    figures = glyphs(font.group(1).decode())
    if len(b"".join(_GLYPHS.findall(shown.group(1)))) != 4 * len(label):
        raise StampError(f"no room for {label}")
    number = b"".join(b"%04x" % figures[int(figure)] for figure in label)
    return marked[: shown.start()] + b"[<" + number + b">] TJ" + marked[shown.end() :]


def unmarked(content: bytes) -> bytes:
    """``content`` without its marked-content operators: what an artifact may hold."""
    lines = content.split(b"\n")
    kept = [
        line
        for line, after in zip(lines, [*lines[1:], b""], strict=True)
        if line not in (b"BDC", b"BMC", b"EMC")
        and not line.startswith(b"<</MCID")
        and not (line.startswith(b"/") and (after == b"BMC" or after.startswith(b"<</MCID")))
        and not line.endswith(b" gs")
    ]
    return b"\n".join(kept)
