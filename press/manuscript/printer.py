"""The printer's wishes: the node ``printer:`` of ``book.yaml`` in, a :class:`Printer` out.

Everything may be left out; what is written is held to what a printer can ask for. A profile
that the printer has sent lies in the book's folder and is read with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.codes import problem
from press.manuscript.files import locate, read_bytes
from press.manuscript.nodes import Node
from press.manuscript.shapes import FLAG, Choice, Record, Scalar
from press.model import Printer, Problem
from press.profiles import FOGRA39, NO_PROFILE, is_press_profile

PRINTER = Record(
    {
        "bleed": Scalar("fra 0 til 5 mm, som 3 mm", r"([0-4]([.,]\d{1,2})?|5([.,]0{1,2})?)\s*mm"),
        "marks": FLAG,
        "icc": Scalar(
            f"{FOGRA39}, {NO_PROFILE} eller en fil i book/ som trykkeri.icc",
            rf"{FOGRA39}|{NO_PROFILE}|\S.*\.\w+",
        ),
        "condition": Scalar("trykbetingelsens navn, som FOGRA39", r"[A-Za-z0-9][\w .:-]{1,60}"),
        "pages": Choice(("single", "spreads")),
        "multiple": Choice(("1", "4", "8", "16")),
        "paper": Scalar("tykkelsen af ét blad, som 0,11 mm", r"[01][.,]\d{1,3}\s*mm"),
        "ppi": Scalar("et antal punkter på en tomme, som 300", r"[1-9]\d{1,3}"),
    }
)
_USUAL = Printer()


def read_printer(book: Node, root: Path) -> tuple[Printer, tuple[Problem, ...]]:
    """What ``printer:`` asks for, and what is wrong with the profile that it names.

    Values that are not of their shape count as left out; the shape's own problems say so.
    """
    node = book.get("printer")
    if node is None or node.kind != "map":
        return Printer(source=node.source if node else book.source), ()
    icc = _fitting(node, "icc") or FOGRA39
    profile, found = b"", tuple[Problem, ...]()
    if icc not in (FOGRA39, NO_PROFILE):
        profile, found = _profile(node, icc, root)
    return (
        Printer(
            bleed=_measure(node, "bleed", _USUAL.bleed),
            marks=_fitting(node, "marks") != "false",
            icc=icc,
            profile=profile,
            condition=_fitting(node, "condition") or _USUAL.condition,
            pages=_fitting(node, "pages") or _USUAL.pages,
            multiple=int(_fitting(node, "multiple") or _USUAL.multiple),
            paper=_measure(node, "paper", _USUAL.paper),
            ppi=int(_fitting(node, "ppi") or _USUAL.ppi),
            source=node.source,
        ),
        found,
    )


def printer_problems(book: Node) -> Iterator[Problem]:
    """A profile of the printer's own needs the name of what it describes."""
    node = book.get("printer")
    if node is None or node.kind != "map":
        return
    icc = node.get("icc")
    own = icc is not None and icc.is_scalar and "." in icc.raw
    if icc is not None and own and node.get("condition") is None:
        message = "feltet »condition« mangler i printer"
        hint = "skriv navnet på den trykbetingelse, profilen er lavet til, fx FOGRA47"
        yield problem(icc.source, "B105", message, hint)


def _profile(node: Node, name: str, root: Path) -> tuple[bytes, tuple[Problem, ...]]:
    value = node.get("icc")
    source = value.source if value is not None else node.source
    place = locate(root, name)
    if place is None:
        message = f"filen »{name}« ligger uden for bogen"
        return b"", (problem(source, "C107", message, "læg trykkeriets profil i mappen book"),)
    data = read_bytes(place, source)
    if isinstance(data, Problem):
        return b"", (data,)
    if not is_press_profile(data):
        message = f"»{name}« er ikke en farveprofil til tryk i fire farver (CMYK)"
        return b"", (problem(source, "B104", message, "bed trykkeriet om en ICC-profil"),)
    return data, ()


def _fitting(node: Node, field: str) -> str:
    """The text of a field when it is of its shape; else empty."""
    shape = PRINTER.fields[field]
    text = node.text(field)
    if isinstance(shape, Choice):
        return text if text in shape.words else ""
    return text if isinstance(shape, Scalar) and shape.fits(text) else ""


def _measure(node: Node, field: str, usual: float) -> float:
    text = _fitting(node, field).removesuffix("mm").strip().replace(",", ".")
    return float(text) if text else usual
