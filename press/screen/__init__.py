"""The screen room: a document and the page map in, an EPUB and a website out.

The text comes from the same galleys as the printed book, and the printed page numbers are
marked where each page begins.

``paths``          what the files are called
``contents``       the contents as a tree
``kinds``          what a section is, and how far it has come
``section``        a galley dressed for a screen, as far as EPUB and website agree
``epubsection``, ``websection``  what each of the two adds
``widetables``     tables that a narrow screen can show
``images``, ``fonts``  those that are used, and only what is used of them
``pictures``       images as screens want them
``lettering``      the letters of a drawing, carried in it
``coverpage``      the EPUB's cover, drawn from type
``accessibility``  what may be said of it, found out and not assumed
``package``, ``archive``  the EPUB's package file and its zip
``epub``, ``web``  the whole of each
``readback``       what a finished EPUB says of itself
"""

from press.screen.epub import make_epub
from press.screen.web import make_web

__all__ = ["make_epub", "make_web"]
