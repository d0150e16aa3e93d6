"""The reserved addresses under which links and images leave a quire, to be settled later.

``press-link:anchor`` leads to an anchor anywhere in the volume; ``press-page:anchor`` does
too, and its text is a stand-in for that page's number; ``press-image:path`` is an image of
the book. They keep a quire independent of every other.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

LINK, PAGE, IMAGE = "press-link:", "press-page:", "press-image:"

_IMAGE = re.compile(r'src="press-image:([^"]*)"')
_QUOTED = re.compile(r'href="press-page:([^"]*)"')
_TARGET = re.compile(r'href="press-(?:link|page):([^"]*)"')


def link(anchor: str) -> str:
    """The reserved address of ``anchor`` for a plain link."""
    return LINK + quote(anchor)


def page(anchor: str) -> str:
    """The reserved address of ``anchor`` for a link that shows its page number."""
    return PAGE + quote(anchor)


def targets(xhtml: str) -> frozenset[str]:
    """Every anchor that a quire's XHTML leads to."""
    return frozenset(unquote(address) for address in _TARGET.findall(xhtml))


def quoted(xhtml: str) -> frozenset[str]:
    """Every anchor whose page number a quire's XHTML quotes."""
    return frozenset(unquote(address) for address in _QUOTED.findall(xhtml))


def image(path: str) -> str:
    """The reserved address of an image of the book, by its path from ``book/``."""
    return IMAGE + quote(path)


def images(xhtml: str) -> tuple[str, ...]:
    """The paths of the images that a quire's XHTML shows."""
    return tuple(dict.fromkeys(unquote(address) for address in _IMAGE.findall(xhtml)))
