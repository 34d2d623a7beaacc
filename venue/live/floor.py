"""The rooms of one event on this node: their connections, their logs, and who hears what."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

import msgspec
import structlog

from venue.errors import StoreUnavailable
from venue.live.audience import Audience
from venue.live.bus import Bus
from venue.live.connection import Connection
from venue.live.credits import Credits
from venue.live.help import HelpDesk
from venue.live.measures import Measures
from venue.live.places import PlaceNews
from venue.live.presence import Presence, member
from venue.live.reactions import Counts, Gathering
from venue.live.room_log import RESUME_BYTES, RoomLog, fitting
from venue.model.clock import Clock
from venue.model.event import Event, Session
from venue.model.house import House
from venue.model.ids import NodeId, ParticipantId, RoomId
from venue.model.people import Person, permissions
from venue.model.places import Places
from venue.model.show import ShowState
from venue.protocol import codec, wire
from venue.protocol.codes import Refusal
from venue.protocol.people import PeopleArrived
from venue.protocol.reactions import ReactionCounted
from venue.protocol.room import Snapshot
from venue.protocol.show import Show
from venue.protocol.venue import HouseCounted, Me, VenueResynced
from venue.protocol.wire import Position
from venue.store.client import Store
from venue.store.stores import Stores

T = TypeVar("T")

log = structlog.get_logger(__name__)

PERSON_BURST = 60.0
PERSON_PER_SECOND = 15.0
"""A person's credits over all connections on this node; most commands cost one."""
CONNECTION_COST = 2.0
"""Credits of opening a connection: a person who loses theirs again and again is no flood, a loop is."""
REACH_TRIES = 20
REACH_PAUSE = 0.02
"""Seconds between two looks at a log that is being read."""
ARRIVALS_GATHERED = 0.15
"""Seconds in which arrivals of one move order are told together."""


Describe = Callable[[Event], tuple[bytes, str]]
"""An event as everybody may read it, as JSON, and by which one knows whether it is still the same."""


def halls_of(event: Event) -> dict[RoomId, tuple[RoomId, ...]]:
    """Rooms with tables, and these."""
    halls = {room.id: tuple(table.id for table in event.tables_of(room.id)) for room in event.rooms}
    return {hall: tables for hall, tables in halls.items() if tables}


class EventClock:
    """The event's time, now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now_ms(self) -> int:
        """Milliseconds since 1970 (UTC)."""
        return self._clock.at(time.time_ns() // 1_000_000)

    def event_ms(self, real_ms: int) -> int:
        """A real time as the event's."""
        return self._clock.at(real_ms)

    def real_ms(self, event_ms: int) -> int:
        """The event's time as real time."""
        return self._clock.real(event_ms)


class Floor(Stores):
    """The rooms of one event on this node: what they know, and who hears them."""

    def __init__(self, event: Event, store: Store, bus: Bus, clock: Clock, describe: Describe, node: str) -> None:
        super().__init__(store, event.slug, event.chat.history)
        self._describe = describe
        self.event = event
        self.info_json, self.version = describe(event)
        self.file_version = 0
        """Which version of the event file this is; 0: an event of which none was published."""
        self.clock = EventClock(clock)
        self.node = node
        self.bus = bus
        self.house = House()
        self.places = Places()
        self.show_told: tuple[tuple[Session, ...], ShowState, Show] | None = None
        """What `venue.live.show` made of programme and decisions last."""
        self.measures = Measures()
        self.epoch = ""
        self.incarnation = NodeId(node)
        """Under which name this node holds its lease now."""
        self.in_step = False
        """Whether the store answers and this node is in step with it; commands are refused while not."""
        self.connections: dict[Connection, None] = {}
        self.by_person: dict[ParticipantId, dict[Connection, None]] = {}
        self.place_news = PlaceNews(self.places, event.sessions, self.clock, self.tell_everyone, self.by_person)
        self.audiences: dict[RoomId, Audience] = {room.id: Audience(self.measures.delivered) for room in event.rooms}
        self.room_logs: dict[RoomId, RoomLog] = {room.id: self.new_log(room.id) for room in event.rooms}
        self.halls = halls_of(event)
        self.presence = Presence(self.house, self.halls, tuple(self.audiences), self.clock.now_ms, self._tell_presence)
        self.watchers: set[Connection] = set()
        self.desk = self._info_desk()
        self._reactions_here = Gathering(self._publish_reactions)
        self._reactions = Gathering(self._tell_reactions)
        self._snapshots: dict[RoomId, tuple[int, int, bytes]] = {}
        self._credits: dict[ParticipantId, Credits] = {}
        self._chat_credits: dict[ParticipantId, Credits] = {}
        self._arrivals: dict[tuple[ParticipantId, str], list[ParticipantId]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def _info_desk(self) -> HelpDesk:
        return HelpDesk(
            self.house,
            self.by_person,
            self.clock.event_ms,
            self.clock.now_ms,
            self.helps.texts,
            self.place_news.placed,
            self.spawn,
        )

    # --- what it is -----------------------------------------------------------------------------------------------

    def become(self, event: Event) -> None:
        """Serve this version of the event from now on; its new rooms have their logs and audiences already."""
        self.event = event
        self.info_json, self.version = self._describe(event)
        self.rooms.keep = event.chat.history
        self.halls = halls_of(event)
        self.presence.rearrange(self.halls, tuple(room.id for room in event.rooms))
        self.place_news.reschedule(event.sessions)
        self._chat_credits.clear()
        self._snapshots.clear()

    def new_log(self, room: RoomId) -> RoomLog:
        """The copy of a room's log, which is to be loaded."""
        return RoomLog(room, self.logs, self._deliver_to(room))

    @property
    def capacities(self) -> dict[RoomId, int | None]:
        return {room.id: room.capacity for room in self.event.rooms}

    def me(self, who: ParticipantId) -> Me:
        """The person as they see themselves; raises KeyError for somebody unknown."""
        person = self.house.standings[who].person
        return Me(
            person=member(person),
            grants=tuple(sorted(permissions(person.roles))),
            silenced_until=self.house.silenced_until(who, self.clock.now_ms()),
            rooms=person.rooms,
        )

    def person(self, who: ParticipantId) -> Person:
        """The person, who must be known."""
        person = self.house.person(who)
        if person is None:
            raise Refusal("not_found", "the person is not known here")
        return person

    def rooms_of(self, room: RoomId) -> tuple[RoomId, ...]:
        """The room and, if it is a hall, its tables."""
        return (room, *self.halls.get(room, ()))

    def may_give(self, connection: Connection, cost: float) -> bool:
        """Spend credits of the connection and of the person; False when either has too few."""
        now = time.monotonic()
        person = self._credits.get(connection.who)
        if person is None:
            person = self._credits[connection.who] = Credits(PERSON_BURST, PERSON_PER_SECOND)
        return connection.credits.spend(cost, now) and person.spend(cost, now)

    def may_come(self, who: ParticipantId) -> bool:
        """Spend what a new connection costs the person."""
        person = self._credits.setdefault(who, Credits(PERSON_BURST, PERSON_PER_SECOND))
        return person.spend(CONNECTION_COST, time.monotonic())

    def may_talk(self, who: ParticipantId) -> bool:
        """Spend one message's worth of the event's chat limit."""
        rules = self.event.chat
        left = self._chat_credits.get(who)
        if left is None:
            left = self._chat_credits[who] = Credits(float(rules.burst), rules.per_second)
        return left.spend(1.0, time.monotonic())

    def forget_full_credits(self) -> None:
        """Buckets that have refilled say nothing any more."""
        now = time.monotonic()
        for buckets in (self._credits, self._chat_credits):
            for who in [who for who, bucket in buckets.items() if bucket.is_full(now)]:
                del buckets[who]

    # --- who hears what -------------------------------------------------------------------------------------------

    def attach(self, connection: Connection, room: RoomId) -> None:
        """From now on this connection hears the room, and no other."""
        self.detach(connection)
        connection.room = room
        self.audiences[room].join(connection)
        if connection.order is not None:
            moderator, order, to = connection.order
            connection.order = None
            if to == room:  # otherwise they walked on before they saw it
                self._arrived(moderator, order, connection.who)

    def detach(self, connection: Connection) -> None:
        """From now on it hears no room; what was said before, it hears: counts of the house may be among it."""
        if connection.room is not None:
            self.audiences[connection.room].flush()
            self.lost(connection)

    def lost(self, connection: Connection) -> None:
        """It hears nothing any more."""
        if connection.room is not None:
            self.audiences[connection.room].leave(connection)
            connection.room = None

    def snapshot(self, room: RoomId) -> bytes:
        """The room for somebody who comes in, as JSON; built once for all who come while nothing changes.

        Raises `Refusal` while its log is read anew: what is in memory may be of a history that was lost.
        """
        room_log = self.room_logs[room]
        if not room_log.loaded:
            raise Refusal("store_unavailable", "the room's log is being read anew")
        known = self._snapshots.get(room)
        if known and known[:2] == (room_log.end, self.house.version):
            return known[2]
        body = codec.encode(self._snapshot(room, room_log.tail(), False))
        self._snapshots[room] = (room_log.end, self.house.version, body)
        return body

    def _snapshot(self, room: RoomId, events: list[bytes], resumed: bool) -> Snapshot:
        room_log = self.room_logs[room]
        return Snapshot(
            room=room,
            position=Position(self.epoch, room_log.end),
            resumed=resumed,
            events=tuple(map(msgspec.Raw, events)),
            older=not resumed and room_log.end > len(events),
            roster=self.presence.roster(room),
        )

    async def resume(self, room: RoomId, position: Position) -> bytes | None:
        """What happened in `room` after `position`, as a snapshot's JSON; None where that cannot be told completely."""
        room_log = self.room_logs[room]
        if position.epoch == self.epoch and room_log.loaded and position.offset > room_log.end:
            await self._reach(room_log, position.offset)
        if position.epoch != self.epoch or position.offset > room_log.end or not room_log.loaded:
            return None
        events = room_log.since(position.offset)
        if events is None:
            older = await self.logs.read(room, position.offset + 1, min(room_log.first - 1, position.offset + 1000))
            if position.epoch != self.epoch or not room_log.loaded:  # another history began while this one was read
                return None
            events = room_log.since(room_log.first - 1) or []
            first = room_log.end - len(events) + 1
            older = [entry for entry in older if entry.offset < first]
            if [entry.offset for entry in older] != list(range(position.offset + 1, first)):
                return None
            events = [codec.splice(room, entry.offset, entry.body) for entry in older] + events
        if fitting(events, RESUME_BYTES) < len(events):
            return None  # more than is sent at once: the last page, and older ones on demand
        return codec.encode(self._snapshot(room, events, True))

    async def _reach(self, room_log: RoomLog, offset: int) -> None:
        """Who comes from a node ahead of this one continues: what was told there is read from the store first."""
        _, ends = await self.logs.ends()
        for _ in range(REACH_TRIES if ends.get(room_log.name, 0) >= offset else 0):
            if not await room_log.catch_up(offset) or room_log.end >= offset:
                return
            await asyncio.sleep(REACH_PAUSE)  # it is being read already

    def tell_everyone(self, event: wire.Event) -> None:
        """An event for every connection."""
        body = codec.encode(event)
        self._everyone(body)

    def _everyone(self, body: bytes) -> None:
        for audience in self.audiences.values():
            audience.say(body)
            audience.flush()
        for connection in self.connections:
            if connection.room is None and connection.welcomed:
                connection.answer(body)

    def _tell_presence(self, rosters: dict[RoomId, wire.Event], counts: HouseCounted | None) -> None:
        counted = codec.encode(counts) if counts else b""
        for room, audience in self.audiences.items():
            roster = rosters.get(room)
            parts = [codec.encode(roster)] if roster else []
            if counted:
                parts.append(counted)
            if parts and audience.members:
                audience.say(b"\n".join(parts))
        if counted:
            for connection in self.connections:
                if connection.room is None and connection.welcomed:
                    connection.answer(counted)

    def _deliver_to(self, room: RoomId) -> Callable[[int, bytes], None]:
        def deliver(offset: int, body: bytes) -> None:
            self.audiences[room].say(codec.splice(room, offset, body))

        return deliver

    def resync(self, room: RoomId) -> None:
        """Everybody in the room must start again from a snapshot."""
        self._snapshots.pop(room, None)
        self.measures.resyncs += len(self.audiences[room].members)
        self.audiences[room].say(codec.encode(VenueResynced(room=room)))

    async def connections_everywhere(self) -> dict[ParticipantId, int]:
        """How many connections each person has, on all nodes."""
        health, _, _ = await self.houses.nodes()
        return await self.houses.connections(health)

    # --- reactions and arrivals -----------------------------------------------------------------------------------

    def react(self, room: RoomId, counts: Counts) -> None:
        """Reactions from this node's people."""
        self._reactions_here.add(room, counts)

    def _publish_reactions(self, room: RoomId, counts: Counts) -> None:
        self.spawn(self._publish("reactions", room, msgspec.json.encode(counts)))

    def _tell_reactions(self, room: RoomId, counts: Counts) -> None:
        self.audiences[room].hint(codec.encode(ReactionCounted(room=room, counts=counts)))

    def _arrived(self, moderator: ParticipantId, order: str, who: ParticipantId) -> None:
        waiting = self._arrivals.setdefault((moderator, order), [])
        waiting.append(who)
        if len(waiting) == 1:
            asyncio.get_running_loop().call_later(ARRIVALS_GATHERED, self._publish_arrivals, moderator, order)

    def turned_away(self, moderator: ParticipantId, order: str, who: ParticipantId) -> None:
        """Came back to an order, and the room was full."""
        self.spawn(
            self._publish("arrived", moderator, codec.encode(PeopleArrived(order=order, people=(), full=(who,))))
        )

    def _publish_arrivals(self, moderator: ParticipantId, order: str) -> None:
        people = tuple(dict.fromkeys(self._arrivals.pop((moderator, order))))
        self.spawn(self._publish("arrived", moderator, codec.encode(PeopleArrived(order=order, people=people))))
        self.spawn(self.houses.arrived(order, people))

    async def _publish(self, kind: str, subject: str, body: bytes) -> None:
        try:
            await self.bus.publish(self.keys, kind, subject, body)
        except StoreUnavailable:
            log.info("news_lost", slug=self.event.slug, kind=kind)

    # --- tasks ----------------------------------------------------------------------------------------------------

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Something to be done besides; ends with the site."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            if isinstance(fault, StoreUnavailable):  # the next beat compares, and reads what is missing
                log.info("task_waits", slug=self.event.slug, fault=str(fault))
            else:
                log.error("task_failed", slug=self.event.slug, exc_info=fault)

    async def close(self) -> None:
        """Nothing goes on after this."""
        self.presence.close()
        self.place_news.close()
        self.desk.close()
        self._reactions.close()
        self._reactions_here.close()
        for audience in self.audiences.values():
            audience.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def everybody_in(self, rooms: Iterable[RoomId]) -> list[Person]:
        """Who is present in these rooms."""
        return [standing.person for room in rooms for standing in self.house.present.get(room, {}).values()]
