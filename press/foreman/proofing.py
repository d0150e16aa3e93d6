"""``make proof``: the printed book as one contact sheet, with what a compositor would mark.

In: the desk. Out: an exit code; ``dist/proof/index.html`` beside what is already in ``dist/``.
Later builds keep the sheet as it is until it is made again (``press.delivery.publish.APART``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from press.foreman.book import deliver
from press.foreman.desk import Desk, Problems, failed, load, stop
from press.model import Artefact, Book, Document, Extra
from press.shell import MACHINE

if TYPE_CHECKING:
    from press.looks import Looks

SHEET = "proof/index.html"


def proof(desk: Desk) -> int:
    """Make the contact sheet of the first printed edition; 0 when all went well."""
    from press.assembly.assemble import assemble
    from press.looks import load_looks

    reporter = desk.reporter
    reporter.stage("Læser og tjekker manuskriptet")
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    if manuscript is None or failed(problems):
        return stop(reporter, problems)
    looks = load_looks(desk.root)

    reporter.stage("Samler bogen")
    document = assemble(manuscript, desk.store)
    return _sheet(desk, manuscript, document, looks, problems)


def _sheet(
    desk: Desk, manuscript: Book, document: Document, looks: Looks, problems: Problems
) -> int:
    from press.galley.settle import settle
    from press.paper.breaks import BreakTable
    from press.paper.contact import contact_sheet, width
    from press.paper.volume import Press, print_book
    from press.paper.workshop import Workshop
    from press.proofreading.thumbnails import thumbnails

    reporter = desk.reporter
    edition = manuscript.printed
    reporter.stage("Sætter og binder", total=len(document.galleys) + 3)
    table = BreakTable(desk.store, manuscript.hyphenation)
    with Workshop(desk.store) as workshop:
        printed = print_book(
            Press(document, edition, looks, settle, table, workshop, reporter.quire)
        )
        pdf = printed.pdf
    table.save()
    problems += printed.problems
    if failed(problems):
        return stop(reporter, problems)

    reporter.stage("Tegner siderne", total=len(printed.leaves))
    pictures = []
    for picture in thumbnails(pdf, width()):
        pictures.append(picture)
        reporter.quire("side", stored=False, counted=False)
    html = contact_sheet(printed, document, pictures, looks)

    reporter.stage("Lægger prøvearket i dist/")
    artefact = Artefact(Extra("proof"), {SHEET: html.encode()}, {"pages": len(printed.leaves)})
    if not deliver(desk, manuscript, document, printed, [artefact]):
        return MACHINE
    flawed = sum(len(quire.flaws) for quire in printed.volume.quires)
    rows = [("prøveark", f"dist/{SHEET} ({len(html) / 1024:.0f} kB)"), ("mærker", f"{flawed}")]
    reporter.summary([*rows, ("sider", f"{len(printed.leaves)}")], problems)
    return 0
