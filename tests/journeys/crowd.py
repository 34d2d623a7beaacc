"""A crowd in one room, in a process of its own so that it takes nothing from the browser that is looked at.

    python -m tests.journeys.crowd ADDRESS SLUG ROOM PER_SECOND < tickets

Reads one ticket per line up to an empty one. Says `inside N` when all are in the room, then talks at that rate, in
turns, until its input ends; then all go home. Each message is "Beitrag K" with K from 1 on.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import httpx

from tests.journeys.open_venue import ROOT, OpenVenue
from venue.rehearsal.connection import Connection, connect

_AT_ONCE: Final = 20
"""So many come through the door side by side."""


@contextmanager
def crowd_in(venue: OpenVenue, slug: str, room: str, names: Sequence[str], per_second: float) -> Iterator[None]:
    """People with these names are in the room and talk, for the length of the block; afterwards they have gone home."""
    tickets = "\n".join(venue.ticket(slug, name, org="Jobcenter im Gedränge") for name in names)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.crowd", venue.address, slug, room, str(per_second)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(tickets + "\n\n")
        process.stdin.flush()
        assert process.stdout.readline() == f"inside {len(names)}\n"
        yield
    finally:
        process.communicate()


async def _enter(door: httpx.AsyncClient, slug: str, ticket: str, room: str, gone: Callable[[int], None]) -> Connection:
    """Through the door and into the room; `gone` hears of the end."""
    entered = await door.post(f"/{slug}/api/enter", json={"ticket": ticket})
    entered.raise_for_status()
    in_room = asyncio.get_running_loop().create_future()

    def hear(line: bytes, _now: int) -> None:
        if line.startswith(b'{"re":"in"') and not in_room.done():
            in_room.set_result(line)

    url = f"{door.base_url}".replace("http", "ws", 1).rstrip("/") + f"/{slug}/ws"
    connection = await connect(url, entered.json()["pass"], hear, gone)
    connection.send(json.dumps({"do": "room.enter", "ref": "in", "room": room}).encode())
    await in_room
    return connection


async def _talk(crowd: Sequence[Connection], room: str, per_second: float) -> None:
    """One after the other, each at its time; who is late catches up."""
    loop = asyncio.get_running_loop()
    begun, number = loop.time(), 0
    while True:
        number += 1
        await asyncio.sleep(max(0.0, begun + number / per_second - loop.time()))
        command = {"do": "chat.send", "ref": f"t-{number}", "room": room, "text": f"Beitrag {number}"}
        crowd[number % len(crowd)].send(json.dumps(command).encode())


async def _main(address: str, slug: str, room: str, per_second: float) -> None:
    tickets = [line.strip() for line in iter(sys.stdin.readline, "\n")]
    turnstile = asyncio.Semaphore(_AT_ONCE)
    inside, empty = len(tickets), asyncio.Event()

    def one_gone(_code: int) -> None:
        nonlocal inside
        inside -= 1
        if inside == 0:
            empty.set()

    async with httpx.AsyncClient(base_url=address, timeout=60) as door:

        async def come(ticket: str) -> Connection:
            async with turnstile:
                return await _enter(door, slug, ticket, room, one_gone)

        crowd = await asyncio.gather(*(come(ticket) for ticket in tickets))
    sys.stdout.write(f"inside {len(crowd)}\n")
    sys.stdout.flush()
    talk = asyncio.create_task(_talk(crowd, room, per_second))
    await asyncio.to_thread(sys.stdin.read)
    talk.cancel()
    for person in crowd:
        person.send(b'{"do":"venue.leave","ref":"out"}')
    await empty.wait()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
