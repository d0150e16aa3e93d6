"""What pages draw, held to what a press can follow: a page's content in, its faults out.

Goes from each page into the forms, patterns, images and graphics states that it draws, with
the colours, scale and overprint that hold at that place. A fault is a code of
:mod:`press.codes` and what to say. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import BooleanObject, DictionaryObject

from press.proofreading.painting import Called, Colour, Painted, Painting, State, area

Fault = tuple[str, str]

# Points from which text may have a colour.
_DISPLAY = 18.0
# Ink in all; marks are outside the trim and set in the colorant All.
_MOST_INK = 2.405
_BLACK, _PAPER = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
_LETTERING = (Colour("DeviceCMYK", _BLACK), Colour("DeviceCMYK", _PAPER))
_SPACES = ("DeviceCMYK", "DeviceGray")
_BLENDING = ("/DeviceCMYK", "/DeviceGray")
# Colour spaces that take the place of the device's own (8.6.5.6).
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
# What belongs to the one who makes the plates: transfer curves, halftones, black for colours.
_PLATEMAKERS = ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")
# What points out of the file, or draws with another language.
_ELSEWHERE = ("/Alternates", "/OPI", "/Ref", "/PS")
_ODD = {"shading": "en farveovergang", "inline": "et billede midt i teksten"}
_AT_FIRST = State()


@dataclass(slots=True)
class Judge:
    """Goes through what pages draw. A form is judged once at each size, a font only once."""

    judged: set[tuple[Any, ...]] = field(default_factory=set)
    fonts: set[int] = field(default_factory=set)

    def page(self, page: Any, where: str) -> Iterator[Fault]:
        """The faults of a page of pypdf's; ``where`` is what to call it."""
        contents = page.get_contents()
        content = contents.get_data() if contents is not None else b""
        yield from _group(page, where)
        yield from self._stream(content, entry(page, "/Resources", {}), where)

    def _stream(
        self,
        content: bytes,
        resources: Any,
        where: str,
        state: State = _AT_FIRST,
        over: bool = False,
    ) -> Iterator[Fault]:
        """``over`` is whether overprint is on where the stream is drawn."""
        painting = Painting(content, state)
        if painting.marked:
            yield "P205", f"{where}: siden har mærker fra den tilgængelige udgave"
        spaces = entry(resources, "/ColorSpace", {})
        for name in _DEFAULTS:
            if name in spaces:
                yield "P203", f"{where}: trykkets farver er byttet ud ({name.lstrip('/')})"
        for item in painting.painted:
            yield from _painted(item, spaces, where)
            if item.colour.parts != _BLACK and _overprints(item.states, resources, over):
                yield "P203", f"{where}: andet end ren sort er sat til at trykke oven i farverne"
        fonts = entry(resources, "/Font", {})
        for name in fonts:
            yield from self._font(fonts[name], where)
        for called in painting.called:
            yield from self._called(called, resources, where, over)

    def _called(self, called: Called, resources: Any, where: str, over: bool) -> Iterator[Fault]:
        drawn = resources[f"/{called.kind}"][called.name]
        if called.kind == "ExtGState":
            yield from _state(drawn, where)
            return
        if any(key in drawn for key in _ELSEWHERE):
            yield "P205", f"{where}: noget på siden henviser til et andet sted"
        kind = drawn["/Subtype"] if called.kind == "XObject" else "/Form"
        if kind == "/Image":
            yield from _image(drawn, called.state.fill, where)
        elif kind != "/Form":
            yield "P205", f"{where}: der er noget andet end former og billeder ({_name(kind)})"
        elif entry(drawn, "/PatternType") == 2:
            yield "P203", f"{where}: der er en farveovergang"
        else:
            # A pattern begins with the state of the page, not of what it fills (8.7.3.1).
            over = called.kind == "XObject" and _overprints(called.state.states, resources, over)
            yield from self._form(drawn, called.state, resources, where, over)

    def _form(
        self, drawn: Any, state: State, resources: Any, where: str, over: bool
    ) -> Iterator[Fault]:
        """A form or a pattern; ``resources`` are those of what draws it."""
        matrix = tuple(float(part) for part in entry(drawn, "/Matrix", (1, 0, 0, 1, 0, 0)))
        inner = State(state.scale * area(matrix), state.fill, state.stroke)
        seen = (id(drawn), round(inner.scale, 3), inner.fill, inner.stroke, over)
        if seen in self.judged:
            return
        self.judged.add(seen)
        yield from _group(drawn, where)
        resources = entry(drawn, "/Resources", resources)
        yield from self._stream(drawn.get_data(), resources, where, inner, over)

    def _font(self, font: Any, where: str) -> Iterator[Fault]:
        if id(font) in self.fonts:
            return
        self.fonts.add(id(font))
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = entry(inner, "/FontDescriptor", {})
        programs = (entry(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        if not any(program is not None and program.get_data() for program in programs):
            name = _name(entry(font, "/BaseFont", "?"))
            yield "P202", f"{where}: skriften »{name}« er ikke indlejret"


def entry(holder: Any, key: str, otherwise: Any = None) -> Any:
    """The value itself, also where the file has only a reference to it (``get`` does not)."""
    if key not in holder:
        return otherwise
    return holder[key]


def _is_true(value: Any) -> bool:
    """pypdf's own false is no false of Python's."""
    return isinstance(value, BooleanObject) and value == BooleanObject(True)


def _name(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value).lstrip("/")


def _group(drawn: Any, where: str) -> Iterator[Fault]:
    """Of a page, or of a form."""
    space = entry(entry(drawn, "/Group", {}), "/CS")
    if space is not None and space not in _BLENDING:
        yield "P203", f"{where}: gennemsigtighed regnes i farverummet {_name(space)}"


def _state(state: Any, where: str) -> Iterator[Fault]:
    if isinstance(entry(state, "/SMask"), DictionaryObject):
        yield "P203", f"{where}: der er en maske, som ikke er i trykkets farver"
    if any(key in state for key in _PLATEMAKERS):
        yield "P205", f"{where}: der er rasterpunkter eller kurver, som trykkeriet selv vælger"


def _overprints(states: tuple[str, ...], resources: Any, over: bool) -> bool:
    """Whether overprint is on after ``states`` (8.6.7), for fills or strokes."""
    for name in states:
        state = resources["/ExtGState"][name]
        if "/OP" in state or "/op" in state:
            over = any(_is_true(entry(state, key)) for key in ("/OP", "/op"))
    return over


def _painted(item: Painted, spaces: Any, where: str) -> Iterator[Fault]:
    if item.kind in _ODD:
        yield "P203", f"{where}: der er {_ODD[item.kind]}"
        return
    space, ink = item.colour.space, sum(item.colour.parts)
    if space == "Pattern":
        return
    if space not in _SPACES and not _is_registration(spaces, space):
        yield "P203", f"{where}: farverummet {space} er ikke trykkets"
        return
    if space == "DeviceCMYK" and ink > _MOST_INK:
        yield "P203", f"{where}: {ink * 100:.0f} % farve i alt er for meget"
    if item.kind == "text" and item.size < _DISPLAY and item.colour not in _LETTERING:
        yield "P204", f"{where}: tekst på {item.size:g} punkt er ikke i ren sort".replace(".", ",")


def _is_registration(spaces: Any, name: str) -> bool:
    """Whether a named space is the colorant All, on every plate (8.6.6.4). One of another name
    is an ink that the press has no plate for."""
    space = entry(spaces, f"/{name}")
    return space is not None and tuple(space[:3]) == ("/Separation", "/All", "/DeviceCMYK")


def _image(image: Any, fill: Colour, where: str) -> Iterator[Fault]:
    """An image, or a stencil painted in the colour ``fill``."""
    space = entry(image, "/ColorSpace")
    if isinstance(space, list) and space[0] == "/Indexed":
        space = space[1].get_object()
    based = isinstance(space, list) and space[0] == "/ICCBased"
    stencil = _is_true(entry(image, "/ImageMask"))
    if not stencil and not based and space not in _BLENDING:
        yield "P203", f"{where}: et billedes farver ({_name(space)}) siger ikke, hvad de er"
    if "/JPXDecode" in str(entry(image, "/Filter", "")):
        yield "P203", f"{where}: et billede er gemt som JPEG 2000"
    if stencil:
        yield from _painted(Painted("path", fill), {}, where)
