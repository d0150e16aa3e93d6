"""``make proof``: one page that shows the whole printed book, beside what ``dist/`` holds."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from tests.test_build import add_a_sentence, contents, new_root, run

SHEET = Path("dist/proof/index.html")


@pytest.fixture(name="proofed", scope="module")
def _proofed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature book, built and then proofed."""
    root = new_root(tmp_path_factory.mktemp("proof"))
    for verb in ("book", "proof"):
        done = run(root, verb)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(name="sheet")
def _sheet(proofed: Path) -> html.HtmlElement:
    return html.fromstring((proofed / SHEET).read_bytes())


def test_every_page_is_shown_once_with_its_label(proofed: Path, sheet: html.HtmlElement) -> None:
    pdf = pypdfium2.PdfDocument(next((proofed / "dist").glob("*.pdf")).read_bytes())
    labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    shown = [image.get("alt").split(",")[0] for image in sheet.xpath("//img")]
    assert shown == [f"Side {label}" for label in labels]


def test_the_pictures_are_in_the_page_itself(sheet: html.HtmlElement) -> None:
    for image in sheet.xpath("//img"):
        kind, _, data = image.get("src").partition(",")
        assert kind == "data:image/webp;base64"
        assert base64.b64decode(data)[8:12] == b"WEBP"
    fetched = sheet.xpath("//link | //script | //@srcset | //img[not(starts-with(@src, 'data:'))]")
    assert not fetched
    assert "url(" not in sheet.findtext(".//style")


def test_spreads_have_the_recto_on_the_right(sheet: html.HtmlElement) -> None:
    spreads = sheet.xpath("//div[@class='spread']")
    assert [len(spread.xpath("./*")) for spread in spreads] == [2] * len(spreads)
    first, second, *_ = spreads
    assert [child.get("id") for child in first.xpath("./*")] == [None, "side-1"]
    assert [child.get("id") for child in second.xpath("./*")] == ["side-2", "side-3"]


def test_every_section_is_named_and_every_link_leads_somewhere(sheet: html.HtmlElement) -> None:
    named = [link.text for link in sheet.xpath("//ol[@class='sections']//a")]
    assert {"Titelblade", "Indhold", "Ordliste", "Register"} <= set(named)
    assert len(named) == len(set(named))
    ids = set(sheet.xpath("//@id"))
    assert {link[1:] for link in sheet.xpath("//a/@href")} <= ids


def test_what_is_marked_on_a_page_is_in_the_list(sheet: html.HtmlElement) -> None:
    marked = {figure.get("id") for figure in sheet.xpath("//figure[.//ul[@class='badges']]")}
    listed = {link[1:] for link in sheet.xpath("//section[@aria-labelledby='maerker']//a/@href")}
    assert marked
    assert marked == listed


def test_a_page_that_is_shown_large_says_all_its_marks_and_leads_on(
    sheet: html.HtmlElement,
) -> None:
    figures = sheet.xpath("//figure")
    for number, figure in enumerate(figures, 1):
        leads = figure.xpath(".//nav[@class='turn']/a/@href")
        expected = [f"#side-{number - 1}", f"#opslag-{number // 2}", f"#side-{number + 1}"]
        assert leads == expected[number == 1 : 3 - (number == len(figures))]
    told = len(sheet.xpath("//ul[@class='badges']/li[not(contains(@class, 'count'))]"))
    listed = sheet.xpath("//section[@aria-labelledby='maerker']")[0]
    assert told == len(listed.xpath(".//details//li")) + len(listed.xpath(".//td/br")) + len(
        listed.xpath(".//tbody/tr")
    )


def test_the_sheet_says_how_the_lines_stand(sheet: html.HtmlElement) -> None:
    facts = dict(
        zip(
            sheet.xpath("//dl[@class='facts']//dt/text()"),
            sheet.xpath("//dl[@class='facts']//dd/text()"),
            strict=True,
        )
    )
    assert int(facts["Sider"]) == len(sheet.xpath("//img"))
    assert facts["Brødtekstlinjer på linjenettet"].startswith("100,0")
    assert 60 <= int(facts["Tegn på en fuld linje, i gennemsnit"]) <= 72


def test_a_white_foot_is_marked(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    chapter = root / "book" / "chapters" / "01-opgaven.md"
    box = "\n\n".join(["Der er en boks. " * 30] * 3)
    fence = f"\n\n::: metode\n{box}\n:::\n"
    chapter.write_text(chapter.read_text("utf-8") + fence * 3, "utf-8")
    style = root / "styles" / "print.css"
    style.write_text(style.read_text("utf-8") + ".callout { break-inside: avoid }", "utf-8")
    done = run(root, "proof")
    assert done.returncode == 0, done.stderr
    sheet = html.fromstring((root / SHEET).read_bytes())
    assert "Hvidt nederst på siden" in " ".join(sheet.xpath("//ul[@class='badges']//text()"))


def test_the_sheet_is_made_of_the_book_alone(proofed: Path, tmp_path: Path) -> None:
    other = new_root(tmp_path / "et andet sted")
    assert run(other, "proof").returncode == 0
    assert (other / SHEET).read_bytes() == (proofed / SHEET).read_bytes()


def test_the_proof_leaves_dist_whole_and_the_book_standing(proofed: Path) -> None:
    check = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=proofed / "dist")
    assert check.returncode == 0
    record = json.loads((proofed / "dist" / "build.json").read_text("utf-8"))
    assert record["editions"]["proof"]["files"] == ["proof/index.html"]
    before = contents(proofed / "dist")
    assert "Intet er ændret" in run(proofed, "book").stderr
    assert contents(proofed / "dist") == before


def test_a_later_build_keeps_the_sheet_as_it_was(proofed: Path, tmp_path: Path) -> None:
    root = tmp_path / "kopi"
    shutil.copytree(proofed, root)
    add_a_sentence(root)
    assert run(root, "book").returncode == 0
    assert (root / SHEET).read_bytes() == (proofed / SHEET).read_bytes()
    record = json.loads((root / "dist" / "build.json").read_text("utf-8"))
    assert record["editions"]["proof"]["source"] != record["source"]
    check = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=root / "dist")
    assert check.returncode == 0


def test_a_book_with_errors_has_no_sheet(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    yaml = root / "book" / "book.yaml"
    yaml.write_text(re.sub(r"(?m)^title:.*$", "title:", yaml.read_text("utf-8")), "utf-8")
    assert run(root, "proof").returncode == 1
    assert not (root / "dist").exists()
