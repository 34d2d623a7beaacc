"""Where a person belongs: one rule, whatever happened before."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.belonging import Belonging, Rooms, RunningPlace, Stay, belongs, hall_of
from venue.model.ids import RoomId

FOYER, HALL, TABLE, WORKSHOP, ANNEX, GONE = map(RoomId, ("foyer", "hall", "hall.1", "workshop", "annex", "gone"))
KNOWN = frozenset({FOYER, HALL, TABLE, WORKSHOP, ANNEX})
OPENED = 1000

rooms = st.sampled_from([FOYER, HALL, TABLE, WORKSHOP, ANNEX, GONE])
maybe_room = st.none() | rooms
stays = st.builds(
    Stay,
    ordered=st.lists(rooms, max_size=3).map(tuple),
    seat=maybe_room,
    last=maybe_room,
    chosen=st.sampled_from([0, OPENED - 1, OPENED, OPENED + 1]),
    place=st.none() | st.builds(RunningPlace, room=rooms, opened=st.just(OPENED)),
    follow=st.sampled_from(["always", "ask", "never"]),
)


def in_any_of(taking: frozenset[RoomId]) -> Callable[[RoomId], bool]:
    return lambda room: room in taking


houses = st.builds(
    lambda closed, successors, taken, taking: Rooms(
        foyer=FOYER, known=KNOWN, closed=closed, successors=successors, taken=taken, takes=in_any_of(taking)
    ),
    st.frozensets(rooms.filter(lambda room: room != FOYER)),
    st.dictionaries(rooms, rooms),
    st.dictionaries(rooms, st.integers(0, 3)),
    st.frozensets(rooms),
)


@given(stays, houses)
def test_everybody_belongs_somewhere_that_is_open_and_has_a_seat_for_them(stay: Stay, house: Rooms) -> None:
    room, _ = belongs(stay, house)
    assert house.is_open(room)
    assert room in (FOYER, stay.seat) or house.takes(room)


@given(stays, houses)
def test_whoever_is_brought_where_they_belong_belongs_there(stay: Stay, house: Rooms) -> None:
    there = belongs(stay, house)
    arrived = msgspec.structs.replace(stay, ordered=(), seat=there.room, last=None)
    if there.why == "order":  # a person wanted them to be there
        arrived = msgspec.structs.replace(arrived, chosen=OPENED + 2)
    if there.why in ("order", "chosen", "place"):
        assert belongs(arrived, house).room == there.room


@given(stays, houses)
def test_closing_overrides_every_wish_and_nobody_stays_in_a_closed_room(stay: Stay, house: Rooms) -> None:
    for room in KNOWN - {FOYER}:
        shut = msgspec.structs.replace(house, closed=house.closed | {room})
        there = belongs(stay, shut).room
        assert room not in (there, hall_of(there))


@given(stays, houses)
def test_only_who_wants_it_is_taken_along(stay: Stay, house: Rooms) -> None:
    asked = msgspec.structs.replace(stay, follow="ask")
    without = msgspec.structs.replace(asked, place=None)
    assert belongs(asked, house).room == belongs(without, house).room
    assert belongs(asked, house).why != "place"


@given(stays, houses)
def test_whoever_chose_their_room_since_the_session_began_is_left_there(stay: Stay, house: Rooms) -> None:
    chosen = msgspec.structs.replace(stay, ordered=(), chosen=OPENED, place=RunningPlace(WORKSHOP, OPENED))
    if chosen.seat and house.is_open(chosen.seat):
        assert belongs(chosen, house).room == chosen.seat


@given(stays, houses)
def test_an_open_order_comes_before_everything_where_there_is_a_seat(stay: Stay, house: Rooms) -> None:
    free = [room for room in stay.ordered if house.is_open(room) and (house.takes(room) or room == stay.seat)]
    if free:
        assert belongs(stay, house).why in ("order", "successor")
    if not stay.ordered:
        assert belongs(stay, house).why != "order"


@given(st.dictionaries(rooms, rooms), st.frozensets(rooms.filter(lambda room: room != FOYER)), rooms)
def test_successors_lead_to_an_open_room_even_in_a_circle(
    successors: dict[RoomId, RoomId], closed: frozenset[RoomId], room: RoomId
) -> None:
    house = Rooms(foyer=FOYER, known=KNOWN, closed=closed, successors=successors)
    assert house.is_open(house.instead_of(room))


PLACE = RunningPlace(WORKSHOP, OPENED)


@pytest.mark.parametrize(
    ("stay", "there"),
    [
        (Stay(), Belonging(FOYER, "foyer")),
        (Stay(last=HALL), Belonging(HALL, "last")),
        (Stay(seat=HALL, ordered=(ANNEX,)), Belonging(ANNEX, "order")),
        (Stay(seat=HALL, place=PLACE), Belonging(HALL, "last")),
        (Stay(seat=HALL, place=PLACE, follow="always"), Belonging(WORKSHOP, "place")),
        (Stay(seat=HALL, place=PLACE, follow="always", chosen=OPENED), Belonging(HALL, "chosen")),
        (Stay(seat=HALL, place=PLACE, follow="always", chosen=OPENED - 1), Belonging(WORKSHOP, "place")),
        (Stay(last=HALL, place=PLACE, follow="always", chosen=OPENED), Belonging(HALL, "chosen")),
        (Stay(seat=TABLE, place=RunningPlace(HALL, OPENED), follow="always"), Belonging(TABLE, "place")),
        (Stay(seat=GONE), Belonging(FOYER, "successor")),
        (Stay(ordered=(HALL, ANNEX)), Belonging(ANNEX, "order")),
    ],
)
def test_the_rule_in_plain_cases(stay: Stay, there: Belonging) -> None:
    assert belongs(stay, Rooms(foyer=FOYER, known=KNOWN, taken={HALL: 1})) == there


def test_a_full_room_is_no_answer() -> None:
    house = Rooms(foyer=FOYER, known=KNOWN, takes=in_any_of(frozenset({HALL})))
    assert belongs(Stay(last=HALL, ordered=(ANNEX,), place=PLACE, follow="always"), house) == Belonging(HALL, "last")
    assert belongs(Stay(last=ANNEX), house) == Belonging(FOYER, "foyer")


def test_a_closed_hall_takes_its_tables_along_and_a_closed_table_leaves_its_hall() -> None:
    shut_hall = Rooms(foyer=FOYER, known=KNOWN, closed={HALL}, successors={HALL: ANNEX})
    assert belongs(Stay(seat=TABLE), shut_hall) == Belonging(ANNEX, "successor")
    shut_table = Rooms(foyer=FOYER, known=KNOWN, closed={TABLE})
    assert belongs(Stay(seat=TABLE), shut_table) == Belonging(HALL, "successor")
