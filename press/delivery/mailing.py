"""The letters to the municipalities: a release and a mailing list in, mail drafts out.

Out: one ``.eml`` for each good row, which mail programs open as a draft (``X-Unsent``). Nothing
is sent from here, and there is no date and no message id: the program that sends the letter
sets both. The same text, without a name, is for those who write their own letter.
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

# Files that are handed out in the letter; what the printer gets is none of theirs.
_FOR_READERS = (Medium.EPUB, Medium.PDF, Medium.CARDS)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Mailing:
    """``files`` maps file names to letters. ``rows`` is as many as files and ``bad`` together."""

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
    """A draft to one recipient (RFC 5322 but for the fields that sending adds)."""
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
    """The letter's words; without a recipient there is a place to write one's own greeting."""
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
            for item in release.of(*_FOR_READERS)
        ],
        web=bool(release.of(Medium.WEB)),
        choice=bool(release.of(Medium.EPUB) and release.of(Medium.PDF)),
    )


def file_name(who: Recipient) -> str:
    """A name that the recipient alone decides, so that it stays when rows come and go. No two
    addresses share one: the address is what follows the first underscore."""
    address = quote(who.address.casefold(), safe="@.+-")
    name = f"{slug(who.municipality)[:60]}_{address}.eml"
    if len(name) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(who.address.casefold().encode()).hexdigest()
    return f"{slug(who.municipality)[:60]}_{digest[:40]}.eml"


def _mailbox(sender: str) -> Address:
    name, bracket, address = sender.partition("<")
    if not bracket:
        return Address(addr_spec=sender.strip())
    return Address(display_name=name.strip(), addr_spec=address.rstrip("> "))
