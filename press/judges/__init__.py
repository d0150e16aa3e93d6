"""Judges: what outside validators say of a finished edition.

In: an edition's bytes. Out: a :class:`~press.judges.verdict.Verdict` with the problems found and
a report to be filed, or :class:`~press.judges.verdict.NotRun` with the reason.

``verdict``    how a judge is asked, and the two answers
``epubcheck``  W3C's EPUBCheck: is the EPUB valid?
``ace``        DAISY Ace: is the EPUB accessible, as far as a machine can tell?
``axe``        axe-core: are the pages of the website accessible? (``axe.cjs`` runs in Node.js)
``verapdf``    veraPDF: does the PDF conform to PDF/UA-1?
``talk``       calls veraPDF, in a process of its own
``fetch``      ``make validators``: downloads those that need Node.js
``installed``  where the judges are on this machine
"""
