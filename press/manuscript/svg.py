"""What is in an SVG drawing: its bytes in, the problems of what a book must not hold out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Any

from lxml import etree

from press.codes import problem
from press.model import Problem, Source

_REACHES = re.compile(r"url\(\s*['\"]?(?!#|data:image/|['\"\s]*\))|@import", re.IGNORECASE)
_OWN = re.compile(r"\s*(#|data:image/(png|jpeg|svg\+xml)[;,])|\s*$")
_SVG = "{http://www.w3.org/2000/svg}svg"
_NAME = re.compile(r"[^\W\d][\w.-]*")
# How a file begins that is not in UTF-8 but in UTF-16 or UTF-32.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")
_RUNS = ("script", "handler", "animate", "set")


def svg_problems(data: bytes, path: str, mentioned: Source) -> Iterator[Problem]:
    """I104 at ``mentioned`` for what is no drawing, I105 in the file for what reaches out of it."""
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
    yield from _names(root, path)
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        yield _reaching(path, 1, "<!ENTITY>")
    for element in root.iter():
        yield from _judge(element, path, mentioned)


def _has_room(root: Any) -> bool:
    """Whether the drawing's view box, if it has one, has a width and a height."""
    if root.get("viewBox") is None:
        return True
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox").strip()))
    except ValueError:
        return False
    return 0 < width < inf and 0 < height < inf


def _names(root: Any, path: str) -> Iterator[Problem]:
    """Ids that are no names, or that two parts of the drawing share."""
    met: set[str] = set()
    for element in root.iterfind(".//*[@id]"):
        name = element.get("id")
        if name in met or not _NAME.fullmatch(name):
            what = "to gange" if name in met else "som ikke kan være et navn"
            place = Source(path, element.sourceline or 1)
            yield problem(place, "I104", f"tegningen bruger mærket »{name[:40]}« {what}")
        met.add(name)


def _judge(element: Any, path: str, mentioned: Source) -> Iterator[Problem]:
    line = element.sourceline or 1
    if not isinstance(element.tag, str):
        if isinstance(element, etree._ProcessingInstruction) and "href" in (element.text or ""):
            yield _reaching(path, line, f"<?{element.target}?>")
        return
    name = etree.QName(element).localname
    if name in _RUNS:
        yield _reaching(path, line, f"<{name}>")
    if name == "foreignObject":
        hint = "gem tegningen med almindelig tekst"
        message = f"tegningen »{path}« bruger foreignObject, som papirudgaven ikke kan vise"
        yield problem(mentioned, "I104", message, hint)
    if name == "style" and _REACHES.search(element.text or ""):
        yield _reaching(path, line, "<style>")
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if _reaches(name, attribute, value):
            yield _reaching(path, line, f'{attribute}="{value[:40]}"')


def _reaches(name: str, attribute: str, value: str) -> bool:
    """Whether an attribute of the element ``name`` fetches something, leads to a file or runs."""
    if attribute == "href" and name == "a":
        outward = not re.match(r"#|https?://|mailto:", value)
    else:
        outward = attribute in ("href", "src") and name != "a" and not _OWN.match(value)
    return outward or attribute.lower().startswith("on") or bool(_REACHES.search(value))


def _reaching(path: str, line: int, what: str) -> Problem:
    hint = "en tegning må kun bruge det, den selv rummer"
    return problem(Source(path, line), "I105", f"tegningen henter eller kører noget: {what}", hint)
