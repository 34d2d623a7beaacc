"""What is different between two versions of an event is named, and nothing else."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.day import DAY, DAY_FILE
from venue.model.changes import EventChange, changes, fixed
from venue.model.event import Event
from venue.model.event_file import read_event


def day(*swaps: tuple[str, str], more: str = "") -> Event:
    """The day's file with these texts in place of others."""
    text = DAY_FILE
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return read_event(text + more, "day.toml")


def names(found: tuple[EventChange, ...]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.how, change.id) for change in found]


@st.composite
def versions(draw: st.DrawFn) -> Event:
    """The day without some of its parts, with some of its numbers and texts another."""
    rooms = [room for room in DAY.rooms if room.kind == "foyer" or draw(st.booleans())]
    rooms = [msgspec.structs.replace(room, capacity=draw(st.sampled_from([room.capacity, 7]))) for room in rooms]
    sessions = [session for session in DAY.sessions if draw(st.booleans())]
    title = draw(st.sampled_from([DAY.title, {"de": "Anderer Tag"}]))
    return msgspec.structs.replace(DAY, rooms=tuple(rooms), sessions=tuple(sessions), title=title)


@given(old=versions(), new=versions())
def test_nothing_is_different_exactly_where_both_say_the_same(old: Event, new: Event) -> None:
    found = changes(old, new)
    assert (msgspec.to_builtins(old) == msgspec.to_builtins(new)) == (not found)
    assert len(names(found)) == len(set(names(found))), "each thing is named once"


@given(old=versions(), new=versions())
def test_what_came_one_way_goes_the_other(old: Event, new: Event) -> None:
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {(kind, turned[how], name) for kind, how, name in names(changes(old, new))}
    assert there == set(names(changes(new, old)))


def test_a_change_says_what_was_and_what_is() -> None:
    found = changes(DAY, day(("capacity = 5", "capacity = 7"), ('starts = "09:30"', 'starts = "09:45"')))
    assert names(found) == [("room", "changed", "workshop"), ("session", "changed", "opening")]
    assert [(field.key, field.before, field.after) for change in found for field in change.fields] == [
        ("capacity", "5", "7"),
        ("starts", "09:30", "09:45"),
    ]


def test_of_a_long_text_only_is_said_that_it_is_another() -> None:
    found = changes(
        DAY, day(('help = "Ask us."', f'help = "{"Ask us. " * 40}"'), ('imprint = "Imprint"', 'imprint = "I"'))
    )
    assert [(field.key, field.before, field.after) for field in found[0].fields] == [
        ("legal.imprint", "Imprint", "I"),
        ("help", "", ""),
    ]


def test_tables_come_and_go_with_their_hall() -> None:
    fewer = day(("tables = { count = 3", "tables = { count = 2"))
    assert names(changes(DAY, fewer)) == [("room", "removed", "cafeteria.3")]
    hall = '[[rooms]]\nid = "cafeteria"\nkind = "cafeteria"\ntitle = "Cafeteria"\ntables = { count = 3, seats = 2 }\n'
    assert names(changes(DAY, day((hall, "")))) == [("room", "removed", "cafeteria")]


def test_what_everything_hangs_on_cannot_change_while_people_are_inside() -> None:
    assert fixed(DAY, day(('title = "Workshop"', 'title = "Studio"'))) == ()
    found = fixed(
        DAY, day(('slug = "day"', 'slug = "other"'), ("Europe/Berlin", "Europe/Lisbon"), ('"ticket"', '"open"'))
    )
    assert [field.key for field in found] == ["slug", "entry", "timezone"]
