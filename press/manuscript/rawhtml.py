"""Raw HTML in a chapter: a tree in, the tree with well-formed HTML and the problems out.

Pandoc cuts raw HTML into single tags with ordinary text between them, so tags are judged
together with their neighbours: each piece of text between them stands in as a numbered hole, an
empty element with ``data-hole``. HTML that a browser would mend without losing or moving anything
is mended (H102); other broken HTML is refused (H101), and so is everything that fetches, runs or
hides something (H103).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count, zip_longest
from operator import itemgetter
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]

from press.codes import problem
from press.finding import Written, find, numbered
from press.manuscript.htmlrules import HOLE, VOID, refused
from press.model import Problem, Source
from press.tree import Blocks, Node, Para, Plain, RawBlock, RawInline, remade_nodes

_Raw = RawBlock | RawInline
_HTML = ("html", "html4", "html5")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMPLIED = ("tbody", "colgroup")
# Message and hint for HTML that is not sound, by the code of the problem.
_UNSOUND = MappingProxyType(
    {
        "H101": ("HTML, der ikke hænger sammen", "luk hvert element, eller skriv det som markdown"),
        "H102": ("HTML er rettet, så det hænger sammen", "se efter, om det blev, som du ville"),
    }
)
_NOT_LOOKS = "udseendet bestemmes af mappen styles"
# What to do instead of what is refused.
_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "<img>": 'skriv ![Billedtekst](images/navn.svg){alt="…"}',
        "<script>": "programmer hører ikke hjemme i en bog",
        "<style>": _NOT_LOOKS,
        "style=": _NOT_LOOKS,
        "<iframe>": "skriv et link i stedet",
    }
)


def mend(
    chapter: Written, blocks: Blocks, landmarks: Sequence[Node]
) -> tuple[Blocks, tuple[Problem, ...]]:
    """The tree with every raw node well-formed XHTML, and what had to be mended or refused.

    ``landmarks`` are the tree's own nodes, raw ones included. Comments are left out: they are the
    editors' own. Refused HTML is left out as well.
    """
    places = _places(chapter, landmarks)
    found: list[Problem] = []

    def mended(siblings: tuple[Node, ...]) -> tuple[Node, ...]:
        raw = [item for item in siblings if isinstance(item, _Raw)]
        if not raw:
            return siblings
        foreign = [item for item in raw if item.c[0] not in _HTML]
        found.extend(_foreign(item, places[id(item)]) for item in foreign)
        html = [item for item in siblings if item not in foreign]
        return _joined(html, places[id(raw[0])], found)

    return remade_nodes(blocks, mended) if places else blocks, tuple(found)


def _places(chapter: Written, landmarks: Sequence[Node]) -> Mapping[int, Source]:
    """Where each raw node stands, by its identity."""
    tokens = (
        (id(node), node.c[1].strip().split("\n")[0][:60])
        for node in landmarks
        if isinstance(node, _Raw)
    )
    return {
        node: find(chapter, token, nth) if token else Source(chapter.path)
        for (node, token), nth in numbered(tokens, itemgetter(1))
    }


def _foreign(node: _Raw, source: Source) -> Problem:
    """H103 for raw text that HTML editions would drop without a word."""
    kind, text = node.c
    hint = "skriv en omvendt skråstreg som \\\\" if kind == "tex" else ""
    message = f"rå kode ({kind}) bruges ikke i bogen: »{text.strip()[:40]}«"
    return problem(source, "H103", message, hint)


def _joined(items: list[Node], source: Source, found: list[Problem]) -> tuple[Node, ...]:
    """The siblings again, with their raw HTML made well-formed, or left out where it is refused."""
    inline = any(isinstance(item, RawInline) for item in items)
    kind = RawInline if inline else RawBlock
    holes = [item for item in items if not isinstance(item, _Raw)]
    root, code = _read(_with_holes(items, inline), inline)
    if bad := refused(root):
        found.append(problem(source, "H103", f"{bad} må ikke bruges", _INSTEAD.get(bad, "")))
    elif code:
        found.append(problem(source, code, *_UNSOUND[code]))
    if bad or code == "H101":
        return tuple(holes)
    made: list[Node] = []
    # There is one piece more than there are holes.
    for piece, hole in zip_longest(_inside(root).split("\0"), holes):
        made += [kind(("html", piece))] if piece.strip() else []
        made += [hole] if hole else []
    return tuple(made)


def _with_holes(items: list[Node], inline: bool) -> str:
    """The raw HTML with an empty element for each other item: one that may stand where it does."""
    numbers = count()
    return "".join(
        _COMMENT.sub("", item.c[1])
        if isinstance(item, _Raw)
        else f'<{(tag := _hole(item, inline))} {HOLE}="{next(numbers)}"></{tag}>'
        for item in items
    )


def _hole(item: Node, inline: bool) -> str:
    if inline or isinstance(item, Plain):
        return "span"
    return "p" if isinstance(item, Para) else "div"


# --- reading and writing a fragment --------------------------------------------------


def _read(text: str, inline: bool) -> tuple[Element, str]:
    """A fragment's tree as a browser builds it, and the code of what is wrong with it, if anything.

    Nothing is wrong when a strict XML parser builds the same tree. It is mended when the browser's
    has the same text, the same kinds of elements and the same holes in the same order. ``inline``
    says that the fragment stands inside a paragraph.
    """
    body = _browsed(f"<p>{text}</p>" if inline else text)
    root = body[0] if inline and len(body) == 1 and not body.tail else body
    contained = not inline or (len(body) == 1 and not (body.text or "").strip())
    strict = _strict(text)
    if strict is not None and contained and _shape(strict) == _shape(root):
        return root, ""
    _drop_empty(root)
    return root, "H102" if contained and _is_lossless(text, root) else "H101"


def _browsed(text: str) -> Element:
    page = tinyhtml5.parse(f"<!doctype html><body>{text}", namespace_html_elements=False)
    body: Element = page.find("body")
    return body


def _strict(text: str) -> Element | None:
    """The fragment as XML, void elements closed for it; None when it is not well-formed."""
    closed = re.sub(rf"<({'|'.join(VOID)})\b([^<>]*?)/?>", r"<\1\2/>", text)
    try:
        return ElementTree.fromstring(f"<body>{closed}</body>")
    except ElementTree.ParseError:
        return None


def _shape(element: Element) -> tuple[Any, ...]:
    """An element's inside as a value: equal for two trees that mean the same."""
    return ((element.text or "").strip(), *_flat(element))


def _flat(element: Element) -> Iterator[Any]:
    """The elements in an element, those that HTML implies replaced by what is in them."""
    for child in element:
        if child.tag in _IMPLIED and not child.attrib:
            yield from _flat(child)
        else:
            attributes = tuple(sorted(child.attrib.items()))
            yield (child.tag, attributes, _shape(child), (child.tail or "").strip())


def _drop_empty(element: Element) -> None:
    """Take out empty elements that the browser's mending left behind."""
    for child in list(element):
        _drop_empty(child)
        holds = len(child) or (child.text or "").strip() or child.attrib
        if not holds and child.tag not in (*VOID, "td", "th") and not (child.tail or "").strip():
            element.remove(child)


def _is_lossless(text: str, root: Element) -> bool:
    """Whether the tree of ``text`` has all of its holes, kinds of elements and letters."""
    holes = [element.get(HOLE) for element in root.iter() if element.get(HOLE) is not None]
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][\w-]*)", text)}
    kept = {element.tag for element in root.iter()} - {root.tag, *_IMPLIED}
    words = "".join(_browsed(re.sub(r"<[^<>]*>", "", text)).itertext())
    return (
        holes == [str(number) for number in range(len(holes))]
        and len(holes) == text.count(f"{HOLE}=")
        and tags - {root.tag, *_IMPLIED} == kept
        and "".join(words.split()) == "".join("".join(root.itertext()).split())
    )


def _inside(element: Element) -> str:
    """What is in an element as XHTML, with a NUL where a hole is."""
    return escape(element.text or "", quote=False) + "".join(map(_write, element))


def _write(element: Element) -> str:
    tail = escape(element.tail or "", quote=False)
    if HOLE in element.attrib:
        return "\0" + tail
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    if element.tag in VOID:
        return f"<{element.tag}{attributes} />{tail}"
    return f"<{element.tag}{attributes}>{_inside(element)}</{element.tag}>{tail}"
