"""From runs to the rows of the table: medians over rounds, and ratios to the raw server of the same round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from typing import Final

import msgspec

from bench.load import Step
from bench.peers import PEERS
from bench.results import Results
from bench.works import BUSY_RATE, CROWD_RATE, TALK_RATE, Run, Work

TITLES: Final = {
    "raw": "raw C, one write per delivery",
    "raw-joined": "raw C, frames joined",
    "venue": "venue, the whole product",
    **{peer.name: peer.title for peer in PEERS},
}


class Row(msgspec.Struct, frozen=True):
    """One server's figures, medians over the rounds; None where it was not measured, or failed in every round."""

    name: str
    title: str
    talk_us: float | None = None
    """CPU per delivery (microseconds, server and Redis) at 50 messages/s."""
    talk_ratio: float | None = None
    """That, divided by the raw server's of the same round."""
    talk_p99_ms: float | None = None
    talk_lost: int = 0
    """In all rounds together."""
    sustained: float | None = None
    """Deliveries/s of the highest rate with nothing lost and p99 under 100 ms."""
    busy_ratio: float | None = None
    busy_p99_ms: float | None = None
    crowd_ratio: float | None = None
    crowd_p99_ms: float | None = None
    kib: float | None = None
    """Memory of the node per connection."""
    errors: tuple[str, ...] = ()


def rows(results: Results) -> list[Row]:
    """A row for each server that took part, in the table's order."""
    return [_row(results.runs, name) for name in results.peers]


def step_of(run: Run | None, rate: float) -> Step | None:
    """The last step at this rate: the first one of a run warms up."""
    if run is None or run.load is None:
        return None
    return next((step for step in reversed(run.load.steps) if step.rate == rate), None)


def sustained(run: Run) -> float | None:
    """The most deliveries/s of a fine step, in any of the run's steps; 0 where none was fine."""
    if run.load is None:
        return None
    return max((step.deliveries_per_s for step in run.load.steps if step.fine), default=0.0)


def _row(runs: list[Run], name: str) -> Row:
    mine = [run for run in runs if run.peer == name]
    talk = [step for run in mine if run.work == "talk" and (step := step_of(run, TALK_RATE))]
    loads = [run.load for run in mine if run.work == "talk" and run.load]
    return Row(
        name=name,
        title=TITLES[name],
        talk_us=_median(step.server_us_per_delivery for step in talk),
        talk_ratio=ratio(runs, name, "talk", TALK_RATE),
        talk_p99_ms=_median(step.p99_ms for step in talk),
        talk_lost=sum(step.lost for step in talk),
        sustained=_most_of_rounds(mine),
        busy_ratio=ratio(runs, name, "busy", BUSY_RATE),
        busy_p99_ms=_steps(mine, "busy", BUSY_RATE, lambda step: step.p99_ms),
        crowd_ratio=ratio(runs, name, "crowd", CROWD_RATE),
        crowd_p99_ms=_steps(mine, "crowd", CROWD_RATE, lambda step: step.p99_ms),
        kib=_median(load.node_kib_per_connection for load in loads),
        errors=tuple(run.error for run in mine if run.error),
    )


def _most_of_rounds(runs: list[Run]) -> float | None:
    """The median over the rounds that have a ramp; the steps of talk count, too, for those who do not get further."""
    rounds = {run.round for run in runs if run.work == "ramp" and run.load}
    steps = [(run.round, sustained(run) or 0.0) for run in runs if run.work in ("talk", "ramp")]
    return _median(max(found for number, found in steps if number == each) for each in sorted(rounds))


def ratio(runs: list[Run], name: str, work: Work, rate: float) -> float | None:
    """The median over rounds of: CPU per delivery, divided by the raw server's in the same round at the same rate."""

    def cost(peer: str, number: int) -> float | None:
        of_round = next((run for run in runs if (run.peer, run.work, run.round) == (peer, work, number)), None)
        step = step_of(of_round, rate)
        return step.server_us_per_delivery if step and step.server_us_per_delivery > 0 else None

    found = []
    for number in sorted({run.round for run in runs}):
        mine, floor = cost(name, number), cost("raw", number)
        if mine is not None and floor is not None:
            found.append(mine / floor)
    return _median(found)


def _steps(runs: list[Run], work: Work, rate: float, figure: Callable[[Step], float]) -> float | None:
    return _median(figure(step) for run in runs if run.work == work and (step := step_of(run, rate)))


def _median(values: Iterable[float]) -> float | None:
    found = list(values)
    return median(found) if found else None
