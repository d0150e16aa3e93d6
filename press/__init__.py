"""The press: one Danish manuscript in, every edition out, one numbering of pages.

A book goes through these rooms, always in this direction:

1. ``manuscript``    files in ``book/``             -> :class:`~press.model.Book`
2. ``assembly``      Book                           -> :class:`~press.model.Document`
3. ``paper``         Document                       -> quires, laid out as a volume
4. ``binding``       volume                         -> PDFs and the :class:`~press.model.PageMap`
5. ``screen``        Document and PageMap           -> EPUB and website
6. ``proofreading``  Artefact against Document      -> :class:`~press.model.Problem` values
7. ``delivery``      proofread artefacts            -> ``dist/`` and what goes with a release

Beside them ``language`` knows Danish and nothing about books, ``jobbing`` makes covers, cards and
papers for meetings, ``redline`` compares two versions of a book and ``judges`` ask outside
validators. ``foreman`` knows them all; CONTRIBUTING.md says who else may import whom.
"""
