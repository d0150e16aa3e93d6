"""Binding: quires become a volume, and a volume becomes what a reader or a printer needs.

In: quires and the facts about them. Out: the bytes of PDFs. The only room that knows pikepdf.

``quire``      the quire and its facts
``schemes``    the addresses under which links and images leave a quire
``paginating`` quires -> which page of the volume each lands on, and what a reader calls it
``stamp``      the true page numbers set into finished page descriptions
``faces``      font files: configuration, shaped text, subsets
``embedding``  font resources: each face embedded once, for all pages or for a form
``joining``    the tags of the quires joined, the links between them settled
``saving``     the same bytes for the same PDF, and its claim of PDF/UA
``bind``       quires, furniture and fonts -> one PDF
``forms``      fields to type in
``imposing``   a volume two up, to be folded and stapled
``inks``       colours as the printer's inks
``separating`` a page description in screen colours -> one in inks
``plates``     all that a volume's pages draw, in inks
``sheet``      what a page is printed on: trim, boxes, crop marks, slug
``printing``   the printer's copy: PDF/X-4
``printers``   the printer's edition and its problems
"""
