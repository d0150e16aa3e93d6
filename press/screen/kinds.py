"""What a section is and how far it has come, in the words of standards and of readers.

In: a galley. Out: its place in the book and its meaning as EPUB and ARIA name them, and
the Danish notice above one that is not approved.
"""

from __future__ import annotations

from press.galley.names import APPROVED, GENERATED, KINDS, Kind
from press.model import Galley

_MATTER = {"front": "frontmatter", "back": "backmatter"}
_ROLES = {"part": ("part", "doc-part"), "chapter": ("chapter", "doc-chapter")}
_FIRST = ("preface", "introduction")
_APPROVED = ("", APPROVED)
_CALLED = {"part": "Delen", "chapter": "Kapitlet"}


def matter(galley: Galley) -> str:
    """``frontmatter``, ``bodymatter`` or ``backmatter``."""
    return _MATTER.get(galley.role, "bodymatter")


def meaning(galley: Galley) -> tuple[str, str]:
    """The ``epub:type`` and ``role`` of a galley's section; empty where there is none."""
    if galley.role in _ROLES:
        return _ROLES[galley.role]
    kinds = {**KINDS, **GENERATED}
    found = kinds.get(galley.id) or kinds.get(galley.kind) or Kind()
    # A guide to what stands at the back introduces nothing.
    if galley.role == "back" and found.epub_type in _FIRST:
        return "", ""
    return found.epub_type, found.role


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
