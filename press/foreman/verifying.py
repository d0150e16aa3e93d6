"""``make verify``: the judges' opinion of the book as it stands, without sending anything out.

In: the desk. Out: a line for every answer and an exit code. A judge who could not be asked is
said to be missing, with what to do about it, and the run has then not passed.
"""

from __future__ import annotations

from press.foreman.book import make
from press.foreman.desk import Desk, StoppedError, stop
from press.judges.verdict import NotRun
from press.shell import ERRORS, MACHINE


def verify(desk: Desk) -> int:
    """Build what is not built, ask the judges; 0 when all were asked and all passed.

    Raises :class:`~press.foreman.desk.UnknownEditionError`.
    """
    try:
        made = make(desk)
    except StoppedError as stopped:
        return stop(desk.reporter, stopped.problems)
    from press.foreman.formats import judge_all

    reporter = desk.reporter
    reporter.stage("Spørger validatorerne", total=len(made.artefacts))
    judged = judge_all(made, lambda name: reporter.quire(name, stored=False, counted=False))
    for answer in judged.answers:
        reporter.say(f"{answer.path}: {answer.verdict}")
        if not isinstance(answer.verdict, NotRun):
            reporter.problems(answer.verdict.problems)
    absent = sum(isinstance(answer.verdict, NotRun) for answer in judged.answers)
    if absent:
        reporter.say(f"Ikke efterprøvet: {absent} af {len(judged.answers)} prøver blev ikke kørt.")
        return MACHINE
    if not judged.passed:
        reporter.say("Efterprøvet, men ikke bestået.")
        return ERRORS
    reporter.say(f"Efterprøvet og bestået: {len(judged.answers)} prøver uden fund.")
    return 0
