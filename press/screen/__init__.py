"""Screen: a document and the page map in, an EPUB and a website out.

The text comes from the same galleys as the printed book, and the printed page numbers are
marked where each page begins.
"""

from press.screen.epub import make_epub
from press.screen.web import make_web

__all__ = ["make_epub", "make_web"]
