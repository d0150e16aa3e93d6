"""Board papers of the miniature book: facts read back from the files, and every refusal."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from press.language.numbers import long_date

from .test_build import contents, new_root, run

# The papers that these tests share are made once.
pytestmark = pytest.mark.xdist_group("board")

MEETING = ("--meeting", "2026-12-10", "--item", "5")
HEADER = "til punkt 5, bestyrelsesmøde 10. december 2026"
WHOLE = "bilag-1-laeseeksemplar-a4.pdf"
MM = 72 / 25.4


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "book" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def opened(path: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(path.read_bytes())


def text_of(page: pypdfium2.PdfPage) -> str:
    text: str = page.get_textpage().get_text_bounded()
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def boxes(page: pypdfium2.PdfPage, words: str) -> list[tuple[float, float, float, float]]:
    """Where ``words`` stand: left, foot, right and head in points, each time they are found."""
    layer = page.get_textpage()
    searcher = layer.search(words, match_case=True)
    found = []
    while place := searcher.get_next():
        signs = [layer.get_charbox(place[0] + step) for step in range(place[1])]
        signs = [box for box in signs if box[2] > box[0]]
        lefts, feet, rights, heads = zip(*signs, strict=True)
        found.append((min(lefts), min(feet), max(rights), max(heads)))
    return found


def lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The thin horizontal strokes of a page."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, foot, right, head = item.get_bounds()
        if head - foot < 3 and right - left > 4:
            yield left, foot, right, head


def struck_at(page: pypdfium2.PdfPage, words: str) -> float | None:
    """How high a stroke crosses or runs under ``words``: 0 at the foot of the letters, 1 at their
    head; None without one."""
    ((left, foot, right, head),) = boxes(page, words)
    middle = (left + right) / 2
    for one in lines(page):
        height = ((one[1] + one[3]) / 2 - foot) / (head - foot)
        if one[0] <= middle <= one[2] and -0.5 < height < 1:
            return height
    return None


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book with a chapter that is not approved, its papers made, and then the book itself."""
    root = new_root(tmp_path_factory.mktemp("papirer"))
    edit(root, "chapters/02-ordene.md", "status: godkendt", "status: udkast")
    done = run(root, "board", *MEETING, "--chapters", "01,forord")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(name="board", scope="session")
def _board(made: Path) -> Path:
    return made / "dist" / "board"


@pytest.fixture(name="changed", scope="session")
def _changed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book after some changes, with papers that tell what they are."""
    root = tmp_path_factory.mktemp("siden") / "bogen"
    shutil.copytree(made, root)
    edit(root, "chapters/01-opgaven.md", "en mandag morgen", "en tirsdag aften")
    edit(root, "chapters/02-ordene.md", "| redskab         |    2 |", "| redskab         |    3 |")
    edit(root, "glossary.yaml", "en arbejdsplads er sat", "et fællesskab er sat")
    edit(root, "chapters/03-proeven.md", "En prøve er ikke en dom.", "En prøve afgør intet.")
    (root / "book/chapters/04-nyt.md").write_text(
        "---\ntitle: Et nyt kapitel\nstatus: godkendt\n---\n\nAlt her er nyt.\n", "utf-8"
    )
    edit(root, "book.yaml", "03-proeven.md\n", "03-proeven.md\n      - chapters/04-nyt.md\n")
    edit(root, "chapters/02-ordene.md", "title: Ordene imellem os", "title: Ordene mellem os")
    earlier = str(made / "dist")
    done = run(root, "board", *MEETING, "--since", earlier, "--dist", str(root / "nyt"))
    assert done.returncode == 0, done.stderr
    return root / "nyt" / "board" / "bilag-3-aendringer.pdf"


# --- the bundle ----------------------------------------------------------------------


def test_the_papers_have_lasting_names_and_a_record(made: Path, board: Path) -> None:
    assert sorted(path.name for path in board.iterdir()) == [
        "bilag-1-laeseeksemplar-a4.pdf",
        "bilag-2-haefte-a5.pdf",
        "bilag-3-saertryk-forord.pdf",
        "bilag-4-saertryk-kapitel-01.pdf",
        "manuskript.zip",
    ]
    record = json.loads((made / "dist" / "build.json").read_text("utf-8"))
    assert record["editions"]["board"]["meeting"] == "2026-12-10"


def test_the_manuscript_lies_beside_them_as_it_was(made: Path, board: Path) -> None:
    archive = zipfile.ZipFile(board / "manuskript.zip")
    kept = {path.relative_to(made).as_posix(): path for path in (made / "book").rglob("*.*")}
    assert set(archive.namelist()) == set(kept)
    assert all(archive.read(name) == path.read_bytes() for name, path in kept.items())


def test_the_same_order_gives_the_same_bytes_elsewhere(
    made: Path, board: Path, tmp_path: Path
) -> None:
    other = new_root(tmp_path / "et andet sted æøå")
    edit(other, "chapters/02-ordene.md", "status: godkendt", "status: udkast")
    done = run(other, "board", *MEETING, "--chapters", "forord,1")
    assert done.returncode == 0, done.stderr
    assert contents(other / "dist" / "board") == contents(board)


def test_a_book_built_later_keeps_the_papers(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "kopi"
    shutil.copytree(made, root)
    before = contents(root / "dist" / "board")
    done = run(root, "book", "--edition", "print")
    assert done.returncode == 0, done.stderr
    assert contents(root / "dist" / "board") == before
    assert (root / "dist" / "den-lille-bog.pdf").is_file()


# --- the A4 copy ---------------------------------------------------------------------


def test_every_page_says_which_paper_it_is_and_how_many_there_are(board: Path) -> None:
    pdf = opened(board / WHOLE)
    for number, page in enumerate(pdf, 1):
        text = text_of(page)
        if text:
            assert f"Bilag 1 {HEADER}" in text
            assert f"Version 0.1 · 23. november 2026 · Side {number} af {len(pdf)}" in text
        assert [round(side / MM) for side in page.get_size()] == [210, 297]
        assert pdf.get_page_label(number - 1) == str(number)


def test_a_draft_has_the_word_across_every_page(board: Path) -> None:
    pages = [text_of(page) for page in opened(board / WHOLE)]
    assert all("UDKAST" in text for text in pages if text)


@pytest.fixture(name="approved", scope="session")
def _approved(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of a copy of the approved book, which says what the board is asked."""
    root = new_root(tmp_path_factory.mktemp("godkendt"))
    told = (
        "board:\n  body: hovedudvalget\n  decide: [at godkende bogen, at takke alle]\n"
        "  background: Der er gået et år.\n  contact: sekretariatet\n"
    )
    edit(root, "book.yaml", "editions:", f"{told}editions:")
    done = run(root, "board", *MEETING)
    assert done.returncode == 0, done.stderr
    return [text_of(page) for page in opened(root / "dist" / "board" / WHOLE)]


def test_an_approved_book_has_not(approved: list[str]) -> None:
    assert not any("UDKAST" in text for text in approved)
    assert "Alle 6 afsnit er godkendt." in approved[1]


def test_the_cover_sheet_says_what_is_asked_and_how_far_the_chapters_are(board: Path) -> None:
    first, second = (text_of(opened(board / WHOLE)[number]) for number in (0, 1))
    assert "Bestyrelsen bedes om at drøfte manuskriptet" in first
    assert "Særtryk af kapitel 1, Opgaven først bilag-4-saertryk-kapitel-01.pdf" in first
    assert "5 af 6 afsnit er godkendt. Resten: 1 udkast." in second
    assert re.search(r"2 Ordene imellem os udkast \d+ 5", second)


def test_what_the_book_says_of_the_matter_is_on_the_cover_sheet(approved: list[str]) -> None:
    asked = approved[0].index("Hovedudvalget bedes om")
    assert asked < approved[0].index("at godkende bogen") < approved[0].index("at takke alle")
    assert "Baggrund Der er gået et år." in approved[0]
    assert "Spørgsmål til sagen: sekretariatet" in approved[0]


def page_with(pdf: pypdfium2.PdfDocument, words: str) -> pypdfium2.PdfPage:
    (page,) = [one for one in pdf if words in text_of(one)]
    return page


@pytest.mark.parametrize(
    ("number", "words"),
    [("1.1", "En gruppe mødes"), ("2.1", "talte vi om retning"), ("2.2", "Ordenes vægt")],
)
def test_numbers_stand_beside_what_they_number(board: Path, number: str, words: str) -> None:
    pdf = opened(board / WHOLE)
    page = next(one for one in pdf if words in text_of(one) and boxes(one, number))
    ((_, foot, _, head),) = boxes(page, words)
    in_margin = [box for box in boxes(page, number) if box[0] > 150 * MM or box[2] < 60 * MM]
    assert any(box[1] < head and foot < box[3] for box in in_margin)


def test_pages_of_the_book_are_marked_where_they_begin(board: Path) -> None:
    pdf = opened(board / WHOLE)
    page = next(one for one in pdf if "Ordene imellem os" in text_of(one) and boxes(one, "2.1"))
    assert boxes(page, "s.\u00a05") or "s. 5" in text_of(page)


def test_the_text_quotes_the_pages_of_the_book(board: Path) -> None:
    """Chapter 1 begins on page 3 of the book, but on another page of the copy."""
    pdf = opened(board / WHOLE)
    assert "I kapitel 1 (s. 3) talte vi om retning." in " ".join(map(text_of, pdf))
    (line,) = re.findall(r"1 Opgaven først[ .]*(\d+) (\d+)", text_of(pdf[2]))
    assert line[0] == "3"
    assert "En gruppe mødes" in text_of(pdf[int(line[1]) - 1])
    offprint = opened(board / "bilag-4-saertryk-kapitel-01.pdf")
    labels = [offprint.get_page_label(number) for number in range(len(offprint))]
    assert "3" in labels


def test_the_copy_is_tagged_and_has_its_title_and_outline(board: Path) -> None:
    pdf = opened(board / WHOLE)
    assert pdf.is_tagged()
    assert pdf.get_metadata_dict()["Title"].replace("\u00a0", " ") == (
        f"Den lille bog – Bilag 1 {HEADER}"
    )
    titles = [bookmark.get_title() for bookmark in pdf.get_toc(max_depth=1)]
    assert titles[:3] == ["Sagsforside", "Indhold", "Forord"]


# --- what has changed ----------------------------------------------------------------


def test_words_that_came_are_underlined_and_words_that_went_struck(changed: Path) -> None:
    page = page_with(opened(changed), "tirsdag aften")
    under, through = struck_at(page, "tirsdag aften"), struck_at(page, "mandag morgen")
    assert under is not None
    assert under < 0.2
    assert through is not None
    assert 0.2 < through < 0.8
    assert struck_at(page, "En gruppe") is None


def test_cells_titles_and_definitions_are_marked_too(changed: Path) -> None:
    pages = [text_of(page) for page in opened(changed)]
    text = " ".join(pages)
    assert re.search(r"Ændret titel: Ordene imellem mellem os", text)
    assert re.search(r"redskab 2 ?3", text)
    assert "en arbejdsplads et fællesskab er sat i verden" in text
    assert "Hele afsnittet er nyt. Alt her er nyt." in text


def test_the_summary_is_one_page_with_true_pages(changed: Path) -> None:
    pdf = opened(changed)
    first = text_of(pdf[0])
    assert text_of(pdf[1]) == ""
    assert f"Bilag 3 {HEADER}" in first
    assert "Siden version 0.1 af 23. november 2026" in first
    rows = re.findall(r"(1 Opgaven først|3 Prøven) .*?(\d+) (\d+)(?= )", first)
    where = {"1 Opgaven først": "tirsdag aften", "3 Prøven": "afgør intet"}
    assert [name for name, _, _ in rows] == list(where)
    for name, _, own in rows:
        assert where[name] in text_of(pdf[int(own) - 1])
    listed = text_of(opened(changed.parent / WHOLE)[2])
    for name, book, _ in rows:
        assert re.search(rf"{name}[ .]*{book} ", listed)
    (words,) = re.findall(r"Ordliste 1 begreb ændret (\d+) \d+ ", first)
    assert re.search(rf"Ordliste[ .]*{words} ", listed)
    assert "Uændret: Forord; indledningen til del 1; Kolofon." in first


def test_unchanged_sections_are_left_out(changed: Path) -> None:
    assert not any("Første del lægger grunden" in text_of(page) for page in opened(changed))


def test_no_changes_are_said_on_one_page(made: Path, tmp_path: Path) -> None:
    done = run(
        made, "board", *MEETING, "--since", str(made / "dist" / "board" / "manuskript.zip"),
        "--dist", str(tmp_path / "ud"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Der er ingen ændringer siden version 0.1" in done.stderr
    pdf = opened(tmp_path / "ud" / "board" / "bilag-3-aendringer.pdf")
    assert "Der er ingen ændringer." in text_of(pdf[0])
    assert not any(text_of(page) for page in list(pdf)[1:])


# --- refusals ------------------------------------------------------------------------


def test_make_hands_on_what_was_typed() -> None:
    done = subprocess.run(
        ["make", "-n", "board", "MEETING=2026-12-10", "ITEM=5", "SINCE=HEAD~5"],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert '--meeting "2026-12-10" --item "5" --chapters "" --since "HEAD~5"' in done.stdout


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Redaktionen", "-c", "user.email=red@forlaget.dk")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(name="kept", scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book kept in git: first without the book, then with a broken one, then as it is."""
    root = new_root(tmp_path_factory.mktemp("git"))
    git(root, "init", "-b", "main")
    git(root, "add", "styles")
    git(root, "commit", "-m", "uden bog")
    git(root, "tag", "uden-bog")
    whole = (root / "book" / "book.yaml").read_text("utf-8")
    (root / "book" / "book.yaml").write_text("title: [\n", "utf-8")
    git(root, "add", "book")
    git(root, "commit", "-m", "i stykker")
    git(root, "tag", "i-stykker")
    (root / "book" / "book.yaml").write_text(whole, "utf-8")
    git(root, "commit", "-am", "hel")
    git(root, "tag", "moede-november")
    return root


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "make board MEETING=2026-12-10 ITEM=5"),
        (("--meeting", "2026-13-40", "--item", "5"), "findes ikke i kalenderen"),
        (("--meeting", "2026-12-10"), "skriv også punktet på dagsordenen"),
        ((*MEETING, "--chapters", "08"), "bogen har ikke kapitlet »08«"),
        ((*MEETING, "--since", "moede-novmber"), "mente du »moede-november«?"),
        ((*MEETING, "--since", "uden-bog"), "mappen book/ findes ikke i revisionen »uden-bog«"),
        ((*MEETING, "--since", "i-stykker"), "book/book.yaml:2:1: B101"),
        ((*MEETING, "--since", "styles"), "der er ingen manuskript.zip i mappen »styles«"),
        ((*MEETING, "--since", "styles/board.css"), "kan ikke åbnes som en gemt udgave"),
        ((*MEETING, "--since", "--output=x"), "ukendt revision »--output=x«"),
    ],
)
def test_what_cannot_be_made_is_said(kept: Path, words: tuple[str, ...], said: str) -> None:
    done = run(kept, "board", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (kept / "dist").exists()


def test_without_git_a_revision_is_nothing(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    done = run(root, "board", *MEETING, "--since", "HEAD~1")
    assert done.returncode == 2
    assert "»HEAD~1« er hverken en fil eller en mappe, og her er intet git-arkiv" in done.stderr


def test_errors_in_the_book_stop_the_papers(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "kopi"
    shutil.copytree(made, root)
    before = contents(root / "dist")
    edit(root, "chapters/03-proeven.md", "Så prøver vi.", "Så prøver vi [[kerneopgvaen]].")
    done = run(root, "board", *MEETING)
    assert done.returncode == 1
    assert "T101" in done.stderr
    assert contents(root / "dist") == before


def test_a_revision_of_git_is_read_without_touching_the_checkout(kept: Path) -> None:
    edit(kept, "chapters/01-opgaven.md", "en mandag morgen", "en tirsdag aften")
    done = run(kept, "board", *MEETING, "--since", "moede-november")
    assert done.returncode == 0, done.stderr
    pdf = opened(kept / "dist" / "board" / "bilag-3-aendringer.pdf")
    made = subprocess.run(
        ["git", "show", "-s", "--format=%cs", "moede-november"],
        cwd=kept, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert f"(moede-november, gemt {long_date(made)})" in text_of(pdf[0])
    assert "tirsdag aften" in " ".join(map(text_of, pdf))
    assert "tirsdag" in (kept / "book" / "chapters" / "01-opgaven.md").read_text("utf-8")


def test_a_revision_that_was_not_fetched_is_told_apart(kept: Path, tmp_path: Path) -> None:
    root = tmp_path / "del"
    git(tmp_path, "clone", "--depth", "1", kept.as_uri(), str(root))
    done = run(root, "board", *MEETING, "--since", "HEAD~1")
    assert done.returncode == 2
    assert "»HEAD~1« er ikke i dette git-arkiv, som kun er hentet delvist" in done.stderr
    assert "git fetch --unshallow" in done.stderr


def test_a_saved_build_spoilt_inside_is_refused_and_the_papers_kept(made: Path) -> None:
    spoilt = made / "spoleret.zip"
    data = bytearray((made / "dist" / "board" / "manuskript.zip").read_bytes())
    data[200:400] = bytes(200)
    spoilt.write_bytes(data)
    before = contents(made / "dist")
    done = run(made, "board", *MEETING, "--since", str(spoilt))
    spoilt.unlink()
    assert done.returncode == 2
    assert "kan ikke åbnes som en gemt udgave" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(made / "dist") == before


def test_a_meeting_before_the_book_is_asked_about(made: Path, tmp_path: Path) -> None:
    words = ("--meeting", "2025-12-10", "--item", "5", "--dist", str(tmp_path / "ud"))
    done = run(made, "board", *words)
    assert done.returncode == 0
    said = "Er datoen rigtig? Mødet den 10. december 2025 er før bogens dato, 23. november 2026."
    assert said in done.stderr
    assert (tmp_path / "ud" / "board" / WHOLE).is_file()


def test_a_zip_cannot_write_outside_its_folder(made: Path, tmp_path: Path) -> None:
    bad = tmp_path / "ond.zip"
    buffer = io.BytesIO((made / "dist" / "board" / "manuskript.zip").read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("book/../../udbrud.txt", "x")
        archive.writestr("/tmp/udbrud.txt", "x")
    bad.write_bytes(buffer.getvalue())
    done = run(made, "board", *MEETING, "--since", str(bad), "--dist", str(tmp_path / "ud"))
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.parent.rglob("udbrud.txt"))
