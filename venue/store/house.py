"""Who is where, in Redis: one function per script, typed. Every function raises `StoreUnavailable`."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from venue.model.help import ASSISTING, Helped
from venue.model.house import AnyEntry, House, Snapshot
from venue.model.ids import ConnectionId, EventSlug, NodeId, ParticipantId, RoomId, SessionId
from venue.model.moves import Announcement, MoveCause
from venue.model.people import Person, takes_seat
from venue.model.places import AnyPlaceEntry, Bookable, Booked
from venue.model.show import AS_PLANNED, ShowState
from venue.store.booked import read_booked
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.replies import pairs

LEASE_MS: Final = 6_000
"""A node's lease; renewed every third of it."""
GRACE_MS: Final = 8_000
"""From a person's last sign of life until they are away: a reload is no absence."""
HOLD_MS: Final = 60_000
"""How long the seat of somebody away is held."""
PAUSE_MS: Final = 3_500
"""Nobody swept for so long: the store was unreachable or no node ran, so all clocks start anew."""
JOURNAL_KEEP: Final = 10_000
"""Entries of the journal of keeping order."""

NO_SESSIONS: Final[Mapping[SessionId, Bookable]] = {}
FOYER: Final = RoomId("foyer")
"""What the foyer is called where nobody says otherwise."""
NO_SUCCESSORS: Final[Mapping[RoomId, RoomId]] = {}

_CAUSES: Final[Mapping[bytes, MoveCause]] = {b"place": "programme", b"successor": "closed"}
"""Why somebody is in another room after they were away, as everybody else hears of it."""

_entries: Final = msgspec.json.Decoder(AnyEntry | AnyPlaceEntry)
_helped: Final = msgspec.json.Decoder(Helped)


class Order(msgspec.Struct, frozen=True):
    """An open move order, carried out when the person comes back."""

    to: RoomId
    order: str
    by: ParticipantId
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a person is after their connection opened."""

    room: RoomId
    order: Order | None
    offset: int
    """Of the house log: from there on everybody can see it."""
    full: bool
    """The order's room had no seat; the person is where they would be without it."""
    cause: MoveCause | None = None
    """What brought them into another room than the one they were in before; None: nothing did."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a node finds when it looks at the store anew."""

    epoch: str
    erased: str
    """When names were erased for good; empty: they were not."""
    left: int | None
    """Offset of the house log as the store's restart left it; None where the epoch did not begin with a restart."""
    first: bool = field(default=False, compare=False)
    """This node is the first to look: nobody can have decided anything since the restart."""
    wait: int = field(default=0, compare=False)
    """Another node is telling the store what it lost, for so many ms at most: look again then, or sooner."""


class NotAdmitted(Exception):
    """The person may not be inside (any more)."""


class Fenced(Exception):
    """The node's lease was over; it must begin a new incarnation before it says anything about people."""


def entry(body: bytes) -> AnyEntry | AnyPlaceEntry:
    """An entry of the house log."""
    found: AnyEntry | AnyPlaceEntry = _entries.decode(body)
    return found


class HouseStore:
    """The whereabouts of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self.store = store
        self.keys = Keys(slug)

    async def _call(self, script: str, *args: str | bytes | int) -> Any:
        return await self.store.call(script, self.keys.prefix, *args)

    async def recover(
        self,
        run_id: str,
        capacities: Mapping[RoomId, int | None],
        sessions: Mapping[SessionId, Bookable] = NO_SESSIONS,
        *,
        foyer: RoomId = FOYER,
        successors: Mapping[RoomId, RoomId] = NO_SUCCESSORS,
        show: int = 0,
        version: int = 0,
        teller: str = "",
    ) -> Recovered:
        """Begin a new epoch if the store restarted, and say which rooms there are, and which sessions have places.

        `successors`: where one goes instead of a room that is closed or gone; the foyer where nothing is said. `show`:
        the number of the run of show by which the sessions' times were made. `version`: of the event file that says all
        this; where a later one counts, the store knows better. `teller`: the node, if it can tell a store what it lost;
        whoever comes after the first one waits until that has `told`, or is the first in its place.
        """
        rooms: list[str | int] = [version, foyer, show, len(capacities)]
        for room, capacity in capacities.items():
            rooms += [room, "" if capacity is None else capacity, successors.get(room, foyer)]
        for session, about in sessions.items():
            rooms += [session, about.line]
        epoch, erased, left, first, wait = await self._call("recover", run_id, secrets.token_hex(6), teller, *rooms)
        return Recovered(epoch.decode(), erased.decode(), int(left) if left else None, bool(first), int(wait))

    async def told(self, teller: str) -> None:
        """The store knows all that this node can tell it: nobody waits any more."""
        await self._call("told", teller)

    async def snapshot(self) -> Snapshot:
        """The house at one moment, with its place in the house log."""
        said = await self._call("snapshot")
        facts = {name.decode(): value for name, value in zip(said[::2], said[1::2], strict=True)}
        return Snapshot(
            epoch=facts["epoch"].decode(),
            offset=int(facts["end"]),
            published=int(facts["published"]),
            show=msgspec.json.decode(facts["show"], type=ShowState) if facts["show"] else AS_PLANNED,
            announced={
                _who(who): msgspec.json.decode(body, type=Announcement) for who, body in pairs(facts["announced"])
            },
            people={_who(who): msgspec.json.decode(body, type=Person) for who, body in pairs(facts["people"])},
            seats={_who(who): RoomId(room.decode()) for who, room in pairs(facts["seats"])},
            here={_who(who): int(at) for who, at in pairs(facts["here"])},
            away={_who(who): int(float(at)) for who, at in pairs(facts["away"])},
            silenced={_who(who): int(until) for who, until in pairs(facts["silenced"])},
            ended={_who(who): int(at) for who, at in pairs(facts["ended"])},
            out=frozenset(_who(who) for who in facts["out"]),
            places=read_booked(facts["places"], facts["follow"]),
            help={int(number): _helped.decode(line) for number, line in pairs(facts["help"])},
            help_last=int(facts["help_last"]),
            chosen={_who(who): int(at) for who, at in pairs(facts["chosen"])},
            closed=frozenset(RoomId(room.decode()) for room in facts["closed"]),
            closings=int(facts["closings"]),
        )

    async def admit(self, person: Person, only_unknown: bool = False) -> int:
        """The person is known at this event, as described. Returns the offset of the house log that says so.

        `only_unknown`: whom the store knows is left as they are.
        """
        limits = f",{','.join(person.rooms)}," if person.rooms else ""
        staff = "0" if takes_seat(person) else "1"
        known = msgspec.json.encode(person)
        helps = not set(ASSISTING).isdisjoint(person.roles)
        return int(await self._call("admit", person.id, known, staff, limits, int(only_unknown), int(helps)))

    async def arrive(self, who: ParticipantId, node: NodeId, connection: ConnectionId) -> Arrival:
        """A connection opened. Raises `NotAdmitted` or `Fenced`."""
        said = await self._call("arrive", who, node, connection)
        if said[0] in (b"unknown", b"ended"):
            raise NotAdmitted(who)
        if said[0] == b"fenced":
            raise Fenced(node)
        room, order, trouble, offset, why = said
        opened = msgspec.json.decode(order, type=Order) if order else None
        return Arrival(RoomId(room.decode()), opened, int(offset), trouble == b"full", _CAUSES.get(why))

    async def depart(self, who: ParticipantId, node: NodeId, connection: ConnectionId, last: bool) -> None:
        """A connection closed; `last`: it was the person's only one on this node."""
        await self._call("depart", who, node, connection, int(last))

    async def leave(self, who: ParticipantId) -> None:
        """The person goes home on purpose."""
        await self._call("leave", who)

    async def enter(self, who: ParticipantId, room: RoomId, ref: str = "") -> tuple[str, int]:
        """Walk to a room: `moved`, `stayed`, or a refusal's code; with the offset of the house log that says so.

        A walk with the same `ref` is walked once: repeated after somebody was moved on it is `not_here`.
        """
        said = await self._call("enter", who, room, ref)
        return said[0].decode(), int(said[1]) if len(said) > 1 else 0

    async def renew(self, node: NodeId, health: bytes, begin: bool = False) -> bool:
        """Renew (or begin) the node's lease. False: it was over."""
        return bool(await self._call("renew", node, health, LEASE_MS, int(begin)))

    async def retire(self, node: NodeId) -> None:
        """The node stops in order."""
        await self._call("retire", node)

    async def sweep(self) -> None:
        """Remove what has expired."""
        await self._call("sweep", LEASE_MS, GRACE_MS, HOLD_MS, PAUSE_MS)

    async def nodes(self) -> tuple[dict[NodeId, bytes], dict[NodeId, int], int]:
        """What the nodes said of themselves, when their leases end, and the store's time; ms."""
        health = await self.store.ask("HGETALL", self.keys["health"])
        leases = await self.store.ask("ZRANGE", self.keys["nodes"], 0, -1, "WITHSCORES")
        seconds, micros = await self.store.ask("TIME")
        ends = {NodeId(node.decode()): int(float(at)) for node, at in pairs(leases)}
        return (
            {NodeId(node.decode()): bytes(said) for node, said in pairs(health)},
            ends,
            int(seconds) * 1000 + int(micros) // 1000,
        )

    async def connections(self, nodes: Iterable[NodeId]) -> dict[ParticipantId, int]:
        """How many connections each person has, over these nodes."""
        counts: dict[ParticipantId, int] = {}
        for node in nodes:
            for who in await self.store.ask("HVALS", self.keys.connections(node)):
                counts[_who(who)] = counts.get(_who(who), 0) + 1
        return counts

    async def held(self) -> int:
        """How many seats are held for people who lost their connection."""
        return int(await self.store.ask("ZCARD", self.keys["away"]))

    async def arrived(self, order: str, people: Iterable[ParticipantId]) -> None:
        """The browsers of these people show the room where the order sent them."""
        await self._call("arrived", order, *people)

    async def restore(
        self,
        house: House,
        newer: Collection[ParticipantId] = (),
        *,
        booked: Booked | None = None,
        teller: str = "",
    ) -> None:
        """Put back what this node knows into a store that has lost history: people, seats, and who kept order how.

        Only then: what is in the store is newer than what a node knows that was out of step. But for the people in
        `newer`, of whom this node has heard after the moment that the store remembers last. `booked`: who has places as
        far as this node knows; None: not said. `teller`: as in `recover`; who has lost that place knows nothing newer.
        """
        seats = [(who, standing.room) for who, standing in house.standings.items() if standing.room is not None]
        args: list[str | bytes | int] = [house.show.number, msgspec.json.encode(house.show)]
        args += [house.closings, teller, len(house.closed), *house.closed, len(house.chosen)]
        args += [part for pair in house.chosen.items() for part in pair]
        args += [len(newer), *newer]
        args += [len(house.silenced), *(part for pair in house.silenced.items() for part in pair), len(house.ended)]
        kept = set(house.ended) if booked is None else booked.people()
        for who, at in house.ended.items():
            args += [who, at, int(who not in kept)]
        args += [len(seats), *(part for pair in seats for part in pair)]
        tickets = [msgspec.json.encode(ticket) for ticket in house.help.open.values()]
        args += [len(tickets), *tickets, house.help.last]
        ahead = [(who, said) for who, said in house.announced.items() if who in newer]
        args += [len(ahead), *(part for who, said in ahead for part in (who, msgspec.json.encode(said).decode()))]
        if not await self._call("restore", *args, *house.out):
            newer = ()
        people = ((who, standing.person) for who, standing in house.standings.items())
        await asyncio.gather(*(self.admit(person, only_unknown=who not in newer) for who, person in people))

    async def forget(self, who: ParticipantId, rehearsal: bool = False) -> None:
        """Erase the person; what they said is amended before. After a rehearsal the journal forgets them, too."""
        await self._call("forget", who, int(rehearsal))
        cursor, pattern = b"0", f"{self.keys.prefix.replace('[', '')}ref:{who}:*"
        while True:
            cursor, keys = await self.store.ask("SCAN", cursor, "MATCH", pattern, "COUNT", 500)
            if keys:
                await self.store.ask("UNLINK", *keys)
            if cursor == b"0":
                break
        self.store.erased = True


def _who(raw: bytes) -> ParticipantId:
    return ParticipantId(raw.decode())
