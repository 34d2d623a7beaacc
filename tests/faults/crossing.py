"""Rounds in which everything happens to one person at once, and the books that say afterwards what really happened."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.guest import Frame, Guest
from tests.nodes import Day, until
from venue.model.house import House
from venue.model.ids import RoomId
from venue.model.moves import Moved
from venue.model.places import PlaceEntry
from venue.store.house import entry
from venue.store.keys import HOUSE

LISTS = ("moved", "already", "offline", "full", "barred")
WORKSHOP, TABLE, PLENUM, FOYER = "workshop", "cafeteria.1", "plenum", "foyer"
CAPACITY = {WORKSHOP: 5, TABLE: 2}


@dataclass
class Moment:
    """The house right after one entry of its log."""

    rooms: dict[str, str]
    present: set[str]
    taken: dict[str, int]
    moved: Moved | None
    before: dict[str, str]


async def moments(day: Day, offset: int, house: House) -> list[Moment]:
    """Everything that happened since, step by step; `house` is how it was at `offset`, and is taken along."""
    log = day.site().logs
    end = (await log.extent(HOUSE)).end
    found = [_moment(house, None, {})]
    for stored in await log.read(HOUSE, offset + 1, end):
        change, before = entry(stored.body), _rooms(house)
        if not isinstance(change, PlaceEntry):
            house.apply(change)
        found.append(_moment(house, change if isinstance(change, Moved) else None, before))
    assert len(found) == end - offset + 1, "the log of the house has a hole"
    return found


def _rooms(house: House) -> dict[str, str]:
    return {who: str(one.room) for who, one in house.standings.items() if one.room is not None}


def _moment(house: House, moved: Moved | None, before: dict[str, str]) -> Moment:
    present = {str(who) for who, one in house.standings.items() if one.present}
    return Moment(_rooms(house), present, {room: len(house.taken.get(RoomId(room), ())) for room in CAPACITY}, moved,
                  before)  # fmt: skip


@dataclass
class Crossing:
    """Two moderators on two nodes, somebody whom both want elsewhere, and others who fill the workshop."""

    day: Day
    moderators: list[Guest] = field(default_factory=list)
    people: dict[str, Guest] = field(default_factory=dict)
    passes: dict[str, str] = field(default_factory=dict)

    async def assemble(self) -> None:
        for node in (0, 1):
            self.moderators.append(await self.day.staff(f"m{node}", FOYER, node=node))
        for n in range(7):
            self.passes[f"p{n}"] = await self.day.pass_of(f"p{n}")
            await self.comes(f"p{n}", n % 2)

    async def comes(self, who: str, node: int) -> None:
        guest = self.people[who] = await self.day.back(self.passes[who], who, node=node)
        await guest.enter(guest.welcome["here"])

    async def everybody_in_place(self, chance: random.Random) -> None:
        """`p0` in the plenum, two short of a full workshop or one, the others in the foyer."""
        for who, guest in self.people.items():
            if guest._reading.done():
                await self.comes(who, chance.randrange(2))
        await asyncio.gather(*(guest.enter(FOYER) for guest in self.people.values()))
        await self.people["p0"].enter(PLENUM)
        sitting = chance.sample(["p1", "p2", "p3", "p4", "p5", "p6"], chance.choice([3, 4]))
        await asyncio.gather(*(self.people[who].enter(WORKSHOP) for who in sitting))

    async def round(self, seed: int) -> tuple[list[Frame], list[Moment]]:
        """Everything at once, in an order that the seed decides; the two orders' answers, and what really happened."""
        chance = random.Random(seed)
        await self.everybody_in_place(chance)
        snapshot = await self.day.site().houses.snapshot()
        house = House()
        house.load(snapshot)
        acts = self._acts(chance)
        chance.shuffle(acts)
        orders = await asyncio.gather(*(_after(chance.randrange(8), act) for act in acts))
        return [order for order in orders if order is not None], await moments(self.day, snapshot.offset, house)

    def _acts(self, chance: random.Random) -> list[Callable[[], Awaitable[Frame | None]]]:
        targets = chance.choice([(WORKSHOP, TABLE), (WORKSHOP, WORKSHOP), (TABLE, WORKSHOP)])
        acts: list[Callable[[], Awaitable[Frame | None]]] = [
            _order(moderator, ["p0"], to) for moderator, to in zip(self.moderators, targets, strict=True)
        ]
        p0 = self.people["p0"]
        acts.append(chance.choice([_leaves(p0), _loses(p0), _walks(p0, FOYER), _walks(p0, WORKSHOP), _stays]))
        others = chance.sample(["p1", "p2", "p3", "p4", "p5", "p6"], 4)
        return acts + [_walks(self.people[who], chance.choice([*[WORKSHOP] * 3, FOYER, TABLE])) for who in others]

    async def check(self, orders: list[Frame], history: list[Moment]) -> None:
        """Each person in one room, no seat given twice at any moment, both told the truth, and browsers where people
        are."""
        for moment in history:
            for room, seats in CAPACITY.items():
                assert moment.taken[room] <= seats, f"{room} was overfull"
        for order in orders:
            check_truth(order, ["p0"], history)
        await self._check_overtaking(orders)
        await self._check_sets(history[-1].rooms)
        for who, guest in self.people.items():
            if not guest._reading.done() and who in history[-1].rooms:
                await until(lambda guest=guest, who=who: guest.here == history[-1].rooms[who])  # type: ignore[misc]

    async def _check_overtaking(self, orders: list[Frame]) -> None:
        """Where one order came after the other, the winner's receipt names the loser; so do the kept orders."""
        listed = (await self.moderators[0].do("orders.list"))["orders"]
        kept = {each["order"]: each for each in listed}
        fates = {
            order["order"]: {who: group for group in kept[order["order"]]["people"] for who in group["people"]}
            for order in orders
        }
        overtaking = [(order, lost) for order in orders for lost in order["overtaken"]]
        assert len(overtaking) <= 1, "at most one of two wins over the other"
        for winner, lost in overtaking:
            assert lost["order"] in fates, "the other one of this round"
            assert lost["order"] != winner["order"]
            assert fates[lost["order"]]["p0"]["state"] == "overtaken"
            assert fates[lost["order"]]["p0"]["by"] == winner["order"]
            assert lost["by_name"] == kept[lost["order"]]["by_name"]
        named = {lost["order"] for _, lost in overtaking}
        for order in orders:
            assert (fates[order["order"]]["p0"]["state"] == "overtaken") == (order["order"] in named)

    async def _check_sets(self, rooms: dict[str, str]) -> None:
        store, keys = self.day.site().store, self.day.site().keys
        inside: dict[str, list[str]] = {}
        for room in (FOYER, PLENUM, WORKSHOP, "cafeteria", TABLE, "cafeteria.2", "cafeteria.3"):
            for raw in await store.ask("SMEMBERS", keys[f"in:{room}"]):
                inside.setdefault(raw.decode(), []).append(room)
        assert inside == {who: [room] for who, room in rooms.items()}, "everybody in exactly one room"


def check_truth(order: Frame, asked: list[str], history: list[Moment]) -> None:
    """What a moderator was told of each person was so when the order was carried out."""
    named = [who for name in LISTS for who in order[name]]
    assert sorted(named) == sorted(asked), "each has one answer"
    to = order["to"]
    entries = [each for each in history if each.moved and each.moved.order == order["order"]]
    assert [list(each.moved.ids) for each in entries if each.moved] == ([order["moved"]] if order["moved"] else [])
    for each in entries:
        for who in order["moved"]:
            assert each.rooms[who] == to
            assert each.before[who] != to
            assert who in each.present, "who is moved is there"
    for who in order["already"]:
        assert any(moment.rooms.get(who) == to and who in moment.present for moment in history)
    for who in order["offline"]:
        assert any(who not in moment.present for moment in history)
    for who in order["full"]:
        assert any(moment.taken[to] == CAPACITY[to] and moment.rooms.get(who) != to for moment in history)
    assert not order["barred"]


async def _after(passes: int, act: Callable[[], Awaitable[Frame | None]]) -> Frame | None:
    for _ in range(passes):
        await asyncio.sleep(0)
    return await act()


def _order(moderator: Guest, whom: list[str], to: str) -> Callable[[], Awaitable[Frame | None]]:
    async def give() -> Frame:
        return await moderator.do("people.move", people=whom, to=to)

    return give


def _walks(guest: Guest, room: str) -> Callable[[], Awaitable[Any]]:
    async def walk() -> None:
        answer = await guest.ask({"do": "room.enter", "ref": guest.next_ref(), "room": room})
        assert "ok" in answer or answer["error"]["code"] in ("room_full", "not_here"), answer

    return walk


def _leaves(guest: Guest) -> Callable[[], Awaitable[Any]]:
    async def leave() -> None:
        await guest.send(json.dumps({"do": "venue.leave", "ref": guest.next_ref()}))
        await guest.ended()

    return leave


def _loses(guest: Guest) -> Callable[[], Awaitable[Any]]:
    return guest.lose


async def _stays() -> None:
    return None
