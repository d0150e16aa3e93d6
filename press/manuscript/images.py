"""The book's images: what the chapters mention in, the files' bytes and their problems out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from PIL import Image as Pillow
from PIL import ImageFile

from press.codes import problem
from press.finding import Written, find, numbered
from press.manuscript.files import locate, read_bytes
from press.manuscript.svg import svg_problems
from press.model import Problem, Source
from press.tree import Figure, Image, Node, nodes, plain

# How a sound file of each kind begins and ends.
_ENDS = {
    ".png": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (b"\xff\xd8\xff", b"\xff\xd9"),
    ".jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
}

# What every edition can show: eight bits to a colour.
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK")
_MOST = 60_000_000  # points; an A3 at 300 ppi has 17 million


@dataclass(frozen=True, slots=True)
class Mention:
    """An image as a chapter names it, and where."""

    name: str
    source: Source


def mentions(chapter: Written, found: Sequence[Node]) -> tuple[Mention, ...]:
    """Every image the chapter mentions, in document order."""
    names = (node.c[2].url for node in found if isinstance(node, Image))
    return tuple(
        Mention(name, find(chapter, name if name in chapter.text else unquote(name), nth))
        for name, nth in numbered(names, str)
    )


def without_alternative(found: Sequence[Node], mentioned: tuple[Mention, ...]) -> Iterator[Problem]:
    """I103 for images that say nothing to those who cannot see them.

    A figure whose alternative text merely repeats its caption has none of its own.
    """
    captions = {
        id(image): plain(caption.blocks, images=True)
        for _, caption, blocks in (node.c for node in found if isinstance(node, Figure))
        for image in nodes(blocks)
        if isinstance(image, Image)
    }
    images = (node for node in found if isinstance(node, Image))
    for image, mention in zip(images, mentioned, strict=True):
        attr, words, _ = image.c
        alternative = plain(words, images=True) or attr.get("alt").strip()
        if not alternative or alternative == captions.get(id(image), ""):
            hint = 'skriv {alt="…"} efter billedet, og sig, hvad det viser'
            message = f"billedet »{mention.name}« mangler en alternativ tekst"
            yield problem(mention.source, "I103", message, hint)


def read_images(
    root: Path, mentioned: tuple[Mention, ...]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The bytes of every mentioned image that can be used, by the name used in the text."""
    images: dict[str, bytes] = {}
    found: list[Problem] = []
    judged: set[str] = set()
    for mention in mentioned:
        result = _read(root, mention)
        if isinstance(result, Problem):
            found.append(result)
            continue
        images[mention.name] = result
        if mention.name not in judged:
            judged.add(mention.name)
            found += _flaws(mention, result)
    return images, tuple(found)


def _read(root: Path, mention: Mention) -> bytes | Problem:
    name = unquote(mention.name)
    place = locate(root, name)
    if place is None:
        hint = "læg billedet i mappen book/images, og skriv images/navn.svg"
        return problem(mention.source, "I102", f"billedet »{name}« ligger uden for bogen", hint)
    if PurePosixPath(name).suffix.lower() not in (".svg", *_ENDS):
        message = f"billedet »{name}« er af en art, bogen ikke kan bruge"
        return problem(mention.source, "I104", message, "brug svg, png eller jpg")
    data = read_bytes(place, mention.source)
    if isinstance(data, bytes):
        return data
    if data.code == "C101":
        return problem(mention.source, "I101", f"billedet »{name}« findes ikke", data.hint)
    return problem(mention.source, "I104", f"billedet »{name}« kan ikke åbnes", data.hint)


def _flaws(mention: Mention, data: bytes) -> Iterator[Problem]:
    name = unquote(mention.name)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".svg":
        yield from svg_problems(data, f"book/{name}", mention.source)
        return
    start, end = _ENDS[suffix]
    if not data.startswith(start) or end not in data[-64:]:
        fault, hint = f"er beskadiget eller ikke en {suffix[1:]}-fil", "gem billedet igen"
    else:
        fault, hint = _unfit(data)
    if fault:
        yield problem(mention.source, "I104", f"billedet »{name}« {fault}", hint)


def _unfit(data: bytes) -> tuple[str, str]:
    """What keeps a picture from being shown and what to do about it; nothing when it is sound."""
    try:
        with _strict(), Pillow.open(BytesIO(data)) as picture:
            points = picture.width * picture.height
            if points > _MOST:
                most = _MOST // 1_000_000
                said = f"har {points // 1_000_000} millioner billedpunkter; højst {most}"
                return said, "gem det mindre"
            if picture.mode not in _MODES:
                return "har mere end 8 bit til hver farve", "gem det med 8 bit"
            picture.load()
    except Pillow.DecompressionBombError:
        return "har alt for mange billedpunkter", "gem det mindre"
    except (OSError, SyntaxError, ValueError):
        return "er beskadiget", "gem billedet igen"
    return "", ""


@contextmanager
def _strict() -> Iterator[None]:
    """Pillow without its warnings of large pictures, which are refused by a measure of our own,
    and without its leave to guess at what is cut short, which WeasyPrint gives it."""
    kept, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept
