"""Whether what pages draw can be printed.

In: a page. Out: its faults, each a code of :mod:`press.codes` and a Danish text. From the page's
content it follows the forms, patterns, images and graphics states that are drawn, with the
colours, scale and overprint in force at each. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import BooleanObject, DictionaryObject

from press.proofreading.painting import Called, Colour, Painted, Painting, State, area

Fault = tuple[str, str]

# From this size in points, text may be in colour.
_DISPLAY = 18.0
# The most ink in one place; printer's marks do not count, being in the colorant All.
_MOST_INK = 2.405
_BLACK, _PAPER = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
_LETTERING = (Colour("DeviceCMYK", _BLACK), Colour("DeviceCMYK", _PAPER))
_SPACES = ("DeviceCMYK", "DeviceGray")
_BLENDING = ("/DeviceCMYK", "/DeviceGray")
# Colour spaces that silently replace the device's own (8.6.5.6).
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
# What the platemaker decides: transfer curves, halftones, black generation, undercolour removal.
_PLATEMAKERS = ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")
# What refers to another file, or draws in PostScript.
_ELSEWHERE = ("/Alternates", "/OPI", "/Ref", "/PS")
_ODD = {"shading": "en farveovergang", "inline": "et billede midt i teksten"}
_AT_FIRST = State()


@dataclass(slots=True)
class Judge:
    """Goes through what pages draw. A form is judged once for each size and colour it is drawn in,
    a font only once."""

    judged: set[tuple[Any, ...]] = field(default_factory=set)
    fonts: set[int] = field(default_factory=set)

    def page(self, page: Any, where: str) -> Iterator[Fault]:
        """The faults of ``page`` (pypdf's); ``where`` names it in messages."""
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
        """``over``: whether overprint is on where the stream is drawn."""
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
            # A pattern starts from the state of the page, not of the shape it fills (8.7.3.1).
            over = called.kind == "XObject" and _overprints(called.state.states, resources, over)
            yield from self._form(drawn, called.state, resources, where, over)

    def _form(
        self, drawn: Any, state: State, resources: Any, where: str, over: bool
    ) -> Iterator[Fault]:
        """A form or pattern; ``resources`` are those of the content that draws it."""
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
    """The value of ``key`` with references followed, as a dictionary's ``get`` does not."""
    if key not in holder:
        return otherwise
    return holder[key]


def _is_true(value: Any) -> bool:
    """Whether ``value`` is a PDF true; pypdf's false object is truthy in Python."""
    return isinstance(value, BooleanObject) and value == BooleanObject(True)


def _name(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value).lstrip("/")


def _group(drawn: Any, where: str) -> Iterator[Fault]:
    """The transparency group of a page or form."""
    space = entry(entry(drawn, "/Group", {}), "/CS")
    if space is not None and space not in _BLENDING:
        yield "P203", f"{where}: gennemsigtighed regnes i farverummet {_name(space)}"


def _state(state: Any, where: str) -> Iterator[Fault]:
    if isinstance(entry(state, "/SMask"), DictionaryObject):
        yield "P203", f"{where}: der er en maske, som ikke er i trykkets farver"
    if any(key in state for key in _PLATEMAKERS):
        yield "P205", f"{where}: der er rasterpunkter eller kurver, som trykkeriet selv vælger"


def _overprints(states: tuple[str, ...], resources: Any, over: bool) -> bool:
    """Whether overprint (8.6.7) is on for fills or strokes once ``states`` have been set."""
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
    """Whether a named space is the colorant All, on every plate (8.6.6.4). Any other name is
    an ink that there is no plate for."""
    space = entry(spaces, f"/{name}")
    return space is not None and tuple(space[:3]) == ("/Separation", "/All", "/DeviceCMYK")


def _image(image: Any, fill: Colour, where: str) -> Iterator[Fault]:
    """An image; a stencil mask is painted in the colour ``fill``."""
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
