"""The screen room: a document and the page map in, an EPUB and a website out.

The text comes from the same galleys as the printed book, and the printed page numbers are
marked where each page begins.

``paths``          where things lie: the files, and the contents as a tree
``section``        a galley dressed for a screen, as far as EPUB and website agree
``pictures``       the images that are used, adapted to screens
``webfonts``       the book's faces, cut down to the glyphs that are used
``coverpage``      the EPUB's cover, drawn from type
``accessibility``  what the EPUB may claim, checked and not assumed
``package``        the EPUB's package file, written and read back
``epub``, ``web``  each edition as a whole, and what only it has
"""

from press.screen.epub import make_epub
from press.screen.web import make_web

__all__ = ["make_epub", "make_web"]
