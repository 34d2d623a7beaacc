"""Two nodes of one venue in this process, on real sockets and a real Redis; and a day of its own for every test."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from inspect import isawaitable
from pathlib import Path
from typing import Any, Protocol

import httpx
import msgspec
from starlette.applications import Starlette

from tests.day import DAY, day_called
from tests.guest import SOON, Frame, Guest
from venue.app import NO_TEXTS, create_app
from venue.live.site import Site
from venue.model.event import Event
from venue.model.ids import EventSlug, NodeId, ParticipantId, RoomId
from venue.model.people import Person
from venue.model.tickets import Ticket
from venue.serving import VenueServer, serving
from venue.settings import Settings
from venue.web.passes import issue_ticket

SECRET = "a secret for tests, long enough to be one"


class Open(Protocol):
    """A node that is open somewhere."""

    @property
    def url(self) -> str: ...


@dataclass
class Node:
    """An open node in this process."""

    url: str
    app: Starlette

    def site(self, slug: str) -> Site:
        """What the node holds of an event: for what nobody outside can see."""
        site: Site = self.app.state.venues[slug]
        return site


@asynccontextmanager
async def opened(
    redis_url: str,
    events: Sequence[Event],
    data: Path,
    texts: Mapping[EventSlug, str] = NO_TEXTS,
    **changed: Any,
) -> AsyncIterator[Node]:
    """An open node for the length of the block; `changed` are settings, `texts` those of the events' files."""
    wanted: dict[str, Any] = {"data": data, "redis": redis_url, "secret": SECRET, "drain_seconds": 0, **changed}
    settings = Settings(**wanted)
    app = create_app(settings, redis_url, events, texts)
    listening = socket.create_server(("127.0.0.1", 0))
    server = VenueServer(serving(app, settings), app.state.venues, settings.drain_seconds, lambda: None)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    async with asyncio.timeout(20):
        while not server.started:
            assert not task.done(), "the node did not open"
            await asyncio.sleep(0.005)
    try:
        yield Node(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
    finally:
        server.should_exit = True
        await task


@dataclass
class Day:
    """One event on all nodes, and who comes to it. Closed at the end of its test, which looks at what guests noted."""

    slug: str
    nodes: Sequence[Open]
    http: httpx.AsyncClient
    guests: list[Guest] = field(default_factory=list)

    def site(self, node: int = 0) -> Site:
        """The event as a node of this process holds it."""
        found = self.nodes[node]
        assert isinstance(found, Node)
        return found.site(self.slug)

    def ticket(self, who: str, **about: Any) -> str:
        """A signed ticket; `about` are fields of `Person`, and `lasts`: seconds."""
        now, lasts = int(time.time()), about.pop("lasts", 3600)
        person = Person(ParticipantId(who), about.pop("name", f"Person {who.upper()}"), **about)
        ticket = Ticket(id=f"k-{who}", slug=EventSlug(self.slug), person=person, issued=now, expires=now + lasts)
        return issue_ticket(ticket, SECRET)

    async def asked(self, call: str, text: str = "", *, node: int = 0, body: Frame | None = None) -> httpx.Response:
        """A request to the event's API: GET, or POST with a body."""
        headers = {"authorization": f"Bearer {text}"} if text else {}
        url = f"{self.nodes[node].url}/{self.slug}/api/{call}"
        method = "GET" if body is None else "POST"
        return await self.http.request(method, url, headers=headers, json=body)

    async def pass_of(self, who: str, node: int = 0, **about: Any) -> str:
        """Enters at the door with a ticket; the pass."""
        entered = await self.asked("enter", node=node, body={"ticket": self.ticket(who, **about)})
        assert entered.status_code == 200, entered.text
        self.http.cookies.clear()
        return str(entered.json()["pass"])

    async def connected(self, text: str, who: str, node: int = 0) -> Guest:
        """A websocket with a pass; the guest has heard the welcome, if there is one."""
        guest = await Guest.connect(f"{self.nodes[node].url.replace('http', 'ws')}/{self.slug}/ws", text, who)
        self.guests.append(guest)
        return guest

    async def come(self, who: str, room: str = "", *, node: int = 0, **about: Any) -> Guest:
        """Comes in through the door, is welcomed, and opens the room they are in, or walks to `room`."""
        guest = await self.back(await self.pass_of(who, node, **about), who, node=node)
        await guest.enter(room or guest.welcome["here"])
        return guest

    async def staff(self, who: str = "m", room: str = "", *, node: int = 0, role: str = "moderator") -> Guest:
        """The same for somebody who keeps order."""
        return await self.come(who, room, node=node, name=f"The {role}", roles=(role,))

    async def back(self, text: str, who: str, node: int = 0) -> Guest:
        """Connects with a pass one has, and is welcomed."""
        guest = await self.connected(text, who, node)
        await guest.hears("venue.welcome")
        return guest

    async def crowd(self, count: int, room: str, prefix: str = "c", node: int = 0, **about: Any) -> list[str]:
        """Many people in a room without a socket each: what the store knows of them is all that others can see."""
        houses, home = self.site(node).houses, NodeId(f"crowd-{secrets.token_hex(3)}")
        await self.site(node).store.ask("ZADD", houses.keys["nodes"], time.time_ns() // 1_000_000 + 600_000, home)
        people = [Person(ParticipantId(f"{prefix}{n}"), f"Person {prefix} {n:04}", **about) for n in range(count)]
        await asyncio.gather(*(houses.admit(person) for person in people))
        await asyncio.gather(*(houses.arrive(p.id, home, houses_connection(p.id)) for p in people))
        await asyncio.gather(*(houses.enter(person.id, RoomId(room)) for person in people))
        return [person.id for person in people]

    async def close(self) -> None:
        """Everybody goes home; nobody may have noted a fault."""
        for guest in self.guests:
            await guest.hang_up()
        faults = {guest.who: guest.faults for guest in self.guests if guest.faults}
        assert not faults, faults


def houses_connection(who: str) -> Any:
    """A connection's name for somebody of the crowd."""
    return f"conn-{who}"


async def until(condition: Callable[[], object], within: float = SOON) -> None:
    """Waits until something is so that no guest can hear; `condition` may be asynchronous."""
    async with asyncio.timeout(within):
        while True:
            so = condition()
            if await so if isawaitable(so) else so:
                return
            await asyncio.sleep(0.005)


@asynccontextmanager
async def venue_open(redis_url: str, slugs: Sequence[str], data: Path, **changed: Any) -> AsyncIterator[list[Node]]:
    """Two nodes that serve the same days. With a `clock` of their own they keep the times of the file."""
    events = [
        msgspec.structs.replace(DAY, slug=EventSlug(slug)) if "clock" in changed else day_called(slug) for slug in slugs
    ]
    async with AsyncExitStack() as stack:
        opening = [stack.enter_async_context(opened(redis_url, events, data, **changed)) for _ in range(2)]
        yield [await each for each in opening]


@asynccontextmanager
async def day_at(nodes: Sequence[Open], slug: str) -> AsyncIterator[Day]:
    """A day on these nodes."""
    async with httpx.AsyncClient() as http:
        day = Day(slug, nodes, http)
        yield day
        await day.close()
