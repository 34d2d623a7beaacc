"""Starts the servers that are measured, each with a Redis of its own where it needs one."""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from bench.building import HERE, built
from bench.door import SLUG, enter, write_headers
from bench.load import TEXT, Server, Talk
from bench.peers import Peer
from bench.processes import BenchFault, cores, free_port, program, wait_for_port
from venue.store.embedded_binary import OLDEST, found_binaries

LIVES: Final = 400.0
"""Seconds after which a server is ended in any case."""

ENTER: Final = '{"do":"room.enter","ref":"enter","room":"plenum"}'
VENUE_TALK: Final = Talk(
    path=f"/{SLUG}/ws",
    hello=(ENTER,),
    ready='"re":"enter","ok"',
    message='{"do":"chat.send","ref":"w{i}-{t}","room":"plenum","text":"' + TEXT + '"}',
)
"""Through the whole product: a person's pass, a room, a command that is permitted, deduplicated, logged, published."""


@contextmanager
def redis(folder: Path) -> Iterator[tuple[int, int]]:
    """A Redis with the settings that operators are told to use; its port and process id."""
    binary = next((each for each in found_binaries() if each.writer.number >= OLDEST), None)
    if binary is None:
        raise BenchFault(f"a Redis ({OLDEST[0]}.{OLDEST[1]} or newer) or Valkey is needed")
    port = free_port()
    command: list[str | Path] = [
        binary.path,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--loglevel",
        "warning",
    ]
    command += ["--appendonly", "yes", "--appendfsync", "everysec", "--dir", folder]
    with ExitStack() as stack:
        log = stack.enter_context((folder / "redis.log").open("wb"))
        pid = stack.enter_context(program(command, log, core=cores()[0], seconds=LIVES))
        wait_for_port(port, pid)
        yield port, pid


@contextmanager
def raw_server(every: int = 0, tick_ms: int = 0) -> Iterator[Server]:
    """The floor: a room in C. `every` and `tick_ms`: see raw.c."""
    port = free_port()
    command: list[str | Path] = [built("raw"), str(port), f"{LIVES:g}", str(every), str(tick_ms)]
    with tempfile.TemporaryFile() as log, program(command, log, core=cores()[0], seconds=LIVES) as pid:
        wait_for_port(port, pid)
        yield Server(port, (pid,), Talk())


@contextmanager
def venue_server(people: int) -> Iterator[Server]:
    """The whole product: `venue serve`, with `people` who have come through the door and hold a pass."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="venue-bench-")))
        redis_port, redis_pid = stack.enter_context(redis(folder))
        port, secret = free_port(), secrets.token_urlsafe(48)
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "venue",
            "serve",
            "--event",
            HERE / "bench.toml",
            "--port",
            str(port),
        ]
        command += ["--redis", f"redis://127.0.0.1:{redis_port}/0", "--data", folder, "--max-connections", "6000"]
        log = stack.enter_context((folder / "venue.log").open("wb"))
        given = {"VENUE_SECRET": secret}
        pid = stack.enter_context(program(command, log, core=cores()[0], seconds=LIVES, env=given))
        try:
            wait_for_port(port, pid)
        except BenchFault as fault:
            raise BenchFault(f"{fault}: {(folder / 'venue.log').read_text(errors='replace')[-500:]}") from None
        headers = write_headers(asyncio.run(enter(port, secret, people)), folder / "headers")
        yield Server(port, (pid, redis_pid), VENUE_TALK, headers)


@contextmanager
def peer_server(peer: Peer) -> Iterator[Server]:
    """One of the others, as `bench.peers` describes it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="venue-bench-")))
        port, redis_port = free_port(), 0
        pids: tuple[int, ...] = ()
        if peer.redis:
            redis_port, redis_pid = stack.enter_context(redis(folder))
            pids = (redis_pid,)
        log = stack.enter_context((folder / "log").open("wb"))
        command = peer.command(port, redis_port)
        pid = stack.enter_context(
            program(command, log, core=cores()[0], seconds=LIVES, env=peer.env, cwd=HERE / "peers")
        )
        try:
            wait_for_port(port, pid)
        except BenchFault as fault:
            raise BenchFault(f"{fault}: {(folder / 'log').read_text(errors='replace')[-500:]}") from None
        yield Server(port, (pid, *pids), peer.talk)
