"""Peers that stop reading: what each costs before it is gone, and that nobody else notices."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from bench.guest import Guest
from bench.load import Load, Server, run_load
from bench.processes import BenchFault, memory_kib, unsent_kernel_bytes
from bench.servers import venue_server

PEOPLE: Final = 100
STUCK: Final = 10
RATE: Final = 50.0
PADDING: Final = 1500
"""Characters added to each message, so that what is not read grows quickly."""
SAMPLED: Final = 0.1
SETTLE: Final = 0.5
WARM_UP: Final = 4.0
FILLING: Final = 9.0
"""Seconds within which the outboxes of those who do not read fill up, and they are cut off."""


class Stuck(msgspec.Struct, frozen=True):
    """`stuck` of `people` stop reading while the others talk."""

    people: int = PEOPLE
    stuck: int = STUCK
    node_kib_each: float = 0.0
    """What the node grew by at its highest, per stuck peer, beyond what the same load costs without any."""
    kernel_kib: float = 0.0
    """The most the kernel held unsent for one connection."""
    cut_after_s: float = 0.0
    """Until the last of them was disconnected."""
    gone_after_s: float = 0.0
    """Until the roster was without them; 0: it never was."""
    healthy_lost: int = 0
    healthy_p99_ms: float = 0.0
    error: str = ""


def stuck(seconds: float) -> Stuck:
    """The same load twice on one venue: once everybody reads, once ten do not, and that for `seconds`."""
    try:
        with venue_server(PEOPLE + 1) as server:
            padded = replace(server.talk, message=server.talk.message.replace("length.", "length." + "x" * PADDING))
            return asyncio.run(_measure(replace(server, talk=padded), seconds))
    except BenchFault as fault:
        return Stuck(error=str(fault))


async def _measure(server: Server, seconds: float) -> Stuck:
    passes = (server.headers or Path()).read_text().splitlines()
    async with Guest.open(server.port, passes[PEOPLE].removeprefix("Authorization: Bearer ")) as witness:
        await witness.enter()
        await _watched(server, WARM_UP, 0)  # what connections and a log cost in any case
        without, _, _ = await _watched(server, FILLING, 0)
        witness.counts.clear()
        began = time.monotonic()
        most, kernel, load = await _watched(server, seconds, STUCK)
    step = load.steps[0]
    return Stuck(
        node_kib_each=max(0.0, most - without) / STUCK,
        kernel_kib=kernel / 1024,
        cut_after_s=load.stalled_gone_s,
        gone_after_s=_gone_after(witness.counts, began + load.all_joined_s + SETTLE),
        healthy_lost=step.lost,
        healthy_p99_ms=step.p99_ms,
    )


async def _watched(server: Server, seconds: float, stuck: int) -> tuple[float, int, Load]:
    """Runs the load: the rise of the node's memory while filling (KiB), most unsent bytes of a connection, the load."""
    extra = ["--stalled", str(stuck), "--settle", f"{SETTLE:g}", "--drain", "1"]
    running = asyncio.create_task(
        asyncio.to_thread(run_load, server, PEOPLE, *extra, rates=(RATE,), seconds=seconds, at_most=seconds + 60)
    )
    began, before = time.monotonic(), memory_kib(server.pids[0])
    memory, kernel = before, 0
    while not running.done():
        if time.monotonic() - began < FILLING:
            memory = max(memory, memory_kib(server.pids[0]))
        kernel = max(kernel, unsent_kernel_bytes(server.port))
        await asyncio.wait([running], timeout=SAMPLED)
    return memory - before, kernel, await running


def _gone_after(counts: list[tuple[float, int]], stopped: float) -> float:
    """Seconds from when they stopped reading until the roster was without them; 0: it never was."""
    gone = next((at for at, count in counts if count == PEOPLE + 1 - STUCK), None)
    return max(0.0, gone - stopped) if gone is not None else 0.0
