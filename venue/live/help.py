"""The info desk on this node: who asked hears how their ticket stands, who may help how many wait, who watches all.

The tickets are part of the house; only their texts are read from the store, when somebody watches, and forgotten again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
from typing import Any, Final

from venue.errors import StoreUnavailable
from venue.live.connection import Connection
from venue.live.presence import member
from venue.live.websocket import text_frame
from venue.model.help import Helped
from venue.model.house import House
from venue.model.ids import ParticipantId, SessionId
from venue.model.people import permissions
from venue.protocol import codec
from venue.protocol.help import NO_TICKET, HelpCounted, HelpListed, HelpTicket, YouHelped
from venue.protocol.wire import Member

SOONEST: Final = 0.03
"""Seconds between a first change and the news of it."""
INTERVAL: Final = 0.5
"""Seconds between two lists or counts."""
AHEAD_INTERVAL: Final = 1.0
"""Seconds between two times that people hear how many wait before them."""


class HelpDesk:
    """Compares the queue with what was last told. `texts` reads what tickets ask; it raises `StoreUnavailable`.

    `places`: in which sessions a person has a place, in the order of the day.
    """

    def __init__(
        self,
        house: House,
        by_person: Mapping[ParticipantId, Collection[Connection]],
        event_ms: Callable[[int], int],
        now: Callable[[], int],
        texts: Callable[[Collection[int]], Awaitable[dict[int, str]]],
        places: Callable[[ParticipantId], tuple[SessionId, ...]],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self.watchers: set[Connection] = set()
        self._house = house
        self._by_person = by_person
        self._event_ms = event_ms
        self._now = now
        self._read = texts
        self._places = places
        self._spawn = spawn
        self._told: dict[ParticipantId, YouHelped] = {}
        """What people who are connected here know of their ticket."""
        self._counted: HelpCounted | None = None
        self._texts: dict[int, str] = {}
        """What open tickets ask, while somebody watches."""
        self._stale: set[int] = set()
        """Tickets that were heard of since their texts were read."""
        self._listing = False
        self._timer: asyncio.TimerHandle | None = None
        self._last = self._last_ahead = 0.0

    # --- what there is to say -------------------------------------------------------------------------------------

    def mine(self, who: ParticipantId) -> YouHelped:
        """How the person's ticket stands."""
        ticket = self._house.help.of(who)
        return self._stand(ticket, self._house.help.ahead(ticket.number)) if ticket else NO_TICKET

    def _stand(self, ticket: Helped, ahead: int) -> YouHelped:
        waits = ticket.state == "waiting"
        return YouHelped(
            state=ticket.state,
            number=ticket.number,
            ahead=ahead if waits else 0,
            by=self._member(ticket.by),
            since=self._event_ms(ticket.at if waits else ticket.since),
            reason="",
        )

    def welcomed(self, who: ParticipantId) -> YouHelped:
        """The same for somebody who hears every change of it from now on."""
        mine = self.mine(who)
        if mine != self._told.get(who, NO_TICKET):
            self._tell(who, mine)  # the person's other tabs, too: all of them know the same
        return mine

    def counted(self, who: ParticipantId) -> HelpCounted | None:
        """How much there is to do, for somebody who may help and hears every change from now on; else None."""
        if not self._may_help(who):
            return None
        self._counted = None  # perhaps not what the others were told last
        return self._count()

    def _count(self) -> HelpCounted:
        waiting = self._house.help.waiting()
        return HelpCounted(
            waiting=len(waiting),
            taken=len(self._house.help.open) - len(waiting),
            oldest=self._event_ms(waiting[0].at) if waiting else 0,
        )

    def _member(self, who: ParticipantId) -> Member | None:
        person = self._house.person(who)
        return member(person) if person else None

    def _may_help(self, who: ParticipantId) -> bool:
        person = self._house.person(who)
        return person is not None and "assist" in permissions(person.roles)

    # --- when to say it -------------------------------------------------------------------------------------------

    def hear(self, change: Helped) -> None:
        """A ticket stands elsewhere: the person knows at once, the others soon."""
        self._stale.add(change.number)
        if change.state == "closed" and change.by:
            closed = YouHelped(
                state="closed",
                number=change.number,
                ahead=0,
                by=self._member(change.by),
                since=self._event_ms(change.since),
                reason=change.reason,
            )
            self._tell(change.id, closed)
        else:
            self._tell(change.id, self.mine(change.id))
        self.touch()

    def concern(self, *people: ParticipantId) -> None:
        """Something changed about these people: where they are, whether they are there, who they are."""
        if not self.watchers:
            return
        concerned = frozenset(people)
        if any(each.id in concerned or each.by in concerned for each in self._house.help.open.values()):
            self.touch()

    def watch(self, watcher: Connection, on: bool) -> None:
        """This connection hears the whole queue from now on, or no longer."""
        if on:
            self.watchers.add(watcher)
        else:
            self.watchers.discard(watcher)
        self.touch()

    def left(self, connection: Connection) -> None:
        """The connection is gone, perhaps the person's last one here."""
        if connection in self.watchers:
            self.watch(connection, False)
        if connection.who not in self._by_person:
            self._told.pop(connection.who, None)

    def changed(self) -> None:
        """Somebody has other roles: whoever may help now must know how much there is to do."""
        self._counted = None
        self.touch()

    def touch(self) -> None:
        """Something may be to tell."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(SOONEST, self._last + INTERVAL - loop.time()), self._tick)

    def close(self) -> None:
        """Nothing more is told."""
        if self._timer is not None:
            self._timer.cancel()

    def _tick(self) -> None:
        self._timer = None
        self._last = asyncio.get_running_loop().time()
        if self._last >= self._last_ahead + AHEAD_INTERVAL:
            self._last_ahead = self._last
            self._tell_people()
        elif self._told or self._waiting_here():
            self.touch()
        self._tell_helpers()
        if not self.watchers:
            self._texts.clear()
        elif self._listing:
            self.touch()
        else:
            self._listing = True
            self._spawn(self._tell_watchers())

    def _waiting_here(self) -> list[ParticipantId]:
        return [ticket.id for ticket in self._house.help.open.values() if ticket.id in self._by_person]

    def _tell_people(self) -> None:
        """Everybody whose ticket stands elsewhere than they were told; also those whose ticket is gone unheard."""
        tickets = {ticket.id: ticket for ticket in self._house.help.open.values()}
        ahead = {ticket.id: before for before, ticket in enumerate(self._house.help.waiting())}
        for who in {*self._told, *self._waiting_here()}:
            mine = self._stand(tickets[who], ahead.get(who, 0)) if who in tickets else NO_TICKET
            if mine != self._told.get(who, NO_TICKET) or who not in self._by_person:
                self._tell(who, mine)

    def _tell(self, who: ParticipantId, news: YouHelped) -> None:
        if news.state in ("none", "closed") or who not in self._by_person:
            self._told.pop(who, None)
        else:
            self._told[who] = news
        for connection in self._by_person.get(who, ()):
            if connection.welcomed:
                connection.say(news)

    def _tell_helpers(self) -> None:
        counted = self._count()
        if counted == self._counted:
            return
        self._counted = counted
        frame = text_frame(codec.encode(counted))
        for who, connections in self._by_person.items():
            if self._may_help(who):
                for connection in connections:
                    if connection.welcomed:
                        connection.outbox.write(frame)

    async def _tell_watchers(self) -> None:
        open_now = sorted(self._house.help.open.values(), key=lambda each: each.number)
        known = self._house.help.open.keys() - self._stale
        self._stale.clear()
        self._texts = {number: text for number, text in self._texts.items() if number in known}
        try:
            self._texts |= await self._read([each.number for each in open_now if each.number not in self._texts])
        except StoreUnavailable:
            self.touch()
            raise
        finally:
            self._listing = False
        tickets = tuple(each for each in map(self._ticket, open_now) if each is not None)
        frame = text_frame(codec.encode(HelpListed(tickets=tickets, at=self._now())))
        for watcher in tuple(self.watchers):
            if self._may_help(watcher.who):
                watcher.outbox.write(frame)
            else:
                self.watchers.discard(watcher)

    def _ticket(self, ticket: Helped) -> HelpTicket | None:
        standing = self._house.standings.get(ticket.id)
        if standing is None or ticket.number not in self._house.help.open:  # ended while the texts were read
            return None
        return HelpTicket(
            number=ticket.number,
            person=member(standing.person),
            text=self._texts.get(ticket.number, ""),
            asked=self._event_ms(ticket.at),
            room=ticket.room,
            here=standing.room,
            present=standing.present,
            seen=self._event_ms(standing.since) if standing.room else 0,
            places=self._places(ticket.id),
            state="taken" if ticket.state == "taken" else "waiting",
            by=self._member(ticket.by),
            since=self._event_ms(ticket.since) if ticket.since else 0,
        )
