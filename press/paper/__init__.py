"""Paper: a Document becomes quires, and the quires are bound into a volume.

In: :class:`~press.model.Document`, an edition and the looks. Out: the bytes of a PDF and
the :class:`~press.model.PageMap` that every other edition takes its page numbers from.

``plan``       which quires the volume has, and what each is typeset from
``dress``      galley -> XHTML for paper
``schemes``    the addresses under which links and images leave a quire
``guess``      likely page numbers before anything is typeset
``breaks``     where each word may be broken, kept from build to build
``weasy``      XHTML -> quire (the only module that knows WeasyPrint)
``mending``    two layout defects of WeasyPrint, mended from outside
``places``     laid-out page -> where in the manuscript it begins
``quire``      the quire and its facts
``imposing``   quires -> which leaf each page lands on, and its label
``furniture``  folios and running heads, drawn apart from the quires
``stamp``      the true page numbers set into finished page descriptions
``faces``      fonts: configuration, digits, subsets
``trim``       the size of the page
``bind``       quires, furniture and fonts -> one PDF (the only module that knows pikepdf)
``workshop``   the processes that typeset, and the store they save to
``volume``     the whole of it, repeated until no quoted page number moves
"""
