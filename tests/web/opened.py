"""A venue that is really open: the whole node on a real socket, with a small day by ticket and one that is open."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from venue.app import create_app
from venue.listening import listening_socket
from venue.model.event import Event
from venue.model.ids import ParticipantId
from venue.model.people import Person
from venue.model.tickets import Ticket
from venue.serving import serving
from venue.settings import Settings
from venue.web.passes import issue_ticket

SECRET = "a secret for tests, long enough to be one"

DAY = read(SMALL_DAY + ROUND)
OPEN_DAY = read(changed('entry = "ticket"', 'entry = "open"', changed('slug = "our-day"', 'slug = "open-day"')))


@dataclass
class Venue:
    """An open venue and how to knock at it."""

    url: str
    app: Starlette
    client: httpx.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)

    def ticket(self, who: str = "t-1", *, secret: str = SECRET, **changed: Any) -> str:
        """A signed ticket to the day by ticket; `changed` are fields of `Ticket` or `Person`."""
        now = int(time.time())
        about = {name: changed.pop(name) for name in ("name", "org", "roles", "rooms") if name in changed}
        person = Person(ParticipantId(who), about.pop("name", "Person A"), **about)
        whole: dict[str, Any] = {"id": f"k-{who}", "slug": DAY.slug, "issued": now, "expires": now + 3600, **changed}
        return issue_ticket(Ticket(person=person, **whole), secret)

    async def knock(self, body: object, call: str = "enter", slug: str = "our-day") -> httpx.Response:
        """POST to the door."""
        return await self.client.post(f"/{slug}/api/{call}", json=body, headers=self.headers)

    async def pass_of(self, who: str = "t-1", **changed: Any) -> str:
        """Enters by ticket; the pass for a program. The cookie is forgotten: several people share this client."""
        entered = await self.knock({"ticket": self.ticket(who, **changed)})
        assert entered.status_code == 200, entered.text
        self.client.cookies.clear()
        return str(entered.json()["pass"])

    async def asked(self, call: str, text: str, method: str = "GET", slug: str = "our-day") -> httpx.Response:
        """A call with a pass."""
        headers = {"authorization": f"Bearer {text}"}
        body: dict[str, str] | None = {} if method == "POST" else None
        return await self.client.request(method, f"/{slug}/api/{call}", headers=headers, json=body)

    def connected(self, text: str, slug: str = "our-day") -> connect:
        """A websocket with a pass."""
        headers = {"Authorization": f"Bearer {text}"}
        return connect(f"{self.url.replace('http', 'ws')}/{slug}/ws", additional_headers=headers)


async def rush(venue: Venue, bodies: list[dict[str, str]]) -> list[int]:
    """Everybody enters at once, each from a machine of their own; the statuses."""
    host, port = venue.url.removeprefix("http://").split(":")

    async def one(body: bytes) -> int:
        reader, writer = await asyncio.open_connection(host, int(port))
        head = (
            f"POST /our-day/api/enter HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        )
        writer.write(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        answer = await reader.read()
        writer.close()
        return int(answer[9:12])

    return await asyncio.gather(*(one(json.dumps(body).encode()) for body in bodies))


async def closed_with(connection: ClientConnection, within: float = 5.0) -> int | None:
    """Reads until the venue closes the connection; the close code."""
    async with asyncio.timeout(within):
        with suppress(ConnectionClosed):
            while True:
                await connection.recv()
    return connection.close_code


def small_app(folder: Path) -> Path:
    """A browser app as the build leaves it, but small: these tests are about the server and need no node."""
    assets = folder / "app" / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    (assets / "app-1f2e.js").write_text("export {};\n")
    (assets / "app-3d4c.css").write_text("p {}\n")
    (assets.parent / "index.html").write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>…</title>'
        '<script type="module" src="/assets/app-1f2e.js"></script><link rel="stylesheet" href="/assets/app-3d4c.css">'
        '</head><body><div id="app"></div></body></html>\n',
        encoding="utf-8",
    )
    return assets.parent


@asynccontextmanager
async def opened(
    redis_url: str, data: Path, events: Sequence[Event] = (DAY, OPEN_DAY), **changed: Any
) -> AsyncIterator[Venue]:
    """An open venue on a free port, for the length of the block. `changed` are settings."""
    settings = Settings(data=data, redis=redis_url, secret=SECRET, **changed)
    app = create_app(settings, redis_url, events)
    with pytest.MonkeyPatch.context() as patch, listening_socket("127.0.0.1", 0) as listening:
        patch.setattr("venue.app.app_folder", lambda: small_app(data))
        async with _serving(serving(app, settings), listening):
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            async with httpx.AsyncClient(base_url=url) as client:
                yield Venue(url, app, client)


class _Server(uvicorn.Server):
    """Says when it has opened."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()


@asynccontextmanager
async def _serving(config: uvicorn.Config, listening: socket.socket) -> AsyncIterator[None]:
    server = _Server(config)

    async def serve() -> None:
        try:
            await server.serve(sockets=[listening])
        except SystemExit as wrong:
            raise RuntimeError("the venue did not open") from wrong

    running, opening = asyncio.create_task(serve()), asyncio.create_task(server.opened.wait())
    try:
        await asyncio.wait({running, opening}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        if server.started:
            yield
    finally:
        opening.cancel()
        server.should_exit = True
        await running
