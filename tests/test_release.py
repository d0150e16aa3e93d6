"""``make release``: what is refused, what is bundled, and that a bundle can be checked anywhere.

The judges are stand-ins here, so that both their answers can be tried; tests/judges asks the
real ones, and so does ``make verify``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from press.delivery import received
from press.foreman import judging
from press.foreman.book import build
from press.foreman.desk import Desk
from press.foreman.release import ReleaseRequestError, release
from press.judges.axe import axe
from press.judges.installed import chrome, modules, node
from press.judges.verdict import NotRun, Verdict
from press.model import Problem, Source
from press.progress import Reporter
from press.store import Store, source_digest
from tests.test_build import contents, new_root

pytestmark = pytest.mark.xdist_group("release")

ISBN = {"print": "978-87-93060-34-0", "epub": "978-87-93060-35-7"}
LINK = "release: {link: https://proeveforlaget.example/bogen}\n"
HAS_AXE = (modules() / "axe-core").is_dir() and None not in (node(), chrome())
Answer = Verdict | NotRun
Judges = Callable[..., None]


def passing(name: str) -> Callable[..., Answer]:
    return lambda data, path: Verdict(name, "1.0", (), b"{}\n")


def finding(name: str) -> Callable[..., Answer]:
    fault = Problem(Source("dist/bog"), "P104", f"{name}: noget er galt")
    return lambda data, path: Verdict(name, "1.0", (fault,), b"{}\n")


def absent(name: str) -> Callable[..., Answer]:
    return lambda data, path: NotRun(name, "det er ikke hentet", "kør: make validators")


@pytest.fixture(name="judges")
def _judges(monkeypatch: pytest.MonkeyPatch) -> Judges:
    """Set what each judge answers; those that are not named pass."""

    def set_(**answers: Callable[[str], Callable[..., Answer]]) -> None:
        for name in ("epubcheck", "ace", "verapdf", "axe"):
            monkeypatch.setattr(judging, name, answers.get(name, passing)(name))

    set_()
    return set_


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature book, approved and with its ISBNs; its store is shared by the tests."""
    root = new_root(tmp_path_factory.mktemp("udgivelse"))
    setup = root / "book/book.yaml"
    text = setup.read_text("utf-8")
    for name, number in ISBN.items():
        text = text.replace(f"  {name}: {{", f"  {name}: {{isbn: {number}, ")
    setup.write_text(text + LINK, "utf-8")
    return root


def ask(
    root: Path,
    version: str = "1.0.0",
    draft: bool = False,
    letters: Path | None = None,
    dist: Path | None = None,
) -> int:
    with Reporter(quiet=True) as reporter:
        store, state = Store(root / ".cache"), source_digest(root)
        desk = Desk(root, store, dist or root / "dist", state, (), False, reporter)
        return release(desk, version, draft, letters)


def spoilt(root: Path, folder: Path, old: str, new: str, name: str = "book/book.yaml") -> Path:
    shutil.copytree(root, folder / "kopi", ignore=shutil.ignore_patterns("dist"))
    file = folder / "kopi" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return folder / "kopi"


def test_a_release_holds_all_that_is_handed_out(root: Path, judges: Judges) -> None:
    assert ask(root) == 0
    folder = root / "dist/release/1.0.0"
    names = set(contents(folder))
    assert {
        "den-lille-bog-1.0.0.pdf",
        "den-lille-bog-1.0.0.epub",
        "web/index.html",
        "index.html",
        "mail.txt",
        "pligtaflevering.html",
        "sbom.cdx.json",
        "katalog/onix.xml",
        "katalog/opds.xml",
        "evidens/tilgaengelighed.html",
        "evidens/epubcheck-den-lille-bog.json",
        "efterproev.py",
        "build.json",
        "SHA256SUMS",
    } <= names
    assert not any("orddelinger" in name for name in names)
    told = json.loads((folder / "build.json").read_text("utf-8"))
    assert (told["version"], told["draft"]) == ("1.0.0", False)
    assert set(told["files"]) | {"SHA256SUMS"} == names
    bill = json.loads((folder / "sbom.cdx.json").read_text("utf-8"))
    made_with = {part["purl"].rpartition("@")[0] for part in bill["components"]}
    assert {"pkg:generic/pandoc", "pkg:pypi/weasyprint", "pkg:generic/verapdf"} <= made_with
    page = (folder / "index.html").read_text("utf-8")
    assert "den-lille-bog-1.0.0.epub" in page
    assert "Udkast" not in page


def test_the_catalogue_tells_of_landmarks_and_the_word_list(root: Path, judges: Judges) -> None:
    assert ask(root) == 0
    told = etree.parse(str(root / "dist/release/1.0.0/katalog/onix.xml"))
    epub = told.xpath("//*[local-name()='Product'][.//*[text()='E101']]")[0]
    features = epub.xpath(".//*[local-name()='ProductFormFeatureValue']/text()")
    assert {"32", "38"} <= set(features)


def claims(folder: Path) -> tuple[bool, bool]:
    """Whether the EPUB and the PDF say that they conform to a standard."""
    (epub,), (pdf,) = folder.glob("*.epub"), folder.glob("*.pdf")
    with zipfile.ZipFile(epub) as archive:
        package = archive.read("EPUB/package.opf")
    with pikepdf.open(pdf) as book:
        metadata = book.Root.Metadata.read_bytes()
    return b"dcterms:conformsTo" in package, b"pdfuaid:part" in metadata


def test_files_claim_what_their_judges_passed(root: Path, judges: Judges) -> None:
    assert ask(root, "1.1.0") == 0
    assert claims(root / "dist/release/1.1.0") == (True, True)


def test_files_claim_nothing_that_was_not_passed(root: Path, judges: Judges) -> None:
    judges(ace=absent, verapdf=finding)
    assert ask(root, "1.2.0", draft=True) == 0
    folder = root / "dist/release/1.2.0"
    assert claims(folder) == (False, False)
    note = (folder / "evidens/tilgaengelighed.html").read_text("utf-8")
    assert "E-bogen (EPUB) er ikke prøvet med ace: det er ikke hentet." in note
    assert "verapdf: noget er galt" in note
    assert not (folder / "evidens/ace-den-lille-bog.json").exists()


@pytest.mark.parametrize("judge", ["epubcheck", "ace", "verapdf", "axe"])
@pytest.mark.parametrize("answer", [finding, absent])
def test_a_judge_who_found_something_or_did_not_come_stops_the_release(
    root: Path,
    judges: Judges,
    judge: str,
    answer: Callable[[str], Callable[..., Answer]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    judges(**{judge: answer})
    dist = tmp_path / "dist"
    assert ask(root, "1.3.0", dist=dist) == 1
    assert not dist.exists()
    said = capsys.readouterr().err
    assert ("U106" if answer is finding else "U107") in said
    # What was found, or what to do, is told once and where it is of use.
    if answer is finding:
        assert f"P104 {judge}: noget er galt" in said
    else:
        assert said.count("kør: make validators") == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("book/chapters/01-opgaven.md", "status: godkendt", "status: udkast", "U104"),
        ("book/book.yaml", f"isbn: {ISBN['epub']}, ", "", "U105"),
        ("book/book.yaml", f"isbn: {ISBN['print']}, ", "", "U105"),
        ("book/book.yaml", ISBN["epub"], "978-0-00-000000-2", "U105"),
        ("book/glossary.yaml", "status: godkendt", "status: til godkendelse", "U108"),
    ],
)
def test_a_book_that_is_not_ready_is_released_as_a_draft_only(
    root: Path,
    judges: Judges,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    old: str,
    new: str,
    code: str,
) -> None:
    copy = spoilt(root, tmp_path, old, new, name)
    assert ask(copy) == 1
    said = capsys.readouterr().err
    assert re.search(rf"{name}:\d+:\d+: {code} ", said)
    assert not (copy / "dist").exists()
    assert ask(copy, draft=True) == 0
    # A draft is told the same; of an unapproved chapter every build tells.
    assert ("C104" if code == "U104" else code) in capsys.readouterr().err
    assert (copy / "dist/release/1.0.0/den-lille-bog-1.0.0-udkast.epub").is_file()
    assert "Udkast" in (copy / "dist/release/1.0.0/index.html").read_text("utf-8")
    told = json.loads((copy / "dist/release/1.0.0/build.json").read_text("utf-8"))
    assert told["draft"] is True


def test_the_same_release_is_the_same_bytes(root: Path, judges: Judges, tmp_path: Path) -> None:
    assert ask(root, "2.0.0", dist=tmp_path / "a") == 0
    assert ask(root, "2.0.0", dist=tmp_path / "b") == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_release_is_checked_with_python_alone(root: Path, judges: Judges, tmp_path: Path) -> None:
    assert ask(root, "2.1.0", dist=tmp_path) == 0
    folder = tmp_path / "release/2.1.0"

    def check() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(folder / "efterproev.py")]
        return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")

    assert check().returncode == 0
    (folder / "mail.txt").write_text("ændret", "utf-8")
    done = check()
    assert done.returncode == 1
    assert "mail.txt: er ændret" in done.stdout


def test_letters_lie_beside_the_release_and_no_row_is_lost(
    root: Path, judges: Judges, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "modtagere.csv"
    people.write_text(
        "Kommune;Kontakt;Adresse\nProeby;Postkassen;post@proeby.dk\nAnderby;;ikke en adresse\n",
        "utf-8",
    )
    assert ask(root, "2.2.0", letters=people) == 0
    letters = root / "dist/release/2.2.0-breve"
    assert len(list(letters.glob("*.eml"))) == 1
    assert f"{people}:3:" in capsys.readouterr().err
    # The bundle goes to everybody, so nobody's address is in it.
    for path in (root / "dist/release/2.2.0").rglob("*"):
        assert path.is_dir() or b"post@proeby.dk" not in path.read_bytes()


def test_letters_need_a_link(
    root: Path, judges: Judges, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "modtagere.csv"
    people.write_text("Kommune;Kontakt;Adresse\nProeby;;post@proeby.dk\n", "utf-8")
    copy = spoilt(root, tmp_path, LINK, "")
    assert ask(copy, letters=people) == 1
    assert "U109" in capsys.readouterr().err
    assert not (copy / "dist").exists()
    assert ask(copy) == 0


def test_a_version_that_is_out_is_not_replaced_by_other_files(
    root: Path, judges: Judges, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dist = tmp_path / "dist"
    assert ask(root, "4.0.0", draft=True, dist=dist) == 0
    assert ask(root, "4.0.0", dist=dist) == 0
    before = contents(dist)
    assert ask(root, "4.0.0", dist=dist) == 0
    assert ask(root, "4.0.0", draft=True, dist=dist) == 1
    copy = spoilt(root, tmp_path, "publisher: ", "publisher: Det nye ")
    assert ask(copy, "4.0.0", dist=dist) == 1
    assert "U110 version 4.0.0 er udgivet før" in capsys.readouterr().err
    assert contents(dist) == before
    assert ask(copy, "4.0.1", dist=dist) == 0


@pytest.mark.parametrize(
    "version",
    ["1", "1.0", "v1.0.0", "1.0.0-æ", "../../x", "", "01.0.0", "1.0.0 ", "1.0.0\n", "\u0663.0.0"],
)
def test_what_is_no_version_is_refused(root: Path, version: str) -> None:
    with pytest.raises(ReleaseRequestError, match=r"VERSION=1\.0\.0"):
        ask(root, version)


def test_a_list_that_cannot_be_read_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseRequestError, match="modtagerlisten"):
        ask(root, letters=tmp_path / "findes-ikke.csv")


def test_a_release_outlives_the_next_build(root: Path, judges: Judges) -> None:
    assert ask(root, "3.0.0") == 0
    before = contents(root / "dist/release/3.0.0")
    with Reporter(quiet=True) as reporter:
        store, state = Store(root / ".cache"), source_digest(root)
        assert build(Desk(root, store, root / "dist", state, (), False, reporter)) == 0
    assert contents(root / "dist/release/3.0.0") == before
    assert received.main([str(root / "dist/release/3.0.0")]) == 0


@pytest.mark.skipif(not HAS_AXE, reason="axe-core er ikke hentet (make validators)")
@pytest.mark.parametrize("draft", [False, True])
def test_axe_passes_the_pages_that_go_with_a_release(
    root: Path, judges: Judges, draft: bool
) -> None:
    version = "5.0.0" if draft else "5.0.1"
    assert ask(root, version, draft) == 0
    folder = root / "dist/release" / version
    names = ("index.html", "pligtaflevering.html", "evidens/tilgaengelighed.html", "omslag.png")
    own = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    assert len(own) >= 3
    told = axe(own, f"dist/release/{version}")
    assert isinstance(told, Verdict), told
    assert told.problems == ()
    assert told.passed
