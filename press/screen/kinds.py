"""What a section is and how far it has come, in the words of standards and of readers.

In: a galley. Out: its place in the book and its meaning as EPUB and ARIA name them, and
the Danish notice above one that is not approved.
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
_FIRST = ("preface", "introduction")
_APPROVED = ("", "godkendt")
_CALLED = {"part": "Delen", "chapter": "Kapitlet"}


def matter(galley: Galley) -> str:
    """``frontmatter``, ``bodymatter`` or ``backmatter``."""
    return _MATTER.get(galley.role, "bodymatter")


def meaning(galley: Galley) -> tuple[str, str]:
    """The ``epub:type`` and ``role`` of a galley's section; empty where there is none."""
    if galley.role in _ROLES:
        return _ROLES[galley.role]
    found = _KINDS.get(galley.id) or _KINDS.get(galley.kind) or ("", "")
    # A guide to what stands at the back introduces nothing.
    return ("", "") if galley.role == "back" and found[0] in _FIRST else found


def notice(galley: Galley) -> str:
    """The notice above a section that is not approved; empty for one that is."""
    called = _CALLED.get(galley.role, "Afsnittet")
    if galley.status in _APPROVED:
        return ""
    if galley.status.startswith("afventer"):
        return f"{galley.status.capitalize()}. {called} er ikke skrevet færdigt."
    if galley.status == "til godkendelse":
        return f"Til godkendelse. {called} kan stadig blive ændret."
    return f"{galley.status.capitalize()}. {called} er ikke godkendt endnu."
