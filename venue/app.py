"""The composition root: puts the house together, and takes it apart in order."""

from __future__ import annotations

import asyncio
import gc
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette

from venue.commands.menu import carry_out
from venue.errors import StoreUnavailable
from venue.live.bus import Bus
from venue.live.keeper import Keeper
from venue.live.retention import run_retention
from venue.live.site import Site
from venue.live.watching import tell_watchers
from venue.model.event import Event
from venue.model.event_file import read_event, require_distinct
from venue.protocol import codec
from venue.secret import signing_secret
from venue.settings import Settings, app_folder
from venue.store.client import Store
from venue.store.clock import event_clock
from venue.web.assets import Assets
from venue.web.event_info import event_info
from venue.web.front import Front
from venue.web.gauges import watch_sites
from venue.web.routes import EXCEPTION_HANDLERS, ROUTES
from venue.web.ws import WebsocketDoor


def read_events(settings: Settings) -> list[Event]:
    """The event files of the settings. Raises `EventFileFaults` and `OSError`."""
    read = [(str(path), read_event(path.read_bytes(), str(path))) for path in settings.event_files]
    require_distinct(read)
    return [event for _, event in read]


def create_app(settings: Settings, redis_url: str, events: Sequence[Event]) -> Starlette:
    """The ASGI application of one node. Connects to Redis when its lifespan begins."""
    sites: dict[str, Site] = {}
    door = WebsocketDoor(sites, carry_out, settings.max_connections)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.front = Front(
            secret=signing_secret(settings), assets=Assets(app_folder()), base_url=settings.base_url
        )
        watch_sites(app.state.front.metrics.registry, sites)
        async with AsyncExitStack() as stack:
            await _open(stack, settings, redis_url, events, sites)
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


async def _open(
    stack: AsyncExitStack, settings: Settings, redis_url: str, events: Sequence[Event], sites: dict[str, Site]
) -> None:
    """Store, bus, one site per event, and the tasks that keep them."""
    node = secrets.token_hex(3)
    store = await stack.enter_async_context(Store(redis_url))
    store.run_id = await store.current_run()
    bus = Bus(store, node)
    keepers: list[Keeper] = []
    for event in events:
        clock = await event_clock(store, event, settings.clock, settings.demo, time.time_ns() // 1_000_000)
        info = event_info(event, settings.demo)
        site = Site(event, store, bus, clock, codec.encode(info), info.version, node)
        stack.push_async_callback(site.close)
        bus.add(site)
        sites[event.slug] = site
        keepers.append(Keeper(site))
        stack.push_async_callback(keepers[-1].stop)
    tasks: list[asyncio.Task[None]] = [asyncio.create_task(bus.run())]
    stack.push_async_callback(_end, tasks)  # before the keepers stop: none of them begins anew what was just ended
    await _until(lambda: bus.alive)
    for keeper in keepers:
        await keeper.start()
        tasks.append(asyncio.create_task(keeper.run()))
    for site in sites.values():
        tasks.append(asyncio.create_task(site.measures.watch_loop()))
        tasks.append(asyncio.create_task(tell_watchers(site)))
        tasks.append(asyncio.create_task(run_retention(site)))


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
