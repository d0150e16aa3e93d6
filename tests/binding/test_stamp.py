"""Page numbers set into finished pages: exactly in the stand-in's place, or not at all."""

from __future__ import annotations

import pytest

from press.binding.stamp import StampError, shape, stamp, unmarked

PAGE = (
    b"q\n/Span\n<</MCID 0>>\nBDC\n/a1.0 gs\nBT\n/ABCDEF 14 Tf\n[<0001>5<0002>] TJ\nET\nEMC\n"
    b"/Span\n<</MCID 1>>\nBDC\nBT\n/ABCDEF 14 Tf\n[<001f001f>0] TJ\nET\nEMC\n"
    b"/Span\n<</MCID 11>>\nBDC\nBT\n/ABCDEF 14 Tf\n[<001f>0<001f>0] TJ\nET\nEMC\nQ"
)
FIGURES = tuple(range(0x100, 0x10A))


def figures(font: str) -> tuple[int, ...]:
    assert font == "ABCDEF"
    return FIGURES


def test_only_the_marked_numbers_change() -> None:
    stamped = stamp(PAGE, {1: "47", 11: "90"}, figures)
    assert stamped.count(b"[<01040107>] TJ") == 1
    assert stamped.count(b"[<01090100>] TJ") == 1
    assert b"[<0001>5<0002>] TJ" in stamped
    assert b"001f" not in stamped


@pytest.mark.parametrize("numbers", [{1: "7"}, {1: "117"}, {5: "47"}])
def test_a_number_that_does_not_fit_is_refused(numbers: dict[int, str]) -> None:
    with pytest.raises(StampError):
        stamp(PAGE, numbers, figures)


def test_shape_is_the_width_not_the_number() -> None:
    assert shape("47") == shape("90") == "00"
    assert shape("xiv") == "xiv"


def test_furniture_loses_its_marks_and_keeps_its_text() -> None:
    plain = unmarked(PAGE)
    assert b"MCID" not in plain
    assert b"EMC" not in plain
    assert b"gs" not in plain
    assert plain.count(b"TJ") == 3
