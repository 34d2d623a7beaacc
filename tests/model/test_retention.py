"""Each kind of data has its own end, and a change of the event file must not bring it at once."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from tests.day import DAY
from venue.model.event import Event
from venue.model.retention import due, due_by_change


def at(event: Event, hours: float) -> int:
    """Event time in ms, so many hours after the event's end."""
    return int((event.ends + timedelta(hours=hours)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("hours", "what"),
    [
        (-1, ()),
        (71.9, ()),
        (72, ("messages",)),
        (167.9, ("messages",)),
        (168, ("messages", "names")),
        (720, ("messages", "names", "journal")),
    ],
)
def test_each_kind_of_data_has_its_own_end(hours: float, what: tuple[str, ...]) -> None:
    assert due(DAY, at(DAY, hours)) == what


@pytest.mark.parametrize(
    ("hours", "what"), [(-1, ("messages", "names", "journal")), (100, ("names", "journal")), (720, ())]
)
def test_of_what_is_erased_by_another_date_only_that_counts_which_is_still_there(
    hours: float, what: tuple[str, ...]
) -> None:
    year = timedelta(days=365)
    earlier = msgspec.structs.replace(DAY, starts=DAY.starts - year, ends=DAY.ends - year)
    assert due_by_change(DAY, earlier, at(DAY, hours)) == what
    assert due_by_change(earlier, DAY, at(DAY, hours)) == ()
