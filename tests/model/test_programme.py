"""What is on now and what comes next, over the example's whole day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.events import EXAMPLE
from venue.model.event_file import read_event
from venue.model.programme import Now, at, in_room, minutes_between

EVENT = read_event(EXAMPLE.read_bytes(), EXAMPLE.name)
MOMENTS = st.integers(-60 * 60, 11 * 60 * 60).map(lambda seconds: EVENT.starts + timedelta(seconds=seconds))


def time(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return EVENT.starts.replace(hour=int(hours), minute=int(minutes))


def ids(now: Now) -> tuple[list[str], list[str]]:
    return [session.id for session in now.running], [session.id for session in now.next]


@pytest.mark.parametrize(
    ("clock", "running", "coming"),
    [
        ("08:00", [], ["ankommen"]),
        ("08:30", ["ankommen"], ["eroeffnung"]),
        ("09:30", ["eroeffnung"], ["politische-lage"]),
        ("11:00", ["streitgespraech"], ["schlaglichter"]),
        ("12:30", ["mittagspause"], ["beratungsintensitaet", "digitale-formate", "wohnkosten", "kindergrundsicherung"]),
        ("13:55", [], ["aufsuchende-fallarbeit", "augenhoehe", "vermoegen"]),
        (
            "14:30",
            ["aufsuchende-fallarbeit", "augenhoehe", "vermoegen"],
            ["ohne-sanktionen", "alleinerziehende", "mindestschwelle"],
        ),
        ("17:30", ["ausklang"], []),
        ("18:00", [], []),
    ],
)
def test_the_house_knows_what_is_on_and_what_comes_next(clock: str, running: list[str], coming: list[str]) -> None:
    assert ids(at(EVENT, time(clock))) == (running, coming)


@pytest.mark.parametrize(
    ("clock", "phase"), [("08:29", "before"), ("08:30", "open"), ("17:59", "open"), ("18:00", "over")]
)
def test_the_day_is_ahead_open_or_over(clock: str, phase: str) -> None:
    assert at(EVENT, time(clock)).phase == phase


def test_minutes_are_counted_up_so_that_the_last_one_is_still_one() -> None:
    now = at(EVENT, time("11:00") + timedelta(seconds=1))
    assert (now.minutes_left, now.minutes_to_next) == (30, 30)
    last = at(EVENT, time("11:30") - timedelta(seconds=1))
    assert (last.minutes_left, last.minutes_to_next) == (1, 1)


def test_between_two_rounds_no_slot_runs_and_nothing_is_left() -> None:
    now = at(EVENT, time("14:00"))
    assert (now.slot, now.minutes_left, now.minutes_to_next) == (None, None, 5)
    during = at(EVENT, time("14:05"))
    assert during.slot is not None
    assert during.slot.id == "runde-2"


def test_after_the_day_nothing_changes_any_more() -> None:
    now = at(EVENT, time("18:00"))
    assert (now.changes, now.minutes_left, now.minutes_to_next) == (None, None, None)


def test_a_room_knows_its_own_programme() -> None:
    running, coming = in_room(EVENT, "plenum", time("10:20"))
    assert running is None
    assert coming is not None
    assert coming.id == "streitgespraech"
    running, coming = in_room(EVENT, "cafeteria", time("17:15"))
    assert running is not None
    assert (running.id, coming) == ("ausklang", None)
    assert in_room(EVENT, "nowhere", time("12:00")) == (None, None)


@given(MOMENTS)
def test_nothing_changes_before_the_moment_that_is_named(moment: datetime) -> None:
    now = at(EVENT, moment)
    if now.changes is None:
        assert moment >= EVENT.ends
        return
    assert now.changes > moment
    just_before = at(EVENT, now.changes - timedelta(microseconds=1))
    assert (just_before.phase, just_before.slot, ids(just_before)) == (now.phase, now.slot, ids(now))
    assert just_before.changes == now.changes


@given(MOMENTS, st.integers(0, 10**6))
def test_minutes_between_two_moments_are_never_too_few(moment: datetime, seconds: int) -> None:
    minutes = minutes_between(moment, moment + timedelta(seconds=seconds))
    assert (minutes - 1) * 60 < seconds <= minutes * 60
    assert minutes_between(moment, moment - timedelta(seconds=seconds)) == 0
