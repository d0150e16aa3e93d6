"""``make proof``: the printed book as one contact sheet, with what a compositor would mark.

In: the desk. Out: an exit code; ``dist/proof/index.html`` beside what is already in ``dist/``.
Later builds keep the sheet as it is until it is made again (``press.delivery.publish.APART``).
"""

from __future__ import annotations

from press.foreman.book import deliver, set_up
from press.foreman.desk import READING, Desk, checked, read, reports_errors
from press.model import Artefact, Extra
from press.paper.breaks import BreakTable
from press.paper.contact import WIDTH, contact_sheet
from press.paper.volume import print_book
from press.paper.workshop import Workshop
from press.proofreading.pdf import thumbnails
from press.shell import MACHINE

SHEET = "proof/index.html"


@reports_errors
def proof(desk: Desk) -> int:
    """Make the contact sheet of the first printed edition; 0 when all went well."""
    reporter = desk.reporter
    reporter.stage(READING)
    manuscript, problems = read(desk)
    table = BreakTable(desk.store, manuscript.hyphenation)
    with Workshop(desk.store) as workshop:
        press = set_up(desk, workshop, table, manuscript)
        reporter.stage("Sætter og binder", total=len(press.document.galleys) + 3)
        printed = print_book(press)
        pdf = printed.pdf
    table.save()
    problems = checked(problems + printed.problems)
    pages = len(printed.volume.pages)

    reporter.stage("Tegner siderne", total=pages)
    pictures = []
    for picture in thumbnails(pdf, WIDTH):
        pictures.append(picture)
        reporter.quire("side", stored=False, counted=False)
    html = contact_sheet(printed, press.document, pictures, press.looks)

    reporter.stage("Lægger prøvearket i dist/")
    artefact = Artefact(Extra("proof"), {SHEET: html.encode()}, {"pages": pages})
    if not deliver(desk, manuscript, press.document, printed, [artefact]):
        return MACHINE
    flawed = sum(len(quire.flaws) for quire in printed.volume.quires)
    rows = [
        ("prøveark", f"dist/{SHEET} ({len(html) / 1024:.0f} kB)"),
        ("mærker", f"{flawed}"),
        ("sider", f"{pages}"),
    ]
    reporter.summary(rows, problems)
    return 0
