"""Separating: a page description in screen colours becomes one in the printer's inks.

In: the content stream of a page or form as WeasyPrint writes it (one operator a line), the
inks, and the matrix under which it is drawn. Out: the same description without marked content,
every colour in DeviceCMYK, and what it draws by name.

Text smaller than ``DISPLAY`` points is set in black alone, so that no letter depends on two
plates fitting; text in the colour of the paper stays out of the inks. Larger text and all
else have the inks of their token. Inks are set just before they are used, and for a path before
it begins: colour operators may not stand inside one (ISO 32000-1, 8.2, figure 9).

Black text is printed over what is below it (overprint, 8.6.7; the Ghent Workgroup's GWG2015 asks
the same), so that no white edge shows where plates do not fit; all else knocks out, white
text above all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import hypot, sqrt

from press.binding.inks import BLACK, PAPER, Cmyk, Inks, Rgb

# The effective size in points from which text keeps its colour.
DISPLAY = 18.0
# The graphics states that turn overprint on and off; whoever uses the result must name them.
OVER, OUT = "Overtryk", "Udsparing"

# a b c d e f, as the operand of ``cm`` (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_SHOWS = (b"TJ", b"Tj", b"'", b'"')
_BEGINS_PATH = (b"m", b"re")
_ENDS_PATH = (b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n")
_FOREIGN = (b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn by its resource name: ``XObject``, ``Pattern`` or ``ExtGState``, and the
    matrix and fill colour that held at that place."""

    kind: str
    name: str
    matrix: Matrix
    fill: Rgb | None


@dataclass(frozen=True, slots=True)
class Separation:
    """A rewritten description, the colours without inks in it, what it draws, operators that no
    press can follow (``sh``: a shading; ``cs``: a colour space), and whether it overprints."""

    content: bytes
    strangers: tuple[Rgb, ...]
    drawn: tuple[Drawn, ...]
    refused: tuple[str, ...]
    overprints: bool = False


@dataclass(slots=True)
class _State:
    """The part of the graphics state that matters: what was asked for, and what is set.

    None is what a page begins with: black (ISO 32000-1, 8.4.1, table 52)."""

    matrix: Matrix
    fill: Rgb | None
    stroke: Rgb | None = None
    fill_set: Cmyk | None = None
    stroke_set: Cmyk | None = None
    size: float = 0.0
    mode: int = 0
    over: bool = False


@dataclass(slots=True)
class _Separator:
    inks: Inks
    state: _State
    out: list[bytes] = field(default_factory=list)
    stack: list[_State] = field(default_factory=list)
    strangers: dict[Rgb, None] = field(default_factory=dict)
    drawn: list[Drawn] = field(default_factory=list)
    refused: dict[str, None] = field(default_factory=dict)
    text: float = 1.0
    in_path: bool = False
    overprints: bool = False

    def run(self, content: bytes) -> None:
        steps = self._steps()
        for line in content.split(b"\n"):
            head, _, operator = line.rpartition(b" ")
            step = steps.get(operator)
            if step is None or not step(head):
                self.out.append(line)

    def _steps(self) -> dict[bytes, Callable[[bytes], bool]]:
        """What to do at each operator; False leaves its line as it is."""
        steps: dict[bytes, Callable[[bytes], bool]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": self._turn,
            b"rg": self._fill,
            b"RG": self._stroke,
            b"BT": self._begin_text,
            b"Tm": self._place_text,
            b"Tf": self._choose_size,
            b"Tr": self._choose_mode,
            b"Do": lambda head: self._draw("XObject", head),
            b"gs": lambda head: self._draw("ExtGState", head),
            b"sh": lambda _: self._refuse("sh"),
            b"BDC": self._leave_mark,
            b"BMC": self._leave_mark,
            b"EMC": lambda _: True,
            b"g": lambda head: self._grey(head, stroke=False),
            b"G": lambda head: self._grey(head, stroke=True),
        }
        steps |= dict.fromkeys(_SHOWS, self._show)
        steps |= dict.fromkeys(_BEGINS_PATH, self._begin_path)
        steps |= dict.fromkeys(_ENDS_PATH, self._end_path)
        return steps | {operator: self._foreign(operator) for operator in _FOREIGN}

    # --- graphics state ----------------------------------------------------------------

    def _save(self, _: bytes) -> bool:
        self.stack.append(replace(self.state))
        return False

    def _restore(self, _: bytes) -> bool:
        if self.stack:
            self.state = self.stack.pop()
        return False

    def _turn(self, head: bytes) -> bool:
        self.state.matrix = times(_matrix(head), self.state.matrix)
        return False

    # --- colour ------------------------------------------------------------------------

    def _fill(self, head: bytes) -> bool:
        self.state.fill = _rgb(head)
        return True

    def _stroke(self, head: bytes) -> bool:
        self.state.stroke = _rgb(head)
        return True

    def _grey(self, head: bytes, *, stroke: bool) -> bool:
        tone = b" ".join([head.strip()] * 3)
        return self._stroke(tone) if stroke else self._fill(tone)

    def _inks_of(self, colour: Rgb | None) -> Cmyk:
        if colour is None:
            return BLACK
        inks = self.inks.of(colour)
        if inks is None:
            self.strangers[colour] = None
            return BLACK
        return inks

    def _set_fill(self, inks: Cmyk) -> None:
        if inks != self.state.fill_set:
            self.out.append(operands(inks) + b" k")
            self.state.fill_set = inks

    def _set_stroke(self, inks: Cmyk) -> None:
        if inks != self.state.stroke_set:
            self.out.append(operands(inks) + b" K")
            self.state.stroke_set = inks

    def _foreign(self, operator: bytes) -> Callable[[bytes], bool]:
        """A colour space of its own; of these only a tiling pattern can be followed."""

        def step(head: bytes) -> bool:
            names = head.split()
            if operator in (b"cs", b"CS"):
                return False if names == [b"/Pattern"] else self._refuse("cs")
            if operator in (b"scn", b"SCN") and len(names) == 1 and names[0].startswith(b"/"):
                self._use_pattern(operator == b"SCN")
                return self._draw("Pattern", head)
            return self._refuse("cs")

        return step

    def _use_pattern(self, stroke: bool) -> None:
        if stroke:
            self.state.stroke = self.state.stroke_set = None
        else:
            self.state.fill = self.state.fill_set = None

    def _refuse(self, operator: str) -> bool:
        self.refused[operator] = None
        return True

    # --- paths -------------------------------------------------------------------------

    def _begin_path(self, _: bytes) -> bool:
        if not self.in_path:
            self.in_path = True
            self._overprint(False)
            if self.state.fill is not None or self.state.fill_set is not None:
                self._set_fill(self._inks_of(self.state.fill))
            if self.state.stroke is not None or self.state.stroke_set is not None:
                self._set_stroke(self._inks_of(self.state.stroke))
        return False

    def _end_path(self, _: bytes) -> bool:
        self.in_path = False
        return False

    # --- text --------------------------------------------------------------------------

    def _begin_text(self, _: bytes) -> bool:
        self.text = 1.0
        return False

    def _place_text(self, head: bytes) -> bool:
        self.text = scale(_matrix(head))
        return False

    def _choose_size(self, head: bytes) -> bool:
        self.state.size = abs(float(head.split()[-1]))
        return False

    def _choose_mode(self, head: bytes) -> bool:
        self.state.mode = int(head)
        return False

    def _show(self, _: bytes) -> bool:
        size = self.state.size * self.text * scale(self.state.matrix)
        used = []
        if self.state.mode % 4 in (0, 2):
            used.append(self._lettering(self.state.fill, size))
            self._set_fill(used[-1])
        if self.state.mode % 4 in (1, 2):
            used.append(self._lettering(self.state.stroke, size))
            self._set_stroke(used[-1])
        self._overprint(bool(used) and all(inks == BLACK for inks in used))
        return False

    def _overprint(self, over: bool) -> None:
        if over != self.state.over:
            self.out.append(b"/%s gs" % (OVER if over else OUT).encode())
            self.state.over = over
            self.overprints = True

    def _lettering(self, colour: Rgb | None, size: float) -> Cmyk:
        inks = self._inks_of(colour)
        return inks if inks == PAPER or round(size, 2) >= DISPLAY else BLACK

    # --- what is drawn by name ---------------------------------------------------------

    def _draw(self, kind: str, head: bytes) -> bool:
        if kind == "XObject":
            self._overprint(False)
        name = head.split()[-1].decode("latin-1")
        self.drawn.append(Drawn(kind, name, self.state.matrix, self.state.fill))
        return False

    def _leave_mark(self, head: bytes) -> bool:
        """Drop a mark: on a line of its own after its tag and properties, or all on one line."""
        if not head:
            self.out.pop()
            if self.out and self.out[-1].startswith(b"/") and b" " not in self.out[-1]:
                self.out.pop()
        return True


def separate(
    content: bytes, inks: Inks, matrix: Matrix = IDENTITY, fill: Rgb | None = None
) -> Separation:
    """Rewrite ``content``, drawn under ``matrix`` with ``fill`` as the colour it begins with."""
    separator = _Separator(inks, _State(matrix, fill))
    separator.run(content)
    return Separation(
        b"\n".join(separator.out),
        tuple(separator.strangers),
        tuple(separator.drawn),
        tuple(separator.refused),
        separator.overprints,
    )


def operands(inks: Cmyk) -> bytes:
    """Four inks as operands: ``0.9 0.45 0.4 0.48``."""
    return " ".join(f"{part:g}" for part in inks).encode()


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then`` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def scale(matrix: Matrix) -> float:
    """How much larger areas become, as a length."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def resolution(pixels: tuple[int, int], matrix: Matrix) -> float:
    """Pixels an inch of an image drawn under ``matrix``: the smaller of its two directions."""
    a, b, c, d, _, _ = matrix
    across, up = hypot(a, b), hypot(c, d)
    if not across or not up:
        return float("inf")
    return min(pixels[0] / across, pixels[1] / up) * 72


def _matrix(head: bytes) -> Matrix:
    a, b, c, d, e, f = (float(part) for part in head.split())
    return a, b, c, d, e, f


def _rgb(head: bytes) -> Rgb:
    red, green, blue = (round(float(part) * 255) for part in head.split())
    return red, green, blue
