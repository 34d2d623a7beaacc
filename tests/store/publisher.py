"""An event that has versions, for tests of publishing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec

from tests.day import DAY
from tests.store.ledger import HOUR, Ledger, now
from venue.model.effects import EventEffect, effects
from venue.model.event import Event, Room, Session, Slot
from venue.model.ids import RoomId, SessionId
from venue.model.places import bookable
from venue.store.versions import Publication, VersionStore

ROOMS = ("small", "workshop", "hall", "attic")
SESSIONS = ("a1", "b1", "a2", "b2")
LARGE = dict.fromkeys(ROOMS, 9)
PEOPLE = ("p1", "p2", "p3", "p4", "p5", "p6", "p7")


@dataclass(frozen=True)
class Plan:
    """A version in a few words: room -> capacity; session -> slot (0, 1) and room."""

    rooms: dict[str, int]
    sessions: dict[str, tuple[int, str]]
    begun: bool = False
    """The sessions of the first slot run."""

    def event(self) -> Event:
        start = datetime.fromtimestamp(now() // 1000, UTC) + timedelta(hours=-0.5 if self.begun else 1)
        slots = tuple(
            Slot(id=f"s{n}", title={"de": "S"}, starts=start + n * HOURS, ends=start + (n + 1) * HOURS) for n in (0, 1)
        )
        foyer = Room(id=RoomId("foyer"), kind="foyer", title={"de": "Foyer"})
        rooms = [
            Room(id=RoomId(name), kind="workshop", title={"de": name}, capacity=seats)
            for name, seats in self.rooms.items()
        ]
        sessions = [
            Session(id=SessionId(name), room=RoomId(room), slot=slots[at].id, starts=slots[at].starts,
                    ends=slots[at].ends, title={"de": name})
            for name, (at, room) in self.sessions.items()
        ]  # fmt: skip
        return msgspec.structs.replace(
            DAY, rooms=(foyer, *rooms), slots=slots, sessions=tuple(sorted(sessions, key=lambda one: one.starts))
        )


HOURS = timedelta(milliseconds=HOUR)


@dataclass
class Publisher:
    """A ledger whose event has versions."""

    ledger: Ledger
    event: Event = field(default_factory=lambda: DAY)
    number: int = 0
    was: dict[str, str] = field(default_factory=dict)
    """Where sessions ran when they began."""

    @property
    def versions(self) -> VersionStore:
        return VersionStore(self.ledger.store, self.ledger.houses.keys.slug)

    async def begin(self, plan: Plan) -> None:
        """The first version, and people in it."""
        await self.ledger.start("n")
        await self.publish(plan)

    async def begins(self, *sessions: str, at: int = 0) -> int:
        """They run, where they are by now; since when, real ms."""
        opened = at or int(self.event.slots[0].starts.timestamp() * 1000)
        self.was = {session: str(self.ledger.sessions[SessionId(session)].room) for session in sessions}
        for session, room in self.was.items():
            await self.ledger.store.ask("HSET", self.ledger.houses.keys["running"], session, f"{opened} {room}")
        return opened

    async def publish(self, plan: Plan, *, expected: int | None = None) -> tuple[EventEffect, ...]:
        """What was foreseen."""
        new = plan.event()
        sessions = bookable(new, lambda ms: ms)
        snapshot = await self.ledger.houses.snapshot()
        foreseen = effects(self.event, new, snapshot, sessions, now())
        seen = self.number if expected is None else expected
        text = f"version {self.number + 1}"
        self.number, _ = await self.versions.publish(Publication(text, new, self.event, seen, sessions, "command"))
        self.event, self.ledger.sessions = new, {**self.ledger.sessions, **sessions}
        taken = {name: sum(room == name for room in snapshot.seats.values()) for name in snapshot.seats.values()}
        full = {room.id for room in new.rooms if room.capacity and taken.get(room.id, 0) > room.capacity}
        self.ledger.capacities = {
            **dict.fromkeys(self.ledger.capacities),
            **{room.id: None if room.id in full else room.capacity for room in new.rooms},
        }
        return foreseen
