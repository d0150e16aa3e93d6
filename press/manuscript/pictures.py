"""The book's pictures: what the chapters mention in, the files' bytes and their problems out.

A photograph must be whole and of a kind that every edition can show, and a drawing must not reach
out of its own file.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import inf
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from lxml import etree
from PIL import Image as Pillow
from PIL import ImageFile

from press.codes import problem
from press.finding import Written, find, numbered
from press.manuscript.files import Named, locate, read_bytes
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
_SVG = "{http://www.w3.org/2000/svg}svg"
# How a file begins that is not in UTF-8 but in UTF-16 or UTF-32.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_RUNS = ("script", "handler", "animate", "set")
_REACHES = re.compile(r"url\(\s*['\"]?(?!#|data:image/|['\"\s]*\))|@import", re.IGNORECASE)
_OWN = re.compile(r"\s*(#|data:image/(png|jpeg|svg\+xml)[;,])|\s*$")


def images_in(chapter: Written, found: Sequence[Node]) -> tuple[Named, ...]:
    """Every image the chapter mentions, in document order."""
    names = (node.c[2].url for node in found if isinstance(node, Image))
    return tuple(
        Named(name, find(chapter, name if name in chapter.text else unquote(name), nth))
        for name, nth in numbered(names, str)
    )


def without_alternative(found: Sequence[Node], mentioned: tuple[Named, ...]) -> Iterator[Problem]:
    """I103 for images without a text for readers who cannot see them.

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
    root: Path, mentioned: tuple[Named, ...]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The bytes of every mentioned image that can be used, by the name used in the text."""
    images: dict[str, bytes] = {}
    found: list[Problem] = []
    for mention in mentioned:
        result = _read(root, mention)
        if isinstance(result, Problem):
            found.append(result)
        elif mention.name not in images:
            images[mention.name] = result
            found += _flaws(mention, result)
    return images, tuple(found)


def _read(root: Path, mention: Named) -> bytes | Problem:
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


def _flaws(mention: Named, data: bytes) -> Iterator[Problem]:
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
    """Pillow without its warnings of large pictures, which have a limit of our own, and without
    permission to guess at truncated files, which WeasyPrint gives it."""
    kept, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept


# --- drawings ------------------------------------------------------------------------


def svg_problems(data: bytes, path: str, mentioned: Source) -> Iterator[Problem]:
    """I104 at ``mentioned`` for a file that is not a usable drawing, I105 in the file for what
    reaches out of it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        hint = f"fejlen står i linje {line}; gem tegningen igen" if line else "gem tegningen igen"
        yield problem(mentioned, "I104", f"tegningen »{path}« kan ikke læses", hint)
        return
    if root.tag != _SVG:
        yield problem(mentioned, "I104", f"»{path}« er ikke en svg-tegning")
        return
    if data.startswith(_WIDE):
        hint = "gem tegningen som utf-8"
        yield problem(mentioned, "I104", f"tegningen »{path}« er ikke skrevet i utf-8", hint)
    if not _has_room(root):
        message = f'tegningen »{path}« har intet brugbart mål: viewBox="{root.get("viewBox")}"'
        yield problem(mentioned, "I104", message, "skriv fire tal, de to sidste større end nul")
    if next(root.iter("{*}foreignObject"), None) is not None:
        message = f"tegningen »{path}« bruger foreignObject, som papirudgaven ikke kan vise"
        yield problem(mentioned, "I104", message, "gem tegningen med almindelig tekst")
    yield from _misnamed(root, path)
    outward = [(one.sourceline or 1, what) for one in root.iter() for what in _outward(one)]
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        outward.append((1, "<!ENTITY>"))
    for line, what in outward:
        hint = "en tegning må kun bruge det, den selv rummer"
        message = f"tegningen henter eller kører noget: {what}"
        yield problem(Source(path, line), "I105", message, hint)


def _has_room(root: Any) -> bool:
    """Whether the drawing's view box, if it has one, has a width and a height."""
    if root.get("viewBox") is None:
        return True
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox").strip()))
    except ValueError:
        return False
    return 0 < width < inf and 0 < height < inf


def _misnamed(root: Any, path: str) -> Iterator[Problem]:
    """Ids that are no names, or that two parts of the drawing share."""
    met: set[str] = set()
    for element in root.iterfind(".//*[@id]"):
        name = element.get("id")
        if name in met or not _NAME.fullmatch(name):
            what = "to gange" if name in met else "som ikke kan være et navn"
            place = Source(path, element.sourceline or 1)
            yield problem(place, "I104", f"tegningen bruger mærket »{name[:40]}« {what}")
        met.add(name)


def _outward(element: Any) -> Iterator[str]:
    """What an element itself, not its children, fetches, leads to or runs."""
    if not isinstance(element.tag, str):
        if isinstance(element, etree._ProcessingInstruction) and "href" in (element.text or ""):
            yield f"<?{element.target}?>"
        return
    name = etree.QName(element).localname
    if name in _RUNS or (name == "style" and _REACHES.search(element.text or "")):
        yield f"<{name}>"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        runs = attribute.lower().startswith("on")
        if runs or _leads_out(name, attribute, value) or _REACHES.search(value):
            yield f'{attribute}="{value[:40]}"'


def _leads_out(name: str, attribute: str, value: str) -> bool:
    """Whether an attribute of an element leads out of the drawing, other than a link may."""
    if name == "a":
        return attribute == "href" and not re.match(r"#|https?://|mailto:", value)
    return attribute in ("href", "src") and not _OWN.match(value)
