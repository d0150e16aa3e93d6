"""Paper: a Document becomes quires, and the quires are bound into a volume.

In: :class:`~press.model.Document`, an edition and the looks. Out: the bytes of a PDF and
the :class:`~press.model.PageMap` that every other edition takes its page numbers from.

``dress``      galley -> the XHTML that a quire is typeset from
``weasy``      XHTML -> quire (the only module that knows WeasyPrint)
``places``     laid-out page -> where in the manuscript it begins
``quire``      the quire and its facts
``imposing``   quires -> which leaf each page lands on, and its label
``furniture``  folios and running heads, drawn apart from the quires
``stamp``      the true page numbers set into finished page descriptions
``faces``      fonts: configuration, digits, subsets
``bind``       quires, furniture and fonts -> one PDF (the only module that knows pikepdf)
``workshop``   the processes that typeset, and the store they save to
``volume``     the whole of it, repeated until no quoted page number moves
"""
