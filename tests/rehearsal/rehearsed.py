"""A running venue with many small days, and rehearsals of them, all at the same time."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.client import connect

from tests.model.event_file.small_day import changed
from tests.rehearsal.tampering_proxy import Tamper, TamperingProxy
from venue.model.ids import EventSlug, ParticipantId
from venue.model.people import Person
from venue.model.tickets import Ticket
from venue.rehearsal.casting import invent, new_run
from venue.rehearsal.door import Door
from venue.rehearsal.options import Options, Pace
from venue.rehearsal.orders import Going
from venue.rehearsal.patience import until
from venue.rehearsal.rehearse import look_up, rehearse
from venue.rehearsal.report import Report
from venue.web.passes import issue_ticket

PEOPLE = 14
PACE = Pace(plenum=1.5, room=0.4, walk=150, rounds=1, absence=False)

ROOMS = """
[[rooms]]
id = "cafeteria"
kind = "cafeteria"
title = "Cafeteria"

[[rooms.tables]]
count = 4
seats = 4

[[slots]]
id = "runde-1"
title = "Runde 1"
starts = "13:00"
ends = "14:00"

[[sessions]]
id = "beratung"
slot = "runde-1"
room = "beratung"

[[sessions]]
id = "wohnen"
slot = "runde-1"
room = "wohnen"
"""


def small_day(slug: str) -> str:
    """An event file with every kind of room, and one workshop too small for the demand."""
    text = changed('slug = "our-day"', f'slug = "{slug}"')
    return changed("capacity = 80", "capacity = 5", text) + ROOMS


@contextmanager
def running_venue(folder: Path, slugs: list[str]) -> Iterator[str]:
    """`venue serve` with one small day under each of these slugs; its address."""
    arguments: list[str] = []
    for slug in slugs:
        file = folder / f"{slug}.toml"
        file.write_text(small_day(slug), encoding="utf-8")
        arguments += ["--event", str(file)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "venue", "serve", "--port", "0", "--data", str(folder / "data"), *arguments],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    try:
        opened = next(
            (found[1] for line in process.stdout if (found := re.search(r"open: http://\S+:(\d+)/", line))), ""
        )
        assert opened, f"the venue did not open: {(folder / 'log').read_text()}"
        yield f"http://127.0.0.1:{opened}"
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


class Silent:
    """Nobody watches; what should be known is kept."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def phase(self, title: str, seconds: float) -> None:
        pass

    def going(self, going: Going) -> None:
        pass

    def note(self, text: str) -> None:
        self.notes.append(text)


def issuing(slug: str, secret: str) -> Callable[[Person], str]:
    """Signs tickets of an event."""
    now = int(time.time())

    def issue(person: Person) -> str:
        ticket = Ticket(id=f"t-{person.id}", slug=EventSlug(slug), person=person, issued=now, expires=now + 3600)
        return issue_ticket(ticket, secret)

    return issue


async def rehearsed(url: str, slug: str, secret: str, tamper: Tamper) -> Report:
    """A short day through the proxy."""
    async with TamperingProxy(url, tamper) as proxy:
        event = await look_up(proxy.url, slug)
        run = new_run()
        options = Options(
            url=proxy.url, slug=slug, run=run, processes=1, rate=8, pace=PACE, patience=2.0, keep_going=False
        )
        return await rehearse(options, event, invent(run, PEOPLE, "de", issuing(slug, secret)), Silent())


class Commanded(msgspec.Struct):
    """`venue rehearse` as somebody calls it, with a visitor in the venue who has nothing to do with it."""

    code: int
    printed: str
    folder: Path
    """Where its documents are, if it wrote any."""
    visitor: list[dict[str, Any]]
    """Everything that the visitor heard."""

    @property
    def report(self) -> Report:
        return msgspec.json.decode((self.folder / "report.json").read_bytes(), type=Report)


class Played(msgspec.Struct):
    """All rehearsals of the tests, and the venue, which is still open."""

    url: str
    folder: Path
    tampered: dict[str, Report]
    commanded: dict[str, Commanded]


Disturb = Callable[[asyncio.subprocess.Process], None]
"""What happens to the command when everybody has arrived."""


def nothing(_process: asyncio.subprocess.Process) -> None:
    pass


def interrupted(process: asyncio.subprocess.Process) -> None:
    """Ctrl-C."""
    process.send_signal(signal.SIGINT)


def robbed(process: asyncio.subprocess.Process) -> None:
    """One of the processes that play the people is killed."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)


async def commanded(url: str, slug: str, folder: Path, disturb: Disturb) -> Commanded:
    """One rehearsal through the command line."""
    secret = (folder / "data" / "secret").read_text().strip()
    visitor = Person(id=ParticipantId("visitor"), name="Besuch")
    written = folder / slug
    written.mkdir()
    arguments = ["--url", f"{url}/{slug}/", "--people", str(PEOPLE), "--data", str(folder / "data"), "--quick"]
    arguments += ["--pace", "0.1", "--json", str(written / "report.json"), "--report", str(written / "report.html")]
    async with Door(url, slug) as door:
        entered = await door.enter(issuing(slug, secret)(visitor))
    headers = {"Authorization": f"Bearer {entered.pass_}"}
    heard: list[dict[str, Any]] = []
    async with connect(f"ws{url.removeprefix('http')}/{slug}/ws", additional_headers=headers) as websocket:

        async def listen() -> None:
            async for frame in websocket:
                heard.extend(json.loads(line) for line in str(frame).splitlines())

        listening = asyncio.create_task(listen())
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "venue", "rehearse", *arguments, "--processes", "2"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert await until(lambda: PEOPLE + 1 in totals(heard), 60)
        disturb(process)
        printed, _ = await process.communicate()
        await until(lambda: totals(heard)[-1] == 1, 12)
        listening.cancel()
    return Commanded(process.returncode or 0, printed.decode(), written, heard)


def totals(heard: list[dict[str, Any]]) -> list[int]:
    """How many people were in the venue, one time after the other."""
    return [event["total"] for event in heard if "total" in event]


async def play(url: str, folder: Path, tampers: dict[str, Tamper], commands: dict[str, Disturb]) -> Played:
    """Everything in an event of its own, and at the same time: most of a rehearsal is waiting."""
    secret = (folder / "data" / "secret").read_text().strip()
    called = asyncio.gather(*(commanded(url, slug, folder, disturb) for slug, disturb in commands.items()))
    reports = await asyncio.gather(*(rehearsed(url, slug, secret, tamper) for slug, tamper in tampers.items()))
    return Played(
        url,
        folder,
        dict(zip(tampers, reports, strict=True)),
        dict(zip(commands, await called, strict=True)),
    )
