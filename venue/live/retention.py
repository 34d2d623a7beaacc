"""What the door promises: what was said, names and whereabouts, and the journal are erased when it says so."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog

from venue.errors import StoreUnavailable
from venue.live.site import Site
from venue.model.retention import due
from venue.store.retention import RetentionStore

log = structlog.get_logger(__name__)

INTERVAL: Final = 30.0
"""Seconds between two looks at the clock."""


async def erase_what_is_due(site: Site) -> None:
    """Erasing again what is erased changes nothing. Raises `StoreUnavailable`.

    By the version that counts alone: a node that serves another one does not know what was promised.
    """
    if site.house.published not in (0, site.file_version):
        return
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
