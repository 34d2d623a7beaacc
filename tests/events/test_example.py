"""The example is the day it is modelled on, in two languages, with room for everybody."""

from __future__ import annotations

import re

import pytest

from venue.cli.check import texts
from venue.events import EXAMPLE
from venue.model.event_file import read_event

EVENT = read_event(EXAMPLE.read_bytes(), EXAMPLE.name)
POPULAR = ("beratungsintensitaet", "aufsuchende-fallarbeit", "ohne-sanktionen", "jobcenter-der-zukunft")


def test_the_house_has_a_foyer_a_plenum_thirteen_workshops_and_a_cafeteria() -> None:
    kinds = [room.kind for room in EVENT.rooms if room.kind != "table"]
    assert {kind: kinds.count(kind) for kind in kinds} == {"foyer": 1, "plenum": 1, "workshop": 13, "cafeteria": 1}


def test_the_cafeteria_has_sixty_tables_of_eight_and_some_have_a_topic() -> None:
    tables = EVENT.tables_of("cafeteria")
    assert [table.capacity for table in tables] == [8] * 60
    assert sum(table.topic is not None for table in tables) >= 5


def test_thirteen_workshops_run_in_four_rounds_each_in_a_room_of_its_own() -> None:
    assert [len(EVENT.sessions_in(slot.id)) for slot in EVENT.slots] == [4, 3, 3, 3]
    rooms = [session.room for session in EVENT.sessions if session.slot]
    assert sorted(rooms) == sorted(room.id for room in EVENT.rooms if room.kind == "workshop")


@pytest.mark.parametrize("slot", [slot.id for slot in EVENT.slots])
def test_every_round_has_places_for_all_and_one_workshop_that_is_too_small_for_its_demand(slot: str) -> None:
    places = EVENT.places(slot)
    assert places is not None
    assert places >= 440
    popular = [session.room for session in EVENT.sessions_in(slot) if session.room in POPULAR]
    assert [60 <= (EVENT.rooms_by_id[room].capacity or 0) <= 80 for room in popular] == [True]


def test_there_is_always_something_on_but_for_the_minutes_of_changing_rooms() -> None:
    ends = EVENT.starts
    for session in EVENT.sessions:
        assert (session.starts - ends).total_seconds() <= 20 * 60
        ends = max(ends, session.ends)
    assert ends == EVENT.ends


def test_every_text_is_there_in_both_languages_german_first() -> None:
    assert EVENT.languages == ("de", "en")
    for text in texts(EVENT):
        assert list(text) == ["de", "en"], text


def test_what_the_privacy_text_promises_is_what_is_kept() -> None:
    retention = EVENT.retention
    numbers = {"drei": 3, "sieben": 7, "three": 3, "seven": 7}
    for language, pattern in (("de", r"nach (\w+) Tagen"), ("en", r"after (\w+) days")):
        words = re.findall(pattern, EVENT.legal.privacy[language])
        days = [numbers[word] if word in numbers else int(word) for word in words]
        assert days == [
            hours // 24 for hours in (retention.messages_hours, retention.names_hours, retention.journal_hours)
        ]
