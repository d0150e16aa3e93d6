"""What HTML allows where, as far as a book may use it: a tree in, the first breach out.

A fragment can be well-formed and yet not be HTML; reading systems then show it as they please,
and validators refuse the book. The rules are those of the HTML standard (elements' content
models, 4.3 to 4.9; microsyntaxes, 2.3), narrowed to what the press lets through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from press.galley.names import RESERVED

_BLOCKS = frozenset({"blockquote", "div", "dl", "hr", "ol", "p", "pre", "table", "ul"})
# These hold flowing text and blocks; all that is named neither here nor below holds words only.
_FLOWS = frozenset({"body", "blockquote", "caption", "dd", "del", "div", "ins", "li", "td", "th"})
_CHILDREN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ol": frozenset({"li"}),
        "ul": frozenset({"li"}),
        "dl": frozenset({"dt", "dd", "div"}),
        "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}),
        "colgroup": frozenset({"col"}),
        "thead": frozenset({"tr"}),
        "tbody": frozenset({"tr"}),
        "tfoot": frozenset({"tr"}),
        "tr": frozenset({"td", "th"}),
    }
)
_PARENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **{name: frozenset({"ol", "ul"}) for name in ("li",)},
        **{name: frozenset({"dl"}) for name in ("dt", "dd")},
        **{name: frozenset({"tr"}) for name in ("td", "th")},
        **{name: frozenset({"table"}) for name in ("caption", "colgroup", "thead", "tbody")},
        "tfoot": frozenset({"table"}),
        "col": frozenset({"colgroup"}),
        "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    }
)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SPAN, _NUMBER = re.compile(r"[1-9]\d?"), re.compile(r"-?\d{1,6}")
_LOOSE = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s<>\"\\^`{|}]")
_ANY = re.compile(r"(?s).*")
_CELLS = frozenset({"td", "th"})
# Attribute -> the elements it belongs to (none: all of them) and what it may say.
_ATTRIBUTES: Mapping[str, tuple[frozenset[str], re.Pattern[str]]] = MappingProxyType(
    {
        "class": (frozenset(), _ANY),
        "title": (frozenset(), _ANY),
        "aria-label": (frozenset(), _ANY),
        "aria-hidden": (frozenset(), re.compile("true|false")),
        "id": (frozenset(), re.compile(r"[^\W\d][\w.-]*")),
        "lang": (frozenset(), LANGUAGE),
        "dir": (frozenset(), re.compile("ltr|auto")),
        "href": (frozenset({"a"}), re.compile(r"(?s)\s*(#|https?://|mailto:|tel:).+")),
        "cite": (frozenset({"blockquote", "q", "ins", "del"}), re.compile(r"https?://\S+")),
        "datetime": (frozenset({"time", "ins", "del"}), _DATE),
        "colspan": (_CELLS, _SPAN),
        "rowspan": (_CELLS, _SPAN),
        "headers": (_CELLS, _ANY),
        "scope": (frozenset({"th"}), re.compile("(row|col)(group)?")),
        "start": (frozenset({"ol"}), _NUMBER),
        "value": (frozenset({"li"}), _NUMBER),
        "type": (frozenset({"ol"}), re.compile("[1AaIi]")),
        "reversed": (frozenset({"ol"}), re.compile("(reversed)?")),
    }
)
_NEEDED = MappingProxyType({"time": "datetime"})


def is_address(text: str) -> bool:
    """Whether an address is one (RFC 3986): a host where the scheme wants one, no loose per cent
    sign, none of the signs that must not stand in it."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    whole = (
        parts.netloc if parts.scheme.lower() in ("http", "https") else parts.path + parts.fragment
    )
    return bool(whole) and not _LOOSE.search(text.strip())


def misplaced(parent: Any, element: Any, above: frozenset[str]) -> bool:
    """Whether ``element`` may not stand in ``parent``; ``above`` are all it stands in."""
    tag, around = element.tag, parent.tag
    in_entry = around == "div" and "dl" in above
    return any(
        (
            tag not in _CHILDREN.get(around, (tag,)),
            around not in _PARENTS.get(tag, (around,)) and not in_entry,
            tag in _BLOCKS and around not in _FLOWS and around not in _CHILDREN,
            tag == "caption" and element is not parent[0],
            tag == "a" and "a" in above,
            tag == "dl" and len(element) > 0 and element[0].tag == "dd",
        )
    )


def misspoken(element: Any, name: str, value: str) -> bool:
    """Whether the attribute does not belong to the element, or says what it cannot say."""
    if name not in _ATTRIBUTES:
        return True
    owners, said = _ATTRIBUTES[name]
    wrong = (owners and element.tag not in owners) or not said.fullmatch(value)
    if name == "class":
        return not RESERVED.isdisjoint(value.split())
    return bool(wrong) or (name in ("href", "cite") and not is_address(value))


def unheaded(element: Any) -> str:
    """For a table, the first name of a heading that some cell of it wants and none of it has."""
    if element.tag != "table":
        return ""
    heads = {cell.get("id") for cell in element.iter("th")}
    wanted = (name for cell in element.iter() for name in cell.get("headers", "").split())
    return next((name for name in wanted if name not in heads), "")


def lacking(element: Any) -> str:
    """What the element lacks: a required attribute, or the words of a link; empty for nothing."""
    inside = [part for part in element.iter() if part is not element]
    if element.get("href") and not inside and not (element.text or "").strip():
        return "ord"
    name = _NEEDED.get(element.tag, "")
    return name if name and name not in element.attrib else ""
