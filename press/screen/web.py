"""The website.

In: a document whose page references are filled in, its edition, the page map of the
printed book, and looks. Out: every file of the site, path -> bytes: a start page, a page
for each section, style sheet, fonts and images. All links are relative: the site works
from any folder, from a disk and without a network.

A term is a link to a card on the same page, shown (``:target``) at the foot of the window while
the text stays where it is. A link breaks over lines like the words around it, works with
keyboard, touch and screen reader in every browser without JavaScript, and moves the reading
position to the definition and back; each card leads on to the word list. A button with a popover
cannot break over lines and does nothing where popovers are unknown; ``details`` is not allowed
inside a paragraph. Without style sheets the cards are a list of words below the text. Notes open
in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from press.galley.markup import find
from press.galley.names import LABEL, TERM
from press.looks import Looks
from press.model import Document, PageMap, TermEntry, WebEdition
from press.screen.paths import contents_of, paths_of
from press.screen.pictures import for_screen, give_sizes, is_wide, used_images
from press.screen.section import frame_tables, framed, make_section, page_mark, values
from press.screen.webfonts import embed


@dataclass(frozen=True, slots=True)
class Card:
    """A definition shown at the term: its id, the term's id and its address in the word list."""

    id: str
    call: str
    entry: TermEntry
    href: str


def make_web(
    document: Document, edition: WebEdition, pages: PageMap, looks: Looks
) -> Mapping[str, bytes]:
    """Make the website; paths are below the site's own folder. The edition's ``styles``
    name its sheets.

    Raises ``KeyError`` when a sheet is missing, ``lxml.etree.XMLSyntaxError`` when a
    galley's markup is not well-formed.
    """
    paths = paths_of(document, "html", ("index",))
    entries = contents_of(document, paths.galleys)
    line = [entry for outer in entries for entry in (outer, *outer.chapters)]
    terms = {term.slug: term for term in document.terms}
    images = {
        paths.images[path]: for_screen(document.images[path]) for path in used_images(document)
    }
    wide = frozenset(path for path, data in images.items() if is_wide(data))
    texts = {"index.html": looks.render("web/index.html.j2", book=document, entries=entries)}
    for here, before, after in zip(line, [None, *line], [*line[1:], None], strict=False):
        section = make_section(here.galley, pages.starts, paths, _page_mark)
        give_sizes(section.body, images)
        cards = [card for root in section.texts for card in _cards(root, terms)]
        for root in section.texts:
            _frame(root, wide)
        texts[here.href] = looks.render(
            "web/section.html.j2",
            book=document,
            entries=entries,
            here=here,
            part=next((part for part in entries if here in part.chapters), None),
            before=before,
            after=after,
            cards=cards,
            **values(section),
        )
    sheet = looks.sheet(*edition.styles)
    files = {
        **{name: text.encode() for name, text in texts.items()},
        **images,
        **embed(texts.values(), sheet, "assets/book.css", "assets/fonts"),
    }
    return dict(sorted(files.items()))


def _page_mark(label: str) -> Any:
    """The mark of a printed page on the website: ``s. 47``, which can be linked to."""
    mark = page_mark(label, {"class": "page-mark"})
    shown = etree.SubElement(mark, "span", {"class": "page-number"})
    shown.text = f"s.\u00a0{label}"
    return mark


def _cards(root: Any, terms: Mapping[str, TermEntry]) -> Iterator[Card]:
    """The cards of the terms below ``root``, each of which is then linked to its card; ``terms``
    are by slug."""
    for link in find(root, TERM):
        entry = terms.get(link.attrib.pop("data-term", ""))
        call = link.get("id", "")
        if entry is not None and call:
            yield Card(f"om-{call}", call, entry, link.get("href", ""))
            link.set("href", f"#om-{call}")


def _frame(root: Any, wide: frozenset[str]) -> None:
    """Put every table, and the images at the addresses ``wide``, in frames that can scroll on a
    narrow screen."""
    frame_tables(root)
    for number, frame in enumerate(find(root, "table-frame"), 1):
        _let_scroll(frame, f"Tabel {number}")
    for number, image in enumerate(list(root.iter("img")), 1):
        if image.get("src") in wide:
            frame = framed(image, "img-frame")
            _let_scroll(frame, f"Figur {number}", ", kan rulles til siden")


def _let_scroll(frame: Any, name: str, hint: str = "") -> None:
    """Make a frame reachable with the keyboard and give it a name (WCAG 2.1, 2.1.1 and 4.1.2):
    its own label, or ``name`` if it has none."""
    holder = next(frame.iterancestors("figure"), frame)
    label = next(find(holder, LABEL), None)
    called = "".join(label.itertext()) if label is not None else name
    frame.set("role", "region")
    frame.set("tabindex", "0")
    frame.set("aria-label", f"{called}{hint}")
