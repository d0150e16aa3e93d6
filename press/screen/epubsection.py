"""A section as an EPUB wants it: what each thing is, said in ``epub:type`` and ``role``.

In: a :class:`~press.screen.section.Section`. Out: the values that the page template
``epub/section.xhtml.j2`` is filled with.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from press.galley.markup import EPUB_TYPE, find, serialise
from press.galley.places import anchor
from press.screen.contents import number_of
from press.screen.kinds import matter, meaning, notice
from press.screen.section import Section, note_with_way_back, spoken
from press.screen.widetables import frame_tables

_LINKS = {
    "doc-noteref": "noteref",
    "doc-glossref": "glossref",
    "doc-biblioref": "biblioref",
    "doc-backlink": "backlink",
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Class of a list, tag below it -> what that is.
_PARTS = (
    ("glossary", "dt", "glossterm"),
    ("glossary", "dd", "glossdef"),
    ("references", "li", "biblioentry"),
    ("index", "li", "index-entry"),
)
# Class below the index -> what that is (EPUB Indexes 1.0).
_INDEX = (("entry", "index-term"), ("pageref", "index-locator"))


def page_mark(label: str) -> Any:
    """The mark of a printed page in an EPUB: empty, but heard."""
    role = {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak"}
    return etree.Element("span", {**role, "id": anchor(label), "aria-label": spoken(label)})


def values(section: Section) -> Mapping[str, Any]:
    """What the template needs to write ``section`` out."""
    galley = section.galley
    kind, role = meaning(galley)
    for root in (section.body, *(note.content for note in section.notes)):
        _say_what_it_is(root)
        frame_tables(root)
        for element in root.iterfind(".//*[@lang]"):
            element.set(_XML_LANG, element.get("lang"))
    return {
        "galley": galley,
        "matter": matter(galley),
        "type": kind,
        "role": role,
        "number": number_of(galley),
        "notice": notice(galley),
        "opening": serialise(section.opening),
        "body": serialise(section.body),
        "notes": [
            (note.id, serialise(note_with_way_back(note, f"{note.number}")))
            for note in section.notes
        ],
    }


def _say_what_it_is(root: Any) -> None:
    for link in root.iter("a"):
        kind = _LINKS.get(link.get("role", ""))
        if kind:
            link.set(EPUB_TYPE, kind)
        link.attrib.pop("data-term", None)
    for name, tag, kind in _PARTS:
        for group in find(root, name):
            for element in group.iter(tag):
                element.set(EPUB_TYPE, kind)
    for index in find(root, "index"):
        index.set(EPUB_TYPE, "index-entry-list")
        for name, kind in _INDEX:
            for element in find(index, name):
                element.set(EPUB_TYPE, kind)
