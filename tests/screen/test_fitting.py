"""Images for screens: no larger than they are shown, readable on any ground, always the same."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from press.galley.markup import parse
from press.screen.pictures import TALLEST, WIDEST, for_reader, for_screen, give_sizes


def _picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGBA":
        picture.putalpha(0)
    picture.save(out, kind)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_for_print_is_made_as_large_as_screens_show_it(kind: str) -> None:
    large = _picture(kind, (4000, 2600))
    small = for_screen(large)
    assert (_opened(small).format, _opened(small).size) == (kind, (WIDEST, 1040))
    assert len(small) < len(large)
    assert small == for_screen(large)


def test_a_tall_picture_is_as_tall_as_a_screen() -> None:
    assert _opened(for_screen(_picture("PNG", (1000, 5000)))).size == (400, TALLEST)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_fits_is_left_as_it_is(kind: str) -> None:
    data = _picture(kind, (800, 600))
    assert for_screen(data) == data


def test_what_is_transparent_becomes_white() -> None:
    picture = _opened(for_screen(_picture("PNG", (20, 20), "RGBA")))
    assert picture.mode == "RGB"
    assert picture.getpixel((10, 10)) == (255, 255, 255)


def test_what_is_no_picture_is_left_as_it_is() -> None:
    assert for_screen(b"\x89PNG\r\n\x1a\nIEND\xaeB`\x82") == b"\x89PNG\r\n\x1a\nIEND\xaeB`\x82"


_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 0 640 300"><!-- nord -->'
    b"<title>Kompas</title><style>path{fill:#000}</style><circle r='9'/></svg>"
)


def test_a_drawing_gets_a_white_ground_behind_its_name_and_its_own_size() -> None:
    root = etree.fromstring(for_reader(_DRAWING))
    assert [etree.QName(child).localname for child in root] == ["title", "path", "style", "circle"]
    assert (root.get("width"), root.get("height")) == ("640", "300")
    assert (root[1].get("d"), root[1].get("style")) == (
        "M-5 0h640v300h-640z",
        "fill:#fff;stroke:none",
    )
    assert b"fill:#fff" not in for_screen(_DRAWING)


def test_a_drawing_without_a_box_and_without_words_is_left_as_it_is() -> None:
    bare = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert for_reader(bare) == bare
    assert for_screen(bare) == bare


_FACE = re.compile(r'family: "(.*?)"; font-style: (\w+); font-weight: (\d+); .*?base64,(.*?)"')


def _lettered(words: str, look: str) -> list[tuple[str, str, str, str]]:
    """The faces in a drawing of ``words``, and the letters of each."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {look}><title>Æ</title>{words}</svg>'
    style = etree.fromstring(for_screen(drawing.encode())).findtext("{*}style") or ""
    found = []
    for family, slant, weight, data in _FACE.findall(style):
        font = TTFont(io.BytesIO(base64.b64decode(data)))
        found.append((family, slant, weight, "".join(map(chr, sorted(font.getBestCmap())))))
    return found


def test_a_drawing_carries_the_letters_of_its_words_in_the_faces_it_names() -> None:
    words = '<g font-weight="600"><text>Ål <tspan>og</tspan></text></g>'
    look = """font-family="'Source Sans Pro', Arial, sans-serif\""""
    letters = " gloÅ"
    assert _lettered(words, look) == [
        ("Source Sans Pro", "normal", "400", letters),
        ("Source Sans Pro", "normal", "600", letters),
    ]
    slanted = '<text style="font-style: italic; font-weight: bold">Ål og</text>'
    assert [face[1:3] for face in _lettered(slanted, look)] == [
        ("normal", "400"), ("italic", "400"), ("normal", "700"), ("italic", "700"),
    ]  # fmt: skip


def test_a_drawing_without_words_or_in_other_faces_carries_none() -> None:
    assert _lettered("<path d='M0 0'/>", 'font-family="Source Sans Pro"') == []
    assert _lettered("<text>Ål</text>", 'font-family="Arial"') == []
    assert _lettered("<text> </text>", 'font-family="Source Sans Pro"') == []


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (_DRAWING, ("640", "300")),
        (_picture("PNG", (30, 20)), ("30", "20")),
        (_picture("JPEG", (30, 20)), ("30", "20")),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', (None, None)),
        (b"\x89PNG\r\n\x1a\nIEND\xaeB`\x82", (None, None)),
    ],
)
def test_an_image_says_how_large_it_is(data: bytes, size: tuple[str | None, str | None]) -> None:
    root = parse('<p><img src="a"/><img src="b"/></p>')
    give_sizes(root, {"a": data})
    assert [(one.get("width"), one.get("height")) for one in root[0]] == [size, (None, None)]
