"""The foreman: who does what, in which order. The only part that knows every room.

``desk``       where a run reads and writes, and what every run begins and ends with
``book``       ``make book``: from the manuscript to ``dist/``
``editions``   what each edition is made by; ``printer`` the printer's, and what stands in its way
``pointing``   places in the manuscript for what was found on a page
``proofing``   ``make proof``: the printed book on one contact sheet
``board``      ``make board``: papers for a meeting; ``turning`` where the book's pages begin
``judging``    the outside judges, and the claims that they allow
``verifying``  ``make verify``: what they say
``release``    ``make release``: what is sent; ``refusing`` what keeps it from that, ``bundling``
               what is in it, ``materials`` what it was made with
"""
