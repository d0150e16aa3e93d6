"""The screen room: a document and the page map in, an EPUB and a website out.

The text comes from the same galleys as the printed book, and the printed page numbers are
marked where each page begins.

``paths``          where things lie: the files, and the contents as a tree
``section``        a galley dressed for a screen, as far as EPUB and website agree
``pictures``       the images that are used, as screens want them
``webfonts``       the book's faces, and only what is used of them
``coverpage``      the EPUB's cover, drawn from type
``accessibility``  what may be said of the EPUB, found out and not assumed
``package``        its package file, and what a finished EPUB says of itself
``epub``, ``web``  the whole of each edition, and what is its alone
"""

from press.screen.epub import make_epub
from press.screen.web import make_web

__all__ = ["make_epub", "make_web"]
