"""A cover as pictures: what catalogues and pages show of it.

In: a PNG of the cover, or an SVG drawing without text (letters are outlines), and the widths
wanted. Out: PNG pictures, the same bytes for the same cover.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from lxml import etree
from PIL import Image

from press.binding.quire import Job
from press.binding.schemes import image
from press.paper.weasy import typeset

_PATH = "images/tegning.svg"
_PAGE = (
    '<html><body><img src="{source}" style="width: {width}px; height: {height}px" alt=""/>'
    "</body></html>"
)
_STYLE = """
@page {{ size: {width}px {height}px; margin: 0 }}
body {{ margin: 0 }}
img {{ display: block }}
"""
_PIXEL = 0.75  # points to a CSS pixel


@dataclass(frozen=True, slots=True)
class Shot:
    """A PNG picture and its size in pixels."""

    width: int
    height: int
    data: bytes


def pictures(svg: bytes, widths: Sequence[int]) -> tuple[Shot, ...]:
    """The drawing in each of the widths (pixels). Raises ValueError for a drawing that does not
    say its own width and height."""
    root = etree.fromstring(svg)
    try:
        width, height = float(root.get("width", "")), float(root.get("height", ""))
    except ValueError as error:
        raise ValueError("tegningen siger ikke, hvor stor den er") from error
    size = {"width": width, "height": height}
    page = _PAGE.format(source=image(_PATH), **size)
    quire = typeset(Job("tegning", page, _STYLE.format(**size), {_PATH: svg}, {}))
    document = pypdfium2.PdfDocument(quire.pdf)
    try:
        return tuple(_shot(document[0], wanted / (width * _PIXEL)) for wanted in widths)
    finally:
        document.close()


def scaled(picture: bytes, widths: Sequence[int]) -> tuple[Shot, ...]:
    """A PNG in each of the widths (pixels)."""
    with Image.open(io.BytesIO(picture)) as opened:
        whole = opened.convert("RGB")
    sizes = ((width, round(whole.height * width / whole.width)) for width in widths)
    return tuple(_saved(whole.resize(size, Image.Resampling.LANCZOS)) for size in sizes)


def _shot(page: pypdfium2.PdfPage, scale: float) -> Shot:
    return _saved(page.render(scale=scale).to_pil().convert("RGB"))


def _saved(picture: Image.Image) -> Shot:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return Shot(picture.width, picture.height, out.getvalue())
