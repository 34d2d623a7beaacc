"""The books of one event in Redis, and the check that they balance.

After every change two things must be so: the old house with the entries of the log since is the house that one loads
fresh; and the sets and hashes in Redis agree with each other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from venue.model.house import House, Snapshot
from venue.model.ids import ConnectionId, EventSlug, NodeId, ParticipantId, RoomId
from venue.model.people import Person, Role, takes_seat
from venue.store.client import Store
from venue.store.house import Arrival, HouseStore, entry
from venue.store.keys import HOUSE
from venue.store.logs import LogStore
from venue.store.rooms import Command, MoveResult, RoomStore

CAPACITIES: dict[RoomId, int | None] = {
    RoomId("foyer"): None,
    RoomId("hall"): None,
    RoomId("hall.1"): 2,
    RoomId("small"): 1,
    RoomId("workshop"): 2,
}
FOYER = RoomId("foyer")
JOURNAL_ENTRY = b'{"number":0,"count":0,"reason":""}'
FOR_EVER = 10**15


@asynccontextmanager
async def opened_store(url: str) -> AsyncIterator[Store]:
    """A store that has recovered from the Redis as it is; patient, since the machine may be busy with other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("venue.store.client.ANSWER_SECONDS", 10.0)
        async with Store(url) as store:
            store.run_id = await store.current_run()
            yield store


class Ledger:
    """An event's scripts in short words, each followed by a check of the books."""

    def __init__(self, store: Store, slug: str) -> None:
        self.store = store
        self.houses = HouseStore(store, EventSlug(slug))
        self.rooms = RoomStore(store, EventSlug(slug), keep=100)
        self.logs = LogStore(store, EventSlug(slug))
        self.folded = House()
        self.snapshot = Snapshot.empty()
        self.offset = 0
        self.refs = 0

    async def begin(self, *nodes: str) -> None:
        """The rooms are there, and a node `n` (and these others) that can take connections."""
        await self.houses.recover(self.store.run_id, CAPACITIES)
        for node in ("n", *nodes):
            await self.start(node)
        await self.check()

    async def start(self, node: str) -> None:
        """A node begins, with a lease that outlasts the test however slow the machine is."""
        await self.houses.renew(NodeId(node), b"{}", begin=True)
        await self.store.ask("ZADD", self.houses.keys["nodes"], now() + 3_600_000, node)

    # --- what happens ---------------------------------------------------------------------------------------------

    async def admit(self, who: str, *roles: Role, rooms: Sequence[str] = (), name: str = "") -> Person:
        person = Person(
            ParticipantId(who),
            name or f"Person {who}",
            roles=roles or ("participant",),
            rooms=tuple(map(RoomId, rooms)),
        )
        await self.houses.admit(person)
        await self.check()
        return person

    async def arrive(self, who: str, conn: str = "", node: str = "n") -> Arrival:
        arrival = await self.houses.arrive(ParticipantId(who), NodeId(node), ConnectionId(conn or f"conn-{who}"), FOYER)
        await self.check()
        return arrival

    async def come(self, who: str, room: str = "foyer", *roles: Role, rooms: Sequence[str] = ()) -> None:
        """Admitted, connected, and in that room."""
        await self.admit(who, *roles, rooms=rooms)
        await self.arrive(who)
        assert await self.enter(who, room) in ("moved", "stayed")

    async def depart(self, who: str, conn: str = "", node: str = "n", last: bool = True) -> None:
        await self.houses.depart(ParticipantId(who), NodeId(node), ConnectionId(conn or f"conn-{who}"), last)
        await self.check()

    async def enter(self, who: str, room: str) -> str:
        said, _ = await self.houses.enter(ParticipantId(who), RoomId(room))
        await self.check()
        return said

    async def move(self, to: str, mode: str, *whom: str, by: str = "m", ref: str = "", dry: bool = False) -> MoveResult:
        self.refs += 1
        command = Command(ParticipantId(by), ref or f"r{self.refs}", "people.move")
        order = b'"order":"o-%s","by":"%s","by_name":"Person m","reason":"so"' % (command.ref.encode(), by.encode())
        result = await self.rooms.move(command, RoomId(to), mode, whom, order, JOURNAL_ENTRY, dry)
        await self.check()
        return result

    async def conduct(self, verb: str, whom: str, until: int = 0, ref: str = "") -> None:
        self.refs += 1
        command = Command(ParticipantId("m"), ref or f"r{self.refs}", verb)
        told = b'"by_name":"Person m","reason":"so"'
        await self.rooms.conduct(command, ParticipantId(whom), until, told, JOURNAL_ENTRY)
        await self.check()

    async def sweep(self, grace: int = 8_000, hold: int = 60_000, pause: int = FOR_EVER) -> None:
        await self.store.call("sweep", self.houses.keys.prefix, 6_000, grace, hold, pause)
        await self.check()

    async def kill(self, node: str) -> None:
        """The node's lease is over, as if it had died six seconds ago."""
        await self.store.ask("ZADD", self.houses.keys["nodes"], now() - 1, node)

    async def leave(self, who: str) -> None:
        await self.houses.leave(ParticipantId(who))
        await self.check()

    async def forget(self, who: str) -> None:
        await self.houses.forget(ParticipantId(who))
        await self.check()

    # --- what is written ------------------------------------------------------------------------------------------

    async def everything(self) -> str:
        """Every key of the event with its content, as one text: to look for what must be gone."""
        found: list[bytes] = []
        cursor: Any = b"0"
        while True:
            cursor, keys = await self.store.ask("SCAN", cursor, "MATCH", self.houses.keys.prefix + "*", "COUNT", 1000)
            for key in keys:
                found += [key, await self.store.ask("DUMP", key), str(await self.content(key)).encode()]
            if int(cursor) == 0:
                return b"\n".join(found).decode("utf-8", "replace")

    async def content(self, key: bytes) -> Any:
        """A key's value, whatever its kind."""
        match await self.store.ask("TYPE", key):
            case b"hash":
                return await self.store.ask("HGETALL", key)
            case b"set":
                return await self.store.ask("SMEMBERS", key)
            case b"zset":
                return await self.store.ask("ZRANGE", key, 0, -1, "WITHSCORES")
            case _:
                return await self.store.ask("GET", key)

    @property
    def seats(self) -> dict[str, str]:
        """Who has a seat where, as of the last check."""
        return {who: str(room) for who, room in self.snapshot.seats.items()}

    @property
    def here(self) -> set[str]:
        """Who is present, as of the last check."""
        return set(self.snapshot.here)

    async def check(self) -> None:
        """The books balance."""
        fresh = House()
        self.snapshot = await self.houses.snapshot()
        fresh.load(self.snapshot)
        for stored in await self.logs.read(HOUSE, self.offset + 1, self.snapshot.offset):
            assert stored.offset == self.offset + 1, "the house's log has a hole"
            self.folded.apply(entry(stored.body))
            self.offset = stored.offset
        assert self.offset == self.snapshot.offset
        assert picture(self.folded) == picture(fresh)
        await self._check_sets()

    async def _check_sets(self) -> None:
        ask, keys = self.store.ask, self.houses.keys
        hashes = await asyncio.gather(*(ask("HGETALL", keys[name]) for name in ("seats", "here")))
        seats, here = (dict(zip(flat[::2], flat[1::2], strict=True)) for flat in hashes)
        of_rooms = [f"{kind}:{room}" for room in CAPACITIES for kind in ("in", "taken")]
        members = await asyncio.gather(*(ask("SMEMBERS", keys[name]) for name in ("staff", "out", *of_rooms)))
        staff, out, *sets = map(set, members)
        lost, away = await asyncio.gather(*(ask("ZRANGE", keys[name], 0, -1) for name in ("lost", "away")))
        assert set(seats) == set(here) | set(away), "a seat is of somebody present, or held"
        assert set(here).isdisjoint(away)
        assert set(lost) <= set(here)
        assert set(out).isdisjoint(seats)
        for room, inside, taken in zip(CAPACITIES, sets[::2], sets[1::2], strict=True):
            there = {who for who, seat in seats.items() if seat == room.encode()}
            assert inside == there
            assert taken == there - set(staff)
            capacity = CAPACITIES[room]
            assert capacity is None or len(taken) <= capacity, f"{room} is overfull"


def now() -> int:
    """Real time, ms."""
    return time.time_ns() // 1_000_000


def picture(house: House) -> dict[str, Any]:
    """Everything that a house says, in a form that can be compared."""
    return {
        "standings": {who: (s.person, s.room, s.present, s.since) for who, s in house.standings.items()},
        "present": {room: set(there) for room, there in house.present.items() if there},
        "taken": {room: there for room, there in house.taken.items() if there},
        "silenced": house.silenced,
        "ended": house.ended,
        "out": house.out,
        "seats": {who for who, s in house.standings.items() if s.room is not None and takes_seat(s.person)},
    }
