"""The letters to the municipalities.

In: a release and a mailing list. Out: one ``.eml`` for each good row, which mail programs open as
a draft (``X-Unsent``). Nothing is sent from here; date and message id are left to the program that
sends the letter. The same text without a name is for those who write their own letter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from press.delivery.items import Medium, Release, purpose_of, size_text, title_of
from press.delivery.recipients import Recipient, read_recipients
from press.language.slugs import slug
from press.looks import Looks
from press.model import Problem

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Mailing:
    """``files`` maps file names to letters. ``rows`` counts the good and the ``bad`` together."""

    files: Mapping[str, bytes]
    rows: int
    bad: int
    problems: tuple[Problem, ...]


def mailing(release: Release, data: bytes, path: str, looks: Looks) -> Mailing:
    """One letter for each good row of the CSV file ``data``, which problems call ``path``."""
    found = read_recipients(data, path)
    files = {file_name(who): letter(release, who, looks) for who in found.good}
    return Mailing(files, found.rows, found.bad, found.problems)


def letter(release: Release, who: Recipient, looks: Looks) -> bytes:
    """A draft to one recipient (RFC 5322, without the fields that sending adds)."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if release.dispatch.sender:
        message["From"] = _mailbox(release.dispatch.sender)
    # Without quotation marks and brackets: some programs show a name as it is encoded.
    name = "".join(sign for sign in who.contact or who.municipality if sign not in '"\\<>')
    message["To"] = Address(display_name=name, addr_spec=who.address)
    message["Subject"] = subject(release)
    message.set_content(text(release, looks, who), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def subject(release: Release) -> str:
    """The letter's subject."""
    title = f"»{release.document.title}«"
    return f"Udkast: {title}" if release.draft else f"{title} er udkommet"


def text(release: Release, looks: Looks, who: Recipient | None = None) -> str:
    """The letter's text; without a recipient it has a blank for the greeting."""
    return looks.render(
        "release/mail.txt.j2",
        book=release.document,
        title=release.full_title,
        draft=release.draft,
        version=release.version,
        who=who,
        link=release.dispatch.link or release.dispatch.base_url,
        contact=release.dispatch.contact,
        files=[
            (title_of(item), size_text(item.size), purpose_of(item), item.name, item.sha256)
            for item in release.of(Medium.EPUB, Medium.PDF, Medium.CARDS)
        ],
        web=bool(release.of(Medium.WEB)),
        choice=bool(release.of(Medium.EPUB) and release.of(Medium.PDF)),
    )


def file_name(who: Recipient) -> str:
    """The letter's file name. It depends on the recipient alone, so that it stays when rows come
    and go, and is unique: after the first underscore comes the address, or a digest of it."""
    place, address = slug(who.municipality)[:60], who.address.casefold()
    name = f"{place}_{quote(address, safe='@.+-')}.eml"
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{place}_{hashlib.sha256(address.encode()).hexdigest()[:40]}.eml"


def _mailbox(sender: str) -> Address:
    name, bracket, address = sender.partition("<")
    if not bracket:
        return Address(addr_spec=sender.strip())
    return Address(display_name=name.strip(), addr_spec=address.rstrip("> "))
