"""Copies of events, which come and go while the venue is open: opened for a rehearsal, removed after it.

Every node looks at the registry once a second and serves what is in it. What is closed, by whoever opened it or because
its time is over, is closed on every node, and some seconds later nothing of it is left in the store.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from venue.errors import StoreUnavailable
from venue.model.copies import Copy, compressed, copy_slug, removed_by
from venue.model.event import Event
from venue.model.ids import EventSlug
from venue.store.client import Store
from venue.store.copies import CopyStore, Known

log = structlog.get_logger(__name__)

LOOK: Final = 1.0
"""Seconds between two looks at the registry."""
EVERYWHERE_WITHIN: Final = 15.0
"""Seconds in which every node of the event must serve its copy."""
_LOOK_AGAIN: Final = 0.1
SILENT_MS: Final = 6000
"""After so long no node writes to what was closed: its lease is over, too."""

Serve = Callable[[Event], AbstractAsyncContextManager[None]]
"""Serves an event for the length of the block."""


class TooMany(Exception):
    """There are as many copies as may be."""


class NoCopy(Exception):
    """It is no copy of that event."""


class Copies:
    """The copies that this node serves. `serve` is how."""

    def __init__(self, store: Store, serve: Serve) -> None:
        self._registry = CopyStore(store)
        self._serve = serve
        self._served: dict[EventSlug, AsyncExitStack] = {}
        self._changing = asyncio.Lock()

    async def open(self, of: Event, people: int, lasting: timedelta) -> Event:
        """A copy of `of` for so many people, whose day begins now; every node serves it.

        Raises `TooMany` and `StoreUnavailable`.
        """
        slug = copy_slug(of.slug, secrets.token_hex(3))
        event = compressed(of, slug, people, datetime.now(UTC), lasting)
        if not await self._registry.open(Copy(event, removed_by(event))):
            raise TooMany
        log.info("copy_opened", slug=slug, of=of.slug, people=people, seconds=lasting.total_seconds())
        try:
            await self.look()
            await self._everywhere(of.slug, slug)
        except (StoreUnavailable, asyncio.CancelledError):
            await self._registry.close(slug)
            raise
        return event

    async def close(self, of: EventSlug, slug: EventSlug) -> None:
        """The copy ends here at once, and on the other nodes within a second; nothing where it has ended already.

        Raises `NoCopy` where it is one of another event, and `StoreUnavailable`.
        """
        copy = await self._registry.read(slug)
        if copy is None:
            return
        if copy.event.copy_of != of:
            raise NoCopy
        await self._registry.close(slug)
        await self.look()

    async def look(self) -> None:
        """Serve what is in the registry, and nothing else. Raises `StoreUnavailable`."""
        async with self._changing:
            known = await self._registry.look()
            for slug in self._served.keys() - known.open.keys():
                await self._end(slug)
                await self._registry.close(slug)  # this node may be the last to know, and have written since
            for slug in known.open.keys() - self._served.keys():
                await self._begin(slug)
        await self._clear_away(known)

    async def run(self) -> None:
        """Look once a second, until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            await self.try_to_look()

    async def try_to_look(self) -> None:
        """Look; what cannot be done now is tried again with the next look."""
        try:
            await self.look()
        except StoreUnavailable as fault:
            log.info("copies_not_looked_at", fault=str(fault))
        except Exception:  # a copy that this node cannot serve must not keep it from all others
            log.exception("copies_not_looked_at")

    async def stop(self) -> None:
        """This node serves no copy any longer."""
        async with self._changing:
            for slug in tuple(self._served):
                await self._end(slug)

    async def _begin(self, slug: EventSlug) -> None:
        copy = await self._registry.read(slug)
        if copy is None:
            return
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._serve(copy.event))
            self._served[slug] = stack.pop_all()

    async def _end(self, slug: EventSlug) -> None:
        await self._served.pop(slug).aclose()
        log.info("copy_closed", slug=slug)

    async def _everywhere(self, of: EventSlug, slug: EventSlug) -> None:
        """Waits until the copy is served by as many nodes as the event itself."""
        deadline = asyncio.get_running_loop().time() + EVERYWHERE_WITHIN
        while await self._registry.served_by(slug) < await self._registry.served_by(of):
            if asyncio.get_running_loop().time() > deadline:
                raise StoreUnavailable("Not every node serves the copy.")
            await asyncio.sleep(_LOOK_AGAIN)

    async def _clear_away(self, known: Known) -> None:
        """What was closed long enough ago; several nodes may do it, and nothing is left to the last."""
        now = datetime.now(UTC).timestamp() * 1000
        for slug, closed in known.closed.items():
            if closed + SILENT_MS <= now and slug not in self._served:
                removed = await self._registry.clear_away(slug)
                log.info("copy_cleared_away", slug=slug, keys=removed)
