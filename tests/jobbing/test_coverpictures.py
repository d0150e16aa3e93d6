"""A drawing as pictures, looked at point by point."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from press.jobbing.coverpictures import pictures, scaled

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300" viewBox="0 0 200 300">'
    b'<rect width="200" height="300" fill="#0e4a58"/>'
    b'<rect y="150" width="200" height="150" fill="#ffffff"/></svg>'
)


def test_a_drawing_becomes_pictures_of_the_widths_asked_for() -> None:
    large, small = pictures(SVG, (200, 50))
    assert (large.width, large.height) == (200, 300)
    assert (small.width, small.height) == (50, 75)
    for shot in (large, small):
        picture = Image.open(io.BytesIO(shot.data))
        assert picture.format == "PNG"
        assert picture.size == (shot.width, shot.height)
        middle = shot.width // 2
        assert picture.getpixel((middle, shot.height // 4)) == (0x0E, 0x4A, 0x58)
        assert picture.getpixel((middle, shot.height * 3 // 4)) == (255, 255, 255)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert pictures(SVG, (80,)) == pictures(SVG, (80,))


def test_a_drawing_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="hvor stor"):
        pictures(b'<svg xmlns="http://www.w3.org/2000/svg"/>', (80,))


def test_a_picture_becomes_pictures_of_the_widths_asked_for() -> None:
    (whole,) = pictures(SVG, (200,))
    large, small = scaled(whole.data, (120, 40))
    assert (large.width, large.height) == (120, 180)
    assert (small.width, small.height) == (40, 60)
    assert Image.open(io.BytesIO(small.data)).getpixel((20, 10)) == (0x0E, 0x4A, 0x58)
    assert scaled(whole.data, (120, 40)) == (large, small)
