"""In which changes of rooms something is done to the venue, however many there are."""

from __future__ import annotations

import pytest

from venue.rehearsal.drills import spread, titled


@pytest.mark.parametrize(("changes", "node", "store"), [(1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 2, 3), (9, 2, 3)])
def test_however_many_changes_a_day_has_both_drills_find_theirs(changes: int, node: int, store: int) -> None:
    assert spread(changes) == {"node": node, "store": store}


def test_a_drill_says_in_which_change_it_happens() -> None:
    assert titled("store", 1) == "Redis is killed, and started again, in the first change"
    assert [titled(key, at) for key, at in spread(0).items()]
