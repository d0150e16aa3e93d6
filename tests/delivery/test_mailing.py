"""The letters to the municipalities: what comes in, comes out as a letter or as a problem."""

from __future__ import annotations

import csv
import io
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.delivery.csvtext import rows
from press.delivery.mailing import Mailing, file_name, mailing, subject, text
from press.delivery.recipients import Recipient, read_recipients
from press.model import Dispatch
from tests.delivery.sample import LOOKS, SENT, release

HEAD = "kommune;kontakt;adresse\n"
MADE = release()


def send(content: str | bytes) -> Mailing:
    data = content.encode() if isinstance(content, str) else content
    return mailing(MADE, data, "modtagere.csv", LOOKS)


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def body_of(found: EmailMessage) -> str:
    return str(found.get_content()).replace("\r\n", "\n")


def only(content: str | bytes) -> EmailMessage:
    made = send(content)
    assert [str(problem) for problem in made.problems] == []
    assert len(made.files) == 1
    return read(next(iter(made.files.values())))


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "Ærø Kommune;Åse Æble;post@aeroe.dk\n",
        "\ufeff" + HEAD + "Ærø Kommune;Åse Æble;post@aeroe.dk",
        "ADRESSE,Kommune,Kontakt\r\npost@aeroe.dk,Ærø Kommune,Åse Æble\r\n",
        'E-mail;"Kommune";"Kontaktperson"\r\n"post@aeroe.dk";"Ærø Kommune";"Åse Æble"\r\n',
        "sep=;\r\n" + HEAD + "Ærø Kommune;Åse Æble;post@aeroe.dk\r\n;;\r\n\r\n",
        "Kommune\tTlf\tKontakt\tAdresse\rÆrø Kommune\t1\tÅse Æble\tpost@aeroe.dk\r",
        HEAD + " Ærø   Kommune ; Åse Æble ; post@aeroe.dk ;;\n",
        HEAD + 'Ærø Kommune;"Åse Æble";post@aeroe.dk',
    ],
)
def test_whatever_a_spreadsheet_saves_gives_the_same_letter(content: str) -> None:
    found = only(content)
    assert found["To"].addresses[0].display_name == "Åse Æble"
    assert found["To"].addresses[0].addr_spec == "post@aeroe.dk"
    assert found["X-Unsent"] == "1"
    assert str(found["From"]) == SENT.sender
    assert found["Date"] is None
    assert found["Message-ID"] is None
    body = body_of(found)
    assert body.startswith("Kære Åse Æble\n")
    assert "Ærø Kommune kan hente bogen her:" in body
    assert SENT.link in body
    sums = {item.path for item in MADE.items if item.sha256 and item.sha256 in body}
    assert sums == {"bogen.pdf", "bøgen æ.epub", "dialogkort.pdf"}


def test_the_letter_is_plain_ascii_on_the_wire_and_the_same_twice() -> None:
    content = HEAD + "Ærø Kommune;Åse Æble;post@ærø.dk\nRødovre;;post@rk.dk\n"
    made = send(content)
    assert made == send(content)
    for data in made.files.values():
        assert data.isascii()
        assert max(map(len, data.split(b"\r\n"))) <= 78
        assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_row_without_a_contact_is_greeted_by_its_municipality() -> None:
    found = only(HEAD + "Rødovre Kommune;;post@rk.dk")
    assert body_of(found).startswith("Til Rødovre Kommune\n")
    assert found["To"].addresses[0].display_name == "Rødovre Kommune"


def test_a_draft_is_called_so_and_an_unknown_sender_and_link_are_left_open() -> None:
    draft = release(draft=True, dispatch=Dispatch())
    made = mailing(draft, (HEAD + "Ærø;;post@aeroe.dk").encode(), "m.csv", LOOKS)
    found = read(next(iter(made.files.values())))
    assert found["Subject"] == subject(draft) == "Udkast: »Den lille bog«"
    assert found["From"] is None
    assert "Det er ikke den færdige bog" in body_of(found)
    assert "[Sæt linket til bogen ind her]" in body_of(found)
    assert text(draft, LOOKS).startswith("[Skriv, hvem brevet er til]")


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("Ærø;Åse", "2:5", "2 felter, men øverste linje har 3"),
        ("Ærø;Åse;a@b.dk;mere", "2:16", "4 felter"),
        (";Åse;a@b.dk", "2:1", "kommunens navn mangler"),
        ("Ærø;Åse;", "2:9", "mailadressen mangler"),
        ("Ærø;Åse;a@b", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;åse@b.dk", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;a@b.dk, c@d.dk", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;Åse <a@b.dk>", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;a@b..dk", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;a@" + "b" * 70 + ".dk", "2:9", "er ikke en mailadresse"),
        ("Ærø;Åse;" + "a" * 65 + "@b.dk", "2:9", "er ikke en mailadresse"),
        ('Ærø;"Åse\nBcc: alle@x.dk";a@b.dk', "2:5", "linjeskift"),
        ('Ærø;Åse;"a@b.dk\r\nBcc: alle@x.dk"', "2:9", "linjeskift"),
        ("Ærø;Åse\u2028Æble;a@b.dk", "2:5", "linjeskift"),
        ("Ærø;Åse\x1b;a@b.dk", "2:5", "styretegn"),
        ('Ærø;"Åse;a@b.dk', "2:5", "bliver aldrig lukket"),
        ('Ærø;"Åse" Æ;a@b.dk', "2:10", "efter det afsluttende anførselstegn"),
    ],
)
def test_a_bad_row_is_reported_where_it_is_and_the_others_get_their_letter(
    row: str, place: str, said: str
) -> None:
    made = send(f"{HEAD}{row}\nRødovre;Bo;bo@rk.dk\n")
    assert list(made.files) == ["roedovre_bo@rk.dk.eml"]
    # A quoted line break that is never closed leaves its second line a row of its own.
    assert made.rows == len(made.files) + made.bad
    first = made.problems[0]
    assert f"{first.source.line}:{first.source.column}" == place
    assert first.code == "U102"
    assert said in first.message


def test_the_same_address_twice_gets_one_letter() -> None:
    made = send(HEAD + "Ærø;A;a@ærø.dk\nÆrø;B;b@ærø.dk\nÆrø;C;c@x.dk\nÆrø;D;A@ÆRØ.dk\n")
    assert (made.rows, made.bad) == (4, 1)
    assert [str(p) for p in made.problems] == [
        "modtagere.csv:5:7: U102 adressen »A@ÆRØ.dk« står der allerede (se linje 2)"
    ]


def test_a_byte_that_is_no_utf8_spoils_its_row_alone() -> None:
    made = send(HEAD.encode() + "Ærø;Åse;a@x.dk\n".encode("cp1252") + "Ålborg;;b@x.dk\n".encode())
    assert list(made.files) == ["aalborg_b@x.dk.eml"]
    assert (made.rows, made.bad) == (2, 1)
    assert "UTF-8" in made.problems[0].message
    assert (made.problems[0].source.line, made.problems[0].source.column) == (2, 1)


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (b"", ["1:1"]),
        (HEAD.encode("utf-16"), ["1:1"]),
        (b"kommune;kontakt\nA;B\n", ["1:1"]),
        (b"navn;by\n", ["1:1", "1:1"]),
        (b"kommune;kontakt;adresse;mail\n", ["1:25"]),
        (b'kommune;"kontakt;adresse\n', ["1:9"]),
    ],
)
def test_a_list_that_cannot_be_read_gives_no_letter(data: bytes, places: list[str]) -> None:
    made = send(data)
    assert (dict(made.files), made.rows, made.bad) == ({}, 0, 0)
    assert [f"{p.source.line}:{p.source.column}" for p in made.problems] == places
    assert {p.code for p in made.problems} == {"U101"}


def test_two_rows_of_one_municipality_have_their_own_files_whatever_comes_beside() -> None:
    two = HEAD + "Aarhus;A;a@aarhus.dk\nÅrhus;B;b@aarhus.dk\n"
    names = list(send(two).files)
    assert names == ["aarhus_a@aarhus.dk.eml", "aarhus_b@aarhus.dk.eml"]
    more = send(HEAD + "Aarhus;C;c@aarhus.dk\n" + two.removeprefix(HEAD))
    assert set(names) < set(more.files)


def test_a_file_name_is_short_and_holds_no_sign_that_a_system_forbids() -> None:
    who = Recipient("Å" * 300, "", "x*?|/+'" + "a" * 50 + "@" + "b." * 90 + "dk")
    other = Recipient("Å" * 300, "", "y" + who.address[1:])
    assert len(file_name(who)) <= 200
    assert file_name(who) != file_name(other)
    odd = file_name(Recipient("CON", "", "a/b*c?d|e+f@x.dk"))
    assert odd == "con_a%2Fb%2Ac%3Fd%7Ce+f@x.dk.eml"


_WORDS = st.text(
    st.one_of(st.sampled_from('abæøåÅ @.;,"\r\n\t<>:=\\-\x00'), st.characters()), max_size=12
)
_ADDRESSES = st.one_of(
    st.from_regex(r"\A[a-d]{1,2}@[xy]\.dk\Z"), st.sampled_from(["a@ærø.dk", "A@x.dk"]), _WORDS
)


def _saved(table: list[tuple[str, ...]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([("kommune", "kontakt", "adresse"), *table])
    return out.getvalue().encode("utf-8", "surrogatepass")


@settings(deadline=None)
@given(st.lists(st.tuples(_WORDS, _WORDS, _ADDRESSES), max_size=8), st.sampled_from(";,\t"))
def test_every_row_of_any_table_is_a_letter_or_a_problem(
    table: list[tuple[str, ...]], separator: str
) -> None:
    made = read_recipients(_saved(table, separator), "m.csv")
    if any("\0" in cell for row in table for cell in row):
        assert [problem.code for problem in made.problems] == ["U101"]
        return
    filled = [row for row in table if any(cell.strip() for cell in row)]
    assert made.rows == len(filled) == len(made.good) + made.bad
    assert len(made.problems) == made.bad
    assert len({file_name(who) for who in made.good}) == len(made.good)


@given(st.binary(max_size=200))
def test_any_bytes_are_accounted_for(noise: bytes) -> None:
    made = read_recipients(HEAD.encode() + noise, "m.csv")
    assert made.rows == len(made.good) + made.bad


# A letter is rendered from a template: slow on a busy machine.
@settings(deadline=None)
@given(st.lists(st.tuples(_WORDS, _WORDS, _ADDRESSES), max_size=4))
def test_no_field_can_add_a_header_or_a_recipient(table: list[tuple[str, ...]]) -> None:
    for data in mailing(MADE, _saved(table, ";"), "m.csv", LOOKS).files.values():
        found = read(data)
        headers = [name for name in found if name not in ("Content-Type", "MIME-Version")]
        assert headers == ["X-Unsent", "From", "To", "Subject", "Content-Transfer-Encoding"]
        assert len(found["To"].addresses) == 1
        assert found.defects == []


@given(
    st.lists(
        st.lists(st.text('ab";, \n', max_size=5), min_size=2, max_size=3), min_size=1, max_size=5
    )
)
def test_well_formed_text_is_read_as_the_standard_library_reads_it(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    read_rows = list(rows(out.getvalue(), ";"))
    assert [[field.text for field in row.fields] for row in read_rows] == table
    lines = out.getvalue().replace("\r\n", "\n").split("\n")
    for row in read_rows:
        for field in row.fields:
            assert lines[field.line - 1][field.column - 1] == '"'


def test_the_list_in_the_guide_gives_a_letter() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "vejledning.md").read_text(encoding="utf-8")
    found = re.search(r"^```text modtagere\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert found is not None
    assert body_of(only(found[1])).startswith("Kære Digitaliseringschefen\n")
