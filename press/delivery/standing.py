"""What already stands in ``dist/``: whether a build would change anything there.

In: ``dist/``, the digest of all that a build depends on, and the editions asked for. Out:
the record of the last build when it still holds, else None.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from press.delivery.publish import last_record
from press.model import Json


def standing(dist: Path, state: str, names: Collection[str]) -> Mapping[str, Json] | None:
    """The record in ``dist`` when every edition asked for was made from ``state``.

    No ``names`` means every edition of the book. Files that were changed or lost since
    count as not standing.
    """
    record = last_record(dist)
    if record is None or record.get("source") != state:
        return None
    editions: Mapping[str, Mapping[str, Json]] = record.get("editions", {})
    wanted = set(names) or set(record.get("all_editions", ()))
    fresh = {name for name, entry in editions.items() if entry.get("source") == state}
    return record if wanted and wanted <= fresh else None
