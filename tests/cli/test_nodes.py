"""`venue serve --nodes N`: several nodes behind one port, whatever happens to one of them."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidHandshake

from tests.guest import Guest
from tests.nodes import Day, day_at, until
from tests.redis_server import RedisServer
from tests.venue_process import NodeProcess
from venue.errors import UserMistake
from venue.listening import listening_socket
from venue.store.embedded_child import lives
from venue.supervisor import HANGS_AFTER

SLUG = "tag"


def nodes_of(supervisor: int) -> list[int]:
    """The processes that a supervisor has started, by what they are."""
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    return [int(child) for child in children if b"venue.cli.node" in Path(f"/proc/{child}/cmdline").read_bytes()]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@asynccontextmanager
async def house(data: Path, redis: RedisServer, *options: str) -> AsyncIterator[tuple[NodeProcess, Day]]:
    """A supervised house of two nodes, and a day in it."""
    async with (
        NodeProcess(data, [SLUG], "--nodes", "2", "--drain-seconds", "1", *options, redis=redis.url) as venue,
        day_at([venue], SLUG) as day,
    ):
        yield venue, day


async def spread(day: Day, count: int) -> list[Guest]:
    """So many people in the plenum; the kernel chooses their nodes."""
    return [await day.come(f"p{number}", "plenum") for number in range(count)]


async def back_again(day: Day, guest: Guest) -> Guest:
    """Somebody whose connection has ended comes back as a browser does."""
    text, returned = await day.pass_of(guest.who), []

    async def tries() -> bool:
        with suppress(OSError, InvalidHandshake):
            returned.append(await day.back(text, guest.who))
        return bool(returned)

    await until(tries, 20)
    return returned[0]


async def test_people_on_both_nodes_are_in_one_house(tmp_path: Path, one_redis: RedisServer) -> None:
    async with house(tmp_path, one_redis) as (_, day):
        people = await spread(day, 8)
        for _ in range(40):
            if len({guest.welcome["node"] for guest in people}) == 2:
                break
            people.append(await day.come(f"q{len(people)}", "plenum"))
        assert len({guest.welcome["node"] for guest in people}) == 2, "the kernel gives people to both"
        await people[0].say("to all")
        for guest in people:
            await guest.hears("chat.posted", text="to all")


async def test_a_killed_node_is_started_again_and_the_house_stays_open(tmp_path: Path, one_redis: RedisServer) -> None:
    async with house(tmp_path, one_redis) as (venue, day):
        people = await spread(day, 6)
        victim = nodes_of(venue.pid)[0]
        os.kill(victim, signal.SIGKILL)
        await until(lambda: victim not in (left := nodes_of(venue.pid)) and len(left) == 2, 10)
        back = [await back_again(day, guest) if guest.connection.close_code else guest for guest in people]
        for guest in back:
            assert guest.welcome["here"] in {"foyer", "plenum"}
            await guest.enter("plenum")
        await back[0].say("still here")
        for guest in back:
            await guest.hears("chat.posted", text="still here")


async def test_a_node_that_hangs_is_replaced(tmp_path: Path, one_redis: RedisServer) -> None:
    async with house(tmp_path, one_redis) as (venue, _day):
        victim = nodes_of(venue.pid)[0]
        began = time.monotonic()
        os.kill(victim, signal.SIGSTOP)
        await until(lambda: victim not in (left := nodes_of(venue.pid)) and len(left) == 2, HANGS_AFTER + 10)
        assert time.monotonic() - began > HANGS_AFTER - 2, "a short pause is no reason"


async def test_nodes_are_renewed_one_after_the_other_and_nobody_stands_before_a_closed_door(
    tmp_path: Path, one_redis: RedisServer
) -> None:
    async with house(tmp_path, one_redis) as (venue, day):
        people = await spread(day, 6)
        before = set(nodes_of(venue.pid))
        refused: list[str] = []

        async def knock() -> None:
            async with httpx.AsyncClient(timeout=5) as visitor:
                while True:
                    try:
                        answer = await visitor.get(f"{venue.url}/health/ready", headers={"connection": "close"})
                        refused.extend([answer.text] if answer.status_code != 200 else [])
                    except httpx.ConnectError as closed:
                        refused.append(str(closed))
                    except httpx.TransportError:
                        continue  # a connection that was not accepted yet when its node closed: browsers try again

        knocking = asyncio.create_task(knock())
        venue.signal(signal.SIGUSR1)
        await until(lambda: before.isdisjoint(left := nodes_of(venue.pid)) and len(left) == 2, 30)
        await until(lambda: venue.logged.count("node_renewed") == 2, 10)
        knocking.cancel()
        assert not refused
        for guest in people:
            assert await guest.ended() == 4000, "handed over, with an invitation to come back"
            returned = await back_again(day, guest)
            assert returned.welcome["here"] == "plenum"


async def test_one_signal_ends_the_whole_house(tmp_path: Path) -> None:
    venue = NodeProcess(tmp_path, [SLUG], "--nodes", "2")
    await venue.start()
    async with day_at([venue], SLUG) as day:
        people = await spread(day, 4)
        nodes = nodes_of(venue.pid)
        began = time.monotonic()
        assert await venue.stop() == 0, venue.logged
        assert time.monotonic() - began < 6, "nobody is handed over to a node that closes, too"
        assert [await guest.ended() for guest in people] == [4000] * 4
    assert not any(alive(node) for node in nodes)
    assert not lives(tmp_path / "redis")
    assert "Traceback" not in venue.logged, venue.logged


async def test_nodes_end_when_their_supervisor_is_killed(tmp_path: Path, one_redis: RedisServer) -> None:
    venue = NodeProcess(tmp_path, [SLUG], "--nodes", "2", redis=one_redis.url)
    await venue.start()
    nodes = nodes_of(venue.pid)
    assert len(nodes) == 2
    await venue.kill()
    await until(lambda: not any(alive(node) for node in nodes), 10)


def two_free_ports() -> int:
    """The first of two neighbours that nobody listens on."""
    for _ in range(50):
        with listening_socket("127.0.0.1", 0) as first:
            port: int = first.getsockname()[1]
            try:
                listening_socket("127.0.0.1", port + 1).close()
            except UserMistake:
                continue
            return port
    raise AssertionError("no two free ports")


async def test_each_node_has_a_port_of_its_own_where_one_is_wanted(tmp_path: Path, one_redis: RedisServer) -> None:
    first = two_free_ports()
    async with house(tmp_path, one_redis, "--node-ports", str(first)) as (_, day):
        for port in (first, first + 1):
            answer = await day.http.get(f"http://127.0.0.1:{port}/metrics")
            assert re.search(r'^venue_in_step{event="tag"} 1.0$', answer.text, re.MULTILINE)


async def test_a_house_that_cannot_open_says_why_and_leaves_nothing_running(
    tmp_path: Path, one_redis: RedisServer
) -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        venue = NodeProcess(
            tmp_path, [SLUG], "--nodes", "2", "--node-ports", str(taken.getsockname()[1]), redis=one_redis.url
        )
        with pytest.raises(AssertionError, match="another program listens there"):
            await venue.start()
        assert await venue.ended() == 2
    assert "Traceback" not in venue.logged, venue.logged
