"""Colours as inks: the book's own sheet is whole, and faults in one are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.binding.inks import BLACK, MOST, PAPER, read_inks

TOKENS = (Path(__file__).parents[2] / "styles" / "tokens.css").read_text(encoding="utf-8")
IMAGES = Path(__file__).parents[2] / "book" / "images"


def test_every_colour_of_the_book_has_inks_that_paper_can_carry() -> None:
    inks = read_inks(TOKENS)
    assert inks.faults == ()
    assert len(inks.builds) == len(re.findall(r"--[\w-]+: #", TOKENS))
    assert all(sum(build) * 100 <= MOST for build in inks.builds.values())
    assert inks.of((0x1C, 0x1B, 0x19)) == BLACK
    assert inks.of((255, 255, 255)) == PAPER


def test_a_grey_is_black_alone_and_any_other_colour_has_no_inks() -> None:
    inks = read_inks(TOKENS)
    assert inks.of((0, 0, 0)) == BLACK
    assert inks.of((128, 128, 128)) == (0.0, 0.0, 0.0, 0.498)
    assert inks.of((0x0E, 0x4A, 0x59)) is None
    assert inks.nearest((0x0E, 0x4A, 0x59)) == "petrol"


@pytest.mark.parametrize(
    "build", ["", "90 45 40", "90 45 40 148", "90 80 70 30", "90, 45, 40, 48", "90 45 40 sort"]
)
def test_inks_that_cannot_be_used_are_named(build: str) -> None:
    inks = read_inks(f":root {{ --skov: #2f5d3a; --skov-cmyk: {build}; --hav: #123; }}")
    assert inks.faults == ("skov", "hav")


def test_inks_of_no_colour_are_named() -> None:
    assert read_inks(":root { --skov-cmyk: 1 2 3 4; }").faults == ("skov",)


def test_the_figures_of_the_book_use_its_colours() -> None:
    inks = read_inks(TOKENS)
    for drawing in sorted(IMAGES.glob("*.svg")):
        for digits in re.findall(r'"#([0-9a-fA-F]{6})"', drawing.read_text(encoding="utf-8")):
            red, green, blue = bytes.fromhex(digits)
            assert inks.of((red, green, blue)) is not None, (drawing.name, digits)
