"""What is typed to get board papers: what is understood, and what is said of the rest."""

from __future__ import annotations

import pytest

from press.jobbing.meeting import BoardRequestError, Meeting, read_chapters, read_meeting

from ..presswork import document, galley

BOOK = document(
    galley("forord", "front", number=None),
    galley("del-1", "part"),
    galley("opgaven", part="del-1", number=1),
    galley("ordene", part="del-1", number=2),
)


def test_a_meeting_is_named_at_the_head_of_each_paper() -> None:
    meeting = read_meeting(" 2026-12-10 ", "5")
    assert meeting == Meeting("2026-12-10", "5")
    assert meeting.header(3).replace("\u00a0", " ") == (
        "Bilag 3 til punkt 5, bestyrelsesmøde 10. december 2026"
    )


@pytest.mark.parametrize("item", ["5", "5.2", "12a", "B"])
def test_items_as_agendas_have_them(item: str) -> None:
    assert read_meeting("2026-12-10", item).item == item


@pytest.mark.parametrize(
    ("day", "item", "said"),
    [
        ("", "", "MEETING   mødets dato: år, måned og dag"),
        ("2026-13-40", "5", "»2026-13-40« findes ikke i kalenderen"),
        ("2026-02-29", "5", "»2026-02-29« findes ikke i kalenderen"),
        ("10/12-2026", "5", "»10/12-2026« er ikke en dato; skriv år, måned og dag"),
        ("20261210", "5", "»20261210« er ikke en dato"),
        ("2026-12-10", "", "skriv også punktet på dagsordenen"),
        ("2026-12-10", "0", "»0« er ikke et punkt på en dagsorden"),
        ("2026-12-10", "fem", "»fem« er ikke et punkt på en dagsorden"),
        ("2026-12-10", "<b>", "»<b>« er ikke et punkt på en dagsorden"),
    ],
)
def test_what_cannot_be_a_meeting_is_said(day: str, item: str, said: str) -> None:
    with pytest.raises(BoardRequestError) as error:
        read_meeting(day, item)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("2", ["ordene"]),
        ("02, 01", ["opgaven", "ordene"]),
        ("2,2,Ordene", ["ordene"]),
        ("forord 1", ["forord", "opgaven"]),
    ],
)
def test_chapters_by_number_or_name_in_the_order_of_the_book(typed: str, found: list[str]) -> None:
    assert [one.id for one in read_chapters(typed, BOOK)] == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("08", "bogen har ikke kapitlet »08« (bogens kapitler har numrene 1 til 2)"),
        ("1,ordnee", "bogen har ikke kapitlet »ordnee« (mente du »ordene«?)"),
        ("del-1", "bogen har ikke kapitlet »del-1«"),
    ],
)
def test_unknown_chapters_are_said(typed: str, said: str) -> None:
    with pytest.raises(BoardRequestError) as error:
        read_chapters(typed, BOOK)
    assert said in str(error.value)
