"""Following a text over a page end, whatever stands between its parts."""

from __future__ import annotations

from press.proof.reading import Reading


def test_a_running_head_that_begins_like_the_text_does_not_lead_it_astray() -> None:
    pages = ["Indledning. Gruppen som her", "Det hele 112 drøfter noget, som varer ved."]
    text = "gruppensomherdrøfternogetsomvarerved"
    reading = Reading(pages)
    spans = reading.find((text,), 0, len(reading))
    assert spans is not None
    assert "".join(reading.text[low:high] for low, high in spans) == text
    assert [reading.page(low) for low, _ in spans] == [0, 1]
