"""Danish typography: a text as typed in, the same as it is printed out.

:func:`joint` sets the space between two words, :func:`word` the hyphens in one, :func:`line` a
plain text with its quotation marks too; :func:`doubts` finds what an editor must decide. Offsets
count characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from press.language.numbers import MONTHS

# (opening, closing): around a quotation, and around one inside it.
QUOTES = (("»", "«"), ("›", "‹"))

_NBSP = "\u00a0"
_HYPHEN = "\u2011"
_OPENING = "(»›[“\"'"
_CLOSING = ".,;:!?)»«›‹]”\"'…"
_BEFORE_NUMBER = frozenset(
    str.split(
        "§ §§ s. ss. kap. nr. stk. art. pkt. fig. tab. bd. kl. ca. kr. litra kapitel figur tabel "
        "side artikel bilag trin nummer eu)"
    )
)
_BEFORE_NR = frozenset({"lov", "loven", "bekendtgørelse", "vejledning", "cirkulære", "forordning"})
_UNITS = frozenset(
    str.split("% ‰ pct. kr. kroner mio. mia. mg g kg t ml cl l mm cm m km m² km² ha °C kWh GB MB")
)
_NUMBER = re.compile(r"[+−-]?\d+(?:[.,–-]\d+)*")
_FIGURE = re.compile(r"\d|[ivxlcdm]+$|[IVXLCDM]+$")
_THOUSANDS = re.compile(r"\d{1,3} \d{3}")
_INITIAL = re.compile(r"[A-ZÆØÅ]\.(?:[A-ZÆØÅ]\.)*")
_SUBSECTION = re.compile(r"[a-h]")  # »§ 15 a«, not the word »i«
_PREFIX = re.compile(
    r"(?P<first>[A-ZÆØÅ][A-ZÆØÅ0-9]{0,4}|it|e|tv|cd|cv|pc|ph|app|sms|u|a|[a-z])-(?=[^\W\d_])"
)
_TYPED = (
    re.compile(r'(?<![\w"])"(?=[^\s"])([^"]+)(?<=\S)"(?![\w"])'),
    re.compile(r"(?<![\w'])'(?=[^\s'])([^']+)(?<=\S)'(?![\w'])"),
)
_RANGE = re.compile(r"(?!0)(\d{1,4})-(?!0)(\d{1,4})")
_SENTENCE_END = re.compile(r"[.!?…][»«‹›”)\]]*$")
_ABBREVIATION = re.compile(
    r"[(»›]*(?:jf|s|nr|kap|fig|tab|pkt|stk|art|ca|bl\.a|dvs|f\.eks|evt|inkl|hhv|pga|vedr|iht|ift|mht)\.",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"://|www\.|@|\\|/.*/")


def begins_sentence(before: str) -> bool:
    """Whether a sentence begins after the word ``before`` (empty at the start of a line)."""
    ended = bool(_SENTENCE_END.search(before)) and not _ABBREVIATION.fullmatch(before)
    return not before or ended


def joint(left: str, right: str) -> str:
    """The space between two words that stand side by side: non-breaking where they must
    stay on one line (``§ 22``, ``15 %``, ``6. februar``, ``lov nr.``), else a plain one.

    ``left`` and ``right`` are as typed, punctuation included; either may be empty.
    """
    before, after = left.lstrip(_OPENING), right.lstrip(_OPENING)
    core = after.rstrip(_CLOSING)
    if before.lower() in _BEFORE_NUMBER:
        # A small »i« or »m« after »ca.« is no roman numeral.
        return _NBSP if _FIGURE.match(core) and core not in ("i", "d", "m") else " "
    if right == "–":
        return _NBSP
    is_ordinal = before.endswith(".") and before[:-1].isdigit() and len(before) <= 3
    together = (
        (bool(_NUMBER.fullmatch(before)) and _goes_with_number(before, right, core))
        or (is_ordinal and core.lower() in MONTHS)
        or (before.lower() in _BEFORE_NR and after.startswith("nr."))
        or (bool(_INITIAL.fullmatch(before)) and right[:1].isupper())
    )
    return _NBSP if together else " "


def _goes_with_number(number: str, right: str, core: str) -> bool:
    if core in _UNITS or right.rstrip(",;:!?)»«›‹") in _UNITS:
        return True
    return bool(_SUBSECTION.fullmatch(core) or _THOUSANDS.fullmatch(f"{number} {core}"))


def word(text: str) -> str:
    """One word (no blanks in it) as it is set: a non-breaking hyphen after a short first
    part (``MED‑udvalg``, ``it‑system``) and an en dash in a rising range (``2016–2018``).

    Addresses are left alone. ``word(word(text)) == word(text)``.
    """
    if "-" not in text or _ADDRESS.search(text):
        return text
    start = len(text) - len(text.lstrip(_OPENING))
    end = len(text.rstrip(_CLOSING))
    head, core, tail = text[:start], text[start:end], text[end:]
    numbers = _RANGE.fullmatch(core)
    if numbers and int(numbers[1]) < int(numbers[2]):
        return f"{head}{numbers[1]}–{numbers[2]}{tail}"
    prefix = _PREFIX.match(core)
    if prefix:
        return head + prefix["first"] + _HYPHEN + core[prefix.end() :] + tail
    return text


def quoted(text: str) -> str:
    """A plain text with the signs that a keyboard lacks: ``"…"`` as »…«, ``'…'`` as ›…‹, an
    apostrophe as ’, ``--`` as – and ``...`` as …."""
    for marked, (opening, closing) in zip(_TYPED, QUOTES, strict=True):
        text = marked.sub(rf"{opening}\1{closing}", text)
    return text.replace("'", "’").replace("--", "–").replace("...", "…")


def line(text: str) -> str:
    """A plain text as it is set: quotation marks, spaces and hyphens as in running text.

    Without straight quotation marks, ``line(line(text)) == line(text)``.
    """
    words = quoted(text).split()
    rest = (joint(left, right) + word(right) for left, right in pairwise(words))
    return "".join([*map(word, words[:1]), *rest])


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the press cannot set by rule: where it is (characters from the start), what
    is wrong, and what to write instead. Message and hint are Danish."""

    offset: int
    message: str
    hint: str


_SPACE_LACKS = r"»\g<0>« mangler et mellemrum"
# Where a pattern matches: what is wrong, and what to write instead, as templates for the match.
_RULES = (
    (
        r"\b[Ff]\. ?eks\.|\b[Ff]x\.(?=\s+[a-zæøå0-9])",
        r"»\g<0>« er skrevet på en anden måde end i resten af bogen",
        "skriv »fx«",
    ),
    (
        r"(?<![\d.,])(?<!kl\.[ \u00a0])(\d+)\.(\d{1,2})(?![\d.]|,\d)(?=[\s)%,;:!?]|$)",
        r"»\g<0>« har punktum mellem cifrene",
        r"skriv »\1,\2«, hvis det er et decimaltal",
    ),
    # Pandoc may have turned the sign, so the message cannot quote the one that was typed.
    (r'["“”„]', "citationstegnet er alene eller af en fremmed art", "skriv »…«"),
    (r"(?<=\S)[ \u00a0]{2,}(?=\S)", "der er flere mellemrum i træk", "skriv ét mellemrum"),
    (r"(?<=\w) - (?=\w)", "bindestreg brugt som tankestreg", "skriv » – «"),
    (r"\b(\d+(?:,\d+)?)%", _SPACE_LACKS, r"skriv »\1 %«"),
    (r"§(\d+)", _SPACE_LACKS, r"skriv »§ \1«"),
    (r"\b\d+ ?[xX] ?(?=\d)", "bogstavet x brugt som gangetegn", "skriv »×«"),
    (r"(?<=\w) ([,;:!?])(?=\s|$)", r"mellemrum før »\1«", "fjern mellemrummet"),
)
_DOUBTS = tuple((re.compile(pattern), message, hint) for pattern, message, hint in _RULES)


def doubts(text: str) -> tuple[Doubt, ...]:
    """What an editor must look at in ``text`` (a block of running text without markup), in order
    of place."""
    found = (
        Doubt(match.start(), match.expand(message), match.expand(hint))
        for pattern, message, hint in _DOUBTS
        for match in pattern.finditer(text)
    )
    return tuple(sorted(found, key=lambda doubt: doubt.offset))
