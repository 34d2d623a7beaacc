"""Times are those of the event's day and place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, faults, places, read


def test_a_time_is_on_the_events_day_in_its_time_zone() -> None:
    event = read(SMALL_DAY)
    assert event.starts == datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
    assert event.starts.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "ends", ["16:00:00", "2026-11-29T16:00:00", "2026-11-29T15:00:00Z", "2026-11-29T10:00:00-05:00"]
)
def test_a_time_may_be_written_in_full(ends: str) -> None:
    event = read(changed('ends = "16:00"', f"ends = {ends}"))
    assert event.ends == datetime(2026, 11, 29, 15, 0, tzinfo=UTC)
    assert event.ends.utcoffset() == timedelta(hours=1)


def test_a_long_night_ends_on_the_next_day() -> None:
    assert places(changed('ends = "16:00"', 'ends = "02:00"')) == ["ends"]
    assert read(changed('ends = "16:00"', "ends = 2026-11-30T02:00:00")).ends.day == 30
    assert places(changed('ends = "16:00"', "ends = 2026-11-30T09:00:01")) == ["ends"]


@pytest.mark.parametrize("time", ['"24:00"', '"9.30"', '"9"', "9", '""', "2026-11-29", "1999-11-29T16:00:00"])
def test_what_is_no_time_is_a_fault(time: str) -> None:
    assert places(changed('ends = "16:00"', f"ends = {time}")) == ["ends"]


def test_an_hour_that_the_clocks_leave_out_is_a_fault() -> None:
    spring = changed("date = 2026-11-29", "date = 2026-03-29")
    (fault,) = faults(changed('starts = "09:00"', 'starts = "02:30"', spring))
    assert fault.place == "starts"
    assert "Europe/Berlin" in fault.wanted


def test_a_day_on_which_the_clocks_change_has_its_true_length() -> None:
    spring = changed("date = 2026-11-29", "date = 2026-03-29")
    event = read(changed('starts = "09:00"', 'starts = "01:00"', spring))
    assert event.ends - event.starts == timedelta(hours=14)


@pytest.mark.parametrize("zone", ['"Berlin"', '"../Berlin"', '""', "7", '"Europe"'])
def test_a_place_without_a_clock_is_a_fault(zone: str) -> None:
    assert places(changed('timezone = "Europe/Berlin"', f"timezone = {zone}")) == ["timezone"]


def test_a_slip_in_the_time_zone_comes_with_the_zone_that_was_meant() -> None:
    (fault,) = faults(changed('timezone = "Europe/Berlin"', 'timezone = "Europe/Berln"'))
    assert fault.wanted == '"Europe/Berlin"'


@pytest.mark.parametrize("date", ['"2026-11-29"', "7", "2026-11-29T09:00:00", "1999-11-29", "2200-01-01"])
def test_what_is_no_day_is_the_one_fault_and_no_time_is_blamed_for_it(date: str) -> None:
    assert places(changed("date = 2026-11-29", f"date = {date}") + ROUND) == ["date"]


def test_times_are_looked_at_even_where_the_day_is_unknown() -> None:
    text = changed("date = 2026-11-29", "date = 7", SMALL_DAY + ROUND)
    assert places(changed('starts = "13:00"', 'starts = "13 Uhr"', text)) == ["date", "slots[1].starts"]
    assert places(text + 'ends = "14 Uhr"') == ["date", "sessions[1].ends"]


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"]),
    start=st.datetimes(datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2199-12-29")),
)
def test_a_time_that_is_accepted_reads_the_same_on_the_wall(zone: str, start: datetime) -> None:
    text = changed('timezone = "Europe/Berlin"', f'timezone = "{zone}"')
    text = changed("date = 2026-11-29", f"date = {start:%Y-%m-%d}", text)
    text = changed('starts = "09:00"', f'starts = "{start:%H:%M}"', text)
    text = changed('ends = "16:00"', f"ends = {start + timedelta(hours=20):%Y-%m-%dT%H:%M:%S}", text)
    if "clocks are put forward" in " ".join(fault.wanted for fault in faults(text)):
        return
    event = read(text)
    assert f"{event.starts.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == f"{start:%Y-%m-%d %H:%M}"
    assert event.starts.utcoffset() == event.starts.astimezone(ZoneInfo(zone)).utcoffset()
