"""The rehearsal as a JSON document: the verdict, what was played, where, and the series behind the plots."""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from venue.rehearsal.changes import Change
from venue.rehearsal.drills import Drill
from venue.rehearsal.options import Options
from venue.rehearsal.outcome import Outcome
from venue.rehearsal.phases import Phase
from venue.rehearsal.samples import Samples, Summary, rank
from venue.rehearsal.verdict import Promise, Target, Verdict

FORMAT: Final = 2
"""Changes when a field changes its meaning or goes away."""

BINS: Final = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000, 2000, 5000)
"""Upper bounds of the histogram's bars, ms; a last bar holds what is above."""


class Machine(msgspec.Struct, frozen=True):
    """Where the rehearsal ran; the venue may have shared it."""

    system: str
    python: str
    cores: int
    load: tuple[float, ...]
    """Load averages at the end: 1, 5 and 15 minutes."""


class Second(msgspec.Struct, frozen=True):
    """Deliveries in one second of the day, ms."""

    at: int
    """Seconds since the day began."""
    count: int
    p50: float
    p99: float
    max: float


class DayFound(msgspec.Struct, frozen=True, kw_only=True):
    """What a rehearsal of the whole day found besides."""

    minutes: float
    waited: int
    """People on waiting lists after the rush, all sessions together."""
    offers: int
    """Places given up and offered to somebody else."""
    changes: tuple[Change, ...]
    drills: tuple[Drill, ...]
    not_shown: tuple[str, ...] = ()
    """What such a day must show and this one could not: then the verdict is not green."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of it. Times are in ms unless they say otherwise; times of the day count from its beginning."""

    format: int = FORMAT
    verdict: str
    """`kept`, `missed` (a target), `broken` (a promise)."""
    exit_code: int
    url: str
    event: str
    run: str
    seed: int
    started: str
    """ISO 8601, with its time zone."""
    duration: float
    """Seconds."""
    people: int
    processes: int
    rate: float
    """Messages per second asked for in the plenum."""
    machine: Machine
    phases: tuple[Phase, ...]
    promises: tuple[Promise, ...]
    targets: tuple[Target, ...]
    measures: dict[str, Summary]
    counters: dict[str, int]
    """`heard`: events of logs; `said`: messages; `cut`: connections broken on purpose; `room_full`: turned away."""
    refusals: dict[str, int]
    """Refusal code -> how often it was heard."""
    claps: int
    claps_heard: int
    busy: bool
    cpu: tuple[float, ...]
    notes: tuple[str, ...]
    deliveries: tuple[Second, ...]
    histogram: tuple[int, ...]
    """Deliveries per bar of `BINS`."""
    entered: tuple[int, ...]
    """When each person was in their room, in order."""
    day: DayFound | None = None
    stopped: str
    """Why the day ended early; empty: it was played to its end."""


def report(
    options: Options,
    people: int,
    started: datetime,
    phases: Sequence[Phase],
    outcome: Outcome,
    verdict: Verdict,
    notes: Sequence[str],
    stopped: str,
    day: DayFound | None = None,
) -> Report:
    """The document of a rehearsal that is over."""
    word = "broken" if verdict.broken else "missed" if verdict.missed or verdict.not_shown else "kept"
    return Report(
        verdict=word,
        exit_code=verdict.exit_code,
        url=options.url,
        event=options.slug,
        run=options.run,
        seed=options.seed,
        started=started.isoformat(timespec="seconds"),
        duration=max((phase.ended for phase in phases), default=0) / 1000,
        people=people,
        processes=options.processes,
        rate=options.rate,
        machine=this_machine(),
        phases=tuple(phases),
        promises=verdict.promises,
        targets=verdict.targets,
        measures=verdict.measures,
        counters=dict(outcome.counters),
        refusals=dict(outcome.refusals),
        claps=outcome.claps,
        claps_heard=outcome.claps_heard,
        busy=verdict.busy,
        cpu=tuple(round(each, 2) for each in outcome.cpu),
        notes=tuple(notes),
        deliveries=tuple(by_second(outcome.samples["delivery"])),
        histogram=histogram(outcome.samples["delivery"].values),
        entered=tuple(sorted(outcome.samples["enter"].at)),
        stopped=stopped,
        day=day,
    )


def this_machine() -> Machine:
    load = tuple(round(each, 2) for each in os.getloadavg()) if hasattr(os, "getloadavg") else ()
    return Machine(f"{platform.system()} {platform.machine()}", platform.python_version(), os.cpu_count() or 1, load)


def overload() -> str | None:
    """What else keeps this machine busy, in words; None: there is room for a rehearsal."""
    machine = this_machine()
    if not machine.load or machine.load[0] <= machine.cores:
        return None
    return f"a load of {machine.load[0]:g} on {machine.cores} cores"


def by_second(samples: Samples) -> list[Second]:
    """Deliveries of each second in which there were any."""
    seconds: dict[int, list[float]] = defaultdict(list)
    for at, value in zip(samples.at, samples.values, strict=True):
        seconds[at // 1000].append(value)
    return [
        Second(at, len(values), *(round(each, 2) for each in (rank(values, 0.5), rank(values, 0.99), values[-1])))
        for at, values in sorted((at, sorted(values)) for at, values in seconds.items())
    ]


def histogram(values: Sequence[float]) -> tuple[int, ...]:
    """How many values are up to each of `BINS` (and over the one before), and how many above all."""
    bars = [0] * (len(BINS) + 1)
    ranked = sorted(values)
    place = 0
    for value in ranked:
        while place < len(BINS) and value > BINS[place]:
            place += 1
        bars[place] += 1
    return tuple(bars)
