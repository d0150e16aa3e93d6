"""The first guess at page numbers: close enough that most quires are typeset once."""

from __future__ import annotations

from dataclasses import replace

from press.paper.guess import guess
from tests.presswork import PrintIt, document, galley


def test_the_guess_is_within_a_page_or_two_of_the_printed_book(print_it: PrintIt) -> None:
    chapters = [
        galley("forord", role="front", number=None, paragraphs=5),
        *(galley(f"k{at}", number=at, paragraphs=20 + at) for at in range(1, 6)),
    ]
    likely = guess(chapters)
    printed = print_it(document(*chapters)).page_map.labels
    assert likely["forord"] == printed["forord"] == "vii"
    for at in range(1, 6):
        assert abs(int(likely[f"k{at}"]) - int(printed[f"k{at}"])) <= 2


def test_anchors_are_guessed_where_they_stand() -> None:
    far = galley("k", paragraphs=60, extra='<h2 id="k-b" data-b="90">Sidst</h2>')
    likely = guess([replace(far, anchors=("k", "k-a", "k-b"))])
    assert likely["k"] == likely["k-a"] == "1"
    assert int(likely["k-b"]) > 10
