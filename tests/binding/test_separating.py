"""Screen colours become inks: text black, paper kept, large letters and shapes in their build."""

from __future__ import annotations

import pytest

from press.binding.inks import Inks
from press.binding.separating import resolution, separate

PETROL = (14, 74, 88)
INKS = Inks({PETROL: "petrol"}, {PETROL: (0.9, 0.45, 0.4, 0.48), (255, 255, 255): (0, 0, 0, 0)})
RG = "0.054902 0.290196 0.345098 rg"
BUILD = "0.9 0.45 0.4 0.48 k"


def lines(text: str) -> list[str]:
    return separate(text.encode(), INKS).content.decode().split("\n")


def text(size: float, colour: str = RG, before: str = "", matrix: str = "1 0 0 1 0 0") -> str:
    return f"{before}{colour}\nBT\n/ABCDEF {size} Tf\n{matrix} Tm\n[<0001>] TJ\nET"


@pytest.mark.parametrize(
    ("size", "before", "matrix", "black"),
    [
        (10.5, "", "1 0 0 1 0 0", True),
        (17.9, "", "1 0 0 1 0 0", True),
        (18, "", "1 0 0 -1 0 0", False),
        (36, "0.5 0 0 0.5 0 0 cm\n", "1 0 0 1 0 0", False),
        (30, "0.5 0 0 -0.5 0 0 cm\n", "1 0 0 1 0 0", True),
        (9, "", "2 0 0 2 0 0", False),
        (24, "q\n0.1 0 0 0.1 0 0 cm\nQ\n", "1 0 0 1 0 0", False),
        (24, "0 0.75 -0.75 0 0 0 cm\n", "1 0 0 1 0 0", False),
        (23, "0 0.75 -0.75 0 0 0 cm\n", "1 0 0 1 0 0", True),
    ],
)
def test_small_text_is_black_at_its_true_size(
    size: float, before: str, matrix: str, black: bool
) -> None:
    made = lines(text(size, before=before, matrix=matrix))
    assert ("0 0 0 1 k" in made) == black
    assert (BUILD in made) != black
    assert not any(line.endswith(" rg") for line in made)


def test_text_in_the_colour_of_the_paper_stays_out_of_the_inks() -> None:
    assert "0 0 0 0 k" in lines(text(9, "1 1 1 rg"))


def test_text_before_any_colour_is_black() -> None:
    assert "0 0 0 1 k" in lines("BT\n/ABCDEF 9 Tf\n[<0001>] TJ\nET")


def test_a_shape_after_text_has_its_inks_back_before_its_path_begins() -> None:
    made = lines(text(9) + "\n0 0 10 10 re\nW\nn\n1 1 m\n2 2 l\nf")
    assert made.index(BUILD) == made.index("0 0 10 10 re") - 1
    assert made.count(BUILD) == 1


def test_a_colour_is_forgotten_with_its_state() -> None:
    made = lines(f"q\n{RG}\n0 0 1 1 re\nf\nQ\n" + text(9, colour="1 1 1 rg") + "\n0 0 1 1 re\nf")
    assert made.count(BUILD) == 1
    assert made.count("0 0 0 0 k") == 1


def test_strokes_have_inks_of_their_own() -> None:
    made = lines(f"{RG[:-2]}RG\n1 1 m\n2 2 l\nS")
    assert "0.9 0.45 0.4 0.48 K" in made


def test_black_text_prints_over_what_is_below_and_all_else_knocks_out() -> None:
    white = text(9, "1 1 1 rg")
    made = lines(f"q\n{text(9)}\n0 0 9 9 re\nf\nQ\n{white}\n{text(9)}\n/x0 Do\n{text(24)}")
    kept = [line for line in made if line.endswith((" gs", "] TJ", " k", "Do", "Q")) or line == "f"]
    over, out, black = "/Overtryk gs", "/Udsparing gs", "0 0 0 1 k"
    shown = "[<0001>] TJ"
    assert kept == [
        *(black, over, shown, out, BUILD, "f", "Q"),
        *("0 0 0 0 k", shown),
        *(black, over, shown),
        *(out, "/x0 Do"),
        *(BUILD, shown),
    ]


def test_outlined_letters_are_black_too() -> None:
    made = lines(f"{RG}\n{RG[:-2]}RG\nBT\n/ABCDEF 9 Tf\n2 Tr\n[<0001>] TJ\nET")
    assert "0 0 0 1 k" in made
    assert "0 0 0 1 K" in made


def test_marks_go_and_what_they_held_stays() -> None:
    made = lines(
        "/Artifact <</Type /Pagination>> BDC\nq\nQ\nEMC\n/Span\n<</MCID 0>>\nBDC\n/x0 Do\nEMC\n"
        "/Artifact\nBMC\n0 0 1 1 re\nf\nEMC"
    )
    assert made == ["q", "Q", "/x0 Do", "0 0 1 1 re", "f"]


def test_what_cannot_be_followed_is_told() -> None:
    made = separate(b"1 0 0 rg\n0 0 1 1 re\nf\n/s0 sh\n/lab-d50 cs\n1 2 3 scn", INKS)
    assert made.strangers == ((255, 0, 0),)
    assert made.refused == ("sh", "cs")


def test_a_colour_that_nothing_is_painted_with_is_no_matter() -> None:
    assert separate(b"1 0 0 rg\n0 0 1 1 re\nW\nn", Inks({}, {})).strangers == ((255, 0, 0),)
    assert separate(b"q\n1 0 0 rg\nQ", INKS).strangers == ()


def test_a_pattern_is_kept_until_another_colour_is_wanted() -> None:
    made = lines(f"{RG}\n0 0 1 1 re\nf\n/Pattern cs\n/p0 scn\n0 0 9 9 re\nf\n{RG}\n0 0 2 2 re\nf")
    assert made[made.index("/p0 scn") + 1] == "0 0 9 9 re"
    assert made[made.index("0 0 2 2 re") - 1] == BUILD


def test_what_is_drawn_is_told_with_its_matrix() -> None:
    made = separate(b"q\n2 0 0 3 5 7 cm\n1 0 0 1 1 1 cm\n/x0 Do\nQ\n/a1.0 gs", INKS)
    assert [(item.kind, item.name, item.matrix) for item in made.drawn] == [
        ("XObject", "/x0", (2.0, 0.0, 0.0, 3.0, 7.0, 10.0)),
        ("ExtGState", "/a1.0", (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)),
    ]


def test_resolution_is_that_of_the_coarser_direction() -> None:
    assert resolution((300, 300), (72, 0, 0, 144, 0, 0)) == 150
    assert resolution((300, 600), (0, 72, -144, 0, 0, 0)) == 300
    assert resolution((1, 1), (0, 0, 0, 0, 0, 0)) == float("inf")
