"""Furniture: folios and running heads, drawn apart and laid under each page at binding.

In: the volume's pages and what stands on them. Out: one tiny job that typesets each
distinct piece of furniture once – a piece is shared by every page with the same head and
a folio of the same width – and, per page, which piece it wears.

PDF/UA-1 (ISO 14289-1, 7.8) asks that running heads and folios be artifacts: kept out of the
quires, they cannot end up among the tags.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.binding.quire import Job
from press.binding.stamp import shape
from press.looks import Looks


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page wears: its side, its running head (may be empty) and its folio's stand-in."""

    recto: bool
    head: str
    folio: str


def piece(recto: bool, head: str, label: str) -> Piece:
    return Piece(recto, head, shape(label))


def furniture_job(pieces: Iterable[Piece], css: str, looks: Looks, language: str) -> Job:
    """One page for each of ``pieces``, in order."""
    xhtml = looks.render("print/furniture.xhtml.j2", pieces=tuple(pieces), language=language)
    return Job("furniture", xhtml, css, images={}, breaks={})
