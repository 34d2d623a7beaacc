"""With which version of an event file a node opens: its own file where that is new, else the one that counts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from venue.model.changes import fixed
from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.event_file import EventFileFaults, read_event
from venue.model.ids import EventSlug
from venue.model.retention import due_by_change
from venue.store.client import Store
from venue.store.house import LEASE_MS, HouseStore
from venue.store.keys import Keys
from venue.store.publishing import NAME, TRIES, timed
from venue.store.versions import Changed, Kept, Publication, VersionStore, digest

LOOK_MS: Final = 250
"""Between two looks at whether another node lives."""

log = structlog.get_logger(__name__)


async def opened_version(
    store: Store, event: Event, text: str, clock_of: Callable[[Event], Awaitable[Clock]]
) -> tuple[Event, Kept | None]:
    """The event to serve, with its version. `event` and `text`: as the node's file says.

    A text that no version is known of becomes the version that counts, unless it changes what cannot change while other
    nodes serve the event, or would erase at once what is kept. A text that is known changes nothing: perhaps it was
    published since. What this node cannot read and others serve stays as well: it serves its file, without a version.
    """
    versions = VersionStore(store, event.slug)
    for _ in range(TRIES):
        current = await versions.current()
        served = _read(current, event.slug) if current else None
        if served is not None and await versions.knows(text):
            if current and current.version.digest != digest(text):
                log.warning("version_counts", slug=event.slug, number=current.version.number)
            return served, current
        if current and served is None and await _others_live(store, event.slug):
            return event, None
        if served is not None and await _leases(store, event.slug) and (fields := fixed(served, event)):
            log.error("version_refused", slug=event.slug, keys=[field.key for field in fields])
            return served, current
        clock = await clock_of(event)
        now = clock.at(time.time_ns() // 1_000_000)
        if served is not None and (erased := due_by_change(served, event, now)):
            log.error("version_refused", slug=event.slug, erased=erased)
            return served, current
        number = current.version.number if current else 0
        what = Publication(text, event, served or event, number, {}, "start")
        snapshot = await HouseStore(store, event.slug).snapshot()
        try:
            await versions.publish(timed(what, snapshot, clock.real, now))
        except Changed:
            continue
        log.info("version_new", slug=event.slug, number=number + 1)
        return event, await versions.current()
    return event, None


async def _leases(store: Store, slug: EventSlug) -> list[bytes]:
    """Other nodes with their leases, as long as these last."""
    now = time.time_ns() // 1_000_000
    found: list[bytes] = await store.ask("ZRANGEBYSCORE", Keys(slug)["nodes"], now, "+inf", "WITHSCORES")
    return found


async def _others_live(store: Store, slug: EventSlug) -> bool:
    """Whether another node serves the event: one that lives renews its lease, that of one that died runs out."""
    first = leases = await _leases(store, slug)
    for _ in range(LEASE_MS // LOOK_MS + 1):
        if not set(leases) <= set(first) or not leases:
            break
        await asyncio.sleep(LOOK_MS / 1000)
        leases = await _leases(store, slug)
    return bool(leases)


def _read(kept: Kept, slug: str) -> Event | None:
    try:
        return read_event(kept.text, NAME)
    except EventFileFaults as fault:  # written for another release of the venue
        log.error("version_unusable", slug=slug, number=kept.version.number, why=str(fault))
        return None
