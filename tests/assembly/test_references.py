"""References that write themselves, and citations."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from press.assembly.assemble import assemble
from press.model import Chapter, Reference, Source
from press.store import Store
from tests.assembly.making import book, chapter, law, work

TARGETS = '## Om "os" {#om}\n\n![B](images/b.svg){#fig-b alt="b"}\n\n|A|\n|-|\n|b|\n\n: T {#tab-t}'


def first_line(text: str, root: Path, *more: Chapter) -> str:
    """What a reader of paper sees of the first block of a chapter, with # for page numbers."""
    works = (law(), work("nielsen", "Nielsen"), work("fire", "A", "B", "C", "D"))
    made = book(chapter("a", text), chapter("b", TARGETS), *more, references=works)
    html = next(one.html for one in assemble(made, Store(root)).galleys if one.id == "a")
    line = html.split("</p>")[0].replace("></a>", ">#</a>")
    return re.sub(r"<[^>]*>", "", line).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Se [](#b).", "Se kapitel 2 (s. #)."),
        ("[](#b) siger det. [](#b) også.", "Kapitel 2 (s. #) siger det. Kapitel 2 (s. #) også."),
        ("Se jf. [](#fig-b) og kap. [](#tab-t)", "Se jf. figur 1 (s. #) og kap. tabel 1 (s. #)"),
        ("Jo! (se [](#fig-b))", "Jo! (se figur 1, s. #)"),
        ("(ja) [](#fig-b)", "(ja) figur 1 (s. #)"),
        ("*[](#del-1)* [](#om)", "Del 1 (s. #) afsnittet »Om ›os‹« (s. #)"),
        ("Se [det der](#om).", "Se det der (s. #)."),
        ("Se [](#litteratur).", "Se afsnittet »Litteratur« (s. #)."),
        ("Ja [@nielsen, s. 4].", "Ja (Nielsen 2018, s. 4)."),
        ("Ja [se @fire; @nielsen].", "Ja (se A m.fl. 2018; Nielsen 2018)."),
        ("Som @nielsen [s. 3] siger", "Som Nielsen (2018, s. 3) siger"),
        ("Ja [@forvaltningsloven, § 22, stk. 2].", "Ja (forvaltningsloven, § 22, stk. 2)."),
        ("Efter @forvaltningsloven er", "Efter forvaltningsloven er"),
        ("Efter @forvaltningsloven [§ 22] er", "Efter forvaltningsloven, § 22 er"),
        ("Se [@forvaltningsloven, §§ 6-9]", "Se (forvaltningsloven, §§ 6–9)"),
    ],
)
def test_a_reference_as_it_is_read(text: str, expected: str, tmp_path: Path) -> None:
    assert first_line(text, tmp_path) == expected


def test_a_citation_in_a_heading_or_caption_is_listed_as_it_is_set(tmp_path: Path) -> None:
    figure, table = "![Efter [@nielsen, s. 4]](images/b.svg){alt=b}", "|A|\n|-|\n|b|\n\n: Se @fire"
    text = f"## Med @nielsen\n\n{figure}\n\n{table}"
    works = (work("nielsen", "Nielsen"), work("fire", "A", "B", "C", "D"))
    found = assemble(book(chapter("a", text), references=works), Store(tmp_path))
    lists = {one.id: re.sub(r"<[^>]*>", "", one.html) for one in found.galleys}
    assert found.galleys[1].headings[0].text == "Med Nielsen (2018)"
    assert lists["figurer"].strip() == "Figur\u00a01 Efter (Nielsen 2018, s.\u00a04)"
    assert lists["tabeller"].strip() == "Tabel\u00a01 Se A m.fl. (2018)"


def test_a_citation_in_what_others_quote_is_quoted_as_it_is_set(tmp_path: Path) -> None:
    heading = "## Med *vægt på @nielsen* {#v}\n\nSe [](#v). [Efter @nielsen]{.register} Ord."
    figure = "![Se **kun @nielsen**](images/b.svg){alt=b}\n\nEt ![kort @nielsen](images/b.svg) her."
    cell = "|[@nielsen]{.register opslag='ro'}|\n|-|\n|[*@nielsen*](#v)|"
    works = (work("nielsen", "Nielsen"),)
    text = "\n\n".join((heading, figure, cell))
    found = assemble(book(chapter("a", text), references=works), Store(tmp_path))
    galleys = {one.id: one for one in found.galleys}
    words = {name: re.sub(r"<[^>]*>", "", one.html) for name, one in galleys.items()}
    assert galleys["a"].headings[0].text == "Med vægt på Nielsen (2018)"
    assert "Se afsnittet »Med vægt på Nielsen (2018)«" in words["a"].replace("\u00a0", " ")
    assert 'alt="kort Nielsen (2018)"' in galleys["a"].html
    assert words["figurer"].strip() == "Figur\u00a01 Se kun Nielsen (2018)"
    assert "Efter Nielsen (2018)" in words["register"]
    assert "@nielsen" not in "".join(one.html for one in galleys.values())


def test_the_bibliography_is_in_danish_order(tmp_path: Path) -> None:
    works = [work(name, name) for name in ("Østergaard", "Aagaard", "Zeuthen", "Ærø", "Bo")]
    cited = " ".join(f"[@{one.key}]" for one in works)
    made = book(chapter("a", cited), references=tuple(works))
    html = assemble(made, Store(tmp_path)).galleys[3].html
    names = re.findall(r">(\w+) \(2018\)", html)
    assert names == ["Bo", "Zeuthen", "Ærø", "Østergaard", "Aagaard"]


def test_an_introduction_is_named_as_its_part(tmp_path: Path) -> None:
    made = book(chapter("a", "Se [](#indgang)."))
    intro = replace(made.parts[0], intro=chapter("indgang", "## Her"))
    found = assemble(replace(made, parts=(intro,)), Store(tmp_path))
    assert 'href="#del-1">del\u00a01</a>' in found.galleys[1].html
    assert [head.id for head in found.galleys[0].headings] == ["del-1-her"]


def listed(root: Path, *works: Reference) -> list[str]:
    cited = " ".join(f"[@{one.key}]" for one in works)
    made = book(chapter("a", cited), made=("litteratur",), references=works)
    html = next(one.html for one in assemble(made, Store(root)).galleys if one.id == "litteratur")
    text = re.sub(r"<[^>]*>", "", html.replace("</li>", "\n"))
    return text.replace("\u00a0", " ").replace("\u2011", "-").splitlines()


def test_the_first_author_is_turned_about(tmp_path: Path) -> None:
    names = [{"family": "Ord", "given": "Olga Marie"}, {"family": "Prøve", "given": "Peder"}]
    several = work("a", "x")
    several = replace(several, csl={**several.csl, "author": names})
    house = replace(work("b", "x"), csl={**several.csl, "author": [{"literal": "KL"}]}, key="b")
    edited = {k: v for k, v in several.csl.items() if k != "author"} | {"editor": names[:1]}
    assert listed(tmp_path, several, house, replace(several, key="c", csl=edited)) == [
        "KL (2018). Bogen om a.",
        "Ord, O. M. og P. Prøve (2018). Bogen om a.",
        "Ord, O. M. (red.) (2018). Bogen om a.",
    ]


def test_a_regulation_is_listed_by_its_full_name(tmp_path: Path) -> None:
    csl = {
        "type": "regulation",
        "title": "Rådets forordning (EU) 1/2 af 3. maj 2016 om prøver",
        "title-short": "prøveforordningen",
        "issued": {"date-parts": [[2016, 5, 3]]},
    }
    named = Reference("a", csl, Source("book/references.yaml"))
    order = {"title": "Bekendtgørelse om ord", "genre": "bekendtgørelse", "number": "7"}
    numbered = replace(named, key="b", csl={**csl, **order, "title-short": "ordbekendtgørelsen"})
    assert listed(tmp_path, named, numbered) == [
        "Bekendtgørelse om ord. Bekendtgørelse nr. 7 af 3. maj 2016.",
        "Prøveforordningen. Rådets forordning (EU) 1/2 af 3. maj 2016 om prøver.",
    ]


@pytest.mark.parametrize(
    ("width", "expected"),
    [("40%", "40%"), ("60mm", "60mm"), ("6,5 cm", "6.5cm"), ("120", "120px"), ("bred", "")],
)
def test_an_image_is_as_wide_as_it_is_asked_to_be(
    width: str, expected: str, tmp_path: Path
) -> None:
    text = f'Et ![k](images/b.svg){{width="{width}"}} her.'
    html = assemble(book(chapter("a", text)), Store(tmp_path)).galleys[1].html
    found = re.findall('style="width: (.*?)"', html)
    assert found == ([expected] if expected else [])


def test_a_list_keeps_its_numbers_and_the_signs_behind_them(tmp_path: Path) -> None:
    text = "3. c\n4. d\n\n<!-- -->\n\nb) e\nc) f\n\n<!-- -->\n\n(iv) g"
    html = assemble(book(chapter("a", text)), Store(tmp_path)).galleys[1].html
    assert '<ol start="3">' in html
    assert '<ol class="paren" start="2" type="a">' in html
    assert '<ol class="parens" start="4" type="i">' in html


def test_a_line_of_verse_keeps_the_space_before_it(tmp_path: Path) -> None:
    html = assemble(book(chapter("a", "| en\n|   to")), Store(tmp_path)).galleys[1].html
    assert ">\u00a0\u00a0to</div>" in html


def test_no_heading_makes_an_anchor_that_the_press_makes(tmp_path: Path) -> None:
    figure = "![F](images/b.svg){alt=b}\n\n|A|\n|-|\n|b|\n\n: T"
    heads = "\n\n".join(f"## {name}" for name in ("Titel", "Noter", "Dialog", "Figur 1", "Tabel 1"))
    for text in (f"{heads}\n\n{figure}", f"{figure}\n\n{heads}"):
        galley = assemble(book(chapter("a", text)), Store(tmp_path)).galleys[1]
        made = re.findall(' id="(.*?)"', galley.html)
        assert len(made) == len(set(made))
        assert not {"a-titel", "a-noter", "a-dialog"} & set(made)
