"""Paper: a Document becomes quires, laid out as a volume that is ready to bind.

In: :class:`~press.model.Document`, an edition and the looks. Out: the volume and
the :class:`~press.model.PageMap` that every other edition takes its page numbers from.

``plan``       which quires the volume has, and what each is typeset from
``dress``      galley -> XHTML for paper
``guess``      likely page numbers before anything is typeset
``breaks``     where each word may be broken, kept from build to build
``weasy``      XHTML -> quire (the only module that knows WeasyPrint)
``mending``    two layout defects of WeasyPrint, mended from outside
``places``     laid-out page -> where in the manuscript it begins
``furniture``  folios and running heads, drawn apart from the quires
``workshop``   the processes that typeset, and the store they save to
``volume``     the whole of it, repeated until no quoted page number moves
"""
