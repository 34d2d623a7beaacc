"""A copy of an event: the same day, squeezed, with places for those who play it and none to spare."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

import venue.events
from venue.model.copies import LONGEST_DAY, SHORTEST_DAY, compressed, copy_slug, removed_by
from venue.model.event import Event
from venue.model.event_file import read_event
from venue.model.ids import EventSlug
from venue.model.steps import in_ms, steps_of

FILE = next(Path(venue.events.__path__[0]).glob("*.toml"))
EVENT = read_event(FILE.read_bytes(), FILE.name)
NOW = datetime(2027, 3, 18, 8, 30, tzinfo=UTC)

people = st.integers(8, 5000)
seconds = st.integers(SHORTEST_DAY, LONGEST_DAY)


def copied(people: int = 400, seconds: int = 600) -> Event:
    return compressed(EVENT, copy_slug(EVENT.slug, "abc123"), people, NOW, timedelta(seconds=seconds))


@given(people, seconds)
def test_the_day_lasts_as_long_as_was_said_and_keeps_its_order(people: int, seconds: int) -> None:
    copy = copied(people, seconds)
    assert in_ms(copy.starts) == in_ms(NOW)
    assert in_ms(copy.ends) - in_ms(copy.starts) == seconds * 1000
    assert [session.id for session in copy.sessions] == [session.id for session in EVENT.sessions]
    assert [step.id for step in steps_of(copy)] == [step.id for step in steps_of(EVENT)]
    assert all(step.starts < step.ends for step in steps_of(copy)[1:-1])
    assert all(one.ends <= other.starts for one, other in pairwise(copy.slots))
    for session in copy.sessions:
        slot = next((slot for slot in copy.slots if slot.id == session.slot), None)
        assert slot is None or slot.starts <= session.starts < session.ends <= slot.ends


@given(people)
def test_every_slot_has_a_place_for_everybody_and_few_more(people: int) -> None:
    copy = copied(people)
    for slot in copy.slots:
        places, planned = copy.places(slot.id), EVENT.places(slot.id)
        assert places is not None
        assert planned is not None
        assert people <= places <= people * planned / 440 + len(copy.sessions_in(slot.id))


@given(people)
def test_rooms_and_tables_are_the_same_but_for_their_size(people: int) -> None:
    copy = copied(people)
    alike = [msgspec.structs.replace(room, capacity=None) for room in EVENT.rooms]
    assert [msgspec.structs.replace(room, capacity=None) for room in copy.rooms] == alike
    assert all(room.capacity is None or room.capacity >= 1 for room in copy.rooms)
    tables = [room.capacity for room in copy.rooms if room.kind == "table"]
    assert tables == [room.capacity for room in EVENT.rooms if room.kind == "table"]


def test_rounds_of_sessions_get_most_of_the_time() -> None:
    copy = copied(seconds=600)
    rounds = [(slot.ends - slot.starts).total_seconds() for slot in copy.slots]
    assert max(rounds) - min(rounds) < 0.01
    assert sum(rounds) > 270
    assert min((other.starts - one.ends).total_seconds() for one, other in pairwise(copy.slots)) > 10


def test_it_says_of_itself_what_it_is_a_copy_of() -> None:
    copy = copied()
    assert copy.copy_of == EVENT.slug
    assert copy.title["de"].startswith("Probe: ")
    assert copy.title["en"].startswith("Rehearsal: ")
    assert EVENT.copy_of is None
    assert copy.names_until == copy.ends, "the door says that nothing is kept"


def test_it_comes_out_of_the_store_as_it_went_in() -> None:
    copy = copied()
    assert msgspec.json.decode(msgspec.json.encode(copy), type=Event) == copy


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=40), st.sampled_from(["a", "abc123"]))
def test_its_slug_is_one(slug: str, token: str) -> None:
    copy = copy_slug(EventSlug(slug), token)
    assert len(copy) <= 40
    assert copy.endswith(f"-probe-{token}")


def test_a_copy_that_nobody_removes_is_gone_within_an_hour() -> None:
    longest = copied(seconds=LONGEST_DAY)
    assert removed_by(longest) - in_ms(longest.starts) < 3_600_000


def test_an_event_without_rounds_is_squeezed_as_it_is() -> None:
    event = msgspec.structs.replace(
        EVENT, slots=(), sessions=tuple(session for session in EVENT.sessions if session.slot is None)
    )
    copy = compressed(event, copy_slug(EVENT.slug, "a"), 40, NOW, timedelta(seconds=60))
    assert (copy.ends - copy.starts).total_seconds() == 60
    assert steps_of(copy)[1].starts < steps_of(copy)[1].ends
