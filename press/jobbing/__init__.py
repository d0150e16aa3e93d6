"""Jobbing: the small jobs around a book – its cover, and what is printed from it piece by piece.

In: a Document, an edition and the looks. Out: jobs for the workshop, in the book's own faces.

``boardcopy``  the whole book on A4 for a meeting; ``boardcover`` its first sheets, ``margins`` what
               stands beside its text, ``paragraphs`` the numbers of what can be pointed at
``redlinecopy``  what has changed, with ``redlinesummary`` of it on one page
``meeting``    what is typed to get these papers
``offprint``   one chapter by itself, with the book's page numbers
``cover``      back, spine and front in one spread
``artwork``    what is drawn on it: the barcode and the motif
``copyfitting``  how wide words are, to choose the size they are set in
``coverpictures``  the front as a picture for shelves and catalogues
``handouts``   the edition ``cards``: dialogue cards to cut out, method sheets to fill in
``deck``       the cards and sheets of a document, and the sign of each topic
"""
