"""What the changes of sections say together."""

from __future__ import annotations

from dataclasses import replace

from press.changes import Changes, Counts, FieldChange, SectionChanges, State

CHANGED = SectionChanges("a", "A", 1, State.CHANGED, Counts(inserted=2, moved=1))
LEFT = SectionChanges("b", "B", 2, State.CHANGED, Counts(deleted=3, left=1))
SAME = SectionChanges("c", "C", 3, State.UNCHANGED)


def test_what_left_a_section_is_counted_where_it_came() -> None:
    changes = Changes("før", (CHANGED, LEFT, SAME))
    assert changes.total == Counts(inserted=2, deleted=3, moved=1)
    assert changes.changed == (CHANGED, LEFT)
    assert changes.unchanged == {"c"}


def test_a_section_that_only_moved_shows_no_marks() -> None:
    moved = replace(CHANGED, moved=True)
    assert not moved.marked
    assert replace(moved, anchors=("x",)).marked
    assert replace(moved, fields=(FieldChange("titel", ()),)).marked
    assert replace(moved, state=State.NEW).marked
