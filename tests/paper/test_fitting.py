"""A quire is tried again only for what can be mended, in a fixed order, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from press.binding import faces
from press.binding.quire import Flaw
from press.model import Document
from press.paper.fitting import AS_SET, attempts, fit, weight
from tests.presswork import PrintIt, document, galley

SHORT = Flaw(3, "short", "2")
LOOSE = Flaw(1, "loose", "en løs linje")


class Bench:
    """Layouts with the flaws that are planned for them, and the style sheets asked for."""

    def __init__(self, plan: Sequence[tuple[Flaw, ...]]) -> None:
        self.plan = plan
        self.asked: list[str] = []

    def lay(self, css: str) -> tuple[int, tuple[Flaw, ...]]:
        self.asked.append(css)
        number = len(self.asked) - 1
        return number, self.plan[min(number, len(self.plan) - 1)]


def test_a_faultless_quire_is_laid_once() -> None:
    bench = Bench([(LOOSE,)])
    assert fit(bench.lay) == (0, (LOOSE,), AS_SET)
    assert bench.asked == [""]


def test_the_first_layout_that_is_mended_is_taken() -> None:
    bench = Bench([(SHORT,), (SHORT,), (LOOSE,), ()])
    number, found, variation = fit(bench.lay)
    assert (number, found) == (2, (LOOSE,))
    assert variation.css == bench.asked[2]


def test_what_cannot_be_mended_stays_as_it_was_set() -> None:
    bench = Bench([(SHORT,)])
    number, _, variation = fit(bench.lay)
    assert (number, variation) == (0, AS_SET)
    assert len(bench.asked) == 1 + len(attempts([SHORT])) <= 8


def test_the_best_is_taken_when_none_is_faultless() -> None:
    widow = Flaw(2, "widow", "ord")
    assert fit(Bench([(SHORT, widow), (SHORT,), (widow,), (SHORT,)]).lay)[0] == 2


@pytest.mark.parametrize(("percent", "tried"), [("5", 3), ("11", 2), ("18", 1), ("19", 0)])
def test_a_figure_is_made_smaller_only_when_that_is_enough(percent: str, tried: int) -> None:
    assert len(attempts([Flaw(0, "figure", percent)])) == tried
    assert (weight([Flaw(0, "figure", percent)]) > 0) is (tried > 0)


def test_a_badly_broken_box_is_worth_an_attempt_but_less_than_a_short_page() -> None:
    box = Flaw(1, "box", "2")
    assert attempts([box]) == attempts([SHORT])
    assert 0 < weight([box]) < weight([SHORT])


def test_white_alone_is_not_worth_an_attempt() -> None:
    assert attempts([Flaw(0, "white", "90"), LOOSE]) == ()


def growing() -> Document:
    """Chapters of two pages that grow line by line; the text of some just runs over."""
    lines = [f'<p data-b="{at}">En linje til.</p>' for at in range(50, 60)]
    return document(
        *(galley(f"k{n}", paragraphs=7, extra="".join(lines[:n])) for n in range(len(lines)))
    )


def test_a_chapter_that_runs_over_by_some_lines_is_mended(print_it: PrintIt) -> None:
    printed = print_it(growing())
    mended = [quire for quire in printed.volume.quires if quire.fitting]
    assert mended
    assert not any(flaw.kind == "short" for quire in mended for flaw in quire.flaws)


def test_the_way_to_a_mended_quire_is_the_same_again(print_it: PrintIt, tmp_path: Path) -> None:
    first = print_it(growing())
    (tmp_path / "store").rename(tmp_path / "et andet")
    again = print_it(growing())
    assert [quire.fitting for quire in again.volume.quires] == [
        quire.fitting for quire in first.volume.quires
    ]
    assert again.pdf == first.pdf


@pytest.fixture(autouse=True)
def _faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path / "skrifter")))
