"""The composition root: puts the house together, and takes it apart in order."""

from __future__ import annotations

import asyncio
import gc
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Final

from starlette.applications import Starlette

from venue.commands.menu import carry_out
from venue.errors import StoreUnavailable
from venue.live.bus import Bus
from venue.live.copies import Copies
from venue.live.keeper import Keeper
from venue.live.retention import run_retention
from venue.live.site import Site
from venue.live.watching import tell_watchers
from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.event_file import read_event, require_distinct
from venue.model.ids import EventSlug
from venue.protocol.codes import Close
from venue.secret import signing_secret
from venue.settings import Settings, app_folder
from venue.store.client import Store
from venue.store.clock import event_clock
from venue.store.opening import opened_version
from venue.web.assets import Assets
from venue.web.event_info import described
from venue.web.front import Front
from venue.web.gauges import watch_sites
from venue.web.routes import EXCEPTION_HANDLERS, ROUTES
from venue.web.ws import WebsocketDoor

NO_TEXTS: Final[Mapping[EventSlug, str]] = {}


def read_events(settings: Settings) -> list[Event]:
    """The event files of the settings. Raises `EventFileFaults` and `OSError`."""
    read = [(str(path), read_event(path.read_bytes(), str(path))) for path in settings.event_files]
    require_distinct(read)
    return [event for _, event in read]


def read_texts(settings: Settings, events: Sequence[Event]) -> dict[EventSlug, str]:
    """The texts that these events were read from. Raises `OSError`."""
    texts = (path.read_text(encoding="utf-8-sig") for path in settings.event_files)
    return {event.slug: text for event, text in zip(events, texts, strict=True)}


def create_app(
    settings: Settings, redis_url: str, events: Sequence[Event], texts: Mapping[EventSlug, str] = NO_TEXTS
) -> Starlette:
    """The ASGI application of one node. Connects to Redis when its lifespan begins.

    `texts`: what the events' files say; of an event without one, no version is known until one is published.
    """
    sites: dict[str, Site] = {}
    door = WebsocketDoor(sites, carry_out, settings.max_connections)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.front = Front(
            secret=signing_secret(settings), assets=Assets(app_folder()), base_url=settings.base_url
        )
        watch_sites(app.state.front.metrics.registry, sites)
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(Store(redis_url))
            store.run_id = await store.current_run()
            house = House(settings, store, texts, sites)
            await stack.enter_async_context(house.serve(*events))
            copies = app.state.copies = Copies(store, house.serve)
            stack.push_async_callback(copies.stop)
            await copies.try_to_look()
            stack.push_async_callback(_end, [asyncio.create_task(copies.run())])
            gc.collect()
            gc.freeze()
            yield
        sites.clear()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        exception_handlers=EXCEPTION_HANDLERS,
    )
    app.state.venues, app.state.door = sites, door
    return app


class House:
    """The events of this node: `sites` holds those that are open."""

    def __init__(
        self, settings: Settings, store: Store, texts: Mapping[EventSlug, str], sites: dict[str, Site]
    ) -> None:
        self._settings = settings
        self._store = store
        self._texts = texts
        self._sites = sites
        self._node = secrets.token_hex(3)

    @asynccontextmanager
    async def serve(self, *events: Event) -> AsyncIterator[None]:
        """Serves these events for the length of the block: their subscription, and all that keeps them."""
        bus = Bus(self._store, self._node)
        async with AsyncExitStack() as stack:
            opened = [await self._site(stack, event, bus) for event in events]
            keepers = [Keeper(site) for site in opened]
            for keeper in keepers:
                stack.push_async_callback(keeper.stop)
            tasks: list[asyncio.Task[None]] = [asyncio.create_task(bus.run())]
            # Before the keepers stop: none of them begins anew what was just ended.
            stack.push_async_callback(_end, tasks)
            await _until(lambda: bus.alive)
            for keeper in keepers:
                await keeper.start()
                tasks.append(asyncio.create_task(keeper.run()))
            for site in opened:
                tasks += _tasks(site)
                stack.callback(self._sites.pop, site.event.slug, None)
                self._sites[site.event.slug] = site
            try:
                yield
            finally:
                _say_goodbye(opened)

    async def _site(self, stack: AsyncExitStack, event: Event, bus: Bus) -> Site:
        """The event in the version that counts: that of its file, where it is new. A copy has but one."""
        clock_of = self._real_time if event.copy_of else self._clock_of
        text, kept = self._texts.get(event.slug), None
        if text is not None and event.copy_of is None:
            event, kept = await opened_version(self._store, event, text, clock_of)
        info = partial(described, demo=self._settings.demo and event.copy_of is None)
        site = Site(event, self._store, bus, await clock_of(event), info, self._node, kept)
        stack.push_async_callback(site.close)
        bus.add(site)
        return site

    async def _clock_of(self, event: Event) -> Clock:
        settings = self._settings
        return await event_clock(self._store, event, settings.clock, settings.demo, time.time_ns() // 1_000_000)

    async def _real_time(self, _event: Event) -> Clock:
        return Clock()


def _tasks(site: Site) -> list[asyncio.Task[None]]:
    """What goes on in an event besides. A copy keeps nothing for longer than it is there."""
    works = [site.measures.watch_loop(), tell_watchers(site)]
    if site.event.copy_of is None:
        works.append(run_retention(site))
    return [asyncio.create_task(work) for work in works]


def _say_goodbye(sites: Sequence[Site]) -> None:
    """To whoever is still in a copy that ends. The people of events were handed over before."""
    for site in sites:
        for connection in tuple(site.connections) if site.event.copy_of else ():
            connection.close(Close.PASS_ENDED, "the rehearsal is over")


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise StoreUnavailable("The store takes no subscription.")


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
