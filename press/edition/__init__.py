"""The edition room: the book becomes a document that paper and screens can share.

In: :class:`~press.model.Book`. Out: problems across chapters, and the
:class:`~press.model.Document` with every section set as neutral XHTML.

``tree``       walking pandoc's tree and making new nodes of it
``lexicon``    the written forms of all terms, and finding them in a text
``terms``      links from the text to the word list
``survey``     what a chapter names, refers to and cites
``numbering``  the numbers and names of everything that can be referred to
``citing``     citations and bibliography, all in one run
``inlines``    words and what stands between them, as XHTML
``blocks``     paragraphs, lists, figures, tables, as XHTML
``tables``     the rows and cells of a table
``places``     the numbers of the blocks (``data-b``), ids and words of a finished text
``galleys``    a chapter into its galley, kept in the store
``wordlist``, ``register``, ``lists``  the sections that the press writes itself
``checks``     everything wrong across chapters
``assemble``   the whole of it
``settle``     page numbers filled into a text that quotes them
"""
