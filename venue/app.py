"""The composition root: puts the house together, and takes it apart in order."""

from __future__ import annotations

import asyncio
import gc
import random
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from types import FrameType
from typing import Final

import structlog
import uvicorn
import uvloop
from starlette.applications import Starlette

from venue.commands.menu import carry_out
from venue.errors import StoreUnavailable
from venue.leash import Leash
from venue.listening import listening_socket
from venue.live.bus import Bus
from venue.live.http import VenueHttp
from venue.live.keeper import Keeper
from venue.live.retention import run_retention
from venue.live.site import Site
from venue.live.watching import tell_watchers
from venue.live.websocket import VenueWebSocket
from venue.model.event import Event
from venue.model.event_file import read_event, require_distinct
from venue.protocol import codec
from venue.protocol.codes import Close
from venue.secret import signing_secret
from venue.settings import Settings, app_folder
from venue.store.client import Store
from venue.store.clock import event_clock
from venue.web.assets import Assets
from venue.web.entrance import Entrance
from venue.web.event_info import event_info
from venue.web.front import Front
from venue.web.gauges import watch_sites
from venue.web.routes import EXCEPTION_HANDLERS, ROUTES
from venue.web.security import SecurityHeaders
from venue.web.ws import WebsocketDoor

log = structlog.get_logger(__name__)

FRAME_LIMIT: Final = codec.MAX_FRAME * 4
"""Bytes of a message that the websocket takes: what is larger than a command may be is refused by us, not cut. Beyond
it the connection is closed with 1009 (RFC 6455)."""
PING_SECONDS: Final = 20.0


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


async def drain(sites: dict[str, Site], seconds: float, *, alone: bool = False) -> None:
    """Hand everybody over: spread out where another node can take them, at once where there is none (`alone`)."""
    connections = [connection for site in sites.values() for connection in site.connections]
    others = 0
    for site in () if alone else sites.values():
        try:
            others = max(others, len((await site.houses.nodes())[1]) - 1)
        except StoreUnavailable:
            continue
    alone = others == 0
    if not connections:
        return
    random.shuffle(connections)
    pause = 0.0 if alone else seconds / len(connections)
    for connection in connections:
        wait = random.randint(500, 3000) if alone else random.randint(50, 500)
        connection.close(Close.DRAINED, "the node stops", wait)
        if pause:
            await asyncio.sleep(pause)
    await asyncio.sleep(0.1)  # for the answers to the close frames


class VenueServer(uvicorn.Server):
    """uvicorn closes everybody at once when it stops; this one hands them over first.

    SIGTERM ends this node, SIGINT the whole house: then there is nobody to hand over to.
    """

    def __init__(self, config: uvicorn.Config, sites: dict[str, Site], drain_seconds: float, ready: Callable[[], None]):
        super().__init__(config)
        self._sites = sites
        self._drain_seconds = drain_seconds
        self._ready = ready
        self._house_closes = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._house_closes = self._house_closes or sig == signal.SIGINT
        super().handle_exit(sig, frame)

    def close_house(self) -> None:
        """End, as by SIGINT."""
        self._house_closes = self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await drain(self._sites, self._drain_seconds, alone=self._house_closes)
        await super().shutdown(sockets)


Opened = Callable[[Sequence[Event], int], None]
"""Called when the node is open, with its events and the port."""


def run(settings: Settings, redis_url: str, opened: Opened) -> int:
    """Serve until SIGINT or SIGTERM; the process's exit code. Raises `VenueError` and `EventFileFaults`."""
    events = read_events(settings)
    with closing(listening_socket(settings.host, settings.port)) as listening:
        port = listening.getsockname()[1]
        server = _server(settings, redis_url, events, lambda: opened(events, port))
        uvloop.run(server.serve(sockets=[listening]))
    return 0 if server.started else 1


def run_node(settings: Settings, leash: Leash, number: int) -> int:
    """Serve as one node of several on this machine, with the Redis that is given; the exit code.

    Ends by a signal, or with the leash.
    """
    events = read_events(settings)
    with ExitStack() as closing_all:
        sockets = [closing_all.enter_context(closing(listening_socket(settings.host, settings.port, shared=True)))]
        if settings.node_ports:
            own = listening_socket(settings.host, settings.node_ports + number - 1)
            sockets.append(closing_all.enter_context(closing(own)))
        server = _server(settings, settings.redis, events, leash.say_open)

        async def serve() -> None:
            held = asyncio.create_task(leash.hold(server.close_house))
            await server.serve(sockets=sockets)
            held.cancel()

        uvloop.run(serve())
    return 0 if server.started else 1


def _server(settings: Settings, redis_url: str, events: Sequence[Event], ready: Callable[[], None]) -> VenueServer:
    app = create_app(settings, redis_url, events)
    return VenueServer(serving(app, settings), app.state.venues, settings.drain_seconds, ready)


def serving(app: Starlette, settings: Settings) -> uvicorn.Config:
    """How the application is served; see `venue.live.websocket` and `venue.live.http` for what uvicorn leaves open."""
    return uvicorn.Config(
        # The headers outermost, so that the answer to a bug carries them, too.
        Entrance(app, SecurityHeaders(app, settings.base_url), app.state.door),
        interface="asgi3",  # not seen by itself: the entrance hands over without being a coroutine
        ws=VenueWebSocket,
        http=VenueHttp,
        loop="uvloop",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=FRAME_LIMIT,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=10,
    )
