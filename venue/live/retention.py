"""What the door promises: what was said, names and whereabouts, and the journal are erased when it says so."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final, Literal

import structlog

from venue.errors import StoreUnavailable
from venue.live.site import Site
from venue.model.event import Event
from venue.store.retention import RetentionStore

log = structlog.get_logger(__name__)

Kind = Literal["messages", "names", "journal"]

INTERVAL: Final = 30.0
"""Seconds between two looks at the clock."""


def due(event: Event, now_ms: int) -> tuple[Kind, ...]:
    """What is to be erased at that event time: some of its kinds, in this order."""
    until: dict[Kind, datetime] = {
        "messages": event.messages_until,
        "names": event.names_until,
        "journal": event.journal_until,
    }
    return tuple(what for what, moment in until.items() if moment.timestamp() * 1000 <= now_ms)


async def erase_what_is_due(site: Site) -> None:
    """Erasing again what is erased changes nothing. Raises `StoreUnavailable`."""
    store = RetentionStore(site.store, site.event.slug)
    for what in due(site.event, site.clock.now_ms()):
        if await store.erase(what):
            log.info("erased", slug=site.event.slug, what=what)
            site.whereabouts.out_of_step.set()


async def run_retention(site: Site) -> None:
    """Until cancelled."""
    while True:
        if site.in_step:
            try:
                await erase_what_is_due(site)
            except StoreUnavailable as fault:
                log.warning("not_erased", slug=site.event.slug, fault=str(fault))
        await asyncio.sleep(INTERVAL)
