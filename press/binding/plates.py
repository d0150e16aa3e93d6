"""Plates: every page of a volume, and all that it draws, in the printer's inks.

In: the volume's PDF with numbers, furniture and fonts in place. Out: for each page one content
stream and its resources; its forms and patterns are rewritten where they are, its images
given a colour space of their own. What
cannot be separated, or prints badly, is told as remarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from press.binding.inks import Inks, Rgb
from press.binding.separating import (
    IDENTITY,
    OUT,
    OVER,
    Drawn,
    Matrix,
    Separation,
    matrix_of,
    resolution,
    separate,
    times,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something on the page at ``place`` that a printer would send back.

    ``kind`` is ``colour`` (no token has it), ``gradient``, ``space`` (another colour space),
    ``mask`` or ``coarse`` (an image of ``pixels``, printed at ``ppi``).
    """

    place: int
    kind: str
    colour: Rgb = (0, 0, 0)
    pixels: tuple[int, int] = (0, 0)
    ppi: int = 0


class Plates:
    """Separates the pages of one PDF; each form, pattern and image in it only once."""

    def __init__(self, pdf: Pdf, inks: Inks, srgb: bytes, ppi: int) -> None:
        self._pdf, self._inks, self._srgb, self._ppi = pdf, inks, srgb, ppi
        self._done: set[tuple[int, int]] = set()
        self.remarks: dict[Remark, None] = {}

    def page(self, place: int, page: Page, matrix: Matrix) -> tuple[bytes, Dictionary]:
        """The separated content of a page that is drawn under ``matrix``, and its resources."""
        # The parts of a page's content end only between operators.
        parts = page.obj.get(Name.Contents, Array()).wrap_in_array()
        content = b"\n".join(part.read_bytes() for part in parts)
        resources = page.obj.get(Name.Resources, Dictionary())
        made = self._separate(place, content, resources, matrix, None)
        used = Dictionary()
        if Name.Font in resources and content:
            used.Font = resources.Font
        for kind in ("XObject", "Pattern", "ExtGState"):
            names = sorted({item.name for item in made.drawn if item.kind == kind})
            if names:
                named = resources[f"/{kind}"]
                used[f"/{kind}"] = Dictionary({name: named[name] for name in names})
        for pattern in used.get(Name.Pattern, Dictionary()).values():
            # A pattern hangs on the sheet, not on what moves the page about it (8.7.3.1).
            moved = times(_matrix(pattern), matrix)
            pattern.Matrix = Array([round(part, 6) for part in moved])
        self._let_overprint(made, used)
        return made.content, used

    def _separate(
        self, place: int, content: bytes, resources: Object, matrix: Matrix, fill: Rgb | None
    ) -> Separation:
        made = separate(content, self._inks, matrix, fill)
        for colour in made.strangers:
            self._remark(Remark(place, "colour", colour))
        for operator in made.refused:
            self._remark(Remark(place, "gradient" if operator == "sh" else "space"))
        for item in made.drawn:
            self._follow(place, item, resources)
        return made

    def _let_overprint(self, made: Separation, resources: Object) -> None:
        """Name the states that turn overprint on and off (ISO 32000-1, 8.6.7, mode 1)."""
        if not made.overprints:
            return
        if Name.ExtGState not in resources:
            resources.ExtGState = Dictionary()
        for name, over in ((OVER, True), (OUT, False)):
            state = Dictionary(Type=Name.ExtGState, OP=over, op=over, OPM=1)
            resources.ExtGState[f"/{name}"] = state

    def _follow(self, place: int, item: Drawn, resources: Object) -> None:
        drawn = resources[f"/{item.kind}"][item.name]
        if item.kind == "ExtGState":
            if isinstance(drawn.get(Name.SMask), Dictionary):
                self._remark(Remark(place, "mask"))
        elif item.kind == "Pattern" and int(drawn.PatternType) == 2:
            self._remark(Remark(place, "gradient"))
        elif item.kind == "XObject" and drawn.Subtype == Name.Image:
            self._image(place, item, drawn)
        elif drawn.objgen not in self._done:
            self._done.add(drawn.objgen)
            self._form(place, item, drawn, resources)

    def _form(self, place: int, item: Drawn, form: Object, outer: Object) -> None:
        """A form XObject or the cell of a tiling pattern."""
        around = item.matrix if item.kind == "XObject" else IDENTITY
        own = form.get(Name.Resources, outer)
        matrix = times(_matrix(form), around)
        made = self._separate(place, form.read_bytes(), own, matrix, item.fill)
        form.write(made.content)
        self._let_overprint(made, own)
        for key in form.keys() & {"/StructParents", "/StructParent", "/Metadata"}:
            del form[key]
        for key in own.keys() & {"/ColorSpace", "/Shading", "/Properties"}:
            del own[key]
        if Name.Group in form:
            # Blended in the inks that it is printed in.
            form.Group.CS = Name.DeviceCMYK

    def _image(self, place: int, item: Drawn, image: Object) -> None:
        pixels = int(image.Width), int(image.Height)
        ppi = resolution(pixels, item.matrix)
        if ppi < self._ppi:
            self._remark(Remark(place, "coarse", pixels=pixels, ppi=int(ppi)))
        # A space that says what its numbers mean takes the place of the screen's.
        space = image.get(Name.ColorSpace)
        if space == Name.DeviceRGB:
            image.ColorSpace = Array([Name.ICCBased, self._profile])
        elif isinstance(space, Array) and space[0] == Name.Indexed and space[1] == Name.DeviceRGB:
            space[1] = Array([Name.ICCBased, self._profile])

    @cached_property
    def _profile(self) -> Object:
        """sRGB (ISO 32000-1, 8.6.5.5), only in a file that has use for it."""
        return self._pdf.make_stream(self._srgb, N=3, Alternate=Name.DeviceRGB)

    def _remark(self, remark: Remark) -> None:
        self.remarks[remark] = None


def _matrix(drawn: Object) -> Matrix:
    return matrix_of(drawn.get(Name.Matrix, IDENTITY))
