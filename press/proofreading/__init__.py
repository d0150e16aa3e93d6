"""Proofreading: is the whole manuscript in the edition, in order, and does every link work?

In: the assembled :class:`~press.model.Document` and a finished
:class:`~press.model.Artefact`. Out: problems P101-P104, with Danish messages. For the
printer's file also P201-P208: can a printer use it?

* ``expected``    the manuscript's text, block by block, as every edition must show it
* ``letters``     what counts when two texts are compared
* ``marked``      the text of a page by its marks: whose it is and how it is tagged
* ``glyphs``      the text of each mark, glyph by glyph
* ``onpaper``     what is wrong with the blocks of a marked PDF (pure)
* ``pdf``         the text, links, fonts and figures of a PDF, and pictures of its pages
* ``screens``     an EPUB or a website: its links, and which block stands where
* ``gate``        :func:`~press.proofreading.gate.prove`, the completeness gate
* ``cardgate``    the same of dialogue cards and method sheets
* ``painting``    the colours and sizes that a content stream paints with (pure)
* ``drawn``       whether what pages draw can be printed
* ``preflight``   :func:`~press.proofreading.preflight.preflight`, the printer's gate
"""

from press.proofreading.gate import prove

__all__ = ["prove"]
