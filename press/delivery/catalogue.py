"""All catalogue data of a release at once.

In: a :class:`~press.delivery.items.Release`. Out: files by path below the release folder, and
what their validation found.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.delivery.dublincore import dublin_core
from press.delivery.items import PRODUCTS, Release
from press.delivery.onix import onix
from press.delivery.opds import opds1, opds2, opds2_publication
from press.delivery.validation import (
    Validation,
    validate_dublin_core,
    validate_onix,
    validate_opds1,
    validate_opds2,
)

FOLDER = "katalog"
ONIX = f"{FOLDER}/onix.xml"
OPDS1 = f"{FOLDER}/opds.xml"
OPDS2 = f"{FOLDER}/opds.json"
PUBLICATION = f"{FOLDER}/bogen.json"
DUBLIN_CORE = f"{FOLDER}/dublin-core"


def catalogue(release: Release) -> Mapping[str, bytes]:
    """The files by path. Raises :class:`~press.delivery.onix.OnixError` for a release that is
    no draft and has no ISBN."""
    editions = {
        f"{DUBLIN_CORE}-{item.edition}.xml": dublin_core(release, item)
        for item in release.of(*PRODUCTS)
    }
    return {
        ONIX: onix(release),
        OPDS1: opds1(release, OPDS1),
        OPDS2: opds2(release, OPDS2, PUBLICATION),
        PUBLICATION: opds2_publication(release, PUBLICATION),
        f"{DUBLIN_CORE}.xml": dublin_core(release),
        **editions,
    }


def examine(files: Mapping[str, bytes]) -> tuple[Validation, ...]:
    """What the standards say of the files that :func:`catalogue` made, each by itself."""
    checks = {ONIX: validate_onix, OPDS1: validate_opds1}
    checks |= {OPDS2: validate_opds2, PUBLICATION: validate_opds2}
    return tuple(
        checks.get(path, validate_dublin_core)(data, path) for path, data in sorted(files.items())
    )
