"""The programme of an event file fits the day, the rooms and itself."""

from __future__ import annotations

import pytest

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, faults, places, read

DAY = SMALL_DAY + ROUND


def session(**values: str) -> str:
    lines = "".join(f'{key} = "{value}"\n' for key, value in values.items())
    return f"\n[[sessions]]\n{lines}"


def slot(slot_id: str, starts: str, ends: str) -> str:
    return f'\n[[slots]]\nid = "{slot_id}"\ntitle = "Runde"\nstarts = "{starts}"\nends = "{ends}"\n'


def test_a_workshops_session_takes_times_from_its_slot_and_title_from_its_room() -> None:
    event = read(DAY)
    (found,) = event.sessions
    assert (found.starts, found.ends) == (event.slots[0].starts, event.slots[0].ends)
    assert (found.title, found.description) == ({"de": "Beratung"}, {"de": "Ein Gespräch"})


def test_a_session_with_its_own_title_does_not_borrow_the_rooms_description() -> None:
    (found,) = read(DAY + 'title = "Gut beraten"').sessions
    assert (found.title, found.description) == ({"de": "Gut beraten"}, {})


def test_a_session_in_the_plenum_needs_a_title() -> None:
    text = SMALL_DAY + session(id="start", room="plenum", starts="09:00", ends="10:00")
    assert places(text) == ["sessions[1].title"]
    assert read(text + 'title = "Beginn"').sessions[0].slot is None


def test_sessions_and_slots_come_in_order_of_time() -> None:
    early = slot("frueh", "10:00", "11:00") + session(id="wohnen", room="wohnen", slot="frueh")
    event = read(DAY + early)
    assert [found.id for found in event.slots] == ["frueh", "runde-1"]
    assert [found.id for found in event.sessions] == ["wohnen", "beratung"]


@pytest.mark.parametrize(("key", "value"), [("room", "berattung"), ("slot", "runde1")])
def test_a_room_or_slot_that_does_not_exist_comes_with_the_one_that_was_meant(key: str, value: str) -> None:
    right = {"room": "beratung", "slot": "runde-1"}[key]
    (fault,) = [
        fault for fault in faults(changed(f'{key} = "{right}"', f'{key} = "{value}"', DAY)) if fault.found[0] == '"'
    ]
    assert fault.place == f"sessions[1].{key}"
    assert f'perhaps "{right}"' in fault.wanted


def test_two_sessions_in_one_room_at_one_time_are_a_fault() -> None:
    (fault,) = faults(DAY + session(id="noch-eine", room="beratung", starts="13:59", ends="14:30"))
    assert (fault.place, fault.found) == ("sessions[2].room", '"beratung" from 13:59 to 14:30')
    assert "sessions[1] (line 52)" in fault.wanted


def test_a_session_may_begin_when_the_one_before_ends() -> None:
    assert places(DAY + session(id="danach", room="beratung", starts="14:00", ends="15:00")) == []


def test_two_slots_at_one_time_are_a_fault() -> None:
    text = DAY + slot("runde-2", "13:30", "14:30") + session(id="w", room="wohnen", slot="runde-2")
    assert places(text) == ["slots[2].starts"]


def test_a_session_outside_its_slot_is_a_fault() -> None:
    (fault,) = faults(DAY + 'ends = "14:01"')
    assert (fault.place, fault.wanted) == ("sessions[1].ends", "times within its slot runde-1, 13:00 to 14:00")


def test_a_session_or_slot_outside_the_day_is_a_fault() -> None:
    assert places(DAY + session(id="spaet", room="wohnen", starts="15:30", ends="16:01")) == ["sessions[2].starts"]
    assert places(changed('starts = "13:00"', 'starts = "08:59"', DAY)) == ["slots[1].starts"]


def test_a_session_that_ends_before_it_begins_is_a_fault() -> None:
    assert places(DAY + 'starts = "13:30"\nends = "13:30"') == ["sessions[1].ends"]


def test_a_slot_in_which_nothing_happens_is_a_fault() -> None:
    assert places(SMALL_DAY + slot("leer", "10:00", "11:00")) == ["slots[1].id"]


@pytest.mark.parametrize(
    ("addition", "place"),
    [
        (session(id="beratung", room="wohnen", slot="runde-1"), "sessions[2].id"),
        (slot("runde-1", "10:00", "11:00"), "slots[2].id"),
    ],
)
def test_an_id_that_is_taken_is_a_fault_of_the_second(addition: str, place: str) -> None:
    assert places(DAY + addition) == [place]


def test_a_slot_has_places_for_all_who_are_expected() -> None:
    expecting = changed('entry = "ticket"', 'entry = "ticket"\nexpected = 100', DAY)
    (fault,) = faults(expecting)
    assert (fault.place, fault.found) == ("slots[1].id", "80 places")
    assert places(expecting + session(id="wohnen", room="wohnen", slot="runde-1")) == []
    assert places(changed("capacity = 80", "", expecting)) == []


def test_a_fault_in_a_room_or_slot_is_not_blamed_on_the_sessions() -> None:
    assert places(changed("capacity = 80", "capacity = 0", DAY)) == ["rooms[3].capacity"]
    assert places(changed('title = "Beratung"', "", DAY)) == ["rooms[3].title"]
    assert places(changed('title = "Runde 1"', "", DAY)) == ["slots[1].title"]
    assert places(changed('starts = "13:00"', 'starts = "13"', DAY)) == ["slots[1].starts"]
    assert places(changed('ends = "16:00"', 'ends = "16"', DAY)) == ["ends"]
