"""Where pages begin: read from WeasyPrint's private boxes, checked against the printed text.

If WeasyPrint changes its boxes, these tests fail before any edition gets a wrong number.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from press.binding import faces
from press.binding.quire import Job
from press.galley.places import countable
from press.model import Note
from press.paper.volume import Printed
from press.paper.weasy import typeset
from tests.presswork import SENTENCE, PrintIt, document, galley

TABLE = (
    "<table><caption data-b='{0}'>En tabel</caption><thead><tr><th data-b='{1}'>Hoved</th></tr>"
    "</thead><tbody>{2}</tbody></table>"
)


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def _page_texts(printed: Printed) -> dict[str, str]:
    pdf = pypdfium2.PdfDocument(printed.pdf)
    texts = {}
    for page, leaf in zip(pdf, printed.volume.pages, strict=True):
        texts[leaf.label] = page.get_textpage().get_text_bounded()
    return texts


def _block_texts(html: str) -> dict[int, str]:
    root = etree.fromstring(f"<div>{html}</div>")
    for silent in root.xpath("//a[@class='noteref']"):
        silent.text = ""
    return {
        int(block.get("data-b")): "".join(block.itertext()) for block in root.xpath("//*[@data-b]")
    }


def _after(text: str, offset: int) -> str:
    """What follows the first ``offset`` countable characters of ``text``."""
    for at in range(len(text) + 1):
        if countable(text[:at]) == offset:
            return text[at:]
    raise AssertionError(offset)


def test_each_page_begins_where_the_map_says(print_it: PrintIt) -> None:
    rows = "".join(f"<tr><td data-b='{at}'>Række {at} {SENTENCE}</td></tr>" for at in range(40, 80))
    call = '<a class="noteref" id="k-n1-kald" href="#k-n1">1</a>'
    extra = TABLE.format(38, 39, rows) + f'<p data-b="90">Efter{call} {SENTENCE * 40}</p>'
    note = Note("k-n1", 1, f"<p>Noten {SENTENCE}</p>")
    chapter = galley("k", paragraphs=30, extra=extra, notes=(note,))
    printed = print_it(document(chapter))
    blocks = _block_texts(chapter.html)
    texts = _page_texts(printed)
    starts = [start for start in printed.page_map.starts if start.galley == "k"]
    assert len(starts) > 9
    assert starts[0].block == 0
    assert any(start.offset for start in starts)
    assert any(40 <= start.block < 80 for start in starts)
    for start in starts[1:]:
        expected = _letters(_after(blocks[start.block], start.offset))[:40]
        shown = _letters(texts[start.label])
        head = _letters(chapter.title) if int(start.label) % 2 else _letters("Den lille bog")
        repeated = "Hoved" if 40 < start.block < 80 else ""
        page = shown.removeprefix(head).removeprefix(start.label).removeprefix(repeated)
        assert page.startswith(expected), (start, page[:80])


def test_hyphens_and_white_space_do_not_count() -> None:
    assert countable("MED-udvalg og\u00a0\u00adde\u2011t\u2010 ") == len("MEDudvalgogdet")


def test_the_list_of_broken_words_reads_over_notes_and_punctuation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path)))
    css = """
        @page { size: 90pt 60pt; margin: 5pt }
        html { font: 10pt/14pt Source Serif Pro }
        p { hyphens: auto; margin: 0; orphans: 1; widows: 1 }
        .footnote { float: footnote; font-size: 6pt }
    """
    words = "Om (kerneopgaven), og kerneopgaven<span class='footnote'>17</span> og kerneopgaven."
    xhtml = f"<html lang='da'><body><p>{words} {words}</p></body></html>"
    quire = typeset(Job("prøve", xhtml, css, {}, {"kerneopgaven": (5,)}))
    assert quire.hyphenated
    assert set(quire.hyphenated) == {"kerne-opgaven"}
