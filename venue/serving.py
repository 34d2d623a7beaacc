"""Serving the application: one process on its socket, from the first connection to the last goodbye."""

from __future__ import annotations

import asyncio
import random
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from types import FrameType
from typing import Final

import uvicorn
import uvloop
from starlette.applications import Starlette

from venue.app import create_app, read_events, read_texts
from venue.errors import StoreUnavailable
from venue.leash import Leash
from venue.listening import listening_socket
from venue.live.http import VenueHttp
from venue.live.site import Site
from venue.live.websocket import VenueWebSocket
from venue.model.event import Event
from venue.protocol import codec
from venue.protocol.codes import Close
from venue.settings import Settings
from venue.web.entrance import Entrance
from venue.web.security import SecurityHeaders

FRAME_LIMIT: Final = codec.MAX_FRAME * 4
"""Bytes of a message that the websocket takes: what is larger than a command may be is refused by us, not cut. Beyond
it the connection is closed with 1009 (RFC 6455)."""
PING_SECONDS: Final = 20.0


async def drain(sites: dict[str, Site], seconds: float, *, alone: bool = False) -> None:
    """Hand everybody over: spread out where another node can take them, at once where there is none (`alone`)."""
    connections = [connection for site in sites.values() for connection in site.connections]
    others = 0
    for site in () if alone else tuple(sites.values()):  # meanwhile copies for rehearsals are closed
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
    app = create_app(settings, redis_url, events, read_texts(settings, events))
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
