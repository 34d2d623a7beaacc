"""A venue that is really open: the whole node on a real socket, with a small day by ticket and one that is open."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from venue.app import create_app
from venue.listening import listening_socket
from venue.live.http import VenueHttp
from venue.live.websocket import VenueWebSocket
from venue.model.ids import ParticipantId
from venue.model.people import Person
from venue.model.tickets import Ticket
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
        body = {"json": {}} if method == "POST" else {}
        return await self.client.request(method, f"/{slug}/api/{call}", headers=headers, **body)

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


@asynccontextmanager
async def opened(redis_url: str, data: Path, **changed: Any) -> AsyncIterator[Venue]:
    """An open venue on a free port, for the length of the block. `changed` are settings."""
    settings = Settings(data=data, redis=redis_url, secret=SECRET, **changed)
    app = create_app(settings, redis_url, (DAY, OPEN_DAY))
    listening = listening_socket("127.0.0.1", 0)
    config = uvicorn.Config(app, ws=VenueWebSocket, http=VenueHttp, lifespan="on", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    async with asyncio.timeout(20):
        while not server.started:
            assert not task.done(), "the venue did not open"
            await asyncio.sleep(0.005)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        async with httpx.AsyncClient(base_url=url) as client:
            yield Venue(url, app, client)
    finally:
        server.should_exit = True
        await task
