"""The word list: ``glossary.yaml`` as a node in, :class:`Term` values out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version

from press.codes import problem
from press.language.slugs import slug
from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, TEXTS, Many, Record, Scalar, misfits, value
from press.model import Problem, Term
from press.store import Store, code_digest, digest

# The fields of a term, for :class:`~press.model.Term`, where their defaults are.
ENTRY = Record(
    {
        "term": TEXT,
        "definition": Scalar(make=lambda text: " ".join(text.split())),
        "forms": TEXTS,
        "abbreviation": TEXT,
        "accepted": TEXTS,
        "discouraged": TEXTS,
        "related": TEXTS,
        "reference": TEXT,
        "status": TEXT,
        "sort": TEXT,
    },
    needed=("term", "definition"),
)


def read_glossary(node: Node, store: Store) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """The terms in the order they are written, and everything wrong with the file.

    An entry without a term is left out. Inflected forms come from the store when they
    were looked up before: opening the dictionary takes more than a second.
    """
    found = list(misfits(node, Many(ENTRY), "glossary.yaml"))
    terms = tuple(_term(item, store) for item in node.items if item.text("term"))
    return terms, (*found, *_same_slug(terms))


def _term(node: Node, store: Store) -> Term:
    said = {"definition": "", "sort": node.text("term"), **value(node, ENTRY)}
    term = said["term"]
    forms = {term, *said.pop("forms", ()), *_inflections(term, store)}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return Term(slug=slug(term), source=node.source, forms=tuple(longest_first), **said)


def _inflections(term: str, store: Store) -> tuple[str, ...]:
    key = digest(term, version("simplemma"), code_digest("language/inflect"))
    kept = store.get("forms", key)
    if kept is not None:
        return tuple(json.loads(kept))
    # Imported here because it is slow to load and seldom needed.
    from press.language.inflect import inflections

    forms = inflections(term)
    store.put("forms", key, json.dumps(forms, ensure_ascii=False).encode())
    return forms


def _same_slug(terms: tuple[Term, ...]) -> Iterator[Problem]:
    """Terms that are spelt differently but share an anchor; equal terms are found as T103."""
    met: dict[str, Term] = {}
    for term in terms:
        first = met.setdefault(term.slug, term)
        if first.term.lower() != term.term.lower():
            message = f"»{term.term}« ligner »{first.term}« så meget, at de får samme mærke"
            yield problem(term.source, "B104", message, "stav det ene anderledes")
