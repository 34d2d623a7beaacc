"""The house of an event file: one foyer, rooms with names of their own, tables in cafeterias and workshops."""

from __future__ import annotations

import pytest

from tests.model.event_file.small_day import SMALL_DAY, changed, faults, places, read
from venue.model.event import Room
from venue.model.event_file.rooms import MOST_TABLES
from venue.model.ids import RoomId

CAFETERIA = """
[[rooms]]
id = "cafeteria"
kind = "cafeteria"
title = "Cafeteria"
"""


def test_a_room_is_read_with_what_the_file_says() -> None:
    assert read(SMALL_DAY).room("beratung") == Room(
        id=RoomId("beratung"),
        kind="workshop",
        title={"de": "Beratung"},
        description={"de": "Ein Gespräch"},
        capacity=80,
    )


def test_sixty_tables_of_eight_stand_in_the_cafeteria() -> None:
    event = read(SMALL_DAY + CAFETERIA + "tables = { count = 60, seats = 8 }")
    tables = event.tables_of("cafeteria")
    assert [table.id for table in tables] == [f"cafeteria.{number}" for number in range(1, 61)]
    assert {table.capacity for table in tables} == {8}
    seventh = event.rooms_by_id[RoomId("cafeteria.7")]
    assert seventh.title == {"de": "Tisch 7", "en": "Table 7"}
    assert (seventh.kind, seventh.parent, seventh.number) == ("table", "cafeteria", 7)


def test_tables_with_topics_come_before_the_others_in_the_order_of_the_file() -> None:
    tables = """
[[rooms.tables]]
seats = 4
topic = { de = "Wohnen", en = "Housing" }
[[rooms.tables]]
count = 2
seats = 8
"""
    event = read(SMALL_DAY + CAFETERIA + tables)
    found = [(table.number, table.capacity, table.topic) for table in event.tables_of("cafeteria")]
    assert found == [(1, 4, {"de": "Wohnen", "en": "Housing"}), (2, 8, None), (3, 8, None)]


def test_the_tables_of_a_room_follow_it_in_the_house() -> None:
    text = SMALL_DAY.replace("capacity = 80\n", "capacity = 80\ntables = { count = 2, seats = 8 }\n")
    assert [room.id for room in read(text).rooms][2:] == ["beratung", "beratung.1", "beratung.2", "wohnen"]


@pytest.mark.parametrize("kind", ["foyer", "plenum"])
def test_nobody_puts_tables_into_a_foyer_or_plenum(kind: str) -> None:
    text = changed(f'kind = "{kind}"', f'kind = "{kind}"\ntables = {{ count = 2, seats = 8 }}')
    (fault,) = faults(text)
    assert fault.place.endswith(".tables")


def test_a_table_without_seats_is_a_fault_of_its_own_line() -> None:
    (fault,) = faults(SMALL_DAY + CAFETERIA + "[[rooms.tables]]\ncount = 2")
    assert (fault.place, fault.line) == ("rooms[5].tables[1].seats", 50)


def test_no_house_has_more_tables_than_a_browser_can_learn() -> None:
    full = SMALL_DAY + CAFETERIA + f"tables = {{ count = {MOST_TABLES}, seats = 8 }}"
    assert len(read(full).tables_of("cafeteria")) == MOST_TABLES
    overfull = changed("capacity = 80", "tables = { count = 1, seats = 8 }", full)
    assert places(overfull) == ["rooms[5].tables[1].count"]
    assert places(
        full + "\n[[rooms]]\n" + 'id = "more"\nkind = "workshop"\ntitle = "M"\ntables = [{ seats = 1 }, { seats = 1 }]'
    ) == ["rooms[6].tables[1].count"]


def test_two_rooms_of_one_name_are_a_fault_of_the_second() -> None:
    (fault,) = faults(changed('id = "wohnen"', 'id = "beratung"'))
    assert fault.place == "rooms[4].id"
    assert "rooms[3].id (line 34)" in fault.wanted


def test_a_house_without_a_foyer_is_a_fault() -> None:
    assert places(changed('kind = "foyer"', 'kind = "workshop"')) == ["rooms"]
    assert places(changed('kind = "foyer"', 'kind = "entrance"')) == ["rooms[1].kind"]


def test_a_second_foyer_is_a_fault() -> None:
    assert places(changed('kind = "plenum"', 'kind = "foyer"')) == ["rooms[2].kind"]


def test_a_foyer_is_never_full() -> None:
    assert places(changed('kind = "foyer"', 'kind = "foyer"\ncapacity = 5')) == ["rooms[1].capacity"]


def test_a_house_of_more_than_two_hundred_rooms_is_a_fault() -> None:
    rooms = "".join(f'\n[[rooms]]\nid = "w-{number}"\nkind = "workshop"\ntitle = "W"\n' for number in range(197))
    assert places(SMALL_DAY + rooms) == ["rooms"]
    assert places(SMALL_DAY + rooms.replace('\n[[rooms]]\nid = "w-0"\nkind = "workshop"\ntitle = "W"\n', "")) == []


def test_a_room_may_say_where_one_goes_instead_and_else_it_is_the_foyer() -> None:
    event = read(SMALL_DAY + CAFETERIA + 'successor = "beratung"\ntables = { count = 1, seats = 8 }')
    successors = event.successors
    assert successors[RoomId("cafeteria")] == "beratung"
    assert successors[RoomId("cafeteria.1")] == "cafeteria"
    assert successors[RoomId("beratung")] == event.foyer.id


def test_a_successor_is_a_room_of_this_file_and_never_in_a_circle() -> None:
    unknown = faults(SMALL_DAY + CAFETERIA + 'successor = "beratnug"')
    assert [(fault.place, fault.wanted) for fault in unknown] == [
        ("rooms[5].successor", 'the id of a room of this file, perhaps "beratung"')
    ]
    circle = (
        CAFETERIA + 'successor = "annex"\n' + CAFETERIA.replace("cafeteria", "annex", 1) + 'successor = "cafeteria"'
    )
    assert [fault.wanted for fault in faults(SMALL_DAY + circle)] == ["no circle: annex > cafeteria > annex"]
    alone = faults(SMALL_DAY + CAFETERIA + 'successor = "cafeteria"')
    assert [fault.wanted for fault in alone] == ["no circle: cafeteria > cafeteria"]
