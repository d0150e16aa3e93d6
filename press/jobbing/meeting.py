"""The meeting that papers are made for: what was typed on the command line in, values out.

The messages of :class:`BoardRequestError` are Danish and say what to type instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from press.language.numbers import long_date
from press.model import Document, Galley
from press.nearest import did_you_mean

_NBSP = "\u00a0"
HOWTO = "make board MEETING=2026-12-10 ITEM=5"
HELP = f"""sig, hvilket møde de er til, fx
  {HOWTO}
  MEETING   mødets dato: år, måned og dag
  ITEM      punktet på dagsordenen
Det kan du føje til, hvis du vil:
  CHAPTERS=08,11   særtryk af de kapitler
  SINCE=HEAD~5     hvad der er ændret siden den git-revision (eller mappen fra et tidligere møde)
Papirerne lægges i dist/board/."""
_ITEM = re.compile(r"[1-9]\d{0,2}([.]\d{1,3})*[a-zæøå]?|[A-ZÆØÅ]")


class BoardRequestError(ValueError):
    """Board papers were asked for in a way that cannot be met; the message is Danish."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and the item on its agenda: ``day`` is ISO, ``item`` as written: »5«, »5.2«."""

    day: str
    item: str

    @property
    def spoken(self) -> str:
        """The day as said, kept on one line: »10. december 2026«."""
        return long_date(self.day).replace(" ", _NBSP)

    def header(self, number: int) -> str:
        """What stands at the top of paper ``number``: »Bilag 1 til punkt 5, …«."""
        return f"Bilag{_NBSP}{number} til punkt{_NBSP}{self.item}, bestyrelsesmøde {self.spoken}"


def read_meeting(day: str, item: str) -> Meeting:
    """The meeting as typed. Raises :class:`BoardRequestError`."""
    if not day.strip():
        raise BoardRequestError(HELP)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day.strip()):
        raise BoardRequestError(
            f"»{day}« er ikke en dato; skriv år, måned og dag, fx MEETING=2026-12-10"
        )
    try:
        date.fromisoformat(day.strip())
    except ValueError:
        raise BoardRequestError(
            f"»{day}« findes ikke i kalenderen; skriv mødets dato, fx MEETING=2026-12-10"
        ) from None
    if not item.strip():
        raise BoardRequestError(f"skriv også punktet på dagsordenen, fx {HOWTO}")
    if not _ITEM.fullmatch(item.strip()):
        raise BoardRequestError(f"»{item}« er ikke et punkt på en dagsorden; skriv fx ITEM=5")
    return Meeting(day.strip(), item.strip())


def read_chapters(typed: str, document: Document) -> tuple[Galley, ...]:
    """The sections typed as ``08,11`` (or by the names of their files), in the book's order.

    Raises :class:`BoardRequestError`.
    """
    known = [galley for galley in document.galleys if galley.role != "part"]
    by_name = {name: galley.id for galley in known for name in _names(galley)}
    wanted = [word.strip() for word in re.split(r"[,;\s]+", typed) if word.strip()]
    for word in wanted:
        if word.lower() not in by_name:
            raise BoardRequestError(_unknown(word, known, by_name))
    chosen = {by_name[word.lower()] for word in wanted}
    return tuple(galley for galley in known if galley.id in chosen)


def _names(galley: Galley) -> Sequence[str]:
    if galley.role != "chapter" or galley.number is None:
        return (galley.id,)
    return (galley.id, str(galley.number), f"{galley.number:02}")


def _unknown(word: str, known: Sequence[Galley], by_name: dict[str, str]) -> str:
    numbers = [galley.number for galley in known if galley.role == "chapter" and galley.number]
    shown = {name: name for name in by_name if not name.isdecimal()}
    hint = "" if word.isdecimal() else did_you_mean(word, shown)
    last = f"bogens kapitler har numrene {min(numbers)} til {max(numbers)}" if numbers else ""
    return f"bogen har ikke kapitlet »{word}« ({hint or last or 'skriv filens navn'})"
