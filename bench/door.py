"""Brings people through the venue's real door: each shows a signed ticket and gets a pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from bench.http import HttpConnection
from bench.processes import BenchFault
from venue.model.ids import EventSlug, ParticipantId
from venue.model.people import Person
from venue.model.tickets import Ticket
from venue.web.passes import issue_ticket

SLUG: Final = "bench"
DOORS: Final = 8
"""Connections on which people enter side by side."""


class _Entered(msgspec.Struct):
    pass_: str = msgspec.field(name="pass")


async def enter(port: int, secret: str, people: int) -> list[str]:
    """The passes of so many people, each known to the venue from now on."""
    passes = [""] * people
    waiting = iter(range(people))
    async with asyncio.timeout(120):
        async with asyncio.TaskGroup() as group:
            for _ in range(min(DOORS, people)):
                group.create_task(_enter_some(port, secret, waiting, passes))
    return passes


def write_headers(passes: list[str], file: Path) -> Path:
    """A file for the load generator: line k is the header of connection k."""
    file.write_text("".join(f"Authorization: Bearer {each}\n" for each in passes))
    return file


def ticket(number: int, secret: str) -> str:
    """The ticket of guest `number`."""
    now = int(time.time())
    person = Person(id=ParticipantId(f"b-{number}"), name=f"Guest {number}")
    signed = Ticket(id=f"t{number}", slug=EventSlug(SLUG), person=person, issued=now, expires=now + 86400)
    return issue_ticket(signed, secret)


async def _enter_some(port: int, secret: str, waiting: Iterator[int], passes: list[str]) -> None:
    connection = await HttpConnection.open(port)
    for number in waiting:
        body = msgspec.json.encode({"ticket": ticket(number, secret)})
        answer = await connection.ask("POST", f"/{SLUG}/api/enter", body)
        if answer.status != 200:
            raise BenchFault(f"the door answers {answer.status}: {answer.body[:200].decode(errors='replace')}")
        passes[number] = msgspec.json.decode(answer.body, type=_Entered).pass_
    await connection.close()
