"""Dress for paper: a neutral galley becomes the XHTML that its quire is typeset from.

In: galley markup (:mod:`press.galley`) and the page labels as now known. Out: XHTML with
notes at their calls (the style sheet floats them to the foot), links under the reserved
schemes, and a stand-in for every page number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from markupsafe import Markup

from press.binding import schemes
from press.binding.stamp import shape
from press.galley.markup import classes, find, inside, parse
from press.galley.names import DELETED, LIST_ENDS, MARK, NOTE_CALL, PAGE
from press.language.numbers import counted
from press.model import Galley, Note
from press.paper.marking import OWNER, name_owners

# A note stands inside a paragraph on paper, so its own paragraphs become spans.
_PARAGRAPHS = ("p", "div")
# The class of a note at the foot of the page.
FOOTNOTE = "footnote"

# Elements of a line that hold words.
_WORDS = frozenset({"a", "span", "em", "strong"})

# What stands around the numbers of a list, by its class.
_ENDS = dict(zip(LIST_ENDS.values(), ("{}) ", "({}) "), strict=True))
_FIRST = re.compile(r"\S+")
# A word that may end a paragraph whole, however it falls; a longer one is broken in any case,
# and a very short one takes the word before it along.
_LAST = re.compile(r"(?<= )([^\s-]{4,14}|[^\s-]{1,10} [^\s-]{1,3})$")

# The letters of a line in a table as wide as the page; and the lines of a row that is tall.
_LINE, _TALL = 85, 14
# What a page number is set as until it is known at all.
_UNKNOWN = "000"


def dress(galley: Galley, labels: Mapping[str, str]) -> Markup:
    """The body of ``galley`` for paper. ``labels`` gives the likely label of each anchor."""
    root = parse(galley.html)
    name_owners(root, galley.id)
    for mark in reversed(list(find(root, MARK))):
        if not mark.text and not len(mark):
            _fill_mark(mark)
    _set_notes(root, {note.id: note for note in galley.notes})
    for element in root.iter("a"):
        _set_link(element, labels)
    for ordered in root.iter("ol"):
        _count(ordered)
    for table in root.iter("table"):
        if _is_tall(table):
            table.set("class", f"{table.get('class', '')} tall".strip())
    for heading in root.iter("h2"):
        # A span that the style sheet can raise.
        raised = etree.Element("span", {"class": "raised"})
        raised.text, heading.text = heading.text, None
        raised.extend(list(heading))
        heading.append(raised)
    for paragraph in root.iter("p"):
        _keep_last_word(paragraph)
    for image in root.iter("img"):
        image.set("src", schemes.image(image.get("src", "")))
    return Markup(inside(root))


def stand_in(anchor: str, labels: Mapping[str, str]) -> str:
    """What is set in place of the number of the page that ``anchor`` is on."""
    return shape(labels.get(anchor, _UNKNOWN))


def reference(anchor: str, labels: Mapping[str, str]) -> Markup:
    """A link that shows the page of ``anchor``, for the contents."""
    address = schemes.page(anchor)
    return Markup('<a class="{}" href="{}">{}</a>').format(PAGE, address, stand_in(anchor, labels))


def _is_tall(table: etree._Element) -> bool:
    """Whether a row of the table may be so high that pages have to divide it."""
    for row in table.iter("tr"):
        wide = max(_LINE / max(len(row), 1), 12)
        if any(len("".join(cell.itertext())) > _TALL * wide for cell in row):
            return True
    return False


def _set_link(element: etree._Element, labels: Mapping[str, str]) -> None:
    href = element.get("href", "")
    if not href.startswith("#"):
        return
    anchor = href[1:]
    if PAGE in classes(element) and not element.text:
        element.set("href", schemes.page(anchor))
        element.text = stand_in(anchor, labels)
    else:
        element.set("href", schemes.link(anchor))


def _count(ordered: etree._Element) -> None:
    """Number a list as its attributes say (HTML, 4.4.5), which WeasyPrint does not read."""
    items = [item for item in ordered if item.tag == "li" and DELETED not in classes(item)]
    style, ends = ordered.get("type", "1"), _ENDS.get(ordered.get("class", ""), "{}. ")
    step = 1 if ordered.get("reversed") is None else -1
    number = int(ordered.get("start") or (1 if step > 0 else len(items)))
    for place, item in enumerate(items, 1):
        number = int(item.get("value") or number)
        label = ends.format(counted(number, style))
        if label != f"{place}. ":
            item.set("style", f'list-style-type: "{label}"')
        number += step


def _fill_mark(mark: etree._Element) -> None:
    """Move the word that an empty index mark is about into it: WeasyPrint breaks no line at an
    element without text."""
    tail, following = mark.tail or "", mark.getnext()
    if found := _FIRST.match(tail):
        mark.text, mark.tail = found.group(), tail[found.end() :]
    elif (
        not tail
        and following is not None
        and following.tag in _WORDS
        and NOTE_CALL not in classes(following)
    ):
        mark.tail, following.tail = following.tail, None
        mark.append(following)


def _keep_last_word(paragraph: etree._Element) -> None:
    """Mark the last word or two, so that the style sheet can keep them on one line."""
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    found = _LAST.search(text)
    if found is None:
        return
    word = etree.SubElement(paragraph, "span", {"class": "last"})
    word.text = found.group()
    if last is None:
        paragraph.text = text[: found.start()]
    else:
        last.tail = text[: found.start()]


def _set_notes(root: etree._Element, notes: Mapping[str, Note]) -> None:
    """Put each note in the place of its call, its paragraphs as spans, and keep the call's id."""
    for call in find(root, NOTE_CALL):
        note = notes[call.get("href", "")[1:]]
        foot = parse(note.html)
        name_owners(foot, note.id)
        for element in foot.iterdescendants(*_PARAGRAPHS):
            element.set("class", f"note-{element.tag}")
            element.tag = "span"
        for block in foot:
            block.tail = None
        foot.tag, foot.tail = "span", call.tail
        foot.set("class", FOOTNOTE)
        foot.set("id", note.id)
        foot.set(OWNER, f"{note.id}#")
        call.getparent().replace(call, foot)
        foot.addprevious(etree.Element("span", {"id": call.get("id", f"{note.id}-kald")}))
