"""One run of the load generator: what is said to a server, and what came of it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from bench.building import built
from bench.processes import BenchFault, cores, on_core

TEXT: Final = "@t={t} Hello everyone, this is an ordinary chat message of quite ordinary length."
STAMP: Final = "@t="
"""Before the time stamp in a message: by it the generator knows its own messages."""
EVENT: Final = (
    '{"room":"plenum","offset":{seq},"on":"chat.posted","by":"b-{i}","name":"Guest {i}","text":"' + TEXT + '",'
    '"at":1764000000000,"ref":"w{i}-{t}"}'
)
"""What the venue makes of a message: peers without a product get and give exactly these bytes."""


@dataclass(frozen=True)
class Talk:
    """How one talks with a server: the arguments of the load generator that depend on it."""

    path: str = "/ws"
    hello: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    ready: str = "ready"
    message: str = EVENT

    def arguments(self) -> list[str]:
        spoken = [part for text in self.hello for part in ("--hello", text)]
        spoken += [part for text in self.replies for part in ("--reply", text)]
        return [*spoken, "--ready", self.ready]


@dataclass(frozen=True)
class Server:
    """A running server. `pids`: the node, then its Redis if it has one; CPU counts them all."""

    port: int
    pids: tuple[int, ...]
    talk: Talk
    headers: Path | None = None
    """A file with a header line for each connection: its pass."""


class Step(msgspec.Struct, frozen=True):
    """Some seconds at one rate (messages per second in all)."""

    rate: float
    expected: int
    delivered: int
    lost: int
    duplicates: int
    deliveries_per_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    frames: int
    bytes: int
    client_cpu_s: float
    elapsed_s: float
    server_us_per_delivery: float
    server_cpu_s_each: tuple[float, ...]
    live: int

    @property
    def fine(self) -> bool:
        """Nothing lost, nothing doubled, and everything in good time."""
        return self.lost == 0 and self.duplicates == 0 and self.p99_ms < 100 and self.delivered > 0


class Counted(msgspec.Struct, frozen=True):
    """Messages of one kind: in all, most of one connection, most of one connection within (almost) a second."""

    messages: int
    most_of_one: int
    most_in_a_second: int


class Load(msgspec.Struct, frozen=True):
    """What the load generator reports."""

    connections: int
    joined: int
    failed: int
    all_joined_s: float
    join_messages: int
    join_bytes: int
    join_server_cpu_s: float
    told: int
    all_told_s: float
    pss_start_mib_each: tuple[float, ...]
    pss_joined_mib_each: tuple[float, ...]
    slab_start_kib: float
    slab_joined_kib: float
    kinds: tuple[Counted, ...]
    steps: tuple[Step, ...]
    closed_by_server: int
    stalled_gone_s: float
    first_error: str
    hold_s: float = 0.0
    hold_cpu_s_each: tuple[float, ...] = ()

    @property
    def node_kib_per_connection(self) -> float:
        """Memory of the node alone, without Redis."""
        if not self.joined or not self.pss_start_mib_each:
            return 0.0
        return (self.pss_joined_mib_each[0] - self.pss_start_mib_each[0]) * 1024 / self.joined


def command(server: Server, people: int, *extra: str, rates: Sequence[float] = (), seconds: float = 0) -> list[str]:
    """The load generator's command line: `people` connections, then one step of `seconds` for each of `rates`."""
    talk = server.talk
    line = [str(built("wsload")), "--url", f"127.0.0.1:{server.port}{talk.path}", "-n", str(people), "--json"]
    line += talk.arguments()
    if server.headers:
        line += ["--header-file", str(server.headers)]
    for pid in server.pids:
        line += ["--server-pid", str(pid)]
    if rates:
        line += ["--message", talk.message, "--stamp", STAMP, "--rate", ",".join(f"{rate:g}" for rate in rates)]
        line += ["--duration", f"{seconds:g}"]
    return [*line, *extra]


def run_load(
    server: Server,
    people: int,
    *extra: str,
    rates: Sequence[float] = (),
    seconds: float = 0,
    at_most: float = 150,
) -> Load:
    """Runs the load generator to its end. Raises BenchFault when nobody can connect within `at_most` s."""
    with on_core(cores()[1]), tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            ["timeout", "-k", "2", f"{at_most:g}", *command(server, people, *extra, rates=rates, seconds=seconds)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            process.wait(at_most + 5)
        finally:
            process.terminate()  # timeout(1) hands it on
            process.wait()
        said.seek(0)
        return read_load(said.read())


def read_load(said: bytes) -> Load:
    """The generator's JSON. Raises BenchFault with its own words where there is none."""
    try:
        found = msgspec.json.decode(said, type=Load)
    except msgspec.MsgspecError:
        raise BenchFault(f"the load generator failed: {said[-300:].decode(errors='replace')}") from None
    if not found.joined:
        raise BenchFault(f"nobody could join: {found.first_error}")
    return found
