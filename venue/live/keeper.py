"""Keeps one event on this node in step with the store: the lease, the sweep, trouble and recovery."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from typing import Final

import msgspec
import structlog

from venue.errors import StoreUnavailable
from venue.live.measures import resident_bytes
from venue.live.show import bookable_now
from venue.live.site import Site
from venue.model.house import Snapshot
from venue.model.ids import NodeId
from venue.protocol.codes import Close
from venue.protocol.operations import NodeHealth
from venue.protocol.venue import VenueRecovered, VenueTroubled
from venue.store.house import Recovered
from venue.store.keys import HOUSE

log = structlog.get_logger(__name__)

BEAT: Final = 1.0
"""Seconds between two beats: the lease is renewed, what has expired is swept, the ends of the logs are compared."""
SLOW_SECONDS: Final = 10.0
"""A reader that is slow for so long is cut off."""
TELLING_PAUSE: Final = 0.05
"""Seconds between two looks whether another node has told the store what it lost."""
HOST: Final = socket.gethostname()


class Keeper:
    """`start`, then `run` until cancelled, then `stop`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._failed_once = False
        self._run = ""
        """The run of Redis that this event was recovered from; empty while a recovery is not complete."""
        self._epoch = ""
        """The epoch that everybody here has been told of."""
        self._name = f"{site.node}-{secrets.token_hex(3)}"
        """By which the store knows who is telling it what it lost: the same over all attempts."""
        self._erased = ""
        self._revoked: frozenset[str] = frozenset()
        """Withdrawn tickets, in case the store forgets them."""

    async def start(self) -> None:
        """Come into step with the store for the first time. Raises `StoreUnavailable`."""
        if not self._site.store.run_id:
            self._site.store.run_id = await self._site.store.current_run()
        await self._recover()

    async def run(self) -> None:
        """Beat once a second; at once when something noticed that this node is out of step."""
        site = self._site
        while True:
            began = time.monotonic()
            try:
                await self._beat()
            except StoreUnavailable as fault:
                await self._troubled(fault)
            except Exception:  # a bug must not end the lease of a node full of people; the next beat tries again
                log.exception("beat_failed", slug=site.event.slug)
            self._check_connections()
            rest = max(0.05, BEAT - (time.monotonic() - began))
            try:
                await asyncio.wait_for(site.whereabouts.out_of_step.wait(), rest)
            except TimeoutError:
                continue
            await asyncio.sleep(0.05)  # several causes of one trouble are one trouble

    async def stop(self) -> None:
        """This node serves the event no longer; its people may come back through another one."""
        self._site.in_step = False
        try:
            await self._site.houses.retire(self._site.incarnation)
        except StoreUnavailable:
            log.info("not_retired", slug=self._site.event.slug)

    async def _beat(self) -> None:
        site = self._site
        # Another event of this node may have been the one that noticed a restart, and recovered only itself.
        if not site.in_step or site.whereabouts.out_of_step.is_set() or self._run != site.store.run_id:
            await self._recover()
        began = time.perf_counter()
        if not await site.houses.renew(site.incarnation, self._health()):
            log.warning("fenced", slug=site.event.slug, node=site.incarnation)
            await self._recover()
        site.measures.store_trip = round((time.perf_counter() - began) * 1000, 2)
        await site.whereabouts.tell_departures()
        await site.houses.sweep()
        await site.steps.beat()
        await site.bookings.settle()
        await site.order_board.beat()
        await site.served.beat()
        await site.store.rewrite_file(time.monotonic())
        revoked = await site.tickets.revoked()
        await site.whereabouts.compare_ends()
        if not site.whereabouts.out_of_step.is_set():  # else it may be a store that lost them
            self._revoked = revoked
        self._failed_once = False

    async def _recover(self) -> None:
        """Look at the store anew: the epoch, the house, every log; all connections under a new incarnation."""
        site = self._site
        site.whereabouts.out_of_step.clear()
        self._run = ""
        run = await site.store.current_run()
        if run != site.store.run_id:
            log.warning("store_restarted", run=run[:8])
            site.store.run_id = run
        found = await self._look_in_turn(run)
        if await site.served.put_back():  # meanwhile a node with an earlier version may have said what rooms there are
            await self._look(run)
        was_running, renewed = bool(self._epoch), site.epoch != self._epoch
        if found.erased and found.erased != self._erased and was_running:
            self._all_forgotten()
        self._erased = found.erased
        old, site.incarnation = site.incarnation, NodeId(f"{site.node}-{secrets.token_hex(3)}")
        await site.houses.renew(site.incarnation, self._health(), begin=True)
        site.measures.leases += 1
        if was_running:
            if renewed:
                await self._tell_what_is_known(found)
            if found.first:
                await site.houses.told(self._name)
            await site.whereabouts.rearrive()
            await site.houses.retire(old)
        site.run = run
        await self._load(renewed)
        self._run, self._epoch = run, site.epoch
        if was_running:
            if not site.in_step:
                site.tell_everyone(VenueRecovered(what="store"))
            log.info("recovered", slug=site.event.slug, epoch=site.epoch, new_epoch=renewed)
        site.in_step = True

    async def _look_in_turn(self, run: str) -> Recovered:
        """The same when no other node is telling a store what it lost: that comes before all that is done anew."""
        while True:
            if run != self._site.store.run_id:  # another restart, noticed for another event of this node
                raise StoreUnavailable("the store restarted again")
            found = await self._look(run)
            self._site.epoch = found.epoch
            if found.epoch != self._epoch:
                self._listen_no_more()
            if not found.wait:
                return found
            await asyncio.sleep(min(found.wait / 1000, TELLING_PAUSE))

    def _listen_no_more(self) -> None:
        """Another history begins: nothing of it is taken for the continuation of what is known here."""
        site = self._site
        site.run = ""  # the store does not know yet who is here: nobody is told that they are not
        # What was said before is not shown under the new epoch: perhaps it was never said there.
        for room_log in (site.whereabouts.log, *site.room_logs.values()):
            room_log.pause()

    async def _tell_what_is_known(self, found: Recovered) -> None:
        """Only a store that lost history is told what we know; otherwise it knows better than we do."""
        site = self._site
        if found.left is None or found.left >= site.whereabouts.log.end:
            return
        newer = site.whereabouts.heard_of_since(found.left) if found.first else ()
        booked = site.places.booked()
        await site.bookings.restore(booked, newer, self._name)  # of people whom the store does not know yet
        await site.houses.restore(site.house, newer, booked=booked, teller=self._name)
        await site.tickets.restore(self._revoked)

    async def _look(self, run: str) -> Recovered:
        site = self._site
        return await site.houses.recover(
            run,
            site.capacities,
            bookable_now(site),
            foyer=site.event.foyer.id,
            successors=site.event.successors,
            show=site.house.show.number,
            version=site.file_version,
            teller=self._name if self._epoch else "",
        )

    def _all_forgotten(self) -> None:
        """The names were erased for good: this node forgets them, too, and puts nothing back."""
        nobody = Snapshot.empty()
        self._site.house.load(nobody)
        self._site.place_news.load(nobody.places)
        for connection in tuple(self._site.connections):
            connection.close(Close.PASS_ENDED, "the event is over and its names are erased")

    async def _load(self, renewed: bool) -> None:
        """House and logs as the store has them. Publications that come in meanwhile are only noted."""
        site = self._site
        house_log = site.whereabouts.log
        house_log.pause()
        snapshot = await site.houses.snapshot()
        _, ends = await site.logs.ends()
        if renewed:
            site.whereabouts.begin_anew()
        site.whereabouts.load(snapshot)
        await house_log.load(snapshot.offset)
        for room, room_log in tuple(site.room_logs.items()):
            if room_log.loaded:
                if await room_log.catch_up(ends.get(room, 0)):
                    continue
                room_log.pause()
            await room_log.load(ends.get(room, 0))
            site.resync(room)
            await room_log.catch_up()
        await house_log.catch_up(ends.get(HOUSE, 0))
        site.whereabouts.reconcile()

    async def _troubled(self, fault: StoreUnavailable) -> None:
        site = self._site
        restarted = await self._restarted()
        if not self._failed_once and not restarted:  # one slow answer is no trouble yet
            self._failed_once = True
            return
        if site.in_step:
            log.error("store_unavailable", slug=site.event.slug, fault=str(fault))
            site.in_step = False
            site.tell_everyone(VenueTroubled(what="store"))
        if restarted:
            site.whereabouts.out_of_step.set()
        else:
            site.whereabouts.out_of_step.clear()  # nobody waits for nothing; the next beat looks again

    async def _restarted(self) -> bool:
        try:
            return await self._site.store.current_run() != self._site.store.run_id
        except StoreUnavailable:
            return False

    def _check_connections(self) -> None:
        """Cut off who does not read; say goodbye to whose pass has ended."""
        now, real = asyncio.get_running_loop().time(), time.time_ns() // 1_000_000
        for connection in tuple(self._site.connections):
            if connection.outbox.slow_for(now) > SLOW_SECONDS:
                log.info("slow_reader", slug=self._site.event.slug, connection=connection.id)
                self._site.measures.slow_readers += 1
                connection.outbox.cut()
            elif connection.expires <= real:
                connection.close(Close.PASS_ENDED, "the pass has ended")
            connection.overdrawn = max(0, connection.overdrawn - 10)
        self._site.forget_full_credits()

    def _health(self) -> bytes:
        site, measures = self._site, self._site.measures
        deliveries, commands, refusals = measures.second()
        return msgspec.json.encode(
            NodeHealth(
                node=site.node,
                host=HOST,
                started=measures.started,
                age=0,
                connections=len(site.connections),
                people=len(site.by_person),
                deliveries=deliveries,
                commands=commands,
                refusals=refusals,
                loop_lag=measures.loop_lag,
                store_trip=measures.store_trip,
                bus_lag=round(site.bus.lag_ms, 2),
                memory=resident_bytes(),
            )
        )
