"""The text of marked content, read glyph by glyph: a second opinion.

In: a PDF of the press's own. Out: what each mark on a page shows. PDFium guesses spaces from
distances, and takes a word right below the same word for its shadow; the glyphs themselves and
their meaning (``ToUnicode``; ISO 32000-1, 9.10) tell for certain, more slowly.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pypdf

_PARTS = re.compile(
    rb"<</MCID (?P<mark>\d+)|(?P<end>\bEMC\b)"
    rb"|/(?P<font>\S+) [\d.]+ Tf\b|\[(?P<shown>[^\]]*)\]\s*TJ\b"
)
_GLYPHS = re.compile(rb"<([0-9a-fA-F]*)>")
_MEANING = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


class Glyphs:
    """The texts of a PDF by page (from 0) and mark, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._pages = pypdf.PdfReader(io.BytesIO(data)).pages
        self._read = cache(self._page)

    def text(self, page: int, mark: int) -> str:
        """What the marked content shows; empty when it shows no text."""
        return self._read(page).get(mark, "")

    def _page(self, number: int) -> Mapping[int, str]:
        page = self._pages[number]
        fonts: Any = page.get("/Resources", {}).get("/Font", {})
        meanings = {name.lstrip("/"): _meanings(font.get_object()) for name, font in fonts.items()}
        contents = page.get_contents()
        texts: dict[int, str] = defaultdict(str)
        content = b"" if contents is None else contents.get_data()
        for mark, text in _texts(content, meanings):
            texts[mark] += text
        return texts


def _texts(
    content: bytes, meanings: Mapping[str, Mapping[bytes, str]]
) -> Iterator[tuple[int, str]]:
    mark, meaning = -1, {}
    for found in _PARTS.finditer(content):
        if found["mark"]:
            mark = int(found["mark"])
        elif found["end"]:
            mark = -1
        elif found["font"]:
            meaning = dict(meanings.get(found["font"].decode("latin-1"), {}))
        elif mark >= 0:
            codes = b"".join(_GLYPHS.findall(found["shown"])).lower()
            glyphs = (codes[at : at + 4] for at in range(0, len(codes), 4))
            yield mark, "".join(meaning.get(glyph, "\ufffd") for glyph in glyphs)


def _meanings(font: Any) -> Mapping[bytes, str]:
    """What each glyph of a font means."""
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].get_object().get_data()
    return {
        code.lower(): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _MEANING.findall(table)
    }
