"""What a finished EPUB says of its own accessibility, and the picture of its cover.

In: the bytes of an EPUB. Out: :class:`~press.screen.accessibility.Accessibility` as its package
file has it, so that catalogues repeat what the file says and nothing more.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from press.screen.accessibility import Accessibility
from press.screen.package import THUMBNAIL

_PACKAGE = "EPUB/package.opf"


def read_back(data: bytes) -> Accessibility:
    """Raises KeyError for an archive that is not one of ours."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = etree.fromstring(archive.read(_PACKAGE))

    def said(name: str) -> tuple[str, ...]:
        metas = package.iterfind("{*}metadata/{*}meta")
        return tuple(meta.text or "" for meta in metas if meta.get("property") == name)

    return Accessibility(
        modes=said("schema:accessMode"),
        sufficient=said("schema:accessModeSufficient"),
        features=said("schema:accessibilityFeature"),
        hazards=said("schema:accessibilityHazard"),
        summary=" ".join(said("schema:accessibilitySummary")),
        conforms_to=" ".join(said("dcterms:conformsTo")),
        certifier=" ".join(said("a11y:certifiedBy")),
    )


def navigated(data: bytes) -> frozenset[str]:
    """What the navigation document holds and leads to, by ``epub:type``: ``landmarks``,
    ``glossary`` and so on."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = etree.fromstring(archive.read(_PACKAGE))
        entries = package.iterfind("{*}manifest/{*}item[@properties='nav']")
        pages = [etree.fromstring(archive.read(f"EPUB/{entry.get('href')}")) for entry in entries]
    return frozenset(
        kind
        for page in pages
        for said in page.xpath("//@*[name()='epub:type']")
        for kind in said.split()
    )


def thumbnail_of(data: bytes) -> bytes | None:
    """The picture of the cover that the EPUB was made with; None when it has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = f"EPUB/{THUMBNAIL}"
        return archive.read(name) if name in archive.namelist() else None
