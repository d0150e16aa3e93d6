from __future__ import annotations

from dataclasses import replace

import pytest

from press.model import Galley
from press.screen.paths import contents_of, paths_of
from tests.screen.sample import DOCUMENT


def _paths(*ids: str) -> list[str]:
    galleys = tuple(Galley(id, "chapter", "T", "") for id in ids)
    return list(paths_of(replace(DOCUMENT, galleys=galleys), "html", ("index",)).galleys.values())


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("åbenhed-og-øvelse",), ["aabenhed-og-oevelse.html"]),
        (("a b", "a-b", "A_B"), ["a-b.html", "a-b-2.html", "a-b-3.html"]),
        (("index",), ["index-2.html"]),
        (("第一章",), ["afsnit.html"]),
        (("café",), ["cafe.html"]),
    ],
)
def test_files_have_plain_names_of_their_own(ids: tuple[str, ...], names: list[str]) -> None:
    assert _paths(*ids) == names


def test_images_keep_their_kind() -> None:
    document = replace(DOCUMENT, images={"images/Å b.SVG": b"", "images/sub/å b.png": b""})
    assert paths_of(document, "html").images == {
        "images/Å b.SVG": "images/aa-b-2.svg",
        "images/sub/å b.png": "images/aa-b.png",
    }


def test_a_link_names_the_file_only_when_it_leads_out_of_it() -> None:
    paths = paths_of(DOCUMENT, "xhtml")
    assert paths.address("kompas", "opgaven") == "#kompas"
    assert paths.address("kompas", "ordene") == "opgaven.xhtml#kompas"
    assert paths.address("unknown", "ordene") == "#unknown"


def test_a_part_holds_its_chapters_and_back_matter_stands_alone() -> None:
    entries = contents_of(DOCUMENT, paths_of(DOCUMENT, "html").galleys)
    assert [(entry.galley.id, len(entry.chapters)) for entry in entries] == [
        ("forord", 0),
        ("del-1", 2),
        ("ordliste", 0),
        ("litteratur", 0),
        ("register", 0),
        ("kolofon", 0),
    ]
    assert entries[4].headings == ()
