"""Assembly: the book becomes a document that paper and screens can share.

In: :class:`~press.model.Book`. Out: problems across chapters, and the
:class:`~press.model.Document` with every section set as neutral XHTML.

``lexicon``     the written forms of all terms, and finding them in a text
``terms``       links from the text to the word list
``revisions``   the marks of a book compared with an earlier version
``survey``      what a chapter names, refers to and cites
``checks``      everything wrong across chapters
``numbering``   the numbers and names of everything that can be referred to
``citing``      citations and bibliography, all in one run
``stick``       a galley being set: what it takes from the book and gives back
``inlines``     words and what stands between them, as XHTML
``blocks``      paragraphs, lists, figures, boxes, cards, as XHTML
``tables``      the columns, rows and cells of a table
``galleys``     a chapter into its setting, with numbered blocks (``data-b``), kept in the store
``lists``, ``index``  the sections that the press writes itself
``assemble``    the whole book
"""

from press.assembly.checks import check_book

__all__ = ["check_book"]
