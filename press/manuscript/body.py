"""Checks inside one chapter: its text and its tree's landmarks in, problems with places out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press import tree
from press.codes import problem
from press.finding import Written, find, find_pattern, numbered, prose
from press.galley.names import BOXES, CARD_BOX, SHEET_BOX
from press.manuscript.leftover import left_over
from press.model import Problem, Source
from press.nearest import did_you_mean
from press.tree import Attr, Blocks, Div, Header, Node, Para, Str, Table, plain

# The classes that a Div may have.
_BOXES = (*BOXES, CARD_BOX, SHEET_BOX)
_UNDEFINED = re.compile(r"\[\^[^\]\s]+\]")
_NOTED = re.compile(r"(Note with key|Duplicate note reference) '(.+?)'")
# The first line of a table whose line above is no part of it: a row of bars, the edge of a box, a
# rule of dashes with gaps, or one right above words.
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


def inspect(
    chapter: Written, found: Sequence[Node], warnings: tuple[str, ...]
) -> Iterator[Problem]:
    """Everything wrong inside the chapter except its images, raw HTML and typography."""
    yield from _headings(chapter, found)
    yield from _tables(chapter, found)
    yield from _boxes(chapter, found)
    yield from _fences(chapter, found, warnings)
    yield from _undefined_notes(chapter, found)
    yield from left_over(chapter, found)
    for warning in warnings:
        yield from _warned(chapter, warning)


def _headings(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    above = 1
    headings = (node.c for node in found if isinstance(node, Header))
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
    crosses = re.compile(rf"^ {{0,3}}(?P<here>#{{{level}}})(?!#)", re.MULTILINE)
    return find_pattern(chapter, crosses, nth)


def table_at(chapter: Written, nth: int) -> Source:
    """The place of the ``nth`` table's first line."""
    return find_pattern(chapter, _TABLE, nth)


def _tables(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    tables = [node.c for node in found if isinstance(node, Table)]
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
    for number, line in enumerate(prose(chapter).split("\n"), 1):
        row = line.strip(" \t>")
        if not row or "|" not in row:
            columns = 0
        elif _RULE.fullmatch(row):
            columns = len(_fields(row))
            head = chapter.text.split("\n")[number - 2].strip(" \t>")
            if number > 1 and len(_fields(head)) > columns:
                yield _too_many(chapter, number - 1, len(_fields(head)), columns)
        elif columns and len(_fields(row)) > columns:
            yield _too_many(chapter, number, len(_fields(row)), columns)


def _fields(row: str) -> list[str]:
    """The fields of a row; bars in code and after a backslash do not separate any."""
    bare = _NO_BAR.sub("", row).strip()
    return bare.removeprefix("|").removesuffix("|").split("|")


def _too_many(chapter: Written, line: int, fields: int, columns: int) -> Problem:
    source = Source(chapter.path, line, 1)
    hint = "skriv \\| for en streg i teksten; ellers sæt lige mange felter i alle rækker"
    message = f"rækken har {fields} felter, men tabellen {columns}; resten ville gå tabt"
    return problem(source, "S112", message, hint)


def _boxes(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Boxes of an unknown kind (S105), and cards (S107) and sheets (S108) that are not whole."""
    boxes = [node.c for node in found if isinstance(node, Div)]
    unknown = (attr.classes[0] for attr, _ in boxes if attr.classes and not attr.has(*_BOXES))
    for name, nth in numbered(unknown, str):
        hint = did_you_mean(name, _BOXES) or "vælg mellem " + ", ".join(_BOXES)
        yield problem(_box_at(chapter, name, nth), "S105", f"ukendt boks »{name}«", hint)
    for name, unfinished in ((CARD_BOX, _unfinished_card), (SHEET_BOX, _unfinished_sheet)):
        for nth, (attr, blocks) in enumerate((box for box in boxes if box[0].has(name)), 1):
            yield from unfinished(_box_at(chapter, name, nth), attr, blocks)


def _box_at(chapter: Written, name: str, nth: int) -> Source:
    """The place where the ``nth`` box of the class ``name`` opens."""
    opens = rf"^[ \t>]*(?P<here>(?::{{3,}}|<div)[^\n]*?{re.escape(name)}(?![\w-]))"
    return find_pattern(chapter, re.compile(opens, re.MULTILINE), nth)


def _unfinished_card(source: Source, attr: Attr, blocks: Blocks) -> Iterator[Problem]:
    if not attr.get("title").strip():
        yield problem(source, "S107", "kortet mangler en titel", 'skriv ::: {.kort title="…"}')
    if not any(isinstance(block, tree.BulletList) for block in blocks):
        hint = "skriv spørgsmål som punkter med - foran"
        yield problem(source, "S107", "kortet mangler en bagside", hint)
    elif isinstance(blocks[0], tree.BulletList):
        hint = "skriv et afsnit før det første punkt"
        yield problem(source, "S107", "kortet mangler en forside", hint)


def _unfinished_sheet(source: Source, attr: Attr, blocks: Blocks) -> Iterator[Problem]:
    if not attr.get("title").strip():
        hint = 'skriv ::: {.ark title="…" trin="1"}'
        yield problem(source, "S108", "arket mangler en titel", hint)
    if not re.fullmatch(r"\d{0,2}", attr.get("trin")):
        message = f"»trin« skal være et tal, ikke »{attr.get('trin')[:20]}«"
        yield problem(source, "S108", message, 'skriv fx trin="1"')
    if not any(isinstance(block, Para) and isinstance(block.c[0], tree.Strong) for block in blocks):
        hint = "begynd et afsnit med **fed skrift**"
        yield problem(source, "S108", "arket har ikke noget at svare på", hint)


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
        if warning.startswith("Note"):
            hint = f"sæt {mark} i teksten, eller slet noten"
            source = find_pattern(chapter, pattern)
            yield problem(source, "N102", f"fodnoten {mark} bruges ikke", hint)
        else:
            hint = "giv hver note sit eget nummer"
            source = find_pattern(chapter, pattern, 2)
            yield problem(source, "N102", f"fodnoten {mark} er skrevet to gange", hint)
    elif warning.startswith("Duplicate link reference"):
        name = warning.split("'")[1]
        source = find(chapter, f"[{name}]:", 2)
        yield problem(source, "W101", f"linket [{name}]: er skrevet to gange")
