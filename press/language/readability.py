"""Readability: a text in, its LIX out.

LIX = words / sentences + 100 × long words / words, where a long word has more than six
letters. Up to 24 is very easy, 35–44 middling (newspapers), above 55 very hard.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` before a blank or the end, and at a blank
line. It does not end before a small letter (*6. februar*, *bl.a. loven*), at an initial, or at
an abbreviation that stands before a name or a figure. A colon ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:[-\u2011'’.,:/]\w+)*")
_END = re.compile(r"[.!?…]+[»«›‹”\"')\]]*(?=\s|$)")
_BLANK_LINE = re.compile(r"\n\s*\n")
_NEXT = re.compile(r"\s+[»«›‹“\"'(\[–-]*\s*(\S)")
_BEFORE = re.compile(r"\S+$")
_LONG = 7
# What stands before a name or a figure, and what may just as well end a sentence.
_LEADING = frozenset(
    str.split(
        "adr afd ang art bek bl.a bl ca cand dir div dr dvs eks ekskl evt f.eks fig fr fx gl gns "
        "hhv hr ift iht incl inkl jf jfr kap kgl kl lbnr lic litra mag max mht min mr mrk nr nuv "
        "omkr pga p.g.a pkt prof red ref resp s sml sp ss stk str skt tab tidl tlf vedr vejl"
    )
)
_CLOSING = frozenset(
    str.split(
        "e.kr e.l etc f f.kr ff fl kr m.a m.fl m.m m.v mfl mia mio mm mv o.a o.l osv pct p.a p.t "
        "s.u"
    )
)


def lix(text: str) -> float:
    """The LIX of running text; 0.0 when it holds no words."""
    return lix_of(sentences(text))


def lix_of(parts: Iterable[str]) -> float:
    """The LIX of sentences that are already apart; those without words do not count."""
    counts = [found for part in parts if (found := _WORD.findall(part))]
    words = [word for sentence in counts for word in sentence]
    if not words:
        return 0.0
    long = sum(1 for word in words if sum(map(str.isalpha, word)) >= _LONG)
    return len(words) / len(counts) + 100 * long / len(words)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` in order, without the blanks around them."""
    found: list[str] = []
    for block in _BLANK_LINE.split(text):
        start = 0
        for end in _END.finditer(block):
            if _ends(block, end):
                found.append(block[start : end.end()].strip())
                start = end.end()
        found.append(block[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _ends(block: str, end: re.Match[str]) -> bool:
    following = _NEXT.match(block, end.end())
    if following is None:
        return True
    if following[1].islower():
        return False
    if not end[0].startswith(".") or end[0].startswith(".."):
        return True
    before = _BEFORE.search(block, 0, end.start())
    word = before[0].lstrip("»«›‹“\"'([").lower() if before else ""
    if word in _LEADING or (word in _CLOSING and following[1].isdigit()):
        return False
    if len(word) == 1 and word.isalpha() and before is not None and before[0][-1].isupper():
        return False
    # »27. 4. 2016«; before a capital a figure ends the sentence (»i kapitel 4. Derefter«).
    return not (word.isdigit() and len(word) <= 2 and following[1].isdigit())
