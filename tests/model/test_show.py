"""The run of show, over a day of its own and with whatever moderators decide in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.events import EXAMPLE
from venue.model import show as model
from venue.model.event import Event
from venue.model.event_file import read_event
from venue.model.ids import SessionId
from venue.model.show import (
    AHEAD,
    HOLD_MOST,
    LATEST,
    MINUTE,
    SHORTEST,
    Effective,
    Mode,
    ShowState,
    Unrunnable,
    effective,
)
from venue.model.steps import in_ms, steps_of

EXAMPLE_DAY = read_event(EXAMPLE.read_bytes(), EXAMPLE.name)
PLAN = """
[[slots]]
id = "round"
title = "Round"
starts = "10:45"
ends = "12:00"
""" + "".join(
    f'\n[[sessions]]\nid = "{name}"\nroom = "{room}"\nstarts = "{starts}"\nends = "{ends}"\ntitle = "{name}"\n{slot}\n'
    for name, room, starts, ends, slot in (
        ("opening", "plenum", "09:30", "10:00", ""),
        ("debate", "plenum", "10:00", "10:30", ""),
        ("short", "one", "10:45", "11:30", 'slot = "round"'),
        ("long", "two", "10:45", "12:00", 'slot = "round"'),
        ("closing", "plenum", "12:00", "12:30", ""),
    )
)
ROOMS = "".join(
    f'\n[[rooms]]\nid = "{room}"\nkind = "{kind}"\ntitle = "{room}"\n'
    for room, kind in (("foyer", "foyer"), ("plenum", "plenum"), ("one", "workshop"), ("two", "workshop"))
)
DAY = read_event(
    f"""
slug = "day"
title = "Day"
languages = ["en"]
organisers = ["The city"]
timezone = "Europe/Berlin"
date = 2027-03-18
starts = "09:00"
ends = "14:00"
accent = "#0b5f73"
entry = "open"
help = "Ask"
[legal]
imprint = "I"
privacy = "P"
accessibility = "A"
[retention]
messages_hours = 1
names_hours = 1
journal_hours = 1
{ROOMS}{PLAN}""".encode(),
    "day.toml",
)
OPENS = in_ms(DAY.starts)
PLANNED = {session.id: (in_ms(session.starts), in_ms(session.ends)) for session in DAY.sessions}

MODES: tuple[Mode, ...] = ("clock", "hand")
Deed = Callable[[Event, ShowState, int], ShowState]
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.just(model.hold),
    st.just(model.resume),
    st.just(model.back),
    st.booleans().map(lambda rest: lambda event, show, now: model.skip(event, show, now, rest)),
    st.sampled_from(MODES).map(lambda mode: lambda event, show, now: model.run_by(event, show, now, mode)),
    st.tuples(st.integers(-60, 120), st.booleans()).map(
        lambda wish: lambda event, show, now: model.extend(event, show, now, wish[0] * MINUTE, wish[1])
    ),
)
DAYS = st.lists(st.tuples(st.integers(0, 40 * MINUTE), DEEDS), max_size=14)
"""What is done, each after a while."""


def at(clock: str) -> int:
    hours, minutes = clock.split(":")
    return OPENS + (int(hours) - 9) * 60 * MINUTE + int(minutes) * MINUTE


def played(deeds: list[tuple[int, Deed]], event: Event = DAY) -> tuple[ShowState, int]:
    """The day after all that, as far as it could be done, and when it is."""
    show, now = ShowState(), in_ms(event.starts)
    for after, deed in deeds:
        now += after
        try:
            show = deed(event, show, now)
        except Unrunnable:
            continue
    return show, now


def running(show: ShowState, now: int) -> str:
    return effective(DAY, show, now).running.step.id


def clocks(found: Effective, session: str) -> tuple[int, int]:
    starts, ends = found.sessions[SessionId(session)]
    return (starts - OPENS) // MINUTE, (ends - OPENS) // MINUTE


def test_the_day_is_a_row_of_steps_with_breaks_where_nothing_runs() -> None:
    steps = steps_of(DAY)
    assert [(step.id, step.kind, step.sessions) for step in steps] == [
        ("before", "before", ()),
        ("opening", "sessions", ("opening",)),
        ("debate", "sessions", ("debate",)),
        ("break-after-debate", "break", ()),
        ("round", "sessions", ("short", "long")),
        ("round~2", "sessions", ("long",)),
        ("closing", "sessions", ("closing",)),
        ("after", "after", ()),
    ]
    assert all(one.ends == other.starts for one, other in pairwise(steps))


def test_a_day_without_programme_has_one_step_that_nobody_can_end() -> None:
    empty = msgspec.structs.replace(DAY, sessions=(), slots=())
    assert [step.kind for step in steps_of(empty)] == ["after"]
    for deed in (model.hold, model.skip, model.back):
        with pytest.raises(Unrunnable, match="no_step"):
            deed(empty, ShowState(), OPENS)


@pytest.mark.parametrize(
    ("clock", "step"),
    [
        ("08:00", "before"),
        ("09:30", "opening"),
        ("10:35", "break-after-debate"),
        ("11:59", "round~2"),
        ("15:00", "after"),
    ],
)
def test_by_the_clock_the_steps_follow_the_plan(clock: str, step: str) -> None:
    found = effective(DAY, ShowState(), at(clock))
    assert found.running.step.id == step
    assert found.sessions == PLANNED


def test_five_minutes_more_move_the_end_and_all_that_follows() -> None:
    show = model.extend(DAY, ShowState(), at("09:50"), 5 * MINUTE)
    found = effective(DAY, show, at("10:02"))
    assert found.running.step.id == "opening"
    assert clocks(found, "opening") == (30, 65)
    assert clocks(found, "long") == (110, 185)


def test_five_minutes_more_of_this_step_alone_are_taken_from_the_next() -> None:
    show = model.extend(DAY, ShowState(), at("09:50"), 5 * MINUTE, rest=False)
    found = effective(DAY, show, at("10:02"))
    assert clocks(found, "opening") == (30, 65)
    assert clocks(found, "debate") == (65, 90)
    assert found.sessions[SessionId("long")] == PLANNED[SessionId("long")]


def test_a_step_whose_time_was_taken_keeps_a_minute() -> None:
    show = model.extend(DAY, ShowState(), at("09:50"), 50 * MINUTE, rest=False)
    found = effective(DAY, show, at("09:50"))
    assert clocks(found, "debate") == (110, 111)
    assert clocks(found, "closing") == (180, 210)


def test_nobody_shortens_a_step_to_before_now_or_moves_it_by_more_than_half_a_day() -> None:
    with pytest.raises(Unrunnable, match="bad_end"):
        model.extend(DAY, ShowState(), at("09:50"), -10 * MINUTE)
    show = ShowState()
    for _ in range(LATEST // (120 * MINUTE)):
        show = model.extend(DAY, show, at("09:50"), 120 * MINUTE)
    with pytest.raises(Unrunnable, match="bad_end"):
        model.extend(DAY, show, at("09:50"), 120 * MINUTE)


def test_skipping_begins_the_next_step_now() -> None:
    show = model.skip(DAY, ShowState(), at("09:50"))
    found = effective(DAY, show, at("09:50"))
    assert found.running.step.id == "debate"
    assert clocks(found, "opening") == (30, 50)
    assert clocks(found, "debate") == (50, 80)
    assert clocks(found, "closing") == (170, 200)
    alone = effective(DAY, model.skip(DAY, ShowState(), at("09:50"), rest=False), at("09:50"))
    assert clocks(alone, "debate") == (50, 90)
    assert alone.sessions[SessionId("closing")] == PLANNED[SessionId("closing")]


def test_what_was_over_is_opened_again_for_five_minutes() -> None:
    show = model.back(DAY, ShowState(), at("10:01"))
    found = effective(DAY, show, at("10:01"))
    assert found.running.step.id == "opening"
    assert clocks(found, "opening") == (30, 66)
    assert clocks(found, "debate") == (66, 96)
    with pytest.raises(Unrunnable, match="no_step"):
        model.back(DAY, ShowState(), at("09:10"))


def test_a_hold_that_is_forgotten_ends_by_itself() -> None:
    show = model.hold(DAY, ShowState(), at("09:50"))
    assert effective(DAY, show, at("13:49")).held_until == at("13:50")
    late = effective(DAY, show, at("13:55"))
    assert late.held_until == 0
    assert late.running.step.id == "opening"
    assert clocks(late, "opening") == (30, 60 + 240)
    assert running(show, at("14:01")) == "debate"
    again = model.hold(DAY, show, at("14:01"))
    assert effective(DAY, again, at("14:11")).running.ends == late.sessions[SessionId("debate")][1] + 10 * MINUTE


def test_by_hand_a_step_whose_time_is_over_goes_on_and_gets_a_minute_from_the_clock() -> None:
    show = model.run_by(DAY, ShowState(), at("09:50"), "hand")
    found = effective(DAY, show, at("10:20"))
    assert found.running.step.id == "opening"
    assert clocks(found, "debate") == (80, 110)
    show = model.run_by(DAY, show, at("10:20"), "clock")
    assert running(show, at("10:20")) == "opening"
    assert effective(DAY, show, at("10:20")).running.ends == at("10:20") + SHORTEST
    assert running(show, at("10:21")) == "debate"


def test_another_programme_drops_what_was_about_steps_that_are_gone() -> None:
    show = model.extend(DAY, ShowState(), at("09:50"), 5 * MINUTE)
    fewer = msgspec.structs.replace(DAY, sessions=DAY.sessions[1:])
    assert effective(fewer, show, at("10:20")).sessions[SessionId("debate")][1] == at("10:35")
    assert "opening" not in model.extend(fewer, show, at("10:20"), MINUTE).moved


@given(DAYS, st.integers(0, 90 * MINUTE))
def test_steps_keep_their_order_and_no_room_has_two_sessions_at_once(deeds: list[tuple[int, Deed]], later: int) -> None:
    for event in (DAY, EXAMPLE_DAY):
        show, now = played(deeds, event)
        found = effective(event, show, now + later)
        assert [timed.step for timed in found.steps] == list(steps_of(event))
        assert all(one.ends == other.starts for one, other in pairwise(found.steps))
        assert all(timed.starts <= timed.ends for timed in found.steps)
        for room in event.rooms:
            spans = [found.sessions[session.id] for session in event.sessions if session.room == room.id]
            assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert found.index in (0, len(found.steps) - 1) or found.running.starts <= now + later <= found.running.ends


@given(DAYS)
def test_the_sessions_that_run_by_their_times_are_those_of_the_running_step(deeds: list[tuple[int, Deed]]) -> None:
    show, now = played(deeds)
    found = effective(DAY, show, now)
    by_time = {session for session, (starts, ends) in found.sessions.items() if starts <= now < ends}
    if found.index < len(found.steps) - 1:
        assert by_time == set(found.running.step.sessions)


@given(DAYS, st.integers(1, 120), st.booleans())
def test_more_minutes_and_the_same_less_are_nothing(deeds: list[tuple[int, Deed]], minutes: int, rest: bool) -> None:
    show, now = played(deeds)
    try:
        more = model.extend(DAY, show, now, minutes * MINUTE, rest)
    except Unrunnable:
        return
    less = model.extend(DAY, more, now, -minutes * MINUTE, rest)
    assert effective(DAY, less, now) == effective(DAY, show, now)


@given(DAYS, st.integers(0, HOLD_MOST - 1))
def test_a_hold_is_as_many_minutes_more(deeds: list[tuple[int, Deed]], held: int) -> None:
    show, now = played(deeds)
    show = model.resume(DAY, show, now)
    try:
        more = model.extend(DAY, show, now, held)
        stopped = model.hold(DAY, show, now)
    except Unrunnable:
        return
    assert effective(DAY, stopped, now + held).sessions == effective(DAY, more, now + held).sessions
    went_on = model.resume(DAY, stopped, now + held)
    assert effective(DAY, went_on, now + held) == effective(DAY, more, now + held)


@given(DAYS, st.integers(0, 600 * MINUTE))
def test_by_hand_nothing_goes_on_by_itself(deeds: list[tuple[int, Deed]], later: int) -> None:
    show, now = played(deeds)
    by_hand = model.run_by(DAY, show, now, "hand")
    assert running(by_hand, now) == running(show, now)
    assert running(by_hand, now + later) == running(by_hand, now)


@given(DAYS, st.booleans())
def test_going_back_undoes_a_skip(deeds: list[tuple[int, Deed]], rest: bool) -> None:
    show, now = played(deeds)
    show = model.resume(DAY, show, now)
    before = effective(DAY, show, now)
    if before.running.step.id == "after":
        return
    undone = model.back(DAY, model.skip(DAY, show, now, rest), now)
    assert effective(DAY, undone, now) == before


@given(DAYS)
def test_a_state_is_the_same_after_its_way_through_the_store(deeds: list[tuple[int, Deed]]) -> None:
    show, _ = played(deeds)
    assert msgspec.json.decode(msgspec.json.encode(show), type=ShowState) == show
    assert b'"p":' not in msgspec.json.encode(show)


@given(DAYS, st.integers(0, 90 * MINUTE))
def test_while_nobody_knows_when_a_step_ends_the_store_is_told_that_nothing_begins_or_ends_soon(
    deeds: list[tuple[int, Deed]], later: int
) -> None:
    show, now = played(deeds)
    found = effective(DAY, show, now + later)
    begun = {session for timed in found.steps[: found.index + 1] for session in timed.step.sessions}
    ended = begun - set(found.running.step.sessions)
    lasts = found.index < len(found.steps) - 1 and (show.mode == "hand" or found.held_until > 0)
    for session, times in found.sessions_ahead.items():
        for time, real, past in zip(times, found.sessions[session], (session in begun, session in ended), strict=True):
            if past or not lasts:
                assert time == real
            else:
                assert time >= max(real, found.at + AHEAD)


def test_when_the_clock_takes_over_the_store_is_told_the_times_as_they_are() -> None:
    show = model.run_by(DAY, ShowState(), at("09:50"), "hand")
    by_hand = effective(DAY, show, at("10:20"))
    assert by_hand.sessions_ahead[SessionId("opening")] == (at("09:30"), at("10:20") + AHEAD)
    by_clock = effective(DAY, model.run_by(DAY, show, at("10:20"), "clock"), at("10:20"))
    assert by_clock.sessions_ahead[SessionId("opening")] == (at("09:30"), at("10:21"))
