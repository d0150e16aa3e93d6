"""Dress for paper: a neutral galley becomes the XHTML that its quire is typeset from.

In: galley markup (see CONTRIBUTING.md) and the page labels as now known. Out: XHTML with
notes at their calls (the style sheet floats them to the foot), links under the reserved
schemes, and a stand-in for every page number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from markupsafe import Markup

from press.binding import schemes
from press.binding.stamp import shape
from press.galley.markup import classes, find, inside, parse
from press.galley.names import DELETED, LIST_ENDS, MARK, NOTE_CALL, PAGE
from press.language.numbers import counted
from press.model import Galley, Note
from press.paper.marking import name_owners

# A note stands inside a paragraph on paper, so its own paragraphs become spans.
_PARAGRAPHS = frozenset({"p", "div"})

# What stands around the numbers of a list, by its class.
_ENDS = dict(zip(LIST_ENDS.values(), ("{}) ", "({}) "), strict=True))
_FIRST = re.compile(r"\S+")
# A word that may end a paragraph whole, however it falls; a longer one is broken in any case,
# and a very short one takes the word before it along.
_LAST = re.compile(r"(?<= )([^\s-]{4,14}|[^\s-]{1,10} [^\s-]{1,3})$")

# What a page number is set as until it is known at all.
_UNKNOWN = "000"


def dress(galley: Galley, labels: Mapping[str, str]) -> Markup:
    """The body of ``galley`` for paper. ``labels`` gives the likely label of each anchor."""
    root = parse(galley.html)
    name_owners(root, galley.id)
    for mark in reversed([span for span in root.iter("span") if span.get("class") == MARK]):
        if not mark.text and not len(mark):
            _fill_mark(mark)
    _set_notes(root, {note.id: note for note in galley.notes})
    for element in root.iter("a"):
        _set_link(element, labels)
    for ordered in root.iter("ol"):
        _count(ordered)
    for heading in root.iter("h2"):
        _wrap(heading, "raised")
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


def _wrap(element: etree._Element, name: str) -> None:
    """Put all that ``element`` holds into a span, which the style sheet can move."""
    span = etree.Element("span", {"class": name})
    span.text, element.text = element.text, None
    span.extend(list(element))
    element.append(span)


def _fill_mark(mark: etree._Element) -> None:
    """Let an empty index mark hold the word that it is about: WeasyPrint breaks no line at an
    element without text."""
    tail, following = mark.tail or "", mark.getnext()
    if found := _FIRST.match(tail):
        mark.text, mark.tail = found.group(), tail[found.end() :]
    elif not tail and following is not None and _holds_words(following):
        mark.tail, following.tail = following.tail, None
        mark.append(following)


def _holds_words(element: etree._Element) -> bool:
    is_note = NOTE_CALL in classes(element)
    return element.tag in ("a", "span", "em", "strong") and not is_note


def _keep_last_word(paragraph: etree._Element) -> None:
    """Mark the last word or two, that the style sheet may keep them on one line."""
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
    for call in find(root, NOTE_CALL):
        note = notes[call.get("href", "")[1:]]
        foot = etree.Element("span", {"class": "footnote", "id": note.id})
        content = parse(note.html)
        name_owners(content, note.id)
        foot.text = content.text
        foot.extend(_inline(content))
        foot.tail = call.tail
        place = etree.Element("span", {"id": call.get("id", f"{note.id}-kald")})
        parent = call.getparent()
        if parent is not None:
            parent.replace(call, foot)
            foot.addprevious(place)


def _inline(content: etree._Element) -> Iterable[etree._Element]:
    for element in list(content.iter()):
        if element.tag in _PARAGRAPHS and element is not content:
            element.set("class", f"note-{element.tag}")
            element.tag = "span"
    return list(content)
