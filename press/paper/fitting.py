"""Fitting: small variations of the styles, by which a quire with a mendable flaw is mended.

In: what a layout of the quire shows. Out: the style sheet that the next attempt adds. A
compositor does the same by eye: a hair of spacing, a line more or less on the pages of
one chapter, a slightly smaller figure. A reader sees none of them; they
move the end of a chapter by some lines.

The attempts and their order depend on nothing but the quire itself, so that its way to the
result is the same in every build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from press.binding.quire import Flaw

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Variation:
    """A name, as the proof shows it to an editor (Danish), and what it adds to the styles."""

    name: str
    css: str


_BODY = ".galley > p, .galley > ul > li, .galley > ol > li"

_TIGHTER = Variation("bogstaverne 0,3 % tættere", f"{_BODY} {{ letter-spacing: -0.003em }}")
_WIDER = Variation(
    "bogstaverne 0,3 % længere fra hinanden", f"{_BODY} {{ letter-spacing: 0.003em }}"
)
# For text that ends badly.
_OF_TEXT = (
    _TIGHTER,
    _WIDER,
    Variation("bogstaverne 0,6 % tættere", f"{_BODY} {{ letter-spacing: -0.006em }}"),
    Variation("en linje mere på hver side", "html { --more: 14pt }"),
    Variation("en linje mindre på hver side", "html { --more: -14pt }"),
)
# A figure is never set much smaller: its letters have to be read.
_OF_FIGURES = {
    percent: Variation(
        f"figurerne {percent} % mindre",
        f"figure img {{ max-width: {100 - percent}%; max-height: {1.5 * (100 - percent):g}mm }}",
    )
    for percent in (6, 12, 18)
}
AS_SET = Variation("", "")

# How much a flaw weighs. No variation can be expected to mend a kind that is not named here.
_WEIGHT = {
    "short": 8, "cut": 5, "outside": 5, "figure": 4, "widow": 3, "orphan": 3, "heading": 3,
    "box": 2,
}  # fmt: skip


def weight(flaws: Iterable[Flaw]) -> int:
    """How badly a quire needs fitting; 0 when there is nothing to mend."""
    return sum(_WEIGHT[flaw.kind] for flaw in flaws if _is_mendable(flaw))


def fit(lay: Callable[[str], tuple[T, tuple[Flaw, ...]]]) -> tuple[T, tuple[Flaw, ...], Variation]:
    """The first faultless layout, else the best one, and the variation it is made with.

    ``lay`` makes a layout with an added style sheet, and tells its flaws. A layout that is as
    good as an earlier one does not take its place.
    """
    best = (*lay(AS_SET.css), AS_SET)
    for variation in attempts(best[1]):
        if weight(best[1]) == 0:
            break
        attempt = (*lay(variation.css), variation)
        if weight(attempt[1]) < weight(best[1]):
            best = attempt
    return best


def attempts(flaws: Iterable[Flaw]) -> tuple[Variation, ...]:
    """What to try against ``flaws``, in order."""
    mendable = [flaw for flaw in flaws if _is_mendable(flaw)]
    if any(flaw.kind != "figure" for flaw in mendable):
        return _OF_TEXT
    needed = max((int(flaw.detail) for flaw in mendable), default=0)
    return tuple(found for percent, found in _OF_FIGURES.items() if percent >= needed > 0)


def _is_mendable(flaw: Flaw) -> bool:
    if flaw.kind == "figure":
        return int(flaw.detail) <= max(_OF_FIGURES)
    return flaw.kind in _WEIGHT
