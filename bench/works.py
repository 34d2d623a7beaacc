"""What is measured with everybody in one room: talk at fixed rates, and a rate that rises until it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from bench.load import Load, Server, run_load
from bench.peers import PEERS
from bench.processes import BenchFault
from bench.servers import peer_server, raw_server, venue_server

Work = Literal["talk", "busy", "crowd", "ramp", "ceiling"]
"""talk: `Plan.people` at 50 messages a second. busy: the same at 800. crowd: `Plan.crowd` people at 200.
ramp: `Plan.people` at rising rates. ceiling: the raw server, to show what the generator can read."""

TALK_RATE: Final = 50.0
BUSY_RATE: Final = 800.0
CROWD_RATE: Final = 200.0
RAMP: Final = (100.0, 200.0, 400.0, 800.0, 1200.0, 1600.0, 2000.0, 2500.0)
CEILING: Final = (2500.0, 4000.0, 6000.0, 8000.0)
TICK_MS: Final = 8


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int = 3
    people: int = 400
    crowd: int = 1000
    seconds: float = 2.5
    """Of each step."""
    storms: tuple[int, ...] = (250, 500, 1000, 2000)
    idle: int = 5000
    idle_seconds: float = 40.0
    page_seconds: float = 10.0
    ramp: tuple[float, ...] = RAMP
    busy: float = BUSY_RATE
    settle: float = 0.6
    """Seconds of rest after joining and between steps."""
    works: tuple[Work, ...] = ("talk", "busy", "crowd", "ramp")


QUICK: Final = Plan(
    rounds=1, seconds=1.5, storms=(250, 500), idle=1000, idle_seconds=22.0, ramp=(400.0, 1200.0, 2500.0)
)


class Run(msgspec.Struct, frozen=True):
    """One work done by one server in one round; `error` says why there is no load."""

    peer: str
    work: Work
    round: int
    people: int
    load: Load | None = None
    error: str = ""


def installed() -> list[str]:
    """The peers that can be run here, in the table's order."""
    return [peer.name for peer in PEERS if peer.installed()]


def rounds_of(name: str, plan: Plan, number: int) -> Iterator[Run]:
    """All works of one server in one round. A failure is a result, too: the others go on."""
    crowd = name in ("raw", "venue")
    done: set[Work] = set()
    people = max(plan.people, plan.crowd) if crowd else plan.people
    try:
        with opened(name, people) as server:
            for work, run in _works(name, plan):
                yield Run(name, work, number, run.people, load=run.on(server))
                done.add(work)
    except BenchFault as fault:
        work = next((work for work, _ in _works(name, plan) if work not in done), "ramp")
        yield Run(name, work, number, plan.people, error=str(fault))


@dataclass(frozen=True)
class _Task:
    people: int
    rates: tuple[float, ...]
    seconds: float
    settle: float
    until_it_breaks: bool = False

    def on(self, server: Server) -> Load:
        extra = ["--settle", f"{self.settle:g}", "--join-timeout", "20"]
        if self.until_it_breaks:
            extra += ["--stop-p99", "250"]
        return run_load(server, self.people, *extra, rates=self.rates, seconds=self.seconds)


def _works(name: str, plan: Plan) -> Iterator[tuple[Work, _Task]]:
    """The first step of each warms up; in all but the ramp, whose steps get harder anyway, it counts for nothing."""
    pace = plan.seconds, plan.settle
    if "talk" in plan.works:
        yield "talk", _Task(plan.people, (TALK_RATE, TALK_RATE), *pace)
    if "busy" in plan.works and name in ("raw", "venue", "prepared"):
        yield "busy", _Task(plan.people, (TALK_RATE, plan.busy), *pace)
    if "crowd" in plan.works and name in ("raw", "venue"):
        yield "crowd", _Task(plan.crowd, (TALK_RATE, CROWD_RATE), *pace)
    if "ramp" in plan.works:
        yield "ramp", _Task(plan.people, plan.ramp, *pace, until_it_breaks=True)


def opened(name: str, people: int) -> AbstractContextManager[Server]:
    """The server of that name, running; raises BenchFault for a name that is none."""
    if name == "raw":
        return raw_server()
    if name == "venue":
        return venue_server(people)
    peer = next((each for each in PEERS if each.name == name), None)
    if peer is None:
        raise BenchFault(f"no server is called {name}; there are raw, venue, {', '.join(each.name for each in PEERS)}")
    return peer_server(peer)


def ceiling(plan: Plan) -> Run:
    """What the generator can read, from a server that does nothing but join frames as the venue does."""
    task = _Task(plan.people, CEILING, plan.seconds, plan.settle, until_it_breaks=True)
    try:
        with raw_server(tick_ms=TICK_MS) as server:
            return Run("raw-joined", "ceiling", 0, plan.people, load=task.on(server))
    except BenchFault as fault:
        return Run("raw-joined", "ceiling", 0, plan.people, error=str(fault))
