"""Where people belong, asked of the store: the rule, the steps of the day, and seats that places keep."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.ledger import CAPACITIES, HOUR, Ledger, now
from tests.store.taken_along import LATER, moves, opened, place, slowly
from venue.model.belonging import Rooms, RunningPlace, Stay, belongs
from venue.model.ids import ConnectionId, NodeId, ParticipantId, RoomId, SessionId
from venue.model.places import ASKED, Follow
from venue.model.show import ShowState
from venue.store.client import Store
from venue.store.house import Arrival

FOYER, HALL, SMALL, WORKSHOP = map(RoomId, ("foyer", "hall", "small", "workshop"))
ROOMS = (*CAPACITIES, RoomId("gone"))
MIDST = 1000
"""When the running sessions began, in examples."""
any_room = st.sampled_from(ROOMS)


# --- the rule -----------------------------------------------------------------------------------------------------


class Example:
    """One person among others, as the store has them and as the rule is told."""

    def __init__(self, ledger: Ledger, data: st.DataObject) -> None:
        self.ledger = ledger
        self.draw = data.draw
        self.key = ledger.houses.keys

    async def ask(self, *command: str | int) -> Any:
        return await self.ledger.store.ask(*command)

    async def staged(self) -> tuple[Stay, Rooms]:
        """Others sit here and there; the person `a` may be inside, may have a place, an order, a wish."""
        draw = self.draw
        limits = draw(st.just(()) | st.sets(st.sampled_from(["hall", "small", "workshop"]), min_size=1).map(tuple))
        await self.ledger.admit("a", rooms=(*limits, "foyer") if limits else ())
        for n in range(draw(st.integers(0, 4))):
            await self.ledger.come(f"b{n}")
            await self.ledger.enter(f"b{n}", draw(st.sampled_from(list(CAPACITIES))))
        seat = last = None
        if draw(st.booleans()):
            await self.ledger.arrive("a", "first")
            await self.ledger.enter("a", draw(st.sampled_from(list(CAPACITIES))))
            seat = RoomId(self.ledger.seats["a"])
        elif draw(st.booleans()):
            last = draw(any_room)
            await self.ask("HSET", self.key["last"], "a", last)
        place = await self.placed(draw(st.sampled_from(["b1", "a1", "b1", None])))
        await self.others_placed()
        closed = draw(st.just(set()) | st.sets(st.sampled_from([HALL, SMALL, WORKSHOP, RoomId("hall.1")])))
        successors = {**dict.fromkeys(CAPACITIES, FOYER), RoomId("hall.1"): HALL}
        successors |= draw(st.dictionaries(any_room, st.sampled_from(list(CAPACITIES))))
        for room in closed:
            await self.ask("SADD", self.key["closed"], room)
        for room, instead in successors.items():
            await self.ask("HSET", self.key["successors"], room, instead)
        stay = Stay(
            ordered=await self.ordered(),
            seat=seat,
            last=last,
            chosen=await self.chosen(),
            place=place,
            follow=await self.follows(),
        )
        return stay, await self.rooms(closed, successors, limits)

    async def placed(self, session: str | None) -> RunningPlace | None:
        """Two sessions run; in one of them the person may have a place."""
        for one in ("a1", "b1"):
            await self.ask("HSET", self.key["running"], one, f"{MIDST} {self.ledger.sessions[SessionId(one)].room}")
        if session is None:
            return None
        await self.ask("SADD", self.key[f"placed:{session}"], "a")
        await self.ask("SADD", self.key[f"counted:{session}"], "a")
        return RunningPlace(self.ledger.sessions[SessionId(session)].room, MIDST)

    async def others_placed(self) -> None:
        """Of those inside, and of those who are not."""
        for who in self.draw(st.sets(st.sampled_from(["b0", "b1", "z"]))):
            for kind in ("placed", "counted"):
                await self.ask("SADD", self.key[f"{kind}:b1"], who)

    async def ordered(self) -> tuple[RoomId, ...]:
        rooms = tuple(self.draw(st.just([]) | st.just([]) | st.lists(any_room, max_size=2, unique=True)))
        if rooms:
            several = ",".join(f'"{room}"' for room in rooms)
            told = f'{{"to":"{rooms[0]}","rooms":[{several}],"order":"o","by":"m","by_name":"","reason":""}}'
            await self.ask("HSET", self.key["orders"], "a", told)
        return rooms

    async def chosen(self) -> int:
        at = self.draw(st.sampled_from([MIDST, MIDST - 1, 0]))
        await self.ask("HSET", self.key["chosen"], "a", at)
        return at

    async def follows(self) -> Follow:
        how: Follow = self.draw(st.sampled_from(("always", "always", "always", "ask", "never")))
        if how != ASKED:
            await self.ask("HSET", self.key["follow"], "a", how)
        return how

    async def rooms(self, closed: set[RoomId], successors: dict[RoomId, RoomId], limits: tuple[str, ...]) -> Rooms:
        taken = {room: await self.ask("SMEMBERS", self.key[f"taken:{room}"]) for room in CAPACITIES}
        mine = {SMALL: "a1", WORKSHOP: "b1"}
        places = {room: await self.ask("SMEMBERS", self.key[f"counted:{session}"]) for room, session in mine.items()}

        def takes(room: RoomId) -> bool:
            if limits and room != FOYER and room not in limits and room.partition(".")[0] not in limits:
                return False
            capacity = CAPACITIES[room]
            holders = places.get(room, [])
            kept = 0 if b"a" in holders else len(set(holders) - set(taken[room]))
            return capacity is None or b"a" in taken[room] or len(taken[room]) + kept < capacity

        sizes = {room: len(inside) for room, inside in taken.items()}
        return Rooms(foyer=FOYER, known=set(CAPACITIES), closed=closed, successors=successors, taken=sizes, takes=takes)


@settings(slowly, max_examples=100)
@given(data=st.data())
async def test_whoever_comes_in_is_where_the_rule_says(store: Store, slug: str, data: st.DataObject) -> None:
    """The rule of venue/model/belonging.py, and the one in the scripts, on the same people and rooms."""
    ledger = await opened(store, slug)
    stay, rooms = await Example(ledger, data).staged()
    arrival: Arrival = await ledger.houses.arrive(ParticipantId("a"), NodeId("n"), ConnectionId("again"))
    assert arrival.room == belongs(stay, rooms).room


async def test_who_chose_the_hall_during_a_session_is_there_again_after_a_long_absence(ledger: Ledger) -> None:
    await ledger.reschedule(now() - HOUR // 2)
    await ledger.admit("a")
    await ledger.arrive("a")
    await place(ledger, "a", "a1", follow="always")
    await ledger.step(1, "a1", "b1")
    assert ledger.seats["a"] == "small"
    assert await ledger.enter("a", "hall") == "moved"
    await ledger.depart("a")
    await ledger.sweep(grace=-1)
    await ledger.sweep(grace=-1, hold=-1)
    assert (await ledger.arrive("a", "back")).room == "hall"


async def test_who_comes_late_and_wants_to_be_taken_along_arrives_in_their_session(ledger: Ledger) -> None:
    await ledger.reschedule(now() - HOUR // 2)
    for who, how in (("a", "always"), ("b", "ask")):
        await ledger.admit(who)
        await place(ledger, who, "b1", follow=how)
    await ledger.step(1, "a1", "b1")
    assert (await ledger.arrive("a")).room == "workshop"
    assert (await ledger.arrive("b")).room == "foyer"


# --- steps --------------------------------------------------------------------------------------------------------


async def test_a_step_takes_along_who_wants_it_and_nobody_else(ledger: Ledger) -> None:
    await ledger.reschedule(now() + 50, places=2)
    for who, how, session in (("always", "always", "b1"), ("ask", "ask", "b1"), ("offline", "always", "a1")):
        await ledger.come(who)
        await place(ledger, who, session, follow=how)
    await ledger.come("nowhere", "hall")
    await ledger.depart("offline")
    await ledger.sweep(grace=-1)
    await ledger.reschedule(now() + 1, places=2)
    before = ledger.offset
    assert await ledger.step(1, "a1", "b1")
    assert await moves(ledger, before) == [("programme", "workshop", {"always"})]
    assert ledger.seats == {"always": "workshop", "ask": "foyer", "offline": "foyer", "nowhere": "hall"}


async def test_a_step_is_taken_once_and_nobody_who_is_late_turns_it_back(ledger: Ledger) -> None:
    await ledger.come("a")
    await place(ledger, "a", "b1", follow="always")
    await ledger.reschedule(now() + 1)
    assert await ledger.step(2, "b1")
    assert ledger.seats["a"] == "workshop"
    await ledger.enter("a", "hall")
    assert await ledger.step(2, "b1") == 0
    assert await ledger.step(1) == 0, "a node whose clock is late"
    assert await ledger.store.ask("HKEYS", ledger.houses.keys["running"]) == [b"b1"]
    assert ledger.seats["a"] == "hall"
    await ledger.run_show(ShowState(number=1))
    assert await ledger.step(1, number=0) is None, "a node that has not heard of the decision"
    assert await ledger.step(1)
    assert await ledger.store.ask("HKEYS", ledger.houses.keys["running"]) == []
    await ledger.store.call("keep_version", ledger.houses.keys.prefix, 2, "{}", "another version", 9)
    assert await ledger.step(3) is None, "a node with another programme"


async def test_nobody_is_taken_out_of_a_room_they_chose_meanwhile_or_of_an_order(ledger: Ledger) -> None:
    for who in ("chose", "moved", "announced"):
        await ledger.come(who)
    await ledger.come("m", "foyer", "moderator")
    for who, session in (("chose", "b1"), ("moved", "b1"), ("announced", "a1")):
        await place(ledger, who, session, follow="always")
    await ledger.reschedule(now())
    await ledger.enter("chose", "hall")
    await ledger.move("hall", "people", "moved")
    await ledger.move("hall", "people", "announced", plan=LATER)
    await ledger.step(1, "a1", "b1")
    assert ledger.seats == {"chose": "hall", "moved": "hall", "announced": "foyer", "m": "foyer"}


async def test_a_session_that_goes_on_takes_nobody_along_anew(ledger: Ledger) -> None:
    await ledger.come("a")
    await place(ledger, "a", "b1")
    await ledger.reschedule(now() + 1)
    await ledger.step(1, "b1")
    await ledger.places.follow(ledger.command("a", "place.follow"), "always")
    await ledger.run_show(ShowState(number=1, moved={"one": 60_000}))
    await ledger.step(1, "a1", "b1")
    assert ledger.seats["a"] == "foyer"


async def test_two_who_change_rooms_find_their_seats(ledger: Ledger) -> None:
    """Each room is full with those who belong into the other one."""
    await ledger.reschedule(now() + HOUR)
    await ledger.come("a", "small")
    await ledger.come("b", "workshop")
    await ledger.come("c", "workshop")
    await place(ledger, "b", "a1", follow="always")
    await place(ledger, "a", "b1", follow="always")
    await place(ledger, "c", "b1")
    await ledger.reschedule(now() + 1)
    await ledger.step(1, "a1", "b1")
    assert ledger.seats == {"a": "workshop", "b": "small", "c": "workshop"}


async def test_who_has_no_place_makes_room_the_last_to_come_first_and_no_more_than_needed(ledger: Ledger) -> None:
    await ledger.come("first", "workshop")
    await ledger.come("second", "workshop")
    await ledger.come("holder")
    await place(ledger, "holder", "b1")
    await ledger.reschedule(now() + 1)
    before = ledger.offset
    await ledger.step(1, "a1", "b1")
    assert await moves(ledger, before) == [("places", "foyer", {"second"})]
    assert await ledger.enter("second", "workshop") == "room_full", "the free seat is kept"
    assert await ledger.enter("holder", "workshop") == "moved"


@slowly
@given(data=st.data())
async def test_after_a_step_everybody_is_where_the_rule_says(store: Store, slug: str, data: st.DataObject) -> None:
    ledger = await opened(store, slug)
    names = [f"p{n}" for n in range(data.draw(st.integers(1, 6)))]
    for who in names:
        await ledger.come(who)
        await ledger.enter(who, data.draw(st.sampled_from(list(CAPACITIES))))
        session = data.draw(st.sampled_from(["", "a1", "b1"]))
        if session:
            follow = data.draw(st.sampled_from(["always", "always", "ask"]))
            await place(ledger, who, session, follow=follow)
    before, since = dict(ledger.seats), ledger.offset
    await ledger.reschedule(now() + 1)
    await ledger.step(1, "a1", "b1")
    homes = {SessionId("a1"): SMALL, SessionId("b1"): WORKSHOP}
    rooms = Rooms(foyer=FOYER, known=set(CAPACITIES))
    holders = {session: ledger.placed(session) for session in homes}
    for who in names:
        home = next((homes[session] for session, placed in holders.items() if who in placed), None)
        stay = Stay(
            seat=RoomId(before[who]),
            place=RunningPlace(home, now()) if home else None,
            follow=ledger.snapshot.places.follow.get(ParticipantId(who), ASKED),
        )
        there = belongs(stay, rooms).room
        made_way = ("places", "foyer", {who}) in [
            (cause, room, {who}) for cause, room, people in await moves(ledger, since) if who in people
        ]
        assert ledger.seats[who] == ("foyer" if made_way else there)
    for session, home in homes.items():
        strangers = {who for who, room in ledger.seats.items() if room == home} - holders[session]
        capacity = CAPACITIES[home] or 0
        assert len(strangers) + len(holders[session]) <= capacity, "everybody with a place can still come"
        made_way_here = [
            who
            for cause, _, people in await moves(ledger, since)
            if cause == "places"
            for who in people
            if before[who] == home
        ]
        assert not made_way_here or len(strangers) + len(holders[session]) == capacity, "as few as needed"
