"""What an editor is told: errors last, and of many warnings alike only the first."""

from __future__ import annotations

import pytest

from press.model import Problem, Severity, Source
from press.progress import Reporter


def told(problems: list[Problem], capsys: pytest.CaptureFixture[str], **how: bool) -> list[str]:
    with Reporter(**how) as reporter:
        reporter.problems(problems)
    return capsys.readouterr().err.splitlines()


def warnings(code: str, number: int) -> list[Problem]:
    return [
        Problem(Source(f"book/{place}.md"), code, "advarer", severity=Severity.WARNING)
        for place in range(1, number + 1)
    ]


def test_of_many_warnings_alike_the_first_are_told_and_the_others_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [*warnings("C104", 9), *warnings("B107", 4), *warnings("P213", 6), *warnings("U108", 5)]
    lines = told(found, capsys)
    kinds = ("C104", "B107", "P213", "U108")
    assert [sum(code in line for line in lines) for code in kinds] == [4, 4, 6, 5]
    assert lines[-1] == "C104 og 6 til af samme slags; make check viser alt"
    assert len(told(found, capsys, verbose=True)) == 24


def test_errors_are_all_told_and_stand_last(capsys: pytest.CaptureFixture[str]) -> None:
    errors = [Problem(Source("book/a.md", line), "T101", "standser") for line in range(1, 9)]
    lines = told([*errors, *warnings("C104", 2)], capsys)
    assert [line.split()[1] for line in lines[:2]] == ["C104", "C104"]
    assert lines[2] == "Fejl, der standser bogen:"
    assert lines[3:] == [str(error) for error in errors]
