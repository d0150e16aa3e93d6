from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.isbn import is_isbn
from press.language.slugs import slug
from press.manuscript.frontmatter import chapter_id, read_script
from press.manuscript.load import divisions
from press.manuscript.pictures import svg_problems
from press.manuscript.references import read_references
from press.model import Edition, PdfEdition, Problem, Source
from tests.manuscript.reading import node, problems, settings


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("978-3-16-148410-0", True),
        ("9783161484100", True),
        ("978 3 16 148410 1", False),
        ("0-306-40615-2", True),
        ("979-10-90636-07-1", True),
        ("979-0-2600-0043-8", False),
        ("0-8044-2957-X", True),
        ("0-306-40615-3", False),
        ("978-3-16", False),
        ("1234567890123", False),
        ("", False),
    ],
)
def test_isbn_checksums(text: str, valid: bool) -> None:
    assert is_isbn(text) is valid


@given(st.integers(0, 10**9 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_breaks_an_isbn(body: int, position: int, shift: int) -> None:
    digits = f"978{body:09d}"
    check = -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10
    number = f"{digits}{check}"
    assert is_isbn(number)
    wrong = str((int(number[position]) + shift) % 10)
    assert not is_isbn(number[:position] + wrong + number[position + 1 :])


def read_editions(text: str) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    text = "editions:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    return settings(text).book.editions, problems(text)


EDITION = "p: {format: pdf, file: a.pdf, styles: [book], "


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (EDITION + "trim: A5}", []),
        (EDITION + "trim: [170mm, '24,5 cm']}", []),
        (EDITION + "trim: [170mm]}", ["B104"]),
        (EDITION + "trim: [170mm, bred]}", ["B104"]),
        (EDITION + "trim: A7}", ["B104"]),
        (EDITION + "trim: A5, isbn: 9783161484101}", ["B106"]),
        (EDITION + "trim: A5, farve: ja}", ["B102"]),
        (EDITION[:-1] + "}", ["B105"]),
        (EDITION + "trim: A5}\nq: {format: epub, file: ../a.epub, styles: [book]}", ["B104"]),
        ("p: {format: web, folder: w, styles: [book]}", ["B105"]),
        (EDITION + "trim: A5}\nq: {format: web, styles: [book]}", ["B105"]),
        ("p: {format: papir, styles: [book]}", ["B104"]),
        (
            "p: {format: web, folder: w, styles: []}\nq: {format: web, folder: w, styles: []}",
            ["B104", "B105"],
        ),
        ("p: pdf", ["B104"]),
    ],
)
def test_editions_are_checked(text: str, codes: list[str]) -> None:
    assert [p.code for p in read_editions(text)[1]] == codes


def test_a_trim_is_always_two_lengths() -> None:
    for written, trim in (
        ("[170 mm, '24,5 cm']", (170, 245)),
        ("a5", (148, 210)),
        ("['17 cm', 9.5in]", (170, pytest.approx(241.3))),
    ):
        (edition,), _ = read_editions(f"{EDITION}trim: {written}}}")
        assert isinstance(edition, PdfEdition)
        assert edition.trim == trim


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("- {id: a, type: book, title: A, publisher: P, issued: 2018}", []),
        ("- {id: a, type: legislation, title: A, issued: 2018-05-23}", []),
        ("- {id: a, type: book, title: A, issued: {date-parts: [[2018, 5]]}, author: KL}", []),
        ("- {id: a, type: book, title: A, issued: {literal: u.å.}, editor: [{family: B}]}", []),
        ("- {id: a, type: book, title: A, issued: i går, publisher: P}", ["B104"]),
        ("- {id: a, type: book, title: A, issued: 2018}", ["R102"]),
        ("- {id: a, type: webpage, title: A, publisher: P, issued: 2018}", ["R102"]),
        ("- {id: a, type: bog, title: A, publisher: P, issued: 2018}", ["B104"]),
        ("- {type: book, title: A, publisher: P, issued: 2018}", ["B105"]),
        ("- {id: a b, type: book, title: A, publisher: P, issued: 2018}", ["B104"]),
        ("- &a {id: a, type: bill, title: A, issued: 2018}\n"
         "- {id: a, type: bill, title: B, issued: 1}",
         ["B103", "B104"]),
    ],
)  # fmt: skip
def test_references_are_checked(text: str, codes: list[str]) -> None:
    found = read_references(node(text))[1]
    assert sorted(p.code for p in found) == codes


def test_references_become_csl() -> None:
    people = "[{family: Ø, given: Å}, {literal: KL}]"
    text = f"- {{id: a, type: book, title: A, author: {people}, issued: 2018-05-03}}"
    csl = read_references(node(text))[0][0].csl
    assert csl["issued"] == {"date-parts": [[2018, 5, 3]]}
    assert csl["author"] == [{"family": "Ø", "given": "Å"}, {"literal": "KL"}]


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        ("book/chapters/03-kerneopgaven-som-kompas.md", "title: x", "kerneopgaven-som-kompas"),
        ("book/chapters/03-kerneopgaven.md", "title: x\nid: kompas", "kompas"),
        ("book/chapters/Før og nu.md", "title: x", "foer-og-nu"),
        ("book/chapters/12.md", "title: x", "kapitel-12"),
    ],
)
def test_chapter_ids(path: str, head: str, expected: str) -> None:
    assert chapter_id(read_script(f"---\n{head}\n---\n", path)) == expected


@given(st.text(max_size=30))
def test_slugs_are_ascii(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


def test_hyphenation_words() -> None:
    words, problems = divisions("# x\nMed-ind  # y\nab\n\nto ord\n  -a\nmedind\n", "h.txt")
    assert words == {"medind": "med-ind", "ab": "ab"}
    assert [(p.code, p.source.line, p.source.column) for p in problems] == [
        ("B104", 5, 1),
        ("B104", 6, 3),
        ("B103", 7, 1),
    ]


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n%s</svg>'
)


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ('<rect fill="url(#a)"/><use href="#b"/><a href="https://a.dk"><text>x</text></a>', []),
        ('<image href="data:image/png;base64,AA"/>', []),
        ("<style>@font-face { src: url(https://a.dk/f) }</style>", ["I105"]),
        ('<image xlink:href="../../etc/passwd"/>', ["I105"]),
        ('<rect style="fill:url(http://a.dk)"/>', ["I105"]),
        ('<rect onclick="x()"/>', ["I105"]),
        ("<script>x</script>", ["I105"]),
        ('<a href="javascript:x"/>', ["I105"]),
        ("<foreignObject/>", ["I104"]),
        ("<g>", ["I104"]),
    ],
)
def test_drawings_hold_only_their_own(inside: str, codes: list[str]) -> None:
    found = list(svg_problems((SVG % inside).encode(), "a.svg", Source("k.md", 3)))
    assert [p.code for p in found] == codes
    assert all(
        p.source == (Source("a.svg", 2) if p.code == "I105" else Source("k.md", 3)) for p in found
    )


_BARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_BARE.replace("0 0 9 9", "0,0, 9\n9"), ""),
        (_BARE.replace("0 0 9 9", "a b c d"), "brugbart mål"),
        (_BARE.replace("0 0 9 9", "0 0 0 9"), "brugbart mål"),
        (_BARE.replace("0 0 9 9", "0 0 9 -9"), "brugbart mål"),
        (_BARE.replace("0 0 9 9", "0 0 nan inf"), "brugbart mål"),
        (_BARE.replace("0 0 9 9", "0 0 9"), "brugbart mål"),
        (_BARE.replace(' xmlns="http://www.w3.org/2000/svg"', ""), "ikke en svg-tegning"),
    ],
)
def test_a_drawing_has_a_space_to_be_drawn_in(data: str, said: str) -> None:
    found = list(svg_problems(data.encode(), "a.svg", Source("k.md", 3)))
    assert [(p.code, said in p.message) for p in found] == ([("I104", True)] if said else [])


def test_a_drawing_is_written_in_utf_8() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{_BARE}'
    for data in (text.encode("utf-16"), text.encode("utf-16-le")):
        (found, *_) = svg_problems(data, "a.svg", Source("k.md", 3))
        assert found.code == "I104"


@pytest.mark.parametrize("names", [("a", "a"), ("a", "1 2"), ("a", "b:c")])
def test_a_drawing_names_each_of_its_parts_once(names: tuple[str, str]) -> None:
    inside = "\n".join(f'<g id="{name}"/>' for name in names)
    (found,) = svg_problems((SVG % inside).encode(), "a.svg", Source("k.md", 3))
    assert (found.code, found.source) == ("I104", Source("a.svg", 3))
    assert f"»{names[1]}«" in found.message


def test_an_entity_in_a_drawing_is_refused() -> None:
    text = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG % "<text>&x;</text>"
    assert [p.code for p in svg_problems(text.encode(), "a.svg", Source("k.md"))][:1] == ["I105"]
