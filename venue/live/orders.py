"""Move orders on this node: moderators' live list of them, and the clock of those that were announced.

What became of an order is not in the house log: only those who may move others look at it. The store counts its
changes and calls out each of them; a node with moderators then reads what changed since its last look, compares, and
tells the differences, at most twice a second. A call that was lost is made up for with the next beat, so the list is
right on every node, whichever other one dies. What is announced to people is in the house log, and every node knows
when it is due: all of them ask the store to carry it out, and whichever comes first does.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final

import msgspec

from venue.live.connection import Connection
from venue.live.floor import Floor
from venue.live.order_news import differences, order_listed
from venue.live.websocket import text_frame
from venue.model.ids import ParticipantId
from venue.model.moves import Announcement
from venue.model.people import permissions
from venue.protocol import codec
from venue.protocol.orders import OrderListed, OrdersChanged, OrdersListed, YouAnnounced
from venue.store.orders import Look

INTERVAL: Final = 0.5
"""Seconds between two pieces of news."""
LISTED_PEOPLE: Final = 2500
"""People in one list of orders; the oldest orders are listed without theirs."""


class OrderBoard:
    """The orders as those who may move others were last told, on this node."""

    def __init__(self, site: Floor) -> None:
        self._site = site
        self._orders: dict[str, OrderListed] = {}
        """All that are kept, oldest first; empty while nobody here looks at them."""
        self._number = -1
        self._epoch = ""
        self._news: asyncio.TimerHandle | None = None
        self._told = 0.0
        self._due: asyncio.TimerHandle | None = None
        self._due_at = 0

    def touch(self) -> None:
        """Something changed: look, unless that was done a moment ago."""
        if self._news is None and self._moderators():
            loop = asyncio.get_running_loop()
            self._news = loop.call_later(max(0.03, self._told + INTERVAL - loop.time()), self._tick)

    def _tick(self) -> None:
        self._news = None
        self._told = asyncio.get_running_loop().time()
        self._site.spawn(self.look())

    async def beat(self) -> None:
        """Once a second: what is due, and what was not heard. Raises `StoreUnavailable`."""
        if self._site.house.announced:
            await self._site.orders.carry()
        if self._moderators():
            await self.look()
        else:
            self._forget()

    async def look(self) -> None:
        """Come up to date, and tell everybody here who may move others what is different."""
        if self._epoch != self._site.epoch:  # another history: all of it is read anew
            self._number, self._epoch = -1, self._site.epoch
        since, epoch = self._number, self._epoch
        look = await self._site.orders.look(since)
        if epoch != self._site.epoch or look.number < since:
            self._number = -1
            await self.look()
        elif look.number > self._number:  # otherwise another look was faster
            self._apply(look)

    def _apply(self, look: Look) -> None:
        first = self._number < 0 and not self._orders
        self._number = look.number
        event_ms = self._site.clock.event_ms
        fresh = {kept.id: order_listed(kept, event_ms) for kept in look.changed}
        before, known = self._orders, self._orders | fresh
        self._orders = {order: known[order] for order in look.ids if order in known}
        changed = tuple(
            told
            for order, now in fresh.items()
            if order in self._orders and (told := differences(before.get(order), now)) is not None
        )
        gone = tuple(order for order in before if order not in self._orders)
        # First: nobody here was told anything yet. Whoever wants to see the orders asks for all of them.
        if (changed or gone) and not first:
            self._tell(OrdersChanged(orders=changed, gone=gone, at=self._site.clock.now_ms()))

    def listed(self) -> OrdersListed:
        """All orders as of the last look, newest first."""
        orders, people = [], 0
        for order in reversed(self._orders.values()):
            people += sum(order.counts.values())
            orders.append(order if people <= LISTED_PEOPLE else msgspec.structs.replace(order, people=None))
        return OrdersListed(orders=tuple(orders), at=self._site.clock.now_ms())

    def order(self, order: str) -> OrderListed | None:
        """One of them."""
        return self._orders.get(order)

    def _moderators(self) -> list[Connection]:
        house = self._site.house
        return [
            each
            for each in self._site.connections
            if each.welcomed and (person := house.person(each.who)) is not None and "move" in permissions(person.roles)
        ]

    def _tell(self, news: OrdersChanged) -> None:
        frame = text_frame(codec.encode(news))
        for connection in self._moderators():
            connection.outbox.write(frame)

    def _forget(self) -> None:
        self._orders, self._number = {}, -1

    # --- what is announced ----------------------------------------------------------------------------------------

    def announced_to(self, who: ParticipantId) -> YouAnnounced | None:
        """What is ahead of a person, as they are told it."""
        ahead = self._site.house.announced.get(who)
        return None if ahead is None else self._announced(ahead)

    def _announced(self, ahead: Announcement) -> YouAnnounced:
        return YouAnnounced(
            order=ahead.order,
            to=ahead.to,
            rooms=ahead.rooms,
            by=ahead.by_name,
            reason=ahead.reason,
            at=self._site.clock.event_ms(ahead.at),
            more=ahead.more > 0,
            may_decline=ahead.may_decline,
        )

    def set_clock(self) -> None:
        """Something was announced, or the house was loaded: be there when the next move is due."""
        now = time.time_ns() // 1_000_000
        # What is past is being carried out, or will be with the next beat.
        ahead = [each.at for each in self._site.house.announced.values() if each.at > now]
        if not ahead or (self._due is not None and self._due_at <= min(ahead)):
            return
        if self._due is not None:
            self._due.cancel()
        self._due_at = min(ahead)
        wait = (self._due_at - now) / 1000 + 0.01
        self._due = asyncio.get_running_loop().call_later(wait, self._is_due)

    def _is_due(self) -> None:
        self._due = None
        self._site.spawn(self._carry())

    async def _carry(self) -> None:
        # What is not due by the store's clock yet is carried out with the next beat.
        await self._site.orders.carry()
        self.set_clock()

    def close(self) -> None:
        """Nothing goes on after this."""
        for timer in (self._news, self._due):
            if timer is not None:
                timer.cancel()
