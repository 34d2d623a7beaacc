"""The event's clock shows another time than the wall's, and runs as fast."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from venue.model.clock import Clock

MORNING = datetime(2021, 11, 29, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))
REAL = 1_790_000_000_000


def test_an_ordinary_clock_shows_real_time() -> None:
    assert Clock().at(REAL) == REAL


def test_the_demo_day_begins_when_it_is_started_and_runs_on() -> None:
    clock = Clock.starting_at(MORNING, REAL)
    assert clock.moment(REAL) == MORNING
    assert clock.moment(REAL + 90_000, ZoneInfo("Europe/Berlin")).isoformat() == "2021-11-29T08:31:30+01:00"


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 4_000_000_000_000), st.integers(0, 10**9))
def test_the_way_back_to_real_time_is_exact(moment: datetime, real_ms: int, later_ms: int) -> None:
    clock = Clock.starting_at(moment, real_ms)
    assert clock.real(clock.at(real_ms + later_ms)) == real_ms + later_ms
    assert clock.at(real_ms + later_ms) - clock.at(real_ms) == later_ms
