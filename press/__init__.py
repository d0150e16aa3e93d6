"""The press: one Danish manuscript in, every edition out, one numbering of pages.

A book goes through six rooms, always in this direction:

1. ``manuscript``  files in ``book/``            -> :class:`~press.model.Book`
2. ``edition``     Book and Edition              -> :class:`~press.model.Document`
3. ``paper``       Document                      -> a PDF and the :class:`~press.model.PageMap`
4. ``screen``      Document and PageMap          -> EPUB and website
5. ``proof``       Artefact against Document     -> :class:`~press.model.Problem` values
6. ``delivery``    proofed artefacts             -> ``dist/``

``language`` knows Danish and nothing about books. The rooms never import one
another; ``build.py`` is the only one that knows them all.
"""
