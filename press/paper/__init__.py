"""Paper: a Document becomes quires, laid out as a volume that is ready to bind.

In: :class:`~press.model.Document`, an edition and the looks. Out: the volume and
the :class:`~press.model.PageMap` that every other edition takes its page numbers from.

``gathering``  which quires the volume has, and what each is typeset from
``dress``      galley -> XHTML for paper
``guess``      likely page numbers before anything is typeset
``breaks``     where each word may be broken, kept from build to build
``weasy``      XHTML -> quire (the only module that imports WeasyPrint)
``mending``    defects of WeasyPrint, mended from outside
``grid``       text that returns to the baseline grid after whatever put it off
``flaws``      laid-out pages -> what a compositor would object to
``fitting``    small variations of the styles that mend a quire's flaws
``pagestarts`` laid-out pages -> where in the manuscript each begins, and the broken words
``workshop``   the processes that typeset, and the store they save to
``volume``     the whole of it, repeated until no quoted page number moves; folios and running heads
``contact``    a volume and its pictures -> every page at a glance, with marks
"""
