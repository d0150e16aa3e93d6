"""The command line speaks Danish, and says in a line why it stopped."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from press.pandoc import PandocStoppedError
from press.shell import run

BUILD = Path(__file__).parents[1] / "build.py"
ENGLISH = re.compile(r"\b(usage|options|commands?|show|error|try|missing|invalid|directory|text)\b")


def said(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, BUILD, *words], capture_output=True, check=False, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--help",), 0, "Kommandoer:"),
        (("book", "--help"), 0, "--root MAPPE"),
        ((), 2, "Sådan: build.py [TILVALG] KOMMANDO"),
        (("bok",), 2, "Fejl: Ukendt kommando »bok«."),
        (("book", "--editon", "epub"), 2, "Ukendt tilvalg »--editon«."),
        (("book", "--edition"), 2, "Der mangler en værdi efter »--edition«."),
        (("book", "--root", "/findes/ikke"), 2, "»/findes/ikke« findes ikke."),
        (("release",), 2, "Udgivelsen blev ikke lavet: versionen mangler"),
        (("check", "alt"), 2, "Der er et ord for meget: alt"),
    ],
)
def test_every_word_is_danish(words: tuple[str, ...], code: int, told: str) -> None:
    returned, text = said(*words)
    assert returned == code
    assert told in text
    plain = re.sub(r"--\w+|\[text\|json\]", "", text)
    assert not ENGLISH.search(plain.lower()), text


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "Afbrudt."),
        (PandocStoppedError("pandoc blev standset udefra (signal 9)"), 3, "signal 9"),
        (OSError(errno.ENOSPC, "No space left", "/bog/.cache"), 3, "ikke mere plads på disken"),
    ],
)
def test_a_run_that_is_stopped_says_why(
    error: BaseException, code: int, told: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    @click.group()
    def group() -> None: ...

    @group.command()
    def fall() -> None:
        raise error

    monkeypatch.setattr(sys, "argv", ["build.py", "fall"])
    assert run(group) == code
    words = capsys.readouterr().err
    assert told in words
    assert "dist/" in words


def test_other_errors_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.group()
    def group() -> None: ...

    @group.command()
    def fall() -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file")

    monkeypatch.setattr(sys, "argv", ["build.py", "fall"])
    with pytest.raises(FileNotFoundError):
        run(group)
