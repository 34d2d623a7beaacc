"""Who is where, on this node: the copy of the house, kept by its log, and what each entry means for connections."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

import structlog

from venue.errors import StoreUnavailable
from venue.live.connection import Connection
from venue.live.floor import Floor
from venue.live.orders import OrderBoard
from venue.live.room_log import RoomLog
from venue.live.show import show_now
from venue.live.steps import Steps
from venue.live.versions import Served
from venue.model.concerned import concerned
from venue.model.help import Helped
from venue.model.house import (
    AnyEntry,
    Arrived,
    Changed,
    Ended,
    Forgotten,
    Left,
    Published,
    ShowRun,
    Silenced,
    Snapshot,
)
from venue.model.ids import ConnectionId, ParticipantId
from venue.model.moves import Announced, CalledOff, ClosedRoom, Moved, OpenedRoom
from venue.model.places import AnyPlaceEntry, PlaceEntry
from venue.protocol.codes import Close
from venue.protocol.orders import YouCalledOff
from venue.protocol.room import RoomClosed, RoomOpened
from venue.protocol.show import ShowChanged
from venue.protocol.venue import YouChanged, YouMoved
from venue.store.house import Arrival, Fenced, NotAdmitted, Order, entry
from venue.store.keys import HOUSE

log = structlog.get_logger(__name__)

SEEN_SECONDS: Final = 1.0
"""How long to wait for one's own change to come back over the bus before reading it from the store."""
CONNECTIONS_OF_ONE: Final = 8
"""Open connections of one person on this node; the oldest makes room."""


class Whereabouts:
    """The house's log on this node, and the connections that follow it."""

    def __init__(self, site: Floor, order_board: OrderBoard, steps: Steps, served: Served) -> None:
        self._site = site
        self._served = served
        self._order_board = order_board
        self._steps = steps
        self.log = RoomLog(HOUSE, site.logs, self._hear)
        self.out_of_step = asyncio.Event()
        """Set when this node must look at the store anew."""
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self.departures: dict[ConnectionId, tuple[ParticipantId, bool]] = {}
        """Connections that closed while the store did not answer."""
        self._arrived: dict[Connection, int] = {}
        """Where in the house log each connection's arrival is; those on their way are not in it, and hear no news."""
        self._left: dict[Connection, int] = {}
        """Where in the house log the person of a connection on its way went home: perhaps before it arrived."""
        self._news: dict[ParticipantId, int] = {}
        """Where in the house log each person was heard of last."""

    # --- connections ----------------------------------------------------------------------------------------------

    async def arrive(self, connection: Connection) -> Arrival:
        """The connection's person is in the house, in one room, and this node knows it."""
        site = self._site
        tabs = site.by_person.setdefault(connection.who, {})
        staying = [tab for tab in tabs if not tab.closing]
        if len(staying) >= CONNECTIONS_OF_ONE:
            staying[0].close(Close.TOO_MANY_CONNECTIONS, "a newer tab was opened")
        site.connections[connection] = None
        tabs[connection] = None
        arrival = await self._arrive(connection)
        await self.seen(arrival.offset)
        self._arrived[connection] = arrival.offset
        if self._left.pop(connection, 0) > arrival.offset:
            connection.close(Close.LEFT, "the person left")
        if arrival.order is not None and not arrival.full:
            # A move that was heard of meanwhile is a later one.
            connection.order = connection.order or (arrival.order.by, arrival.order.order, arrival.order.to)
        elif arrival.order is not None:
            self._site.turned_away(arrival.order.by, arrival.order.order, connection.who)
        return arrival

    async def _arrive(self, connection: Connection) -> Arrival:
        site = self._site
        try:
            return await site.houses.arrive(connection.who, site.incarnation, connection.id)
        except Fenced:
            self.out_of_step.set()
            raise StoreUnavailable("The node's lease was over.") from None

    async def look_again(self, connection: Connection) -> None:
        """The person is where the rule says, and this node knows it. Raises `NotAdmitted` and `StoreUnavailable`."""
        await self.seen((await self._arrive(connection)).offset)

    async def rearrive(self) -> None:
        """All connections, under a new incarnation of this node."""
        connections = tuple(self._site.connections)
        self.departures.clear()  # they were of the old incarnation, which ends as a whole
        arrivals = await asyncio.gather(*(self._arrive(each) for each in connections), return_exceptions=True)
        for connection, arrival in zip(connections, arrivals, strict=True):
            if connection not in self._site.connections:  # closed meanwhile: told again, now that it has arrived
                self.departures[connection.id] = (connection.who, connection.who not in self._site.by_person)
            elif isinstance(arrival, NotAdmitted):
                connection.close(Close.PASS_ENDED, "the pass has ended")
            elif isinstance(arrival, BaseException):
                raise arrival
            elif connection in self._arrived:
                self._arrived[connection] = arrival.offset
                if arrival.order is not None and not arrival.full:
                    self._carried_out(connection, arrival.order)

    async def depart(self, connection: Connection) -> None:
        """The connection closed."""
        site = self._site
        site.lost(connection)
        site.connections.pop(connection, None)
        self._arrived.pop(connection, None)
        self._left.pop(connection, None)
        site.watchers.discard(connection)
        tabs = site.by_person.get(connection.who, {})
        tabs.pop(connection, None)
        if not tabs:
            site.by_person.pop(connection.who, None)
        site.desk.left(connection)
        self.departures[connection.id] = (connection.who, not tabs)
        try:
            await self._tell_departure(connection.id)
        except StoreUnavailable as fault:
            log.info("departure_waits", connection=connection.id, fault=str(fault))

    async def tell_departures(self) -> None:
        """Tell the store who is not connected any more, as far as it could not be told at the time."""
        await asyncio.gather(*(self._tell_departure(connection) for connection in tuple(self.departures)))

    async def _tell_departure(self, connection: ConnectionId) -> None:
        departure = self.departures.get(connection)
        if departure is None:  # told meanwhile
            return
        who, last = departure
        await self._site.houses.depart(who, self._site.incarnation, connection, last)
        self.departures.pop(connection, None)

    # --- the log --------------------------------------------------------------------------------------------------

    async def seen(self, offset: int) -> None:
        """Wait until this node knows the house at `offset`: one sees one's own changes."""
        if self.log.end >= offset:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((offset, future))
        try:
            await asyncio.wait_for(future, SEEN_SECONDS)
        except TimeoutError:
            if not await self.log.catch_up(offset):
                self.out_of_step.set()
            if self.log.end < offset:
                raise StoreUnavailable("This node is out of step.") from None

    async def catch_up(self, room_log: RoomLog) -> None:
        """Read what a log is missing."""
        if room_log.loaded and await room_log.catch_up():
            return
        if room_log is self.log:
            self.out_of_step.set()
        else:
            await self._reload(room_log)

    async def _reload(self, room_log: RoomLog) -> None:
        room_log.pause()
        extent = await self._site.logs.extent(room_log.name)
        await room_log.load(extent.end)
        self._site.resync(room_log.name)
        await room_log.catch_up()

    async def compare_ends(self) -> None:
        """A lost last publication leaves no gap: compare with the store."""
        site = self._site
        if not site.in_step:
            return
        epoch, ends = await site.logs.ends()
        if epoch != site.epoch:
            self.out_of_step.set()
            return
        for name, end in ends.items():
            room_log = self.log if name == HOUSE else site.room_logs.get(name)
            if room_log is None or (room_log.loaded and end <= room_log.end):  # less: more came in while we asked
                continue
            if not room_log.loaded or not await room_log.catch_up(end):
                await self.catch_up(room_log)

    def _hear(self, offset: int, body: bytes) -> None:
        self.apply(entry(body), offset)
        if self._waiting:
            self._tell_waiting(offset)

    def _tell_waiting(self, offset: int) -> None:
        due = [future for until, future in self._waiting if until <= offset]
        self._waiting = [(until, future) for until, future in self._waiting if until > offset and not future.done()]
        for future in due:
            if not future.done():
                future.set_result(None)

    def apply(self, change: AnyEntry | AnyPlaceEntry, offset: int) -> None:
        """One entry at its offset: first the copy, then everybody it concerns."""
        site = self._site
        if isinstance(change, PlaceEntry):
            moved_up = site.place_news.apply(change)
            self._news.update((who, offset) for who in moved_up)
            site.desk.concern(*moved_up)
            return
        self._news.update((who, offset) for who in concerned(change))
        before = [site.house.room_of(who) for who in concerned(change)]
        site.house.apply(change)
        site.presence.touch(*before, *(site.house.room_of(who) for who in concerned(change)))
        site.desk.concern(*concerned(change))
        match change:
            case Helped():
                site.desk.hear(change)
            case Announced(ids=ids):
                self._announced(ids)
            case CalledOff(ids=ids, order=order, why=why):
                self._called_off(ids, YouCalledOff(order=order, why=why))
            case Published():
                self._served.heard()
            case ClosedRoom(room=room):
                site.tell_everyone(RoomClosed(room=room))
            case OpenedRoom(room=room):
                site.tell_everyone(RoomOpened(room=room))
            case ShowRun():
                self._steps.touch()
                site.tell_everyone(ShowChanged(show=show_now(site)))
            case _:
                self._tell(change, offset)

    def _tell(self, change: AnyEntry, offset: int) -> None:
        """What became of people, to their connections."""
        site = self._site
        match change:
            case Moved():
                self._moved(change)
            case Arrived(p=person, room=room):
                for connection in self._tabs(person.id):
                    if connection.room not in (None, room):
                        self._follow(connection, YouMoved(room=room, cause="released", at=site.clock.now_ms()))
            case Changed(p=person):
                self._changed(person.id, "", "")
                site.desk.changed()
                site.presence.touch(site.house.room_of(person.id))
            case Silenced(id=who, by_name=by, reason=reason):
                self._changed(who, by, reason)
            case Ended(id=who, at=at, reason=reason):
                self._end(who, at, Close.PASS_ENDED, reason or "the pass has ended")
            case Forgotten(id=who, at=at):
                self._end(who, at, Close.PASS_ENDED, "the person was erased")
            case Left(id=who, why="home"):
                self._send_home(who, offset)
            case _:
                pass

    def _moved(self, change: Moved) -> None:
        news = YouMoved(
            room=change.to,
            cause=change.cause,
            order=change.order,
            by=change.by_name,
            reason=change.reason,
            at=self._site.clock.event_ms(change.at),
        )
        for who in change.ids:
            for connection in self._everywhere(who):
                if change.cause == "self" and connection.walking == change.to:
                    self._site.detach(connection)
                    continue
                if change.cause == "moderator":
                    connection.order = (change.by, change.order, change.to)
                if connection in self._arrived:
                    self._follow(connection, news)

    def _announced(self, ids: Iterable[ParticipantId]) -> None:
        self._order_board.set_clock()
        for who in ids:
            news = self._order_board.announced_to(who)
            for connection in self._tabs(who):
                if news is not None and connection.welcomed:  # the others hear it after their welcome
                    connection.say(news)

    def _called_off(self, ids: Iterable[ParticipantId], news: YouCalledOff) -> None:
        for who in ids:
            for connection in self._tabs(who):
                if connection.welcomed:
                    connection.say(news)

    def _carried_out(self, connection: Connection, order: Order) -> None:
        """A move of which this node did not hear."""
        connection.order = (order.by, order.order, order.to)
        at = self._site.clock.now_ms()
        news = YouMoved(
            room=order.to, cause="moderator", order=order.order, by=order.by_name, reason=order.reason, at=at
        )
        self._follow(connection, news)

    def _follow(self, connection: Connection, news: YouMoved) -> None:
        self._site.detach(connection)
        connection.say(news)

    def _changed(self, who: ParticipantId, by: str, reason: str) -> None:
        for connection in self._tabs(who):
            connection.say(YouChanged(me=self._site.me(who), by=by, reason=reason))

    def _end(self, who: ParticipantId, issued_until: int, code: Close, reason: str) -> None:
        for connection in self._everywhere(who):
            if connection.issued <= issued_until:
                self._site.detach(connection)
                connection.close(code, reason)

    def _send_home(self, who: ParticipantId, offset: int) -> None:
        """Who came back after they had left, and before this node heard of that, stays."""
        for connection in self._everywhere(who):
            if connection not in self._arrived:
                self._left[connection] = offset
            elif self._arrived[connection] < offset:
                self._site.detach(connection)
                if not connection.leaving:
                    connection.close(Close.LEFT, "the person left")

    def _tabs(self, who: ParticipantId) -> tuple[Connection, ...]:
        """Those that have arrived: the others are told in their welcome how everything is."""
        return tuple(tab for tab in self._everywhere(who) if tab in self._arrived)

    def _everywhere(self, who: ParticipantId) -> tuple[Connection, ...]:
        return tuple(self._site.by_person.get(who, ()))

    def load(self, snapshot: Snapshot) -> None:
        """The house anew, for a node that has missed too much: everybody whose rights are others now is told."""
        site = self._site
        connected = [who for who in site.by_person if site.house.person(who) is not None]
        before = {who: site.me(who) for who in connected}
        show, closed, ahead = site.house.show, set(site.house.closed), dict(site.house.announced)
        site.house.load(snapshot)
        site.place_news.load(snapshot.places)
        self._served.heard()
        if site.house.show != show:
            site.tell_everyone(ShowChanged(show=show_now(site)))
        self._steps.touch()
        for room in closed ^ site.house.closed:
            site.tell_everyone(RoomClosed(room=room) if room in site.house.closed else RoomOpened(room=room))
        self._announced(who for who, news in site.house.announced.items() if ahead.get(who) != news)
        for who, news in ahead.items():
            if who not in site.house.announced:
                self._called_off((who,), YouCalledOff(order=news.order, why="cancelled"))
        for who, me in before.items():
            if site.house.person(who) is not None and site.me(who) != me:
                self._changed(who, "", "")

    def heard_of_since(self, offset: int) -> frozenset[ParticipantId]:
        """Of whom this node has heard anything after that offset of the house log."""
        return frozenset(who for who, at in self._news.items() if at > offset)

    def begin_anew(self) -> None:
        """The house log is another one now: offsets of the old one say nothing any more."""
        self._news.clear()

    def reconcile(self) -> None:
        """After that, and with the log up to date: every connection hears the room its person is in, or none."""
        site = self._site
        site.presence.touch_all()
        site.desk.touch()
        self._tell_waiting(self.log.end)
        for connection in tuple(site.connections):
            room = site.house.room_of(connection.who)
            if room is not None and connection.room is not None and connection.room != room:
                self._follow(connection, YouMoved(room=room, cause="released", at=site.clock.now_ms()))
            ended = site.house.ended_at(connection.who)
            if ended is not None and connection.issued <= ended:
                connection.close(Close.PASS_ENDED, "the pass has ended")
