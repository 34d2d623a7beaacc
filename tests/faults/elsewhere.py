"""A witness in a process of its own, which can be frozen like any program (SIGSTOP): sits in a room until it is asked.

    python -m tests.faults.elsewhere NODE,NODE,... SLUG PASS ROOM

Says `here` when the room is open. A line on its input, {"TEXT": OFFSET, ...}, is everything that was said there; it
answers with `heard ...` and its figures, or with what is wrong, goes home and ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Self

import httpx

from tests.faults.witness import Witness
from tests.nodes import Day

OPENS_WITHIN = 30.0
ENDLESS_MS = 3_600_000.0
"""Whoever was frozen hears late."""


@dataclass
class Address:
    """A node that is open somewhere."""

    url: str


class Elsewhere:
    """Such a process, from the side of a test."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def open(cls, day: Day, text: str, room: str) -> Self:
        """Starts it, and waits until it is in the room."""
        urls = ",".join(node.url for node in day.nodes)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.elsewhere", urls, day.slug, text, room),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**22,
        )
        elsewhere = cls(process)
        assert await elsewhere._line() == "here"
        return elsewhere

    async def _line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(OPENS_WITHIN):
            return (await self.process.stdout.readline()).decode().strip()

    async def has_heard(self, said: dict[str, int]) -> str:
        """What it says of everything that was said; it ends."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(said).encode() + b"\n")
        answer = await self._line()
        await self.process.communicate()
        return answer

    async def kill(self) -> None:
        """Ends it, whatever it does."""
        if self.process.returncode is None:
            self.process.kill()
            await self.process.communicate()


async def main(urls: str, slug: str, text: str, room: str) -> None:
    """The process itself."""
    async with httpx.AsyncClient() as http:
        day = Day(slug, [Address(url) for url in urls.split(",")], http)
        witness = await Witness.with_pass(day, "frozen", text, room)
        sys.stdout.write("here\n")
        sys.stdout.flush()
        said = json.loads(await asyncio.to_thread(sys.stdin.readline))
        try:
            figures = await witness.must_have_heard(said, p99_ms=ENDLESS_MS)
            sys.stdout.write(f"heard {figures}; closed with {witness.closed}\n")
        except AssertionError as wrong:
            sys.stdout.write(f"{wrong}\n".replace("\n", " ") + "\n")
        await witness.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
