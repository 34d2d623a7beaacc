"""`venue publish`, run as people run it, on a venue that is open."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.day import DAY_FILE
from tests.nodes import SECRET, Day, day_at, opened
from tests.redis_server import RedisServer
from venue.model.event_file import read_event


@dataclass
class Desk:
    """An open venue, and the command line beside it in a folder with event files."""

    day: Day
    folder: Path
    redis: str

    def file(self, name: str, *changes: tuple[str, str]) -> str:
        """The day's file with these texts in place of others."""
        text = DAY_FILE.replace('slug = "day"', f'slug = "{self.day.slug}"')
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "VENUE_REDIS_URL": self.redis,
            "VENUE_SECRET": SECRET,
            "COLUMNS": "200",
        }

    @asynccontextmanager
    async def asked(self, *arguments: str) -> AsyncIterator[None]:
        """`venue publish ...` has asked whether to; after the block it hears yes, and does it."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "venue", "publish", *arguments,
            cwd=self.folder, env=self.environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        async with asyncio.timeout(60):
            await process.stdout.readuntil(b"Publish this?")
            yield
            said, _ = await process.communicate(b"y\n")
        assert process.returncode == 0, said.decode()

    async def run(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """`venue publish ...`, with what is typed."""
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "venue", "publish", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


@pytest.fixture
async def desk(one_redis: RedisServer, tmp_path: Path, slug: str) -> AsyncIterator[Desk]:
    """The day is open on a node that was started with its file."""
    async with desk_beside(one_redis, tmp_path, DAY_FILE.replace('slug = "day"', f'slug = "{slug}"')) as desk:
        yield desk


@asynccontextmanager
async def desk_beside(redis: RedisServer, folder: Path, text: str, **changed: object) -> AsyncIterator[Desk]:
    """A node that was started with this file; `changed` are settings."""
    event = read_event(text, "day.toml")
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(
            opened(redis.url, [event], folder / "data", texts={event.slug: text}, **changed)
        )
        yield Desk(await stack.enter_async_context(day_at([node], event.slug)), folder, redis.url)


async def test_it_says_what_changes_and_for_whom_asks_and_then_it_counts_for_everybody(desk: Desk) -> None:
    guest = await desk.day.come("a", "cafeteria.3")
    new = desk.file("new.toml", ("tables = { count = 3", "tables = { count = 2"), ("capacity = 5", "capacity = 7"))
    looked = await desk.run(new, "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "* room workshop (Workshop): capacity 5 -> 7" in looked.stdout
    assert "- room cafeteria.3 (Tisch 3)" in looked.stdout
    assert "Tisch 3: 1 in the room, which vanishes" in looked.stdout
    assert "Nothing was changed." in looked.stdout
    refused = await desk.run(new, said="n\n")
    assert (refused.returncode, desk.day.site().file_version) == (1, 1)
    done = await desk.run(new, said="y\n")
    assert done.returncode == 0, done.stderr
    assert "version 2 counts" in done.stdout
    await guest.hears("event.published", number=2)
    await guest.hears("you.moved", room="cafeteria", cause="changed")
    again = await desk.run(new, "--yes")
    assert "nothing to publish" in again.stdout


async def test_versions_are_listed_and_one_is_brought_back(desk: Desk) -> None:
    new = desk.file("new.toml", ('title = "Workshop"', 'title = "Studio"'))
    assert (await desk.run(new, "--yes")).returncode == 0
    back = await desk.run("--back", "1", "--yes", "--event", new)
    assert back.returncode == 0, back.stderr
    listed = (await desk.run("--list", "--event", new)).stdout.splitlines()
    assert [line.split()[0].strip("*") or line.split()[1] for line in listed] == ["3", "2", "1"]
    assert "brings 1 back" in listed[0]
    unknown = await desk.run("--back", "9", "--yes", "--event", new)
    assert unknown.returncode == 2
    assert "There are 3, 2, 1." in unknown.stderr


async def test_all_faults_are_said_at_once_and_nothing_changes(desk: Desk) -> None:
    wrong = await desk.run(desk.file("new.toml", ("Europe/Berlin", "Europe/Lisbon"), ('"ticket"', '"open"')), "--yes")
    assert wrong.returncode == 1
    assert "new.toml:5: timezone: found" in wrong.stderr
    assert "entry: found" in wrong.stderr
    assert desk.day.site().file_version == 1


async def test_an_event_that_was_never_opened_is_not_published(desk: Desk) -> None:
    other = desk.file("other.toml", (f'slug = "{desk.day.slug}"', 'slug = "elsewhere"'))
    refused = await desk.run(other, "--yes")
    assert refused.returncode == 2
    assert "/elsewhere/ has not been opened here" in refused.stderr
    assert f"Known are /{desk.day.slug}/; an event that was opened keeps its `slug`." in refused.stderr
    listed = await desk.run("--list", "--event", other)
    assert (listed.returncode, listed.stdout) == (2, "")
    assert f"Known are /{desk.day.slug}/" in listed.stderr


async def test_two_things_at_once_are_refused_and_none_of_them_is_done(desk: Desk) -> None:
    new = desk.file("new.toml", ('title = "Workshop"', 'title = "Studio"'))
    for two in (["--list", "--back", "1", "--event", new], [new, "--list"], [new, "--back", "1"]):
        refused = await desk.run(*two, "--yes")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "Nothing to publish, or two things." in refused.stderr
    assert desk.day.site().file_version == 1


async def test_by_the_times_that_count_when_the_operator_says_yes_and_not_by_those_when_it_asked(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    text = DAY_FILE.replace('slug = "day"', f'slug = "{slug}"').replace("capacity = 5", "capacity = 1")
    (tmp_path / "new.toml").write_text(text.replace("Plenum", "Hall"), encoding="utf-8")
    async with desk_beside(one_redis, tmp_path, text, clock=datetime.fromisoformat("2027-03-18T10:50")) as desk:
        moderator, one, other = await desk.day.staff(), await desk.day.come("a"), await desk.day.come("b")
        await moderator.do("show.skip")  # the round begins ten minutes early
        async with desk.asked("new.toml"):
            await moderator.do("show.back")  # it does not
            await one.do("place.take", session="work")
            assert (await other.do("place.take", session="work"))["state"] == "waiting"
        await one.hears("event.published", number=2)
        site = desk.day.site()
        assert await site.store.ask("ZRANGE", site.keys["waiting:work"], 0, -1) == [b"b"]
