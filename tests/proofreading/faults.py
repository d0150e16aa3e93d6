"""Faults made in finished editions: what a proof has to find.

In: a PDF, an EPUB or a site, and a source of chance. Out: the same with one thing taken out,
swapped, doubled or relabelled, and what was done; None where there is nothing of that kind.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random
from typing import Any

import pikepdf
from lxml import etree

Fault = tuple[bytes, str] | None
Files = Mapping[str, bytes]

# --- paper -------------------------------------------------------------------------------

_MARKED = re.compile(
    rb"/\w+\s+<</MCID \d+/B \((?P<owner>[^)#]+#(?!e)\w+)(?P<made>(?:::[\w-]+)?)\)>>"
    rb"\s+BDC(?P<body>.*?)EMC",
    re.DOTALL,
)
_SHOWN = re.compile(rb"\[([^\]]*)\]\s*TJ")


def _contents(page: Any) -> bytes:
    streams = page.Contents
    parts = list(streams) if isinstance(streams, pikepdf.Array) else [streams]
    return b"\n".join(part.read_bytes() for part in parts)


def _texts(pdf: Any, made: bytes = b"") -> list[tuple[Any, Any]]:
    """Each page with each mark on it that shows a text."""
    return [
        (page, found)
        for page in pdf.pages
        for found in _MARKED.finditer(_contents(page))
        if found["made"] == made and _SHOWN.search(found["body"])
    ]


def _glyphs(shown: bytes) -> list[bytes]:
    return re.findall(rb"<(\w{4})>", shown)


def _put(pdf: Any, page: Any, content: bytes) -> None:
    page.Contents = pdf.make_stream(content)


def _spliced(pdf: Any, page: Any, found: Any, new: bytes) -> None:
    content = _contents(page)
    _put(pdf, page, content[: found.start()] + new + content[found.end() :])


def take_text(pdf: Any, random: Random) -> str | None:
    """The text of a mark is not drawn."""
    page, found = random.choice(_texts(pdf))
    _spliced(pdf, page, found, _SHOWN.sub(b"[] TJ", found.group()))
    return f"taken out of {found['owner'].decode()}"


def take_letter(pdf: Any, random: Random) -> str | None:
    """One glyph of a text is not drawn; not a space at its end, which nobody misses."""
    page, found = random.choice(_texts(pdf))
    glyphs = list(re.finditer(rb"<([0-9a-f]{4})>", found["body"]))[1:-1]
    if not glyphs:
        return None
    glyph = random.choice(glyphs)
    whole = found.group()
    at = whole.index(found["body"]) + glyph.start()
    _spliced(pdf, page, found, whole[:at] + b"<>" + whole[at + len(glyph.group()) :])
    return f"glyph {glyph.group().decode()} of {found['owner'].decode()}"


def change_letter(pdf: Any, random: Random) -> str | None:
    """One glyph of a text is another."""
    page, found = random.choice(_texts(pdf))
    glyphs = list(re.finditer(rb"<([0-9a-f]{4})>", found["body"]))
    others = {one.group() for one in glyphs}
    if len(others) < 2:
        return None
    glyph = random.choice(glyphs)
    other = random.choice(sorted(others - {glyph.group()}))
    whole = found.group()
    at = whole.index(found["body"]) + glyph.start()
    _spliced(pdf, page, found, whole[:at] + other + whole[at + len(other) :])
    return f"{glyph.group().decode()} for {other.decode()} in {found['owner'].decode()}"


def swap_texts(pdf: Any, random: Random) -> str | None:
    """Two texts of different blocks change places."""
    page, _ = random.choice(_texts(pdf))
    marks = [one for at, one in _texts(pdf) if at.objgen == page.objgen]
    if len(marks) < 2:
        return None
    first, second = sorted(random.sample(marks, 2), key=lambda one: one.start())
    (a, b), (c, d) = (_SHOWN.search(_contents(page), one.start()).span() for one in (first, second))  # type: ignore[union-attr]  # only marks with texts are listed
    content = _contents(page)
    if first["owner"] == second["owner"] or _glyphs(content[a:b]) == _glyphs(content[c:d]):
        return None
    _put(pdf, page, content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:])
    return f"{first['owner'].decode()} and {second['owner'].decode()}"


def double_text(pdf: Any, random: Random) -> str | None:
    """A text is drawn twice."""
    page, found = random.choice(_texts(pdf))
    whole = found.group()
    end = whole.rindex(b"EMC")
    _spliced(pdf, page, found, whole[:end] + found["body"] + b"EMC")
    return f"{found['owner'].decode()} twice"


def change_number(pdf: Any, random: Random) -> str | None:
    """The number of a list item is another."""
    marks = [
        one
        for one in _texts(pdf, b"::marker")
        if len(set(re.findall(rb"<(\w{4})>", one[1]["body"]))) > 1
    ]
    if not marks:
        return None
    page, found = random.choice(marks)
    glyphs = re.findall(rb"<\w{4}>", found["body"])
    new = found.group().replace(glyphs[0], glyphs[1], 1)
    if new == found.group():
        return None
    _spliced(pdf, page, found, new)
    return f"number of {found['owner'].decode()}"


def take_page(pdf: Any, random: Random) -> str | None:
    """A page that shows a text is gone."""
    page, found = random.choice(_texts(pdf))
    number = next(n for n, one in enumerate(pdf.pages) if one.objgen == page.objgen)
    del pdf.pages[number]
    return f"page {number} with {found['owner'].decode()}"


def swap_pages(pdf: Any, random: Random) -> str | None:
    """Two pages that show texts change places."""
    shown = sorted(
        {n for n, one in enumerate(pdf.pages) for at, _ in _texts(pdf) if at.objgen == one.objgen}
    )
    if len(shown) < 2:
        return None
    first, second = sorted(random.sample(shown, 2))
    pages = list(pdf.pages)
    pages[first], pages[second] = pages[second], pages[first]
    for number, page in enumerate(pages):
        pdf.pages[number] = page
    return f"pages {first} and {second}"


_WRONG = {
    "/P": "/H2", "/H1": "/P", "/H2": "/P", "/H3": "/H2", "/H4": "/P", "/H5": "/P", "/H6": "/P",
    "/LI": "/P", "/TD": "/TH", "/TH": "/TD", "/Caption": "/P", "/BlockQuote": "/Div",
    "/L": "/Div", "/Table": "/Div",
}  # fmt: skip


def relabel(pdf: Any, random: Random) -> str | None:
    """A structure element around a text says it is something else."""
    elements = []
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if str(element.S) in _WRONG and _holds_block(pdf, element):
                elements.append(element)
            kids: Any = element.get("/K", [])
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else []
    if not elements:
        return None
    element = random.choice(elements)
    before = str(element.S)
    element.S = pikepdf.Name(_WRONG[before])
    return f"{before} as {_WRONG[before]}"


def _holds_block(pdf: Any, element: Any) -> bool:
    """Whether the element holds a text of a block, not of a note."""
    waiting = [(element, element.get("/Pg"))]
    while waiting:
        one, page = waiting.pop()
        kids = one.get("/K", [])
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and str(kid.S) not in _WRONG:
                waiting.append((kid, kid.get("/Pg", page)))
            elif isinstance(kid, int) and page is not None:
                mark = rb"<</MCID %d/B \(([^)]*)\)>>" % kid
                found = re.search(mark, _contents(pikepdf.Page(page)))
                if found and not re.search(rb"::|-n\d+#", found[1]):
                    return True
    return False


PAPER: Mapping[str, Callable[[Any, Random], str | None]] = {
    "text": take_text,
    "letter": take_letter,
    "other letter": change_letter,
    "swap": swap_texts,
    "double": double_text,
    "number": change_number,
    "page": take_page,
    "pages": swap_pages,
    "label": relabel,
}


def on_paper(data: bytes, kind: str, random: Random) -> Fault:
    """A PDF with a fault of a kind."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        done = PAPER[kind](pdf, random)
        if done is None:
            return None
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue(), done


# --- screens -----------------------------------------------------------------------------

_TEXTS = ("p", "li", "td", "th", "dt", "dd", "figcaption", *(f"h{level}" for level in range(2, 7)))
_OTHER = {"p": "h3", "td": "th", "th": "td", "li": "p", "dt": "dd", "dd": "dt", "figcaption": "p"}


# Classes and roles of what no manuscript says, and of notes, which have faults of their own.
_PASSED_OVER = ("status", "draft", "note", "term-card")


def _elements(root: Any, name: str) -> list[Any]:
    """The elements of a section that hold text themselves, its notes left out."""
    section = next((one for one in root.iter() if one.get("id") == name), None)
    every = [] if section is None else list(section.iter("{*}*"))
    return [one for one in every if (one.text or "").strip() and _is_text(one)]


def _is_text(element: Any) -> bool:
    around = (element, *element.iterancestors())
    named = " ".join(f"{one.get('class')} {one.get('role')}" for one in around)
    return etree.QName(element).localname in _TEXTS and not any(
        name in named for name in _PASSED_OVER
    )


def _take_element(element: Any, random: Random) -> str:
    element.text = None
    for child in list(element):
        element.remove(child)
    return "text taken out"


def _change_word(element: Any, random: Random) -> str:
    words = element.text.split()
    words[random.randrange(len(words))] += "x"
    element.text = " ".join(words)
    return "another word"


def _double_text(element: Any, random: Random) -> str:
    element.text = f"{element.text} {element.text}"
    return "text twice"


def _copy_element(element: Any, random: Random) -> str:
    copied = deepcopy(element)
    for one in copied.iter():
        one.attrib.pop("id", None)
    element.addnext(copied)
    return "element twice"


def _rename(element: Any, random: Random) -> str:
    name = etree.QName(element).localname
    element.tag = element.tag.replace(name, "") + _OTHER.get(name, "p")
    return f"{name} as something else"


def _lose_space(element: Any, random: Random) -> str | None:
    if " " not in element.text.strip():
        return None
    element.text = element.text.strip().replace(" ", "", 1)
    return "a space lost"


SCREEN: Mapping[str, Callable[[Any, Random], str | None]] = {
    "element": _take_element,
    "word": _change_word,
    "twice": _double_text,
    "copy": _copy_element,
    "name": _rename,
    "space": _lose_space,
}


def on_screen(data: bytes, name: str, kind: str, random: Random) -> Fault:
    """A document with a fault in its section ``name``."""
    root = etree.fromstring(data)
    elements = _elements(root, name)
    if not elements:
        return None
    element = random.choice(elements)
    words = (element.text or "").strip()[:40]
    done = SCREEN[kind](element, random)
    if done is None:
        return None
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), f"{done}: {words}"
