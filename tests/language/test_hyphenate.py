from __future__ import annotations

import pickle
import string
from itertools import pairwise

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.compounds import Parts, dump, load, seams
from press.language.hyphenate import LEAST, Breaks, breaks
from tests.language.compounds import COMPOUNDS, SIMPLE

# One worker learns the parts of compounds.
pytestmark = pytest.mark.xdist_group("parts")

DANISH = string.ascii_lowercase + "æøå"
FEW = Parts({"løn": 90, "råd": 15, "arbejds": 200, "med": 80}, {"tilskud": 20, "give": 9})
words = st.text(DANISH, min_size=1, max_size=30)


def divided(word: str, places: tuple[int, ...]) -> str:
    return "-".join(word[start:end] for start, end in pairwise((0, *places, len(word))))


def gold(marked: str) -> tuple[int, ...]:
    ends = [0]
    for element in marked.split("|"):
        ends.append(ends[-1] + len(element))
    return tuple(ends[1:-1])


@pytest.mark.parametrize(
    "expected",
    [
        "løn-ind-tægt",
        "løn-til-skud",
        "med-ind-fly-delse",
        "råd-gi-ver",
        "arbejds-plads-vur-de-ring",
        "ker-ne-op-gave",
        "vel-færds-tek-no-logi",
        "per-son-op-lys-ning",
        "gevinst-re-a-li-se-ring",
        "robot-pro-ces-au-to-ma-ti-se-ring",
        "selv-be-tje-nings-løs-ning",
        "data-be-skyt-tel-ses-for-ord-nin-gen",
        "byråds-med-lem",
        "digi-ta-li-se-ring",
        "rap-por-ten",
    ],
)
def test_divides_words_of_the_book(parts: Parts, expected: str) -> None:
    word = expected.replace("-", "")
    assert divided(word, breaks([word], {}, parts)[word]) == expected


def test_finds_far_more_seams_than_the_patterns_alone(parts: Parts) -> None:
    marked = {compound.replace("|", ""): gold(compound) for compound in COMPOUNDS}
    table = breaks(marked, {}, parts)
    patterns = pyphen.Pyphen(lang="da_DK", left=LEAST, right=LEAST)
    total = sum(map(len, marked.values()))
    ours = sum(at in table[word] for word, cuts in marked.items() for at in cuts)
    theirs = sum(at in patterns.positions(word) for word, cuts in marked.items() for at in cuts)
    assert ours >= 0.96 * total
    assert ours - theirs >= 15


def test_leaves_simple_words_to_the_patterns(parts: Parts) -> None:
    found = {word: [at for at in seams(word, parts) if at >= LEAST] for word in SIMPLE}
    assert [word for word, cuts in found.items() if cuts] == []


def test_the_book_overrules_also_for_inflected_forms() -> None:
    overrides = {"medindflydelse": "med-indflydelse", "toilet": "toilet"}
    table = breaks(["medindflydelse", "Medindflydelsens", "toiletter"], overrides, FEW)
    assert table == {"medindflydelse": (3,), "Medindflydelsens": (3,), "toiletter": (6,)}
    assert breaks(["toilettet", "toilets"], overrides, FEW)["toilets"] == ()


def test_overrides_keep_three_letters_on_each_side() -> None:
    table = breaks(["medindflydelse"], {"medindflydelse": "med-ind-fly-del-se"}, FEW)
    assert divided("medindflydelse", table["medindflydelse"]) == "med-ind-fly-delse"


@pytest.mark.parametrize("word", ["UNESCO", "iPhone", "covid19", "MED-udvalg", "plads", "", "ab"])
def test_never_divides_what_is_no_plain_word(word: str) -> None:
    assert breaks([word], {}, FEW) == {word: ()}
    assert list(Breaks({}).iterate(word)) == []


def test_breaks_answers_as_pyphen_does() -> None:
    dictionary = pickle.loads(pickle.dumps(Breaks({"løntilskud": (3, 6)})))
    assert list(dictionary.iterate("Løntilskud")) == [("Løntil", "skud"), ("Løn", "tilskud")]
    assert dictionary.positions("løntilskud") == (3, 6)


def test_breaks_falls_back_on_the_patterns() -> None:
    assert divided("organisation", Breaks({}).positions("organisation")) == "orga-ni-sa-tion"
    assert divided("rådgiver", Breaks({}).positions("rådgiver")) == "råd-gi-ver"


@given(words, st.sampled_from([FEW, Parts({}, {})]))
def test_every_break_leaves_three_letters_and_a_vowel(word: str, known: Parts) -> None:
    dictionary = Breaks(breaks([word], {}, known))
    for head, tail in [*dictionary.iterate(word), *Breaks({}).iterate(word)]:
        assert head + tail == word
        for half in (head, tail):
            assert len(half) >= LEAST
            assert set(half) & set("aeiouyæøå")


@given(words, words)
def test_a_seam_is_never_torn(first: str, final: str) -> None:
    known = Parts({first: 1000}, {final: 1000})
    for start, end in pairwise((0, *seams(first + final, known), len(first + final))):
        assert end > start
    if min(len(first), len(final)) >= LEAST:
        assert seams(first + final, known)


def test_parts_survive_the_store() -> None:
    assert load(dump(FEW)) == FEW
    with pytest.raises(ValueError, match="truncated"):
        load(b"")
