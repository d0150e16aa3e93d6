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

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from math import hypot, sqrt
from typing import Any

from press.binding.inks import BLACK, PAPER, Cmyk, Inks, Rgb

# The effective size in points from which text keeps its colour.
DISPLAY = 18.0
# The graphics states that turn overprint on and off; whoever uses the result must name them.
OVER, OUT = "Overtryk", "Udsparing"

# a b c d e f, as the operand of ``cm`` (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# The operators that set the inks of areas and of lines.
FILL, STROKE = b"k", b"K"


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
    """The part of the graphics state that matters: the colour ``asked`` for and the inks ``given``,
    each by the operator of ````FILL`` and ``STROKE```` that sets it.

    What is not there is what a page begins with: black (ISO 32000-1, 8.4.1, table 52)."""

    matrix: Matrix
    asked: dict[bytes, Rgb]
    given: dict[bytes, Cmyk] = field(default_factory=dict)
    size: float = 0.0
    mode: int = 0
    over: bool = False


# Whether a step has dealt with an operator's line; None leaves it as it is.
_Step = Callable[[bytes], bool | None]


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
        """Rewrite ``content`` line by line."""
        steps = self._steps()
        for line in content.split(b"\n"):
            head, _, operator = line.rpartition(b" ")
            step = steps.get(operator)
            if step is None or not step(head):
                self.out.append(line)

    def _steps(self) -> dict[bytes, _Step]:
        """What to do at each operator, given its operands."""
        return {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": self._turn,
            b"BT": self._begin_text,
            b"Tm": self._place_text,
            b"Tf": self._choose_size,
            b"Tr": self._choose_mode,
            b"Do": partial(self._draw, "XObject"),
            b"gs": partial(self._draw, "ExtGState"),
            b"sh": lambda _: self._refuse("sh"),
            b"BDC": self._leave_mark,
            b"BMC": self._leave_mark,
            b"EMC": lambda _: True,
            **{tone: partial(self._ask, FILL) for tone in (b"rg", b"g")},
            **{tone: partial(self._ask, STROKE) for tone in (b"RG", b"G")},
            **dict.fromkeys((b"TJ", b"Tj", b"'", b'"'), self._show),
            **dict.fromkeys((b"m", b"re"), self._begin_path),
            **dict.fromkeys((b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"),
                            self._end_path),
            **{name: partial(self._choose_space, name)
               for name in (b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN")},
        }  # fmt: skip

    # --- graphics state ----------------------------------------------------------------

    def _save(self, _: bytes) -> None:
        state = self.state
        self.stack.append(replace(state, asked=dict(state.asked), given=dict(state.given)))

    def _restore(self, _: bytes) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def _turn(self, head: bytes) -> None:
        self.state.matrix = times(matrix_of(head.split()), self.state.matrix)

    # --- colour ------------------------------------------------------------------------

    def _ask(self, paint: bytes, head: bytes) -> bool:
        """Remember the colour wanted; a grey has one part for all three."""
        red, green, blue = (round(float(part) * 255) for part in (head.split() * 3)[:3])
        self.state.asked[paint] = red, green, blue
        return True

    def _inks_of(self, paint: bytes) -> Cmyk:
        colour = self.state.asked.get(paint)
        inks = self.inks.of(colour) if colour else BLACK
        if colour and inks is None:
            self.strangers[colour] = None
        return inks or BLACK

    def _give(self, paint: bytes, inks: Cmyk) -> None:
        if inks != self.state.given.get(paint):
            self.out.append(operands(inks) + b" " + paint)
            self.state.given[paint] = inks

    def _choose_space(self, operator: bytes, head: bytes) -> bool | None:
        """A colour space of its own; of these only a tiling pattern can be followed."""
        names = head.split()
        if operator in (b"cs", b"CS") and names == [b"/Pattern"]:
            return None
        if operator in (b"scn", b"SCN") and len(names) == 1 and names[0].startswith(b"/"):
            paint = FILL if operator == b"scn" else STROKE
            self.state.asked.pop(paint, None)
            self.state.given.pop(paint, None)
            self._draw("Pattern", head)
            return None
        return self._refuse("cs")

    def _refuse(self, operator: str) -> bool:
        self.refused[operator] = None
        return True

    def _overprint(self, over: bool) -> None:
        if over != self.state.over:
            self.out.append(b"/%s gs" % (OVER if over else OUT).encode())
            self.state.over = over
            self.overprints = True

    # --- paths -------------------------------------------------------------------------

    def _begin_path(self, _: bytes) -> None:
        if not self.in_path:
            self.in_path = True
            self._overprint(False)
            for paint in (FILL, STROKE):
                if paint in self.state.asked or paint in self.state.given:
                    self._give(paint, self._inks_of(paint))

    def _end_path(self, _: bytes) -> None:
        self.in_path = False

    # --- text --------------------------------------------------------------------------

    def _begin_text(self, _: bytes) -> None:
        self.text = 1.0

    def _place_text(self, head: bytes) -> None:
        self.text = scale(matrix_of(head.split()))

    def _choose_size(self, head: bytes) -> None:
        self.state.size = abs(float(head.split()[-1]))

    def _choose_mode(self, head: bytes) -> None:
        self.state.mode = int(head)

    def _show(self, _: bytes) -> None:
        size = self.state.size * self.text * scale(self.state.matrix)
        used = []
        for paint, modes in ((FILL, (0, 2)), (STROKE, (1, 2))):
            if self.state.mode % 4 in modes:
                inks = self._inks_of(paint)
                used.append(inks if inks == PAPER or round(size, 2) >= DISPLAY else BLACK)
                self._give(paint, used[-1])
        self._overprint(bool(used) and all(inks == BLACK for inks in used))

    # --- what is drawn by name ---------------------------------------------------------

    def _draw(self, kind: str, head: bytes) -> None:
        if kind == "XObject":
            self._overprint(False)
        name = head.split()[-1].decode("latin-1")
        self.drawn.append(Drawn(kind, name, self.state.matrix, self.state.asked.get(FILL)))

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
    separator = _Separator(inks, _State(matrix, {FILL: fill} if fill else {}))
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
    (a, b, c, d, e, f), (p, q, r, s, t, u) = first, then
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


def matrix_of(parts: Iterable[Any]) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = map(float, parts)
    return a, b, c, d, e, f
