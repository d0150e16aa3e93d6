"""The text of marked content, read glyph by glyph.

In: a PDF of the press's own. Out: what each mark on a page shows. The glyphs and their meaning
(``ToUnicode``; ISO 32000-1, 9.10) tell every sign and space for certain, where a reader of whole
pages guesses spaces from distances, and takes a word right below the same word for its shadow.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf

_PARTS = re.compile(
    rb"<</MCID (?P<mark>\d+)|(?P<end>\bEMC\b)"
    rb"|/(?P<font>\S+) [\d.]+ Tf\b|\[(?P<shown>[^\]]*)\]\s*TJ\b"
)
_GLYPHS = re.compile(rb"<([0-9a-fA-F]*)>")
_MEANING = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


# What is read where a face lacks a sign: its glyph 0 (.notdef) means all of them alike.
NOTHING, _NOTDEF = "\ufffd", b"0000"
# A glyph without a meaning, which is no sign of any text.
_UNKNOWN = "\uffff"


class Glyphs:
    """The texts of a PDF, page by page."""

    def __init__(self, data: bytes) -> None:
        self._pages = pypdf.PdfReader(io.BytesIO(data)).pages
        self._known: dict[int, Mapping[bytes, str]] = {}

    def page(self, number: int) -> Mapping[int, str]:
        """The text of each mark on the page ``number`` (from 0)."""
        page = self._pages[number]
        fonts: Any = page.get("/Resources", {}).get("/Font", {})
        meanings = {name.lstrip("/"): self._meanings(fonts.raw_get(name)) for name in fonts}
        contents = page.get_contents()
        texts: dict[int, str] = defaultdict(str)
        content = b"" if contents is None else contents.get_data()
        for mark, text in _texts(content, meanings):
            texts[mark] += text
        return texts

    def _meanings(self, reference: Any) -> Mapping[bytes, str]:
        """What each glyph of a font means."""
        number = reference.idnum
        if number not in self._known:
            font = reference.get_object()
            table = font["/ToUnicode"].get_object().get_data() if "/ToUnicode" in font else b""
            self._known[number] = {
                code.lower(): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for code, text in _MEANING.findall(table)
            }
        return self._known[number]


def _texts(
    content: bytes, meanings: Mapping[str, Mapping[bytes, str]]
) -> Iterator[tuple[int, str]]:
    mark = -1
    meaning: Mapping[bytes, str] = {}
    for found in _PARTS.finditer(content):
        if found["mark"]:
            mark = int(found["mark"])
        elif found["end"]:
            mark = -1
        elif found["font"]:
            meaning = meanings.get(found["font"].decode("latin-1"), {})
        elif mark >= 0:
            codes = b"".join(_GLYPHS.findall(found["shown"])).lower()
            glyphs = (codes[at : at + 4] for at in range(0, len(codes), 4))
            meant = (NOTHING if code == _NOTDEF else meaning.get(code, _UNKNOWN) for code in glyphs)
            yield mark, "".join(meant)
