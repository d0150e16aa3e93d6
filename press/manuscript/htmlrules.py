"""What HTML allows where, as far as a book may use it: a tree in, the first breach out.

A fragment can be well-formed and still break HTML's rules; reading systems then render it each in
their own way, and validators refuse the book. The rules are those of the HTML standard (content
models, 4.3 to 4.9; microsyntaxes, 2.3), narrowed to what the press lets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from press.galley.names import RESERVED

# The attribute of the empty elements that stand for what is not raw HTML.
HOLE = "data-hole"
VOID = ("br", "hr", "wbr", "col")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PHRASES = _names(
    "a abbr b bdi br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u"
    " var wbr"
)
_BLOCKS = _names("blockquote div dl hr ol p pre table ul")
# What may stand right inside an element; those not named here hold phrases only.
_HOLDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            _names("body blockquote caption dd del div ins li td th"), _PHRASES | _BLOCKS
        ),
        **dict.fromkeys(("ol", "ul"), _names("li")),
        "dl": _names("dt dd div"),
        "table": _names("caption colgroup thead tbody tfoot tr"),
        "colgroup": _names("col"),
        **dict.fromkeys(("thead", "tbody", "tfoot"), _names("tr")),
        "tr": _names("td th"),
    }
)
_ELEMENTS = _PHRASES.union(*_HOLDS.values())

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_SPAN, _NUMBER = r"[1-9]\d?", r"-?\d{1,6}"
# Attribute, the elements it belongs to (none: all of them), and what it may say.
_ATTRIBUTES = (
    ("class", "", ".*"),
    ("title", "", ".*"),
    ("aria-label", "", ".*"),
    ("aria-hidden", "", "true|false"),
    ("id", "", r"[^\W\d][\w.-]*"),
    ("lang", "", LANGUAGE.pattern),
    ("dir", "", "ltr|auto"),
    ("href", "a", r"\s*(#|https?://|mailto:|tel:).+"),
    ("cite", "blockquote q ins del", r"https?://\S+"),
    ("datetime", "time ins del", _DATE),
    ("colspan", "td th", _SPAN),
    ("rowspan", "td th", _SPAN),
    ("headers", "td th", ".*"),
    ("scope", "th", "(row|col)(group)?"),
    ("start", "ol", _NUMBER),
    ("value", "li", _NUMBER),
    ("type", "ol", "[1AaIi]"),
    ("reversed", "ol", "(reversed)?"),
)
_RULES = MappingProxyType(
    {name: (_names(owners), re.compile(says, re.S)) for name, owners, says in _ATTRIBUTES}
)
# The attributes that a message quotes together with their value.
_QUOTED = _names("href cite lang dir id datetime colspan rowspan scope type class")
_LOOSE = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s<>\"\\^`{|}]")


def is_address(text: str) -> bool:
    """Whether an address is one (RFC 3986): a host where the scheme wants one, no loose per cent
    sign, none of the signs that must not stand in it."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    has_host = parts.scheme.lower() in ("http", "https")
    whole = parts.netloc if has_host else parts.path + parts.fragment
    return bool(whole) and not _LOOSE.search(text.strip())


def refused(root: Element) -> str:
    """The first element or attribute below ``root`` that a book may not hold, or that HTML does
    not allow where it is, as a message names it; else nothing."""
    return next(_breaches(root), "")


def _breaches(root: Element) -> Iterator[str]:
    for element in list(root.iter())[1:]:
        if not isinstance(element.tag, str):
            yield "<?…>"
        elif element.tag not in _ELEMENTS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name != HOLE and _is_wrong(element.tag, name, value):
                yield f'{name}="{value[:40]}"' if name in _QUOTED else f"{name}="
        yield from _lacking(element)
    yield from _misplaced(root, frozenset())


def _lacking(element: Element) -> Iterator[str]:
    """What an element lacks: words, a date, or the table headings that its cells refer to."""
    if element.get("href") and not len(element) and not (element.text or "").strip():
        yield f"<{element.tag}> uden ord"
    if element.tag == "time" and "datetime" not in element.attrib:
        yield f"<{element.tag}> uden datetime"
    if element.tag == "table":
        heads = {cell.get("id") for cell in element.iter("th")}
        named = (name for cell in element.iter() for name in cell.get("headers", "").split())
        yield from (f'headers="{name[:40]}"' for name in named if name not in heads)


def _is_wrong(tag: str, name: str, value: str) -> bool:
    """Whether an attribute does not belong to an element, or has a value that it cannot have."""
    if name not in _RULES:
        return True
    owners, says = _RULES[name]
    return (
        (bool(owners) and tag not in owners)
        or not says.fullmatch(value)
        or (name == "class" and not RESERVED.isdisjoint(value.split()))
        or (name in ("href", "cite") and not is_address(value))
    )


def _misplaced(parent: Element, above: frozenset[str]) -> Iterator[str]:
    """The elements that may not stand where they do; ``above`` are those around ``parent``."""
    holds = _HOLDS.get(parent.tag, _PHRASES)
    if parent.tag == "div" and "dl" in above:
        holds |= _HOLDS["dl"]
    within = above | {parent.tag}
    for number, element in enumerate(parent):
        tag = element.tag
        late = tag == "caption" and number > 0
        nested = tag == "a" and "a" in within
        untitled = tag == "dl" and len(element) > 0 and element[0].tag == "dd"
        if tag not in holds or late or nested or untitled:
            yield f"<{tag}> her"
        yield from _misplaced(element, within)
