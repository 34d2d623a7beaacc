"""Closed rooms: left by everybody, entered by nobody, and a dry run that says exactly what happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.ledger import CAPACITIES, HOUR, Ledger, now
from tests.store.taken_along import LATER, moves, opened, place, slowly
from venue.model.ids import RoomId
from venue.store.client import Store
from venue.store.rooms import ScriptRefused

HALL, SMALL, WORKSHOP = map(RoomId, ("hall", "small", "workshop"))


async def test_a_closed_room_is_left_by_everybody_its_tables_too_and_entered_by_nobody(ledger: Ledger) -> None:
    await ledger.come("a", "hall")
    await ledger.come("b", "hall.1")
    await ledger.come("held", "hall")
    await ledger.depart("held")
    await ledger.sweep(grace=-1)
    await ledger.come("m", "foyer", "moderator")
    expected = await ledger.close("hall", dry=True)
    assert expected == {"foyer": 3}
    assert ledger.seats["a"] == "hall"
    before = ledger.offset
    assert await ledger.close("hall", ref="1") == expected
    assert await ledger.close("hall", ref="1") == expected, "repeated"
    assert await moves(ledger, before) == [("closed", "foyer", {"a", "b", "held"})]
    assert await ledger.enter("a", "hall") == "room_closed"
    assert await ledger.enter("a", "hall.1") == "room_closed"
    with pytest.raises(ScriptRefused, match="room_closed"):
        await ledger.move("hall", "people", "a")
    assert (await ledger.arrive("held", "back")).room == "foyer"
    await ledger.close("hall", verb="open")
    assert await ledger.enter("a", "hall.1") == "moved"
    assert ledger.seats["b"] == "foyer", "nobody is moved by opening"


async def test_who_leaves_a_closed_room_goes_where_they_belong_now(ledger: Ledger) -> None:
    await ledger.reschedule(now() + HOUR)
    for who in ("a", "b"):
        await ledger.come(who, "hall")
    await place(ledger, "a", "b1", follow="always")
    await ledger.reschedule(now() + 1)
    await ledger.store.ask("HSET", ledger.houses.keys["running"], "b1", f"{now() + 1} workshop")
    await ledger.store.ask("HSET", ledger.houses.keys["successors"], "hall", "small")
    assert await ledger.close("hall") == {"workshop": 1, "small": 1}
    assert ledger.seats == {"a": "workshop", "b": "small"}


async def test_seats_are_kept_for_those_with_places_while_many_leave_a_closed_room(ledger: Ledger) -> None:
    """Two seats; of two with places one is among those who leave, and the other has not come yet."""
    await ledger.reschedule(now() + HOUR)
    for who in ("a", "holder", "z"):
        await ledger.come(who, "hall")
    await ledger.come("late")
    for who in ("holder", "late"):
        await place(ledger, who, "b1")
    await ledger.store.ask("HSET", ledger.houses.keys["running"], "b1", f"{now() - 1} workshop")
    await ledger.store.ask("HSET", ledger.houses.keys["successors"], "hall", "workshop")
    assert await ledger.close("hall", dry=True) == {"workshop": 1, "foyer": 2}
    await ledger.give_up("late", "b1")
    assert await ledger.close("hall") == {"workshop": 2, "foyer": 1}, "that seat is anybody's now"
    assert ledger.seats == {"a": "workshop", "holder": "workshop", "z": "foyer", "late": "foyer"}


async def test_the_foyer_stays_open_and_unknown_rooms_cannot_be_closed(ledger: Ledger) -> None:
    for room, code in (("foyer", "not_allowed"), ("nowhere", "no_room")):
        with pytest.raises(ScriptRefused, match=code):
            await ledger.close(room)


async def test_an_announced_move_into_a_room_that_was_closed_meanwhile_does_not_happen(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.come("m", "foyer", "moderator")
    await ledger.move("workshop", "people", "a", ref="1", plan=LATER)
    await ledger.close("workshop")
    await ledger.store.ask("ZADD", ledger.houses.keys["due"], 1, "a")
    await ledger.carry()
    assert await ledger.fates("o-1") == {"a": "barred"}
    assert ledger.seats["a"] == "foyer"


@slowly
@given(data=st.data())
async def test_a_dry_run_says_exactly_what_closing_does(store: Store, slug: str, data: st.DataObject) -> None:
    ledger = await opened(store, slug)
    for n in range(data.draw(st.integers(1, 6))):
        await ledger.come(f"p{n}")
        await ledger.enter(f"p{n}", data.draw(st.sampled_from(list(CAPACITIES))))
        if data.draw(st.booleans()):
            await place(ledger, f"p{n}", data.draw(st.sampled_from(["a1", "b1"])), follow="always")
    await ledger.reschedule(now() + 1)
    if data.draw(st.booleans()):
        await ledger.step(1, "a1", "b1")
    for room in (HALL, SMALL, WORKSHOP):
        await ledger.store.ask(
            "HSET", ledger.houses.keys["successors"], room, data.draw(st.sampled_from(list(CAPACITIES)))
        )
    for room in data.draw(st.lists(st.sampled_from([HALL, SMALL, WORKSHOP, RoomId("hall.1")]), min_size=1)):
        expected, before = await ledger.close(room, dry=True), dict(ledger.seats)
        assert await ledger.close(room) == expected
        moved = [seat for who, seat in ledger.seats.items() if seat != before[who]]
        assert {seat: moved.count(seat) for seat in moved} == expected
        assert not {room, *(seat for seat in CAPACITIES if seat.startswith(f"{room}."))} & set(ledger.seats.values())
