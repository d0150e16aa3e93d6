"""How a chapter is typed: its text and tree in, problems out.

What an editor must decide is W101. Characters that cannot be set are C106 and W102: the faces of
the book are Latin, and its lines run from left to right; invisible characters that turn or break
lines stand in a text only by mistake, also when an entity brings them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from press import tree
from press.codes import problem
from press.finding import Written, at, find_pattern
from press.language.typography import QUOTES, doubts
from press.manuscript.files import INVISIBLE
from press.model import Problem, Source
from press.tree import Inline, Inlines, Node, SmallCaps, Space, Str

# Stands for everything that is not running text: code, notes, citations, foreign words.
_HOLE = "\ufffc"
# What may have been typed for each sign that pandoc sets by itself.
_TYPED = {
    **dict.fromkeys("»«“”", '["“”»«]'),
    **dict.fromkeys("›‹‘’", "['‘’›‹]"),
    "…": r"(?:…|\.\.\.)",
    "–": "(?:–|--)",
    "\u00a0": r"(?:[\u00a0 ]|&nbsp;|\\ )",
    _HOLE: r"[^\s]*?",
}
# Hebrew, Arabic, Syriac, Thaana, N'Ko and related scripts, with their presentation forms.
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
# An invisible sign as the tree's JSON writes it: some as they are, some by their number.
_ESCAPED = re.compile(r"\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])")


def doubtful(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """W101 for every doubt about the chapter's running text."""
    met: Counter[str] = Counter()
    for text in map(_text, _runs(found)):
        for doubt in doubts(text):
            start, end = text.rfind(" ", 0, doubt.offset) + 1, text.find(" ", doubt.offset + 1)
            words = text[start : end if end > 0 else len(text)]
            if "://" not in words:
                met[words] += 1
                before, rest = words[: doubt.offset - start], words[doubt.offset - start :]
                pattern = re.compile(f"{_typed(before)}(?P<here>{_typed(rest)})")
                source = find_pattern(chapter, pattern, met[words])
                yield problem(source, "W101", doubt.message, doubt.hint)


def _typed(words: str) -> str:
    """A pattern for words as they may be typed, emphasis and links included."""
    signs = (r"\s+" if sign == " " else _TYPED.get(sign, re.escape(sign)) for sign in words)
    return "".join(rf"{sign}[*_\[\]]{{0,3}}" for sign in signs)


def _runs(found: Sequence[Node]) -> Iterator[Inlines]:
    """The inlines of each stretch of text."""
    for node in found:
        match node:
            case tree.Para(words) | tree.Plain(words) | tree.Header((_, _, words)):
                yield words
            case tree.LineBlock(lines):
                yield from lines


def _text(items: Inlines) -> str:
    """The words of a stretch. Pandoc keeps single blanks; several surround something invisible."""
    return re.sub(" {2,}", " ", "".join(map(_words, items)))


def _words(item: Inline) -> str:
    match item:
        case Str(text):
            return text
        case Space() | tree.SoftBreak() | tree.LineBreak():
            return " "
        case tree.Quoted((kind, inside)):
            opening, closing = QUOTES[kind.t == "SingleQuote"]
            return f"{opening}{_text(inside)}{closing}"
        case tree.Emph(inside) | tree.Strong(inside) | tree.Underline(inside) | SmallCaps(inside):
            return _text(inside)
        case tree.Span((attr, inside)) if not any(name == "lang" for name, _ in attr.pairs):
            return _text(inside)
        case tree.Link((_, inside, _)):
            # A reference without words gets them from the press.
            return _text(inside) or _HOLE
        case _:
            return _HOLE


def letters(chapter: Written, ast: bytes) -> Iterator[Problem]:
    """C106 for an invisible sign that an entity brings, W102 for the first letter of what runs
    from right to left."""
    written = ast.decode()
    if INVISIBLE.search(written) or _ESCAPED.search(written):
        source = _entity(chapter, INVISIBLE)
        yield problem(source, "C106", "et usynligt styretegn, skrevet som kode", "slet koden")
    found = _LEFTWARD.search(chapter.text)
    if found or _LEFTWARD.search(written):
        message = "skrift, der løber fra højre mod venstre, kan ikke sættes"
        hint = "skriv det med latinske bogstaver, eller sæt det ind som et billede"
        place = at(chapter.path, chapter.text, found.start()) if found else None
        yield problem(place or _entity(chapter, _LEFTWARD), "W102", message, hint)


def _entity(chapter: Written, signs: re.Pattern[str]) -> Source:
    """Where the text writes one of ``signs`` as an entity; else the start of the body."""
    for entity in _ENTITY.finditer(chapter.text):
        if signs.search(_sign(entity.group())):
            return at(chapter.path, chapter.text, entity.start())
    return Source(chapter.path, chapter.body_line)


def _sign(entity: str) -> str:
    number = re.fullmatch(r"&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));", entity)
    if number is None:
        return unescape(entity)
    code = int(number[1], 16) if number[1] else int(number[2])
    return chr(code) if code <= 0x10FFFF else ""
