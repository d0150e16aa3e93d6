"""How the finished book is sent out: ``release:`` and ``thema:`` of ``book.yaml``.

In: the root node of ``book.yaml``. Out: the values of :class:`~press.model.Dispatch`, the
Thema codes, and what only their order can tell to be wrong. The shapes are held against the
file together with those of the other fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.codes import problem
from press.manuscript.nodes import Node
from press.manuscript.shapes import Many, Record, Scalar
from press.model import Dispatch, Problem

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = _LOCAL + r"@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_WEB = Scalar("en webadresse som https://forlaget.dk/bogen", r"https?://[^\s\"<>]+")
# Subjects are letters, qualifiers begin with 1 to 6; "-" leads into a national extension.
THEMA = Many(
    Scalar("en Thema-kode som KNV", r"([A-Z]{1,8}|[1-6][A-Z][A-Z0-9]{0,8})(-[A-Z0-9]+)*"),
    or_one=True,
)
RELEASE = Record(
    {
        "from": Scalar(
            "en afsender som Forlaget <bog@forlaget.dk>",
            rf"{_ADDRESS}|[^<>@\"\\\r\n]*[^<>@\"\\\r\n\s]\s*<{_ADDRESS}>",
        ),
        "contact": Scalar("en mailadresse som bog@forlaget.dk", _ADDRESS),
        "link": _WEB,
        "base_url": _WEB,
    }
)


def read_dispatch(node: Node) -> Dispatch:
    """What ``release:`` says; empty texts where it says nothing."""
    release = node.get("release") or Node("map", node.source)
    base = release.text("base_url")
    return Dispatch(
        sender=release.text("from"),
        contact=release.text("contact"),
        link=release.text("link"),
        base_url=base if not base or base.endswith("/") else f"{base}/",
        thema=node.texts("thema"),
    )


def thema_problems(node: Node) -> Iterator[Problem]:
    """A first Thema code that is no subject: qualifiers only say more of a subject."""
    thema = node.get("thema")
    items = () if thema is None else (thema,) if thema.is_scalar else thema.items
    first = items[0] if items else None
    if first is not None and first.is_scalar and first.raw.strip()[:1].isdigit():
        message = f"»thema« skal begynde med et emne, ikke »{first.raw.strip()}«"
        hint = "en kode, der begynder med et tal, er en tilføjelse; skriv emnet først, fx KNV"
        yield problem(first.source, "B104", message, hint)
