"""The books of one event in Redis, and the check that they balance.

After every change two things must be so: the old house with the entries of the log since is the house that one loads
fresh; and the sets and hashes in Redis agree with each other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.store.books import check_help, check_sets
from tests.store.pictures import picture, picture_of_places
from venue.model.help import Reason
from venue.model.house import House, Snapshot
from venue.model.ids import ConnectionId, EventSlug, NodeId, ParticipantId, RoomId, SessionId
from venue.model.people import Person, Role, takes_seat
from venue.model.places import Bookable, Booking, PlaceEntry, Places
from venue.model.show import ShowState
from venue.store.client import Store
from venue.store.help import Decided, HelpStore
from venue.store.house import Arrival, HouseStore, entry
from venue.store.keys import HOUSE
from venue.store.logs import LogStore
from venue.store.orders import MoveResult, OrderStore, Plan, RecallResult
from venue.store.places import PlaceStore, Taken
from venue.store.rooms import Command, Conducted, RoomStore
from venue.store.show import Running, ShowStore

CAPACITIES: dict[RoomId, int | None] = {
    RoomId("foyer"): None,
    RoomId("hall"): None,
    RoomId("hall.1"): 2,
    RoomId("small"): 1,
    RoomId("workshop"): 2,
}
HOUR = 3_600_000


def sessions_from(starts: int, *, places: int = 1) -> dict[SessionId, Bookable]:
    """Two sessions in each of two slots, and one without bound."""
    ends, last = starts + HOUR, starts + 2 * HOUR
    return {
        SessionId("a1"): Bookable("one", starts, ends, places, RoomId("small")),
        SessionId("b1"): Bookable("one", starts, ends, 2, RoomId("workshop")),
        SessionId("a2"): Bookable("two", ends, last, places, RoomId("small")),
        SessionId("b2"): Bookable("two", ends, last, None, RoomId("hall")),
    }


JOURNAL_ENTRY = b'{"number":0,"count":0,"reason":""}'
FOR_EVER = 10**15
SO = Plan(by_name="Person m", reason="so")


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
        self.shows = ShowStore(store, EventSlug(slug))
        self.orders = OrderStore(store, EventSlug(slug))
        self.logs = LogStore(store, EventSlug(slug))
        self.places = PlaceStore(store, EventSlug(slug))
        self.helps = HelpStore(store, EventSlug(slug))
        self.folded = House()
        self.folded_places = Places()
        self.capacities = dict(CAPACITIES)
        self.sessions = sessions_from(now() + HOUR)
        self.snapshot = Snapshot.empty()
        self.offset = 0
        self.refs = 0

    async def begin(self, *nodes: str) -> None:
        """The rooms are there, and a node `n` (and these others) that can take connections."""
        await self.houses.recover(self.store.run_id, CAPACITIES, self.sessions)
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
        arrival = await self.houses.arrive(ParticipantId(who), NodeId(node), ConnectionId(conn or f"conn-{who}"))
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

    async def move(
        self,
        to: str | Sequence[str],
        mode: str,
        *whom: str,
        by: str = "m",
        ref: str = "",
        dry: bool = False,
        plan: Plan = SO,
    ) -> MoveResult:
        """The order is called `o-REF`."""
        self.refs += 1
        command = Command(ParticipantId(by), ref or f"r{self.refs}", "people.move")
        order = f"o-{command.ref}"
        told = _told(order, by)
        rooms = tuple(map(RoomId, (to,) if isinstance(to, str) else to))
        result = await self.orders.move(command, order, rooms, mode, whom, told, JOURNAL_ENTRY, dry, plan)
        await self.check()
        return result

    async def recall(self, verb: str, order: str, by: str = "m", ref: str = "") -> RecallResult:
        self.refs += 1
        command = Command(ParticipantId(by), ref or f"r{self.refs}", f"order.{verb}")
        result = await self.orders.recall(command, f"Person {by}", order, _told(order, by), JOURNAL_ENTRY)
        await self.check()
        return result

    async def answer(self, who: str, verb: str, order: str, ref: str = "") -> None:
        self.refs += 1
        await self.orders.answer(Command(ParticipantId(who), ref or f"r{self.refs}", f"order.{verb}"), order)
        await self.check()

    async def carry(self) -> int:
        carried = await self.orders.carry()
        await self.check()
        return carried

    async def fates(self, order: str) -> dict[str, str]:
        """What became of everybody in an order that is kept."""
        look = await self.orders.look()
        [kept] = [each for each in look.changed if each.id == order]
        return {str(who): fate.state for who, fate in kept.fates.items()}

    async def conduct(
        self, verb: str, whom: str, until: int = 0, ref: str = "", others: Sequence[str] = ()
    ) -> Conducted:
        self.refs += 1
        command = Command(ParticipantId("m"), ref or f"r{self.refs}", verb)
        told = b'"by_name":"Person m","reason":"so"'
        done = await self.rooms.conduct(command, ParticipantId(whom), until, told, JOURNAL_ENTRY, others=others)
        await self.check()
        return done

    async def run_show(self, new: ShowState, *, seen: ShowState | None = None, ref: str = "") -> int | bytes:
        """Decide about the run of show, having seen that state (the newest unless said otherwise)."""
        self.refs += 1
        command = Command(ParticipantId("m"), ref or f"r{self.refs}", "show.extend")
        seen = self.snapshot.show if seen is None else seen
        said = await self.shows.decide(command, seen, new, b'{"receipt":1}', JOURNAL_ENTRY)
        await self.check()
        return said

    async def close(self, room: str, *, verb: str = "close", dry: bool = False, ref: str = "") -> dict[str, int]:
        """Close a room (or `open` it): how many go where."""
        command = self.command("m", f"room.{verb}", ref)
        into, _ = await self.rooms.close(command, RoomId(room), JOURNAL_ENTRY, dry_run=dry)
        await self.check()
        return {str(target): count for target, count in into.items()}

    async def step(self, index: int, *sessions: str, number: int | None = None, version: int = 1) -> int | None:
        """A node has noticed that this step of the day runs, with these sessions."""
        seen = self.snapshot.show.number if number is None else number
        running = Running(seen, index, f"step-{index}", tuple(map(SessionId, sessions)))
        said = await self.shows.begin(version, running, self.sessions)
        await self.check()
        return said

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

    # --- places ---------------------------------------------------------------------------------------------------

    async def take(self, who: str, session: str, *, instead: bool = False, ref: str = "") -> Taken:
        taken = await self.places.take(self.command(who, "place.take", ref), SessionId(session), instead)
        await self.check()
        return taken

    async def give_up(self, who: str, session: str) -> None:
        await self.places.give_up(self.command(who, "place.give_up"), SessionId(session))
        await self.check()

    async def accept(self, who: str, session: str) -> Taken:
        taken = await self.places.accept(self.command(who, "place.accept"), SessionId(session))
        await self.check()
        return taken

    async def settle(self) -> None:
        await self.places.settle()
        await self.check()

    async def expire(self, who: str, session: str) -> None:
        """The offer's time is over, and nobody has noticed yet."""
        await self.store.ask("ZADD", self.houses.keys[f"offered:{session}"], "XX", now() - 1, who)

    async def reschedule(self, starts: int, *, places: int = 1) -> None:
        """The sessions begin at that real time, ms."""
        self.sessions = sessions_from(starts, places=places)
        await self.houses.recover(self.store.run_id, CAPACITIES, self.sessions)

    # --- the info desk --------------------------------------------------------------------------------------------

    def command(self, who: str, verb: str, ref: str = "") -> Command:
        self.refs += 1
        return Command(ParticipantId(who), ref or f"r{self.refs}", verb)

    def placed(self, session: str) -> set[str]:
        """Who has a place there, as of the last check."""
        return {str(who) for who in self._booking(session).placed}

    def counted(self, session: str) -> set[str]:
        """Those of them who take a place from others."""
        return {str(who) for who, counts in self._booking(session).placed.items() if counts}

    def offered(self, session: str) -> set[str]:
        return {str(who) for who in self._booking(session).offered}

    def line(self, session: str) -> list[str]:
        """Who waits there, in order."""
        return [str(who) for who in self._booking(session).line()]

    def _booking(self, session: str) -> Booking:
        return self.snapshot.places.sessions.get(SessionId(session), Booking())

    async def ask(self, who: str, text: str = "Where is my workshop?", ref: str = "") -> tuple[int, int]:
        """The ticket's number, and how many are ahead."""
        number, ahead = await self._done(self.helps.ask(self.command(who, "help.ask", ref), text))
        return int(number), int(ahead)

    async def withdraw(self, who: str) -> None:
        await self._done(self.helps.withdraw(self.command(who, "help.withdraw")))

    async def take_ticket(self, who: str, number: int, ref: str = "") -> str:
        """Who has the ticket now."""
        return (await self._done(self.helps.take(self.command(who, "help.take", ref), number)))[1]

    async def release(self, who: str, number: int) -> None:
        await self._done(self.helps.release(self.command(who, "help.release"), number))

    async def close_ticket(self, who: str, number: int, reason: Reason = "solved", ref: str = "") -> None:
        await self._done(self.helps.close(self.command(who, "help.close", ref), number, reason))

    async def _done(self, work: Awaitable[Decided]) -> tuple[str, ...]:
        done = await work
        await self.check()
        assert 0 <= done.offset <= self.offset
        return done.receipt

    @property
    def queue(self) -> list[str]:
        """Who waits, in order, as of the last check."""
        return [str(ticket.id) for ticket in self.folded.help.waiting()]

    # --- what is written ------------------------------------------------------------------------------------------

    async def everything(self) -> str:
        """Every key of the event with its content, as one text: to look for what must be gone."""
        found: list[bytes] = []
        cursor: Any = b"0"
        while True:
            cursor, keys = await self.store.ask("SCAN", cursor, "MATCH", self.houses.keys.prefix + "*", "COUNT", 1000)
            dumps = asyncio.gather(*(self.store.ask("DUMP", key) for key in keys))
            contents = asyncio.gather(*map(self.content, keys))
            found += [*keys, *await dumps, *(str(each).encode() for each in await contents)]
            if int(cursor) == 0:
                return b"\n".join(found).decode("utf-8", "replace")

    async def content(self, key: bytes) -> Any:
        """A key's value, whatever its kind."""
        match await self.store.ask("TYPE", key):
            case b"hash":
                return await self.store.ask("HGETALL", key)
            case b"set":
                return await self.store.ask("SMEMBERS", key)
            case b"list":
                return await self.store.ask("LRANGE", key, 0, -1)
            case b"zset":
                return await self.store.ask("ZRANGE", key, 0, -1, "WITHSCORES")
            case _:
                return await self.store.ask("GET", key)

    @property
    def seats(self) -> dict[str, str]:
        """Who has a seat where, as of the last check."""
        return {who: str(room) for who, room in self.snapshot.seats.items()}

    @property
    def staff(self) -> set[ParticipantId]:
        """Who takes no seat and no place from anybody, as of the last check."""
        return {who for who, person in self.snapshot.people.items() if not takes_seat(person)}

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
            told = entry(stored.body)
            if isinstance(told, PlaceEntry):
                self.folded_places.apply(told)
            else:
                self.folded.apply(told)
            self.offset = stored.offset
        assert self.offset == self.snapshot.offset
        assert picture(self.folded) == picture(fresh)
        self._check_places()
        await check_sets(self.store, self.houses.keys, self.capacities)
        await check_help(self.store, self.houses.keys, self.snapshot)

    def _check_places(self) -> None:
        fresh = Places()
        fresh.load(self.snapshot.places)
        assert picture_of_places(self.folded_places) == picture_of_places(fresh)
        for session, booking in self.snapshot.places.sessions.items():
            about = self.sessions[session]
            assert about.capacity is None or booking.taken <= about.capacity, f"{session} is oversold"
            people = [*booking.placed, *booking.offered, *booking.waiting]
            assert len(people) == len(set(people)), "a place, an offer, or waiting"
            assert not self.staff.intersection(booking.offered, booking.waiting), "who takes no place waits for none"
            assert all(not booking.placed[who] for who in self.staff & set(booking.placed)), "nor is counted"
        mine = [
            (who, self.sessions[session].slot) for session in fresh.sessions for who in fresh.sessions[session].placed
        ]
        assert len(mine) == len(set(mine)), "one place per slot"


def _told(order: str, by: str) -> bytes:
    return b'"order":"%s","by":"%s","by_name":"Person %s","reason":"so"' % tuple(
        part.encode() for part in (order, by, by)
    )


def now() -> int:
    """Real time, ms."""
    return time.time_ns() // 1_000_000
