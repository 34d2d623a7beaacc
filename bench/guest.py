"""One person with a websocket of their own, who looks while the load generator makes the load."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.door import SLUG
from bench.processes import BenchFault

PATIENCE = 10.0
"""Seconds to wait for a receipt."""


class Guest:
    """Commands and their receipts; in between it remembers what it was told about the number of people in the room."""

    def __init__(self, websocket: ClientConnection) -> None:
        self._websocket = websocket
        self._asked = 0
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.counts: list[tuple[float, int]] = []
        """When (monotonic, s) the room was said to hold how many."""

    @classmethod
    @asynccontextmanager
    async def open(cls, port: int, shown: str) -> AsyncIterator[Self]:
        """Connected with the pass `shown` while the block runs."""
        headers = {"Authorization": f"Bearer {shown}"}
        address = f"ws://127.0.0.1:{port}/{SLUG}/ws"
        try:
            async with connect(address, additional_headers=headers, max_size=2**24, compression=None) as websocket:
                guest = cls(websocket)
                reading = asyncio.create_task(guest._read())
                try:
                    yield guest
                finally:
                    reading.cancel()
                    await asyncio.gather(reading, return_exceptions=True)
        except (OSError, WebSocketException, TimeoutError) as broken:
            raise BenchFault(f"a guest lost the connection: {broken!r}") from None

    async def enter(self) -> None:
        """Into the room where everybody is."""
        found = await self.ask("room.enter", room="plenum")
        self.counts.append((time.monotonic(), int(found["roster"]["count"])))

    async def roster(self) -> set[str]:
        """The ids of everybody in the room, read page by page."""
        found: set[str] = set()
        after = ""
        while True:
            page = await self.ask("roster.page", room="plenum", after=after, limit=200)
            found |= {person["id"] for person in page["people"]}
            after = page["next"]
            if not after:
                return found

    async def ask(self, do: str, **given: object) -> dict[str, Any]:
        """A command's receipt; BenchFault where it is refused."""
        self._asked += 1
        ref = f"guest-{self._asked}"
        self._waiting[ref] = answer = asyncio.get_running_loop().create_future()
        await self._websocket.send(msgspec.json.encode({"do": do, "ref": ref, **given}).decode())
        said = await asyncio.wait_for(answer, PATIENCE)
        if "error" in said:
            raise BenchFault(f"{do} was refused: {said['error']}")
        receipt: dict[str, Any] = said["ok"]
        return receipt

    async def _read(self) -> None:
        async for frame in self._websocket:
            for line in frame.splitlines() if isinstance(frame, str) else ():
                event = msgspec.json.decode(line)
                if (answer := self._waiting.pop(event.get("re", ""), None)) is not None:
                    answer.set_result(event)
                elif event.get("on") == "roster.changed":
                    self.counts.append((time.monotonic(), event["count"]))
                elif event.get("on") == "roster.listed":
                    self.counts.append((time.monotonic(), event["roster"]["count"]))
