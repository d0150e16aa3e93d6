"""Binding: quires become a volume, and a volume becomes what a reader or a printer needs.

In: quires and the facts about them. Out: the bytes of PDFs. The only room that knows pikepdf.

``quire``      the quire and its facts
``schemes``    the addresses under which links and images leave a quire
``paginating`` quires -> which page of the volume each lands on, and its label
``stamp``      the true page numbers set into finished page descriptions
``faces``      fonts: configuration, digits, subsets
``fonts``      each face embedded once, for all pages
``tags``       the structure trees joined
``links``      links between quires settled
``saving``     the same bytes for the same PDF
``claims``     what a finished PDF says of the standards that it meets
``bind``       quires, furniture and fonts -> one PDF
``pagelabels`` what a reader calls each page
``forms``      fields to type in
``formfont``   the face that readers type in
``imposing``   a volume two up, to be folded and stapled
``trim``       the size of the page
``inks``       colours as the printer's inks
``separating`` a page description in screen colours -> one in inks
``plates``     all that a volume's pages draw, in inks
``marks``      trim, bleed and media boxes; crop marks
``slug``       which book and page a sheet is, outside the trim
``printing``   the printer's copy: PDF/X-4
"""
