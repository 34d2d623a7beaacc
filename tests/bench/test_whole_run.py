"""Small runs from the beginning to the end, with the whole product in them."""

from __future__ import annotations

import asyncio
import tempfile
import time

import pytest

from bench.guest import Guest
from bench.processes import cores, descendants, program, runs
from bench.servers import venue_server
from bench.works import Plan, rounds_of

SMALL = Plan(rounds=1, people=20, crowd=20, seconds=0.3, settle=0.1, works=("talk",))


def test_twenty_people_talk_through_the_whole_product() -> None:
    (run,) = rounds_of("venue", SMALL, 0)
    assert run.error == ""
    assert run.load is not None
    assert run.load.joined == 20
    assert [(step.expected, step.lost) for step in run.load.steps] == [(300, 0), (300, 0)]
    assert len(run.load.steps[0].server_cpu_s_each) == 2, "the node and its Redis"
    assert all(cpu > 0 for step in run.load.steps for cpu in step.server_cpu_s_each)


def test_who_looks_on_sees_everybody_on_the_roster() -> None:
    async def look(port: int, shown: str) -> set[str]:
        async with Guest.open(port, shown) as guest:
            await guest.enter()
            return await guest.roster()

    with venue_server(1) as server:
        assert server.headers is not None
        shown = server.headers.read_text().strip().removeprefix("Authorization: Bearer ")
        assert asyncio.run(look(server.port, shown)) == {"b-0"}


def test_a_server_that_cannot_be_run_is_a_result_and_not_the_end() -> None:
    (run,) = rounds_of("nobody", SMALL, 0)
    assert run.load is None
    assert "nobody" in run.error


def test_what_was_started_is_ended_whatever_happens() -> None:
    started: list[int] = []

    def fail() -> None:
        with (
            tempfile.TemporaryFile() as log,
            program(["sh", "-c", "sleep 60 & wait"], log, core=cores()[0], seconds=60) as pid,
        ):
            while len(started) < 3:  # timeout(1), the shell, and what that started
                started[:] = [pid, *descendants(pid)]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    deadline = time.monotonic() + 5
    while any(runs(each) for each in started):
        assert time.monotonic() < deadline, started
