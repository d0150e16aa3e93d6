"""``make proof``: the printed book as one contact sheet, with what a compositor would mark.

In: the desk. Out: an exit code; ``dist/proof/index.html`` beside what is already in ``dist/``.
Later builds keep the sheet as it is until it is made again (``press.delivery.publish.APART``).
"""

from __future__ import annotations

from press.foreman.book import deliver
from press.foreman.desk import Desk, StoppedError, checked, read, stop
from press.model import Artefact, Extra
from press.shell import MACHINE

SHEET = "proof/index.html"


def proof(desk: Desk) -> int:
    """Make the contact sheet of the first printed edition; 0 when all went well."""
    try:
        return _proof(desk)
    except StoppedError as stopped:
        return stop(desk.reporter, stopped.problems)


def _proof(desk: Desk) -> int:
    from press.assembly.assemble import assemble
    from press.looks import load_looks
    from press.paper.breaks import BreakTable
    from press.paper.contact import WIDTH, contact_sheet
    from press.paper.volume import Press, print_book
    from press.paper.workshop import Workshop
    from press.proofreading.pdf import thumbnails

    reporter = desk.reporter
    manuscript, problems = read(desk)
    looks = load_looks(desk.root)
    reporter.stage("Samler bogen")
    document = assemble(manuscript, desk.store)
    reporter.stage("Sætter og binder", total=len(document.galleys) + 3)
    table = BreakTable(desk.store, manuscript.hyphenation)
    with Workshop(desk.store) as workshop:
        tell = reporter.quire
        press = Press(document, manuscript.printed, looks, table, workshop, tell)
        printed = print_book(press)
        pdf = printed.pdf
    table.save()
    problems = checked(problems + printed.problems)

    reporter.stage("Tegner siderne", total=len(printed.volume.pages))
    pictures = []
    for picture in thumbnails(pdf, WIDTH):
        pictures.append(picture)
        reporter.quire("side", stored=False, counted=False)
    html = contact_sheet(printed, document, pictures, looks)

    reporter.stage("Lægger prøvearket i dist/")
    artefact = Artefact(
        Extra("proof"), {SHEET: html.encode()}, {"pages": len(printed.volume.pages)}
    )
    if not deliver(desk, manuscript, document, printed, [artefact]):
        return MACHINE
    flawed = sum(len(quire.flaws) for quire in printed.volume.quires)
    rows = [("prøveark", f"dist/{SHEET} ({len(html) / 1024:.0f} kB)"), ("mærker", f"{flawed}")]
    reporter.summary([*rows, ("sider", f"{len(printed.volume.pages)}")], problems)
    return 0
