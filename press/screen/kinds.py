"""What a section is and how far it has come, in the words of standards and of readers.

In: a galley. Out: its place in the book and its meaning as EPUB and ARIA name them, and
the Danish notice above a chapter that is not approved.
"""

from __future__ import annotations

from press.model import Galley

_MATTER = {"front": "frontmatter", "back": "backmatter"}
# Galley id or kind -> (epub:type, role) of the section.
_KINDS = {
    "ordliste": ("glossary", "doc-glossary"),
    "litteratur": ("bibliography", "doc-bibliography"),
    "register": ("index", "doc-index"),
    "figurer": ("loi", ""),
    "tabeller": ("lot", ""),
    "kolofon": ("colophon", "doc-colophon"),
    "forord": ("preface", "doc-preface"),
    "vejledning": ("introduction", "doc-introduction"),
}
_ROLES = {"part": ("part", "doc-part"), "chapter": ("chapter", "doc-chapter")}
_APPROVED = ("", "godkendt")


def matter(galley: Galley) -> str:
    """``frontmatter``, ``bodymatter`` or ``backmatter``."""
    return _MATTER.get(galley.role, "bodymatter")


def meaning(galley: Galley) -> tuple[str, str]:
    """The ``epub:type`` and ``role`` of a galley's section; empty where there is none."""
    by_place = _ROLES.get(galley.role)
    return by_place or _KINDS.get(galley.id) or _KINDS.get(galley.kind) or ("", "")


def notice(galley: Galley) -> str:
    """The notice above a chapter that is not approved; empty for one that is."""
    if galley.status in _APPROVED:
        return ""
    if galley.status.startswith("afventer"):
        return f"{galley.status.capitalize()}. Kapitlet er ikke skrevet færdigt."
    if galley.status == "til godkendelse":
        return "Til godkendelse. Kapitlet kan stadig blive ændret."
    return f"{galley.status.capitalize()}. Kapitlet er ikke godkendt endnu."
