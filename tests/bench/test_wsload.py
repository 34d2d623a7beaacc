"""The load generator counts right: checked against servers whose faults are exactly known."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.load import Server, Step, Talk, run_load
from bench.processes import BenchFault, free_port
from bench.servers import raw_server
from tests.bench.odd_server import odd_room

PEOPLE = 40


def talked(every: int = 0, tick_ms: int = 0, *extra: str) -> Step:
    """What is counted of half a second at 100 messages/s in a room that loses or doubles every so many'th delivery."""
    with raw_server(every, tick_ms) as server:
        return run_load(server, PEOPLE, "--settle", "0.1", "--drain", "0.5", *extra, rates=(100,), seconds=0.5).steps[0]


def test_what_is_lost_doubled_and_delivered_is_counted_exactly() -> None:
    with ThreadPoolExecutor(4) as side_by_side:
        whole, lossy, doubling, stuck = side_by_side.map(
            lambda given: talked(given[0], 0, *given[1:]), [(0,), (100,), (-30, "--poisson"), (0, "--stalled", "10")]
        )
    assert (whole.expected, whole.delivered, whole.lost, whole.duplicates) == (2000, 2000, 0, 0)
    assert (lossy.expected, lossy.delivered, lossy.lost, lossy.duplicates) == (2000, 1980, 20, 0)
    assert (doubling.expected, doubling.delivered, doubling.lost, doubling.duplicates) == (2000, 2000, 0, 66)
    assert (stuck.live, stuck.expected, stuck.delivered, stuck.lost) == (30, 1500, 1500, 0)
    assert not lossy.fine
    assert not doubling.fine


def test_messages_that_share_a_frame_are_each_counted() -> None:
    joined = talked(0, 40)
    assert (joined.delivered, joined.lost, joined.duplicates) == (2000, 0, 0)
    assert joined.frames < 1000


async def test_fragments_pings_large_frames_and_late_messages_are_understood() -> None:
    talk = Talk(replies=("0{*=>40",), ready="40ok", message="@t={t} #{seq}")
    async with odd_room() as (room, port):
        server = Server(port, (), talk)
        load = await asyncio.to_thread(
            run_load, server, 10, "--senders", "1", "--settle", "0.1", rates=(80,), seconds=1
        )
        pongs = room.pongs
    step = load.steps[0]
    assert (step.expected, step.delivered, step.lost, step.duplicates) == (800, 800, 0, 0)
    # 20 each: whole; three fragments and a ping; large; and ten times two in one.
    assert step.frames == 10 * (20 + 20 * 4 + 20 + 10)
    assert pongs == 200


def test_what_people_are_told_about_the_room_is_watched_per_connection() -> None:
    with raw_server() as server:
        said = Talk(hello=('{"count":{i}} and then {"count":7}',), ready="count")
        load = run_load(
            Server(server.port, server.pids, said),
            5,
            "--watch",
            '"count":=7',
            "--count",
            "nothing|count",
            "--hold",
            "0.1",
        )
    # The room tells each hello to those who are in: the first to come hears all five.
    assert load.told == load.joined == 5
    assert load.kinds[0].most_of_one == 5
    assert load.kinds[0].messages <= 25


def test_nobody_at_the_port_is_said_and_not_measured() -> None:
    with pytest.raises(BenchFault, match="nobody could join"):
        run_load(Server(free_port(), (), Talk()), 3)
