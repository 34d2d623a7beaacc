"""People on two nodes, each with its own line to Redis: who is where, what was said, and what all must know of it.

The books kept here say what must be so from the receipts alone. `settled` compares them with what every browser shows,
with what each node knows and with what Redis holds, once everything has come to rest.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.day import DAY, ROOMS, day_called
from tests.faults.cuttable import Cuttable, line_to_redis
from tests.guest import Frame, Guest, Refused
from tests.nodes import Day, day_at, opened, until
from tests.redis_server import RedisServer

PATIENCE = 15.0
"""Seconds: the machine may be busy."""
PEOPLE = ("a", "b", "c", "d", "e", "m")
TABS = 2
HALL = "cafeteria"
CAPACITIES = {str(room.id): room.capacity for room in DAY.rooms}


def quicker_clocks(patch: pytest.MonkeyPatch) -> None:
    """Leases, graces and ticks that nobody has to wait for; held seats that nobody loses during a test."""
    patch.setattr("venue.live.keeper.BEAT", 0.1)
    patch.setattr("venue.live.presence.INTERVAL", 0.05)
    patch.setattr("venue.live.presence.SOONEST", 0.01)
    patch.setattr("venue.store.house.LEASE_MS", 1_000)
    patch.setattr("venue.store.house.GRACE_MS", 300)
    patch.setattr("venue.store.house.HOLD_MS", 3_600_000)
    patch.setattr("venue.live.floor.PERSON_BURST", 1e9)
    patch.setattr("venue.live.connection.COMMANDS_BURST", 1e9)


@dataclass
class Afternoon:
    """What happens on the day, and the books of it."""

    day: Day
    server: RedisServer
    lines: list[Cuttable]
    passes: dict[str, str] = field(default_factory=dict)
    tabs: dict[str, list[tuple[Guest, int]]] = field(default_factory=lambda: {who: [] for who in PEOPLE})
    """Living connections of each person, with their node."""
    memory: dict[str, Guest] = field(default_factory=dict)
    """What a browser that lost its connection still knows."""
    place: dict[str, str] = field(default_factory=dict)
    """Where everybody has a seat."""
    orders: dict[str, str] = field(default_factory=dict)
    """Where those were sent who were not there."""
    said: dict[tuple[str, int], str] = field(default_factory=dict)
    """(Room, offset) -> text, from the receipts."""
    silent: set[int] = field(default_factory=set)
    """Nodes without their line to Redis."""
    words: int = 0
    done: Counter[str] = field(default_factory=Counter)
    """What happened how often."""

    async def assemble(self) -> None:
        for who in PEOPLE:
            role: tuple[str, ...] = ("moderator",) if who == "m" else ("participant",)
            self.passes[who] = await self.day.pass_of(who, roles=role)

    @property
    def inside(self) -> list[str]:
        """Who has a living connection."""
        return [who for who, tabs in self.tabs.items() if tabs]

    # --- what people do -------------------------------------------------------------------------------------------

    async def comes(self, who: str, node: int) -> None:
        """One tab more, on that node or, if it is dead, on the other; continues where an earlier one ended."""
        self.done["comes"] += 1
        node = 1 - node if node in self.silent else node
        tab = await self.day.back(self.passes[who], who, node=node)
        expected = {self.place.get(who, "foyer"), self.orders.pop(who, self.place.get(who, "foyer"))}
        here = tab.welcome["here"]
        assert tab.events[0]["on"] == "venue.welcome", "the first thing that a connection hears"
        assert here in expected, f"{who} is in {here} and not in {expected}"
        self.place[who] = here
        self.tabs[who].append((tab, node))
        lost = self.memory.pop(who, None)
        if lost is None or lost.room is None:
            await obeyed(tab, "room.enter", room=here)
        else:
            tab.log, tab.epoch, tab.offset = lost.log, lost.epoch, lost.offset
            position = {"epoch": lost.epoch, "offset": lost.offset}
            snapshot = await obeyed(tab, "venue.resume", room=lost.room, position=position)
            assert snapshot["room"] == here
            assert snapshot["resumed"] == (lost.room == here), "nothing is lost here that one could not come back to"
        await self.follow(who)

    async def follow(self, *people: str) -> None:
        """Every tab shows the room its person is in, as browsers do when they are told of a move."""
        for who in people:
            for tab, _ in self.tabs[who]:
                await tab.sees(lambda one, who=who: one.here == self.place[who], PATIENCE)  # type: ignore[misc]
                if tab.room is None:
                    await obeyed(tab, "room.enter", room=self.place[who])

    async def walks(self, who: str, room: str) -> None:
        self.done["walks"] += 1
        tab = self.tabs[who][0][0]
        try:
            await obeyed(tab, "room.enter", room=room)
        except Refused as refused:
            if refused.code != "room_full" or self.taken(room) != CAPACITIES[room]:  # full where every seat is taken
                raise
        else:
            self.place[who] = room
            self.orders.pop(who, None)
        await self.follow(who)

    async def says(self, who: str, again: bool) -> None:
        """Something new in the room; `again`: the same ref from another tab, too, at once."""
        self.done["says"] += 1
        self.words += 1
        text, room = f"word {self.words} of {who}", self.place[who]
        ref = f"{who}-{self.words}"
        tabs = [tab for tab, _ in self.tabs[who]] if again else [self.tabs[who][-1][0]]
        said = await asyncio.gather(*(obeyed(tab, "chat.send", ref=ref, room=room, text=text) for tab in tabs))
        assert all(one == said[0] for one in said), "one receipt"
        assert (room, said[0]["offset"]) not in self.said
        self.said[room, said[0]["offset"]] = text

    async def all_talk(self) -> None:
        """Everybody who is inside, on all their tabs, at once."""
        await asyncio.gather(*(self.says(who, len(self.tabs[who]) > 1) for who in self.inside))

    async def moves(self, whom: list[str], to: str) -> None:
        self.done["moves"] += 1
        taken = self.taken(to)
        result = await obeyed(self.tabs["m"][0][0], "people.move", people=whom, to=to)
        lists = {name: result[name] for name in ("moved", "already", "offline", "full", "barred")}
        assert sorted(who for names in lists.values() for who in names) == sorted(whom), "each has one answer"
        assert all(self.place.get(who) == to for who in lists["already"])
        assert not set(lists["offline"]) & set(self.inside), "who is connected is not offline"
        assert not lists["full"] or taken + len([w for w in lists["moved"] if w != "m"]) == CAPACITIES[to]
        for who in lists["moved"]:
            self.place[who] = to
            self.orders.pop(who, None)
        for who in lists["offline"]:
            self.orders[who] = to
        await self.follow(*whom)

    async def goes_home(self, who: str) -> None:
        self.done["goes home"] += 1
        tabs = self.tabs[who]
        with suppress(ConnectionError):  # it may be closed by the departure itself before the receipt was read
            await obeyed(tabs[0][0], "venue.leave")
        for each, _ in tabs:
            await each.ended(PATIENCE)
        self._gone(who)
        self.place.pop(who)
        self.orders.pop(who, None)
        self.memory.pop(who, None)

    def _gone(self, who: str) -> None:
        for tab, _ in self.tabs[who]:
            assert not tab.faults, (who, tab.faults)
            self.day.guests.remove(tab)
        self.tabs[who] = []

    async def loses_connections(self, who: str, node: int | None = None) -> None:
        """All of a person, or all on one node."""
        self.done["loses connections"] += 1
        lost = [(tab, at) for tab, at in self.tabs[who] if node in (None, at)]
        for tab, _ in lost:
            await tab.lose()
            assert not tab.faults, (who, tab.faults)
            self.day.guests.remove(tab)
            self.memory[who] = tab
        self.tabs[who] = [each for each in self.tabs[who] if each not in lost]

    async def node_dies(self, node: int) -> None:
        """For everybody else it is dead: its connections end, it tells nobody, and its lease runs out."""
        self.done["node dies"] += 1
        self.silent.add(node)
        self.lines[node].cut()
        for who in PEOPLE:
            await self.loses_connections(who, node)

    async def node_returns(self, node: int) -> None:
        self.done["node returns"] += 1
        self.lines[node].mend()
        self.silent.discard(node)
        site = self.day.site(node)
        await until(lambda: site.ready and not site.whereabouts.out_of_step.is_set(), PATIENCE)

    async def scripts_are_forgotten(self) -> None:
        self.done["scripts are forgotten"] += 1
        await asyncio.to_thread(self._tell_redis, "SCRIPT", "FLUSH")

    async def subscriptions_are_cut(self) -> None:
        self.done["subscriptions are cut"] += 1
        await asyncio.to_thread(self._tell_redis, "CLIENT", "KILL", "TYPE", "pubsub")

    def _tell_redis(self, *command: str) -> None:
        with self.server.client() as client:
            client.execute_command(*command)

    # --- what must be so ------------------------------------------------------------------------------------------

    def taken(self, room: str) -> int:
        """Seats taken in a room: of participants, present or held."""
        return len([who for who, there in self.place.items() if there == room and who != "m"])

    def check(self) -> None:
        """At any moment: nobody noted a fault, one order, nothing twice, nothing said otherwise than it was."""
        for who, tabs in self.tabs.items():
            for tab, _ in tabs:
                assert not tab.faults, (who, tab.faults)
                offsets = [entry["offset"] for entry in tab.log]
                assert offsets == list(range(offsets[0], offsets[-1] + 1)) if offsets else True, "a gap"
                for entry in tab.log:
                    known = self.said.get((entry["room"], entry["offset"]))
                    assert known in (None, entry["text"]), "another order"

    async def settled(self) -> None:
        """Everything has come to rest: then all agree."""
        self.done["settled"] += 1
        ends: dict[str, int] = {
            room: max((offset for at, offset in self.said if at == room), default=0) for room in ROOMS
        }
        for who in self.inside:
            await self.follow(who)
            for tab, _ in self.tabs[who]:
                await tab.sees(lambda one: self.differs(one, ends) == "", PATIENCE)
        self.check()
        site = self.day.site(min({0, 1} - self.silent))

        async def store_agrees() -> bool:
            snapshot = await site.houses.snapshot()
            return set(snapshot.here) == set(self.inside) and snapshot.seats == self.place

        await until(store_agrees, PATIENCE)
        counted = {who: len(tabs) for who, tabs in self.tabs.items() if tabs}
        await until(lambda: _agrees(site, counted), PATIENCE)

    def differs(self, tab: Guest, ends: dict[str, int]) -> str:
        """What a tab shows otherwise than it is; empty where all of it is right."""
        here = tab.room or ""
        present = {who for who in self.inside if self.place[who] == here}
        counts = {room: self._occupancy(room) for room in ROOMS}
        if set(tab.roster or ()) != present:
            return f"roster {set(tab.roster or ())}, there are {present}"
        if tab.counts != counts or tab.total != len(self.inside):
            return f"counts {tab.counts}, it is {counts}"
        if tab.offset != max(ends[here], tab.offset):
            return f"log until {tab.offset} of {ends[here]}"
        heard = {entry["offset"]: entry["text"] for entry in tab.log}
        missing = [n for (room, n) in self.said if room == here and n >= min(heard, default=n) and n not in heard]
        return f"missing {missing}" if missing else ""

    def _occupancy(self, room: str) -> tuple[int, int]:
        rooms = [each for each in ROOMS if each == room or (room == HALL and each.startswith(f"{HALL}."))]
        present = [who for who in self.inside if self.place[who] in rooms]
        return len(present), sum(self.taken(each) for each in rooms)

    async def everybody_home(self) -> None:
        """The end: all nodes serve again, everybody leaves, and nothing is left of anybody."""
        for node in tuple(self.silent):
            await self.node_returns(node)
        for who in PEOPLE:
            if not self.tabs[who] and (who in self.place or who in self.orders):
                await self.comes(who, 0)
            if self.tabs[who]:
                await self.goes_home(who)
        await self.settled()
        assert not self.place
        for node in (0, 1):
            site = self.day.site(node)
            await until(lambda site=site: not site.connections and not site.by_person, PATIENCE)  # type: ignore[misc]
            assert not any(audience.members for audience in site.audiences.values())


async def _agrees(site: Any, counted: dict[str, int]) -> bool:
    return bool(await site.connections_everywhere() == counted)


async def obeyed(tab: Guest, do: str, *, ref: str = "", **fields: Any) -> Frame:
    """Gives a command until the house can do it, with the same ref, as a browser does; raises `Refused` for a "no"."""
    ref = ref or tab.next_ref()
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await tab.do(do, ref=ref, within=PATIENCE, **fields)
            except Refused as refused:
                if not refused.retry:
                    raise
                await asyncio.sleep(0.02)


@asynccontextmanager
async def afternoon_on(server: RedisServer, slug: str, data: Path) -> AsyncIterator[Afternoon]:
    """Two nodes in this process, each with a line of its own to the same Redis."""
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(line_to_redis(server.socket, f"line-{n}")) for n in (0, 1)]
        nodes = [
            await stack.enter_async_context(opened(line.address, [day_called(slug)], data / f"node-{n}"))
            for n, line in enumerate(lines)
        ]
        day = await stack.enter_async_context(day_at(nodes, slug))
        afternoon = Afternoon(day, server, lines)
        await afternoon.assemble()
        yield afternoon
