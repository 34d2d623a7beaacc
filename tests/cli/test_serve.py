"""`venue serve` as an operator sees it: it opens, it ends cleanly, and it never takes another's place."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.redis_server import RedisServer
from venue.store.embedded_child import Child, lives


class Served:
    """A running `venue serve`, in a process group of its own as a shell makes it."""

    def __init__(self, data: Path, log: Path, *arguments: str) -> None:
        self.data = data
        self._log = log
        with log.open("wb") as writer:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "venue", "serve", "--port", "0", "--data", str(data), *arguments],
                stdout=subprocess.PIPE,
                stderr=writer,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdout is not None
        self._output = self.process.stdout

    @property
    def logged(self) -> str:
        return self._log.read_text()

    def opened(self) -> str:
        """Its address, as soon as it says that it is open."""
        for line in self._output:
            if found := re.search(r"open: (http://\S+)/", line):
                return found[1]
        raise AssertionError(f"it did not open: {self.logged}")

    def end(self, *signals: signal.Signals) -> tuple[int, str]:
        """Signals the whole group; the exit code, and what it printed since it opened."""
        for each in signals:
            os.killpg(self.process.pid, each)
        printed = self._output.read()
        return self.process.wait(30), printed

    def close(self) -> None:
        self.process.kill()
        self.process.wait(30)
        self._output.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts venues on one data folder; whatever is left of them is killed."""
    served_so_far: list[Served] = []
    with ExitStack() as leaving:

        def start(*arguments: str) -> Served:
            served = Served(tmp_path / "data", tmp_path / f"log-{len(served_so_far)}", *arguments)
            served_so_far.append(served)
            leaving.callback(served.close)
            return served

        yield start


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGINT], [signal.SIGTERM], [signal.SIGTERM, signal.SIGTERM], [signal.SIGHUP]],
    ids=["ctrl-c", "terminate", "terminate-twice", "terminal-closed"],
)
def test_one_signal_or_two_end_everything_cleanly_the_redis_too(
    serve: Callable[..., Served], signals: list[signal.Signals]
) -> None:
    served = serve()
    assert httpx.get(f"{served.opened()}/health/ready").status_code == 200
    code, _ = served.end(*signals)
    assert code == 0, served.logged
    assert "Traceback" not in served.logged
    assert not lives(served.data / "redis")


def test_only_the_demo_prints_door_links(serve: Callable[..., Served]) -> None:
    plain = serve()
    plain.opened()
    printed = plain.end(signal.SIGTERM)[1]
    assert "ticket=" not in printed
    assert "/jobcenter-tag/, by its file: OVER since 29 November 2021" in printed
    demo = serve("--demo")
    demo.opened()
    printed = demo.end(signal.SIGTERM)[1]
    assert printed.count("/door#ticket=") == 4
    assert "OVER" not in printed
    assert "ticket=" not in plain.logged + demo.logged


def test_a_second_start_on_the_same_folder_is_refused(serve: Callable[..., Served]) -> None:
    first = serve()
    url = first.opened()
    second = serve()
    assert second.end()[0] == 2
    assert re.search(rf"already running on the data folder .*\(process {first.process.pid}\)", second.logged)
    assert httpx.get(f"{url}/health/ready").status_code == 200


def test_a_killed_venue_leaves_its_redis_to_the_next_start(serve: Callable[..., Served]) -> None:
    first = serve()
    first.opened()
    redis_pid = msgspec.json.decode((first.data / "redis" / "server.json").read_bytes(), type=Child).pid
    first.end(signal.SIGKILL)
    second = serve()
    assert httpx.get(f"{second.opened()}/health/ready").status_code == 200
    assert second.end(signal.SIGTERM)[0] == 0
    assert "redis.orphan_taken_over" in second.logged
    assert f'"pid": {redis_pid}' in second.logged


def test_a_given_redis_is_used_and_none_is_started(serve: Callable[..., Served], one_redis: RedisServer) -> None:
    served = serve("--redis", one_redis.url)
    assert httpx.get(f"{served.opened()}/health/ready").status_code == 200
    assert not (served.data / "redis").exists()
    with one_redis.client() as client:
        assert client.dbsize() > 0
    assert served.end(signal.SIGTERM)[0] == 0
