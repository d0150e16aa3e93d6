"""The foreman: who does what, in which order. The only part that knows every room.

``desk``       where a run reads and writes, and what every run begins and ends with
``book``       ``make book``: from the manuscript to ``dist/``
``formats``    what can be done with each kind of edition, in one table; the bench they are made on
``judging``    the outside judges, and the claims that they allow
``proofing``   ``make proof``: the printed book on one contact sheet
``board``      ``make board``: papers for a meeting
``release``    ``make verify``: what the judges say; ``make release``: what is sent
``bundling``   what is in a release
"""
