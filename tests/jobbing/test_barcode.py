"""The barcode's measures against the GS1 General Specifications, and its bars read as a picture."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from press.jobbing.artwork import HEIGHT, MODULE, WIDTH, ean13

ISBN = "978-87-93060-34-0"
SVG = "{http://www.w3.org/2000/svg}"


def symbol(scale: float = 1.0) -> etree._Element:
    return etree.fromstring(ean13(ISBN, "#000000", "#ffffff", scale))


def bars() -> list[tuple[float, float, float]]:
    """Left edge, width and height of every bar in millimetres."""
    path = symbol().find(f"{SVG}path").get("d")
    found = re.findall(r"M([\d.]+) 0h([\d.]+)v([\d.]+)", path)
    return [(float(left), float(width), float(height)) for left, width, height in found]


def test_nominal_size_is_that_of_the_standard() -> None:
    assert (round(WIDTH, 2), round(HEIGHT, 2)) == (37.29, 25.93)


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_symbol_is_scaled_as_a_whole(scale: float) -> None:
    found = symbol(scale)
    assert found.get("width") == f"{round(WIDTH * scale, 3)}mm"
    assert found.get("height") == f"{round(HEIGHT * scale, 3)}mm"


def test_quiet_zones_are_eleven_modules_to_the_left_and_seven_to_the_right() -> None:
    left, _, _ = bars()[0]
    right, width, _ = bars()[-1]
    assert left == pytest.approx(11 * MODULE)
    assert WIDTH - right - width == pytest.approx(7 * MODULE, abs=0.001)


def test_thirty_bars_of_one_to_four_modules_six_of_them_guards() -> None:
    widths = [round(width / MODULE) for _, width, _ in bars()]
    assert len(widths) == 30
    assert set(widths) <= {1, 2, 3, 4}
    tall = [n for n, (_, _, height) in enumerate(bars()) if height > 22.85]
    assert tall == [0, 1, 14, 15, 28, 29]
    assert bars()[0][2] - bars()[2][2] == pytest.approx(5 * MODULE)


def test_every_digit_stands_below_its_own_bars() -> None:
    texts = symbol().findall(f".//{SVG}text")
    assert "".join(text.text or "" for text in texts) == ISBN.replace("-", "")
    middles = [float(text.get("x", "")) for text in texts]
    assert middles[0] < 11 * MODULE
    assert 14 * MODULE < middles[1] < middles[6] < 56 * MODULE
    assert 61 * MODULE < middles[7] < middles[12] < 103 * MODULE


def test_nothing_is_drawn_but_ink_on_paper() -> None:
    fills = {element.get("fill") for element in symbol().iter() if element.get("fill")}
    assert fills == {"#000000", "#ffffff"}
    assert {element.tag for element in symbol().iter()} <= {
        f"{SVG}{name}" for name in ("svg", "rect", "path", "g", "text")
    }


@pytest.mark.parametrize(
    ("isbn", "scale"),
    [
        ("978-87-93060-34-1", 1.0),
        ("0-306-40615-2", 1.0),
        ("4006381333931", 1.0),
        ("", 1.0),
        (ISBN, 0.79),
        (ISBN, 2.01),
    ],
)
def test_what_cannot_be_a_barcode_of_a_book_is_refused(isbn: str, scale: float) -> None:
    with pytest.raises(ValueError, match=r"ISBN|nominal|check digit"):
        ean13(isbn, "#000000", "#ffffff", scale)
