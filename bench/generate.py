"""A Danish book of any length, made up of grammatical nonsense, in two dresses.

In: how many chapters, words a chapter, and a seed. Out: the same text as a book folder for
the press and as one Markdown file for a plain pandoc run, with the same footnotes, tables,
headings, links and quoted page numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_SUBJECTS = (
    "medarbejderne", "kommunen", "borgerne", "ledelsen", "arbejdspladsen", "sagsbehandleren",
    "arbejdsmiljøgruppen", "udviklingskonsulenten", "hjemmeplejen", "den nye afdeling",
    "MED-udvalget", "projektgruppen", "de faglige organisationer", "byrådet",
    "tillidsrepræsentanten",
)  # fmt: skip
_VERBS = (
    "undersøger", "beskriver", "drøfter", "forenkler", "afprøver", "vurderer", "ændrer",
    "tilrettelægger", "støtter", "begrunder", "udvikler", "gennemgår", "prioriterer", "følger",
)  # fmt: skip
_OBJECTS = (
    "kerneopgaven", "arbejdsgangen", "den digitale løsning", "selvbetjeningsløsningen",
    "beslutningsgrundlaget", "velfærdsteknologien", "samarbejdet på tværs", "dokumentationen",
    "kompetenceudviklingen", "de fælles retningslinjer", "arbejdspladsvurderingen", "partshøringen",
    "personoplysningerne", "hverdagens mange små valg", "den tredobbelte bundlinje",
)  # fmt: skip
_TAILS = (
    "når hverdagen presser sig på", "fordi ingen kan løse opgaven alene", "i løbet af efteråret",
    "uden at borgeren mister overblikket", "så retssikkerheden ikke kommer sidst",
    "med udgangspunkt i erfaringerne fra driften", "selv om det tager længere tid",
    "inden beslutningen tages", "på hele området",
    "og det kan mærkes i samtalen med borgeren", "som det fremgår af aftalen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dress:
    """How a cross-reference and a note are written for one of the two runs."""

    reference: str
    note: str


PRESS = Dress("[](#{label})", "^[{text}]")
PLAIN = Dress("[kapitel {number}](#{label}) (s. [](#{label}){{.page}})", "[{text}]{{.footnote}}")


def sentence(chance: random.Random) -> str:
    """One Danish sentence of ten to twenty words."""
    clauses = [
        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}"
        for _ in range(chance.randint(1, 3))
    ]
    text = ", og ".join(clauses) + f", {chance.choice(_TAILS)}."
    return text[0].upper() + text[1:]


def chapter(number: int, chapters: int, words: int, seed: int, dress: Dress) -> str:
    """The body of chapter ``number`` in Markdown, about ``words`` words long."""
    chance = random.Random(seed * 1000 + number)
    return "\n\n".join(_blocks(chance, number, chapters, words, dress))


def _blocks(
    chance: random.Random, number: int, chapters: int, words: int, dress: Dress
) -> Iterator[str]:
    written = paragraphs = tables = 0
    while written < words:
        if paragraphs % 6 == 0:
            label = f"afsnit-{number}-{paragraphs // 6 + 1}"
            yield f"## Om {chance.choice(_OBJECTS)} og {chance.choice(_OBJECTS)} {{#{label}}}"
        text = " ".join(sentence(chance) for _ in range(chance.randint(4, 8)))
        written += len(text.split())
        if paragraphs % 3 == 1:
            text += f" Se {_reference(chance, chapters, dress)}."
        if paragraphs % 5 == 2:
            text += dress.note.format(text=sentence(chance))
        yield text
        paragraphs += 1
        if paragraphs % 20 == 10:
            tables += 1
            yield _table(chance, f"tabel-{number}-{tables}")


def _reference(chance: random.Random, chapters: int, dress: Dress) -> str:
    number = chance.randint(1, chapters)
    return dress.reference.format(number=number, label=f"kapitel-{number}")


def _table(chance: random.Random, label: str) -> str:
    rows = [
        f"| {chance.choice(_SUBJECTS)} | {chance.choice(_VERBS)} | {chance.choice(_OBJECTS)} |"
        for _ in range(6)
    ]
    head = "| Hvem | Gør | Hvad |\n|---|---|---|\n"
    return head + "\n".join(rows) + f"\n\n: Hvem der gør hvad {{#{label}}}"


def title(number: int) -> str:
    return f"Kapitlet om {_OBJECTS[number % len(_OBJECTS)]}"
