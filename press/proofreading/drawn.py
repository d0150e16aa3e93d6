"""What pages draw, held to what a press can follow: a page's content in, its faults out.

Goes from each page into the forms, patterns, images and graphics states that it draws, with
the colours, scale and overprint that hold at that place. A fault is a code of
:mod:`press.codes` and what to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import BooleanObject, DictionaryObject

from press.proofreading.painting import Called, Colour, Painted, area, read_painting

Fault = tuple[str, str]

# Points from which text may have a colour.
_DISPLAY = 18.0
# Ink in all; marks are outside the trim and set in the colorant All.
_MOST_INK = 2.405
_BLACK, _PAPER = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
_SPACES = ("DeviceCMYK", "DeviceGray")
_BLENDING = ("/DeviceCMYK", "/DeviceGray")
# Colour spaces that take the place of the device's own (ISO 32000-1, 8.6.5.6).
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
# What belongs to the one who makes the plates: transfer curves, halftones, black for colours.
_PLATEMAKERS = ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")
# What points out of the file, or draws with another language.
_ELSEWHERE = ("/Alternates", "/OPI", "/Ref", "/PS")


@dataclass(frozen=True, slots=True)
class _Held:
    """What holds where a form or pattern is drawn."""

    scale: float
    fill: Colour
    stroke: Colour
    over: bool


_AT_FIRST = _Held(1.0, Colour(), Colour(), False)


@dataclass(slots=True)
class Judge:
    """Goes through what pages draw. A form is judged once at each size, a font only once."""

    judged: set[tuple[Any, ...]] = field(default_factory=set)
    fonts: set[int] = field(default_factory=set)

    def stream(
        self, content: bytes, resources: Any, where: str, held: _Held = _AT_FIRST
    ) -> Iterator[Fault]:
        painting = read_painting(content, held.scale, held.fill, held.stroke)
        if painting.marked:
            yield "P205", f"{where}: siden har mærker fra den tilgængelige udgave"
        spaces = _at(resources, "/ColorSpace", DictionaryObject())
        for name in _DEFAULTS:
            if name in spaces:
                yield "P203", f"{where}: trykkets farver er byttet ud ({name.lstrip('/')})"
        for item in painting.painted:
            yield from _painted(item, spaces, where)
            if item.colour.parts != _BLACK and _overprints(item.states, resources, held.over):
                yield "P203", f"{where}: andet end ren sort er sat til at trykke oven i farverne"
        for name in _at(resources, "/Font", DictionaryObject()):
            yield from self.font(resources["/Font"][name], where)
        for called in painting.called:
            yield from self.called(called, resources, where, held.over)

    def called(self, called: Called, resources: Any, where: str, over: bool) -> Iterator[Fault]:
        drawn = resources[f"/{called.kind}"][called.name]
        if called.kind == "ExtGState":
            yield from _state(drawn, where)
            return
        if any(key in drawn for key in _ELSEWHERE):
            yield "P205", f"{where}: noget på siden henviser til et andet sted"
        kind = drawn["/Subtype"] if called.kind == "XObject" else "/Form"
        if kind == "/Image":
            yield from _image(drawn, where)
            if _is_true(_at(drawn, "/ImageMask")):
                yield from _painted(Painted("path", called.fill), DictionaryObject(), where)
            return
        if kind != "/Form":
            yield "P205", f"{where}: der er noget andet end former og billeder ({_name(kind)})"
            return
        if _at(drawn, "/PatternType") == 2:
            yield "P203", f"{where}: der er en farveovergang"
            return
        matrix = tuple(float(part) for part in _at(drawn, "/Matrix", (1, 0, 0, 1, 0, 0)))
        # A pattern begins with the state of the page, not of what it fills (8.7.3.1).
        over = called.kind == "XObject" and _overprints(called.states, resources, over)
        held = _Held(called.scale * area(matrix), called.fill, called.stroke, over)
        seen = (id(drawn), round(held.scale, 3), held.fill, held.stroke, over)
        if seen in self.judged:
            return
        self.judged.add(seen)
        yield from self.group(drawn, where)
        inner = _at(drawn, "/Resources", resources)
        yield from self.stream(drawn.get_data(), inner, where, held)

    def group(self, drawn: Any, where: str) -> Iterator[Fault]:
        space = _at(_at(drawn, "/Group", DictionaryObject()), "/CS")
        if space is not None and space not in _BLENDING:
            yield "P203", f"{where}: gennemsigtighed regnes i farverummet {_name(space)}"

    def font(self, font: Any, where: str) -> Iterator[Fault]:
        if id(font) in self.fonts:
            return
        self.fonts.add(id(font))
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = _at(inner, "/FontDescriptor", DictionaryObject())
        programs = (_at(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        if not any(program is not None and program.get_data() for program in programs):
            name = str(_at(font, "/BaseFont", "?")).lstrip("/")
            yield "P202", f"{where}: skriften »{name}« er ikke indlejret"


def _at(holder: Any, key: str, otherwise: Any = None) -> Any:
    """The value itself, also where the file has only a reference to it (``get`` does not)."""
    if key not in holder:
        return otherwise
    return holder[key]


def _is_true(value: Any) -> bool:
    """pypdf's own false is no false of Python's."""
    return isinstance(value, BooleanObject) and value == BooleanObject(True)


def _state(state: Any, where: str) -> Iterator[Fault]:
    if isinstance(_at(state, "/SMask"), DictionaryObject):
        yield "P203", f"{where}: der er en maske, som ikke er i trykkets farver"
    if any(key in state for key in _PLATEMAKERS):
        yield "P205", f"{where}: der er rasterpunkter eller kurver, som trykkeriet selv vælger"


def _overprints(states: tuple[str, ...], resources: Any, over: bool) -> bool:
    """Whether overprint is on after ``states`` (ISO 32000-1, 8.6.7), for fills or strokes."""
    for name in states:
        state = resources["/ExtGState"][name]
        if "/OP" in state or "/op" in state:
            over = any(_is_true(_at(state, key)) for key in ("/OP", "/op"))
    return over


def _painted(item: Painted, spaces: Any, where: str) -> Iterator[Fault]:
    if item.kind in ("shading", "inline"):
        what = "en farveovergang" if item.kind == "shading" else "et billede midt i teksten"
        yield "P203", f"{where}: der er {what}"
        return
    colour = item.colour
    space = colour.space
    if space == "Pattern":
        return
    if space not in _SPACES and not _is_registration(spaces, space):
        yield "P203", f"{where}: farverummet {space} er ikke trykkets"
        return
    if space == "DeviceCMYK" and sum(colour.parts) > _MOST_INK:
        yield "P203", f"{where}: {sum(colour.parts) * 100:.0f} % farve i alt er for meget"
    if item.kind == "text" and item.size < _DISPLAY and not _is_lettering(colour):
        yield "P204", f"{where}: tekst på {item.size:g} punkt er ikke i ren sort".replace(".", ",")


def _is_lettering(colour: Colour) -> bool:
    return colour.space == "DeviceCMYK" and colour.parts in (_BLACK, _PAPER)


def _is_registration(spaces: Any, name: str) -> bool:
    """Whether a named space is the colorant All, on every plate (ISO 32000-1, 8.6.6.4). One
    of another name is an ink that the press has no plate for."""
    space = _at(spaces, f"/{name}")
    return space is not None and tuple(space[:3]) == ("/Separation", "/All", "/DeviceCMYK")


def _image(image: Any, where: str) -> Iterator[Fault]:
    space = _at(image, "/ColorSpace")
    if isinstance(space, list) and space[0] == "/Indexed":
        space = space[1].get_object()
    based = isinstance(space, list) and space[0] == "/ICCBased"
    if not _is_true(_at(image, "/ImageMask")) and not based and space not in _BLENDING:
        yield "P203", f"{where}: et billedes farver ({_name(space)}) siger ikke, hvad de er"
    if "/JPXDecode" in str(_at(image, "/Filter", "")):
        yield "P203", f"{where}: et billede er gemt som JPEG 2000"


def _name(space: Any) -> str:
    return str(space[0] if isinstance(space, list) else space).lstrip("/")
