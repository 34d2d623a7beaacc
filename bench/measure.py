"""The run: rounds of all servers interleaved, then what is measured once; written down after each piece."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.building import built
from bench.idle import idle
from bench.pages import pages
from bench.peers import PEERS
from bench.report import say
from bench.results import Results, describe_machine, now, write
from bench.storm import storm
from bench.stuck import stuck
from bench.works import Plan, Run, ceiling, installed, rounds_of

WORKS: Final = ("ceiling", "storm", "idle", "stuck", "pages")
"""What is measured beside the servers in rounds."""
STUCK_SECONDS: Final = 16.0
"""Long enough to be cut, and for the grace after that."""


def measure(plan: Plan, only: list[str], kind: str, file: Path) -> Results:
    """Everything in `only` (empty: everything; quick: without the peers). Raises BenchFault without a compiler."""
    for name in ("wsload", "raw"):
        built(name)
    began = time.monotonic()
    here = installed() if only or kind != "quick" else []
    servers = ["raw", "venue", *here]
    if only:
        servers = [name for name in servers if name in only or (name == "raw" and set(only) - set(WORKS))]
    missing = [
        name
        for name in (peer.name for peer in PEERS)
        if name not in here and (name in only if only else kind != "quick")
    ]
    results = Results(describe_machine(), kind, now(), plan.people, plan.crowd, peers=servers, missing=missing)

    def keep() -> None:
        results.seconds = round(time.monotonic() - began, 1)
        write(results, file)

    def wanted(work: str) -> bool:
        return work in only if only else True

    if missing:
        say(f"not installed, left out: {', '.join(missing)}")
    if wanted("ceiling"):
        results.runs.append(ceiling(plan))
        _tell(began, results.runs[-1])
        keep()
    for number in range(plan.rounds):
        for name in servers:
            for run in rounds_of(name, plan, number):
                results.runs.append(run)
                _tell(began, run)
                keep()
    _once(plan, results, wanted, keep, lambda text: say(f"[{time.monotonic() - began:5.0f} s] {text}"))
    results.complete = not only
    keep()
    return results


def _once(
    plan: Plan,
    results: Results,
    wanted: Callable[[str], bool],
    keep: Callable[[], None],
    tell: Callable[[str], None],
) -> None:
    if wanted("storm"):
        for people in plan.storms:
            results.storms.append(found := storm(people))
            tell(f"storm of {people}: all in {found.all_in_s:.2f} s, told {found.all_told_s:.2f} s {found.error}")
            keep()
    if wanted("stuck"):
        results.stuck = stuck(STUCK_SECONDS)
        tell(f"stuck peers: cut after {results.stuck.cut_after_s:.1f} s {results.stuck.error}")
        keep()
    if wanted("pages"):
        results.pages = pages(plan.people, plan.people, plan.page_seconds)
        tell(f"pages: p99 inside {results.pages.inside_p99_ms:.0f} ms {results.pages.error}")
        keep()
    if wanted("idle"):
        results.idle = idle(plan.idle, plan.idle_seconds)
        tell(f"idle: {results.idle.percent:.1f} % of a core {results.idle.error}")
        keep()


def _tell(began: float, run: Run) -> None:
    if run.load is None:
        said = f"failed: {run.error}"
    else:
        said = "; ".join(
            f"{step.rate:g}/s {step.deliveries_per_s / 1000:.0f}k {step.server_us_per_delivery:.2f} us"
            f" p99 {step.p99_ms:.0f} ms" + (f" LOST {step.lost}" if step.lost else "")
            for step in run.load.steps
        )
    say(f"[{time.monotonic() - began:5.0f} s] round {run.round + 1} {run.peer} {run.work}: {said}")
