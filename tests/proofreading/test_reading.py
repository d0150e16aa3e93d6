"""Following a text over a page end, whatever stands between its parts."""

from __future__ import annotations

import pytest

from press.proofreading.reading import Reading


def test_a_running_head_that_begins_like_the_text_does_not_lead_it_astray() -> None:
    pages = ["Indledning. Gruppen som her", "Det hele 112 drøfter noget, som varer ved."]
    text = "gruppensomherdrøfternogetsomvarerved"
    reading = Reading(pages)
    spans = reading.find((text,), 0, len(reading))
    assert spans is not None
    assert "".join(reading.text[low:high] for low, high in spans) == text
    assert [reading.page(low) for low, _ in spans] == [0, 1]


@pytest.mark.parametrize("note", ["Kerneopgaven kommunen dialogen", "Kender du det"])
def test_a_note_below_that_begins_like_the_text_over_the_page_does_not_lead_it_astray(
    note: str,
) -> None:
    pages = [f"Det står fast.5 3 {note}.", "Hoved 28 Kerneopgaven arbejdsmiljøet ældreplejen."]
    reading = Reading(pages)
    pieces = ("detstårfast", "kerneopgavenarbejdsmiljøetældreplejen")
    spans = reading.find(pieces, 0, len(reading))
    assert spans is not None
    assert [reading.text[low:high] for low, high in spans] == list(pieces)
    assert [reading.page(low) for low, _ in spans] == [0, 1]


def test_a_page_may_end_just_before_the_page_number_that_a_reference_quotes() -> None:
    pages = ["Brug arkene i afsnittet »Metodeark«", "Bilag 3 (s. 173). Hovedudvalget kan det."]
    reading = Reading([*pages, "Til sidst."])
    pieces = ("brugarkeneiafsnittetmetodeark", "hovedudvalgetkandet")
    spans = reading.find(pieces, 0, len(reading))
    assert spans is not None
    assert [reading.text[low:high] for low, high in spans] == list(pieces)
