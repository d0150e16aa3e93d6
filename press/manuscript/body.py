"""Checks inside one chapter: its text and its tree's landmarks in, problems with places out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press import tree
from press.codes import problem
from press.finding import Written, find, find_pattern, numbered, prose
from press.galley.names import BOXES, CARD_BOX, RESERVED, SHEET_BOX, WIKILINK
from press.manuscript.htmlrules import LANGUAGE, is_address
from press.manuscript.leftover import left_over
from press.model import Problem, Source
from press.nearest import did_you_mean
from press.tree import Attr, Blocks, Div, Link, Node, Para, Str, attr_of, plain

# The classes that a Div may have.
_BOXES = (*BOXES, CARD_BOX, SHEET_BOX)
_UNDEFINED = re.compile(r"\[\^[^\]\s]+\]")
_NOTED = re.compile(r"(Note with key|Duplicate note reference) '(.+?)'")
# The first line of a table, with a line above it that is not part of the table. The first line is a
# row with bars, the edge of a grid, dashes with gaps, or a rule right above text.
_TABLE = re.compile(
    r"""
      ^(?: (?![ \t>]*[|+])[^\n]*\n
           (?= [ \t>]* (?: \|[^\n] | \+[-=:]+\+ | -{2,}([ ]+-{2,})+[ \t]*$ ) )
         | [ \t]*\n (?= -{3,}[ \t]*\n[^\n]*\S ) )
      [ \t>]*(?P<here>\S)
    """,
    re.MULTILINE | re.VERBOSE,
)
# The line between a pipe table's head and its rows; without a bar it would be a rule.
_RULE = re.compile(r"(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_NO_BAR = re.compile(r"\\.|(`+).+?\1")
_FENCE = re.compile(r"[ \t>]*(:{3,})(.*)")
_UNCLOSED = re.compile(r"Div at .*?line (\d+) column \d+ unclosed")
_FINE = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
_BANNED = re.compile(r"on\w+|style|src|srcset|href|action|formaction|xmlns.*", re.IGNORECASE)


def inspect(
    chapter: Written, found: Sequence[Node], warnings: tuple[str, ...]
) -> Iterator[Problem]:
    """Every fault in the chapter except those of its images, raw HTML and typography."""
    yield from _headings(chapter, found)
    yield from _tables(chapter, found)
    yield from _boxes(chapter, found)
    yield from _fences(chapter, found, warnings)
    yield from _undefined_notes(chapter, found)
    yield from links(chapter, found)
    yield from left_over(chapter, found)
    for warning in warnings:
        yield from _warned(chapter, warning)


def _headings(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    above = 1
    headings = (node.c for node in found if isinstance(node, tree.Header))
    for (level, _, words), nth in numbered(headings, lambda heading: heading[0]):
        title = plain(tree.Quoted((tree.Option("DoubleQuote"), words)), images=True)
        # A heading's images are neither in the contents nor read aloud.
        if not plain(words):
            hint = "skriv, hvad stykket handler om, eller slet tegnene"
            place = _heading_at(chapter, level, nth)
            yield problem(place, "S111", "overskriften har ingen ord", hint)
        if level == 1:
            hint = "kapitlets titel står i hovedet; begynd overskrifter med ##"
            message = f"overskrift på øverste niveau: {title}"
            yield problem(_heading_at(chapter, level, nth), "S104", message, hint)
        elif level > above + 1:
            hint = f"brug {'#' * (above + 1)} her"
            message = f"{title} er på niveau {level}, men overskriften før er på niveau {above}"
            yield problem(_heading_at(chapter, level, nth), "S103", message, hint)
        above = level


def _heading_at(chapter: Written, level: int, nth: int) -> Source:
    """The place of the ``nth`` heading of its level."""
    hashes = re.compile(rf"^ {{0,3}}(?P<here>#{{{level}}})(?!#)", re.MULTILINE)
    return find_pattern(chapter, hashes, nth)


def table_at(chapter: Written, nth: int) -> Source:
    """The place of the ``nth`` table's first line."""
    return find_pattern(chapter, _TABLE, nth)


def _tables(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    tables = (node.c for node in found if isinstance(node, tree.Table))
    for number, grid in enumerate(tables, 1):
        if not plain(grid.caption.blocks, images=True):
            hint = "skriv : Tabeltekst {#tab-navn} på en linje under tabellen"
            yield problem(table_at(chapter, number), "S101", "tabellen mangler en tabeltekst", hint)
        if not plain(grid.head.rows, images=True):
            hint = "skriv kolonnernes navne i tabellens første række"
            yield problem(table_at(chapter, number), "S102", "tabellen mangler en hovedrække", hint)
    yield from _overfull(chapter)


def _overfull(chapter: Written) -> Iterator[Problem]:
    """Rows of pipe tables with more fields than columns: pandoc drops what is too much."""
    columns = 0
    written = chapter.text.split("\n")
    for number, line in enumerate(prose(chapter).split("\n"), 1):
        row, place = line.strip(" \t>"), number
        if _RULE.fullmatch(row):
            columns = len(_fields(row))
            # What may have too many fields here is the head, on the line above.
            row, place = written[number - 2].strip(" \t>"), number - 1
        elif "|" not in row:
            columns = 0
        if place and 0 < columns < (fields := len(_fields(row))):
            hint = "skriv \\| for en streg i teksten; ellers sæt lige mange felter i alle rækker"
            message = f"rækken har {fields} felter, men tabellen {columns}; resten ville gå tabt"
            yield problem(Source(chapter.path, place), "S112", message, hint)


def _fields(row: str) -> list[str]:
    """The fields of a row; a bar in code or after a backslash does not separate fields."""
    bare = _NO_BAR.sub("", row).strip()
    return bare.removeprefix("|").removesuffix("|").split("|")


def _boxes(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Boxes of an unknown kind (S105), incomplete cards (S107) and incomplete sheets (S108)."""
    boxes = [node.c for node in found if isinstance(node, Div)]
    unknown = (attr.classes[0] for attr, _ in boxes if attr.classes and not attr.has(*_BOXES))
    for name, nth in numbered(unknown, str):
        hint = did_you_mean(name, _BOXES) or "vælg mellem " + ", ".join(_BOXES)
        yield problem(_box_at(chapter, name, nth), "S105", f"ukendt boks »{name}«", hint)
    kinds = ((CARD_BOX, "S107", _card_lacks), (SHEET_BOX, "S108", _sheet_lacks))
    for name, code, lacks in kinds:
        for nth, (attr, blocks) in enumerate((box for box in boxes if box[0].has(name)), 1):
            for message, hint in lacks(attr, blocks):
                yield problem(_box_at(chapter, name, nth), code, message, hint)


def _box_at(chapter: Written, name: str, nth: int) -> Source:
    """The place where the ``nth`` box of the class ``name`` opens."""
    opens = rf"^[ \t>]*(?P<here>(?::{{3,}}|<div)[^\n]*?{re.escape(name)}(?![\w-]))"
    return find_pattern(chapter, re.compile(opens, re.MULTILINE), nth)


def _card_lacks(attr: Attr, blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Message and hint for each thing that a card lacks."""
    if not attr.get("title").strip():
        yield "kortet mangler en titel", 'skriv ::: {.kort title="…"}'
    if not any(isinstance(block, tree.BulletList) for block in blocks):
        yield "kortet mangler en bagside", "skriv spørgsmål som punkter med - foran"
    elif isinstance(blocks[0], tree.BulletList):
        yield "kortet mangler en forside", "skriv et afsnit før det første punkt"


def _sheet_lacks(attr: Attr, blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Message and hint for each thing that a sheet lacks."""
    if not attr.get("title").strip():
        yield "arket mangler en titel", 'skriv ::: {.ark title="…" trin="1"}'
    if not re.fullmatch(r"\d{0,2}", attr.get("trin")):
        yield f"»trin« skal være et tal, ikke »{attr.get('trin')[:20]}«", 'skriv fx trin="1"'
    if not any(isinstance(block, Para) and isinstance(block.c[0], tree.Strong) for block in blocks):
        yield "arket har ikke noget at svare på", "begynd et afsnit med **fed skrift**"


def _fences(
    chapter: Written, found: Sequence[Node], warnings: tuple[str, ...]
) -> Iterator[Problem]:
    """Boxes that pandoc closed by itself, and fences that it took for ordinary text."""
    loose, unclosed = _loose_fences(chapter)
    for number, _ in enumerate(filter(_UNCLOSED.match, warnings)):
        if number < len(unclosed):
            hint = "sæt ::: på en linje for sig efter boksens tekst"
            yield problem(unclosed[number], "S106", "boksen bliver ikke lukket", hint)
        else:
            source, hint = find(chapter, "<div"), "sæt </div> efter det, den skal omfatte"
            yield problem(source, "S106", "<div> bliver ikke lukket", hint)
    if any(isinstance(node, Str) and node.c.startswith(":::") for node in found):
        hint = "sæt en tom linje før boksen, og luk hver boks med :::"
        for source in loose or (find(chapter, ":::"),):
            yield problem(source, "S106", "::: hører ikke til nogen boks", hint)


def _loose_fences(chapter: Written) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The ``:::`` lines that open or close nothing, and those that open without being closed."""
    opened: list[tuple[bool, Source]] = []
    loose: list[Source] = []
    before = ""
    for number, line in enumerate(prose(chapter).split("\n"), 1):
        if fence := _FENCE.match(line):
            source = Source(chapter.path, number, fence.start(1) + 1)
            if fence[2].strip():
                stands = not before.strip() or _FENCE.match(before) is not None
                opened.append((stands, source))
                loose += [] if stands else [source]
            elif opened:
                opened.pop()
            else:
                loose.append(source)
        before = line
    return tuple(loose), tuple(source for stands, source in opened if stands)


def _undefined_notes(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    words = (node.c for node in found if isinstance(node, Str))
    marks = (mark for word in words for mark in _UNDEFINED.findall(word))
    for mark, nth in numbered(marks, str):
        hint = f"skriv {mark}: og notens tekst på en linje for sig"
        source = find_pattern(chapter, re.compile(re.escape(mark) + "(?!:)"), nth)
        yield problem(source, "N101", f"fodnoten {mark} er ikke skrevet", hint)


def _warned(chapter: Written, warning: str) -> Iterator[Problem]:
    """What a warning of pandoc's means to an editor."""
    if noted := _NOTED.match(warning):
        mark = f"[^{noted[2]}]"
        pattern = re.compile(rf"^[ \t>]*(?P<here>{re.escape(mark)}:)", re.MULTILINE)
        nth, said, hint = (
            (1, "bruges ikke", f"sæt {mark} i teksten, eller slet noten")
            if warning.startswith("Note")
            else (2, "er skrevet to gange", "giv hver note sit eget nummer")
        )
        source = find_pattern(chapter, pattern, nth)
        yield problem(source, "N102", f"fodnoten {mark} {said}", hint)
    elif warning.startswith("Duplicate link reference"):
        name = warning.split("'")[1]
        source = find(chapter, f"[{name}]:", 2)
        yield problem(source, "W101", f"linket [{name}]: er skrevet to gange")


def links(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """H103 for links and attributes that run or fetch something, X101 for links to files, X103
    for links out of the book without words."""
    for node in found:
        if attr := attr_of(node):
            yield from _attributes(chapter, attr)
            # A Div with a single class is reported as S105.
            if not isinstance(node, Div) or len(attr.classes) > 1:
                yield from _reserved(chapter, attr)
    written = (node.c for node in found if isinstance(node, Link) and not node.c[0].has(WIKILINK))
    for (_, words, (target, _)), nth in numbered(written, lambda link: link[2]):
        if not _FINE.match(target) or not is_address(target):
            yield _astray(target, find(chapter, target or "]()", nth))
        if not target.startswith("#") and not _speaks(words):
            hint = f"skriv selv teksten: [se her]({target[:40]})"
            place = find(chapter, target or "]()", nth)
            yield problem(place, "X103", f"linket »{target[:40]}« har ingen ord", hint)


def _speaks(words: tree.Inlines) -> bool:
    """Whether a link has words, or an image, which is read aloud by its alternative text."""
    return bool(plain(words)) or any(isinstance(node, tree.Image) for node in tree.nodes(words))


def _attributes(chapter: Written, attr: Attr) -> Iterator[Problem]:
    for name, value in attr.pairs:
        if _BANNED.fullmatch(name):
            yield problem(find(chapter, f"{name}="), "H103", f"{name}= må ikke bruges")
        if name == "lang" and not LANGUAGE.fullmatch(value):
            hint = "skriv sprogets kode, fx lang=en"
            place = find(chapter, "lang=")
            yield problem(place, "H103", f"»{value[:40]}« er ikke et sprog", hint)


def _reserved(chapter: Written, attr: Attr) -> Iterator[Problem]:
    for name in sorted(RESERVED.intersection(attr.classes)):
        written = re.compile(rf"(?P<here>\.{name}|\bclass=[\"'][^\"'\n]*?\b{name})(?![\w-])")
        hint = "skriv det uden; navnet er pressens eget"
        yield problem(find_pattern(chapter, written), "H103", f".{name} må ikke bruges", hint)


def _astray(target: str, place: Source) -> Problem:
    """The problem of a link to something that is not an address (H103), or to a file (X101)."""
    if _SCHEME.match(target):
        hint = "brug et link, der begynder med https://, og se efter, om adressen er rigtig"
        return problem(place, "H103", f"linket »{target[:40]}« må ikke bruges", hint)
    hint = "henvis til et mærke: [](#mærke)"
    return problem(place, "X101", f"linket »{target[:40]}« fører ingen steder hen", hint)
