"""The mailing list: a CSV file of municipalities in, recipients and bad rows out.

The file is what a spreadsheet saves: UTF-8 with or without a byte order mark, with commas,
semicolons or tabs, whatever order its columns are in. Every row that is not blank becomes
either a recipient or one problem; none is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.codes import problem
from press.delivery.csvtext import Field, Row, rows
from press.model import Problem, Source
from press.nearest import did_you_mean

# What a column may be called, in small letters without hyphens and spaces.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kommune": ("kommune", "kommunenavn"),
    "kontakt": ("kontakt", "kontaktperson", "navn"),
    "adresse": ("adresse", "mail", "email", "mailadresse", "emailadresse", "epost"),
}
_SEPARATORS = ";,\t"
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@({_LABEL}\.)+[a-z]([a-z0-9-]*[a-z0-9])", re.IGNORECASE)
_LONGEST_LOCAL, _LONGEST = 64, 254  # RFC 5321, 4.5.3.1
_SAVE_AS = "gem filen som »CSV UTF-8« og prøv igen"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a letter. ``contact`` may be empty; ``address`` is ASCII and safe in a header."""

    municipality: str
    contact: str
    address: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """``rows`` counts the rows that are not blank: as many as ``good`` and ``bad`` together. A list
    that cannot be read at all has none, and a U101 among its problems."""

    good: tuple[Recipient, ...] = ()
    bad: int = 0
    rows: int = 0
    problems: tuple[Problem, ...] = ()


class _BadRowError(Exception):
    """Why a row gives no letter, and the field or the line and column at which."""

    def __init__(self, said: str, at: Field | tuple[int, int], hint: str = "") -> None:
        super().__init__(said)
        self.line, self.column = (at.line, at.column) if isinstance(at, Field) else at
        self.hint = hint


def read_recipients(data: bytes, path: str) -> Recipients:
    """Read the list; ``path`` is what problems call the file."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return _unreadable(path, "modtagerlisten er ikke gemt som UTF-8", _SAVE_AS)
    # A byte that is not UTF-8 spoils its own field, not the list.
    text = data.decode("utf-8-sig", "surrogateescape")
    table = [row for row in rows(text, _separator(text)) if not row.is_blank]
    if table and table[0].fields and table[0].fields[0].text == "sep=":
        del table[0]
    if not table:
        return _unreadable(path, "modtagerlisten er tom")
    columns, wrong = _columns(table[0], path)
    if wrong:
        return Recipients(problems=wrong)
    return _sorted(table[1:], len(table[0].fields), columns, path)


def _sorted(table: Sequence[Row], width: int, columns: Mapping[str, int], path: str) -> Recipients:
    good: list[Recipient] = []
    problems: list[Problem] = []
    met: dict[str, int] = {}
    for row in table:
        try:
            recipient = _recipient(row, width, columns)
            first = met.setdefault(recipient.address.casefold(), row.line)
            if first != row.line:
                field = row.fields[columns["adresse"]]
                said = f"adressen »{field.text.strip()}« står der allerede"
                raise _BadRowError(said, field, f"se linje {first}")
            good.append(recipient)
        except _BadRowError as bad:
            source = Source(path, bad.line, bad.column)
            problems.append(problem(source, "U102", str(bad), bad.hint))
    return Recipients(tuple(good), len(problems), len(table), tuple(problems))


def _separator(text: str) -> str:
    """The character between fields: the one that makes most known columns of the first line."""
    told = re.match(r"sep=([;,\t])\r?\n", text)
    if told:
        return told[1]

    def known(separator: str) -> int:
        head = next((row for row in rows(text, separator) if not row.is_blank), None)
        return len({_column(field.text) for field in head.fields} - {""}) if head else 0

    return max(_SEPARATORS, key=known)


def _columns(head: Row, path: str) -> tuple[Mapping[str, int], tuple[Problem, ...]]:
    """Where each column stands, or what is wrong with the first line."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    if head.fault:
        return {}, (problem(Source(path, *head.fault_at), "U101", head.fault),)
    for place, field in enumerate(head.fields):
        name = _column(field.text)
        if name and name in found:
            source = Source(path, field.line, field.column)
            problems.append(problem(source, "U101", f"kolonnen »{name}« står der to gange"))
        elif name:
            found[name] = place
    names = tuple(field.text.strip() for field in head.fields if field.text.isprintable())
    for name in _COLUMNS:
        if name not in found:
            hint = did_you_mean(name, names) or "øverste linje skal nævne kommune, kontakt, adresse"
            source = Source(path, head.line)
            problems.append(problem(source, "U101", f"kolonnen »{name}« mangler", hint))
    return found, tuple(problems)


def _column(text: str) -> str:
    """The column that a name in the first line means; nothing for one that is not used."""
    bare = re.sub(r"[\s‐‑-]", "", text).casefold()
    return next((name for name, words in _COLUMNS.items() if bare in words), "")


def _recipient(row: Row, width: int, columns: Mapping[str, int]) -> Recipient:
    if row.fault:
        raise _BadRowError(row.fault, row.fault_at)
    surplus = [field for field in row.fields[width:] if field.text.strip()]
    if surplus or len(row.fields) < width:
        field = surplus[0] if surplus else row.fields[-1]
        said = f"rækken har {len(row.fields)} felter, men øverste linje har {width}"
        hint = "et felt med skilletegn i skal stå i anførselstegn" if surplus else ""
        raise _BadRowError(said, field, hint)
    municipality = _plain(row.fields[columns["kommune"]], "kommune")
    contact = _plain(row.fields[columns["kontakt"]], "kontakt")
    if not municipality:
        raise _BadRowError("kommunens navn mangler", row.fields[columns["kommune"]])
    return Recipient(municipality, contact, _address(row.fields[columns["adresse"]]))


def _plain(field: Field, name: str) -> str:
    """The field's text on one line. Nothing that could break out of a header gets through."""
    text = field.text.strip()
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cs":
            raise _BadRowError(f"feltet {name} kan ikke læses som UTF-8", field, _SAVE_AS)
        if kind in ("Cc", "Zl", "Zp") and sign != "\t":
            said = f"feltet {name} rummer et linjeskift eller et styretegn"
            raise _BadRowError(said, field, "skriv det på én linje")
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def _address(field: Field) -> str:
    """A mail address (RFC 5321), its domain in ASCII (RFC 3490)."""
    text = _plain(field, "adresse")
    if not text:
        raise _BadRowError("mailadressen mangler", field)
    local, _, domain = text.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}" if domain else text
    except UnicodeError:
        address = ""
    too_long = len(local) > _LONGEST_LOCAL or len(address) > _LONGEST
    if too_long or not _ADDRESS.fullmatch(address):
        said = f"»{text[:60]}« er ikke en mailadresse"
        hint = "den skal se ud som post@kommune.dk, én adresse og intet andet"
        raise _BadRowError(said, field, hint)
    return address


def _unreadable(path: str, said: str, hint: str = "") -> Recipients:
    return Recipients(problems=(problem(Source(path), "U101", said, hint),))
