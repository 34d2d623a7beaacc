"""One event as this node serves it: the floor with everybody on it, the house that says who is where, and the door."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import msgspec
import structlog

from venue.errors import StoreUnavailable
from venue.live.bus import Bus, Published
from venue.live.floor import Describe, Floor
from venue.live.orders import OrderBoard
from venue.live.personal import erase, my_data
from venue.live.reactions import Counts
from venue.live.steps import Steps
from venue.live.versions import Served
from venue.live.whereabouts import Whereabouts
from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Person
from venue.protocol.codes import Refusal
from venue.protocol.door import MyData
from venue.protocol.places import Route
from venue.store.client import Store
from venue.store.keys import HOUSE, JOURNAL
from venue.store.versions import Kept

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Site(Floor):
    """Everything of one event on this node. Made once; `Keeper` keeps it in step with the store."""

    def __init__(
        self,
        event: Event,
        store: Store,
        bus: Bus,
        clock: Clock,
        describe: Describe,
        node: str,
        kept: Kept | None = None,
    ) -> None:
        super().__init__(event, store, bus, clock, describe, node)
        self.run = ""
        """The run of Redis this event was recovered from; empty while a store that lost it is told who is here."""
        self.order_board = OrderBoard(self)
        self.served = Served(self, kept)
        self.steps = Steps(self)
        self.whereabouts = Whereabouts(self, self.order_board, self.steps, self.served)

    # --- what the bus tells ---------------------------------------------------------------------------------------

    def heard_log(self, name: str, epoch: str, grown: Published) -> None:
        """A log grew, in the store's order."""
        if not self.epoch or name == JOURNAL:
            return
        if epoch != self.epoch:
            self.whereabouts.out_of_step.set()
            return
        room_log = self.whereabouts.log if name == HOUSE else self.room_logs.get(RoomId(name))
        if room_log is not None and not room_log.hear(grown):
            self.spawn(self.whereabouts.catch_up(room_log))

    def heard_news(self, kind: str, subject: str, body: bytes) -> None:
        """Something that is not logged."""
        if kind == "reactions" and subject in self.audiences:
            self._reactions.add(RoomId(subject), msgspec.json.decode(body, type=Counts))
        elif kind == "orders":
            self.order_board.touch()
        elif kind == "arrived":
            for connection in self.by_person.get(ParticipantId(subject), {}):
                if connection.welcomed:
                    connection.answer(body)

    def subscribed(self) -> None:
        """The subscription is new: compare the ends of all logs. Whoever looks at the store anew does that anyway."""
        if self.recovered:
            self.spawn(self.whereabouts.compare_ends())

    async def close(self) -> None:
        """Nothing goes on after this."""
        self.order_board.close()
        self.steps.close()
        await super().close()

    # --- what the door asks for (venue.web.site) --------------------------------------------------------------------

    async def is_sure(self) -> bool:
        """Take over what happened on other nodes and was not heard yet.

        False: who is not known then may still be, since the store does not answer, or has lost its history.
        """
        if not self.recovered:
            return False
        try:
            await self.whereabouts.compare_ends()
        except StoreUnavailable:
            return False
        return not self.whereabouts.out_of_step.is_set()

    async def admit(self, person: Person, ticket_id: str) -> None:
        """The person may come in: known to every node from now on."""
        self._decides()
        log.info("admitted", slug=self.event.slug, ticket_id=ticket_id, rehearsal=person.rehearsal)
        await self._stored(self._admit(person))

    async def _admit(self, person: Person) -> None:
        await self.whereabouts.seen(await self.houses.admit(person))

    async def leave(self, who: ParticipantId) -> None:
        """The person goes home."""
        self._decides()
        await self._stored(self.houses.leave(who))

    async def erase(self, who: ParticipantId) -> None:
        """Everything about the person is erased; their connections are closed."""
        self._decides()
        await self._stored(erase(self, who))

    async def my_data(self, who: ParticipantId) -> MyData:
        """Everything stored about the person."""
        return await self._stored(my_data(self, who))

    def route(self, who: ParticipantId) -> Route:
        """The person's places."""
        return self.place_news.route(who)

    async def ticket_revoked(self, ticket_id: str) -> bool:
        """Whether the ticket was withdrawn."""
        return await self._stored(self.tickets.is_revoked(ticket_id))

    @property
    def ready(self) -> bool:
        """Whether this node can serve the event: in step with the store, its subscription alive."""
        return self.recovered and self.bus.alive

    @property
    def recovered(self) -> bool:
        """Whether the store answers, and knows who is here: it may just have come back without knowing."""
        return self.in_step and self.run == self.store.run_id

    def _decides(self) -> None:
        """A store that lost its history is told it first: what is decided before would count as newer, or be lost."""
        if not self.recovered:
            raise Refusal("store_unavailable", "the store is being told what it lost")

    async def _stored(self, work: Awaitable[T]) -> T:
        try:
            return await work
        except StoreUnavailable as fault:
            raise Refusal("store_unavailable", str(fault)) from None
