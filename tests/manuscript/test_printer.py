"""What the printer asks for, read with places and held to what a printer can ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model import Printer, Problem, Source
from tests.manuscript import reading
from tests.printwork import press_profile


def _book(text: str) -> str:
    return f"title: En bog\n{text}"


def _wrong(text: str) -> list[str]:
    """Everything wrong but that the profile's file is not there."""
    found = reading.problems(_book(text), path="book/book.yaml")
    return [str(one) for one in found if one.code != "C101"]


def read_printer(text: str, root: Path) -> tuple[Printer, tuple[Problem, ...]]:
    printer = reading.settings(text, root, "book/book.yaml").book.printer
    return printer, reading.problems(text, root, "book/book.yaml")


def test_everything_may_be_left_out(tmp_path: Path) -> None:
    printer, problems = read_printer(_book("date: 2026-11-27"), tmp_path)
    assert problems == ()
    assert printer == Printer(source=Source("book/book.yaml", 1, 1))


def test_every_wish_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "papir.icc").write_bytes(press_profile())
    text = """printer:
  bleed: 2,5 mm
  marks: false
  icc: papir.icc
  condition: FOGRA47
  pages: spreads
  multiple: 16
  paper: 0.095 mm
  ppi: 250
"""
    assert _wrong(text) == []
    printer, problems = read_printer(_book(text), tmp_path)
    assert problems == ()
    assert printer == Printer(
        bleed=2.5,
        marks=False,
        icc="papir.icc",
        profile=press_profile(),
        condition="FOGRA47",
        pages="spreads",
        multiple=16,
        paper=0.095,
        ppi=250,
        source=Source("book/book.yaml", 3, 3),
    )


@pytest.mark.parametrize(
    "line",
    [
        "bleed: 6 mm",
        "bleed: 5,5 mm",
        "bleed: 3",
        "bleed: -1 mm",
        "marks: måske",
        "pages: ark",
        "multiple: 12",
        "paper: 11 mm",
        "paper: 0,11",
        "ppi: mange",
        "ppi: 0",
        "ppi: 20000",
        "condition: ''",
    ],
)
def test_what_no_printer_asks_for_is_told_where_it_stands(line: str, tmp_path: Path) -> None:
    (found,) = _wrong(f"printer:\n  {line}")
    assert found.startswith(f"book/book.yaml:3:{len(line.split(':')[0]) + 5}: B104 ")
    printer, _ = read_printer(_book(f"printer:\n  {line}"), tmp_path)
    assert printer == Printer(source=Source("book/book.yaml", 3, 3))


def test_an_unknown_field_is_told() -> None:
    (found,) = _wrong("printer:\n  beskaering: 3 mm")
    assert found.startswith("book/book.yaml:3:3: B102 ")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("væk.icc", None, "C101"),
        ("../uden-for.icc", None, "C107"),
        ("skaerm.icc", press_profile().replace(b"CMYK", b"RGB "), "B104"),
        ("kort.icc", press_profile()[:100], "B104"),
        ("tom.icc", b"", "B104"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(
    name: str, data: bytes | None, code: str, tmp_path: Path
) -> None:
    (tmp_path / "book").mkdir()
    if data is not None:
        (tmp_path / "book" / name).write_bytes(data)
    text = f"printer:\n  icc: {name}\n  condition: FOGRA47"
    printer, problems = read_printer(_book(text), tmp_path)
    assert [(found.code, found.source) for found in problems] == [
        (code, Source("book/book.yaml", 3, 8))
    ]
    assert printer.profile == b""


def test_a_profile_of_the_printers_own_needs_the_name_of_its_condition() -> None:
    (found,) = _wrong("printer:\n  icc: papir.icc")
    assert found.startswith("book/book.yaml:3:8: B105 feltet »condition« mangler")
    assert _wrong("printer:\n  icc: none") == []
