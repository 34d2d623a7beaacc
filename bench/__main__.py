"""The command: `python -m bench`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import FrameType

import msgspec

from bench.measure import WORKS, measure
from bench.peers import PEERS
from bench.plot import plot
from bench.processes import BenchFault, cores
from bench.regression import regressions
from bench.report import say, show
from bench.results import OFFICIAL, PART, Results, read
from bench.works import QUICK, Plan

NAMES = ("raw", "venue", *(peer.name for peer in PEERS), *WORKS)


def main(arguments: list[str]) -> int:
    """Exit code 0, 1 when `--compare` finds a regression, or 2 when nothing could be measured."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "plot":
            return plot(read(given.json or OFFICIAL))
        if given.command == "show":
            show(read(given.json or OFFICIAL))
            return 0
        return _run(given)
    except BenchFault as fault:
        say(f"bench: {fault}")
    except (OSError, msgspec.MsgspecError) as fault:
        say(f"bench: the results cannot be used: {fault}")
    except KeyboardInterrupt:
        say("bench: stopped")
    return 2


def _run(given: argparse.Namespace) -> int:
    plan = QUICK if given.quick else Plan()
    plan = replace(plan, rounds=given.rounds or plan.rounds, people=given.people or plan.people)
    if given.seconds:
        plan = replace(plan, seconds=given.seconds)
    only = [name for name in given.only.split(",") if name]
    if unknown := set(only) - set(NAMES):
        raise BenchFault(f"nothing is called {', '.join(sorted(unknown))}; there is {', '.join(NAMES)}")
    if only and given.official:
        raise BenchFault("the official result is that of everything")
    kind = "official" if given.official else "quick" if given.quick else "full"
    stored = read(OFFICIAL) if OFFICIAL.exists() else None
    with tempfile.TemporaryDirectory(prefix="venue-bench-") as folder:
        file = PART if given.official else given.json or Path(folder) / "results.json"
        signal.signal(signal.SIGTERM, _end)
        os.sched_setaffinity(0, {cores()[1]})
        results = measure(plan, only, kind, file)
        if given.official:
            PART.replace(OFFICIAL)
    show(results)
    return _compare(results, stored, given.compare)


def _compare(results: Results, stored: Results | None, strict: bool) -> int:
    if stored is None:
        say("There is no stored official result to compare with.")
        return 0
    found = regressions(results, stored)
    for line in found:
        say(f"\x1b[1;31m{line}\x1b[0m" if sys.stdout.isatty() else f"REGRESSION {line}")
    if not found:
        say("No regression against the stored official result.")
    return 1 if found and strict else 0


def _end(_number: int, _frame: FrameType | None) -> None:
    """So that everything that was started is ended."""
    raise SystemExit(143)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the venue on this machine.")
    parser.add_argument("command", nargs="?", choices=["run", "show", "plot"], default="run")
    parser.add_argument("--quick", action="store_true", help="one short round without the peers")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often everything is repeated (default: 3)")
    parser.add_argument("--people", type=int, metavar="N", help="in the room (default: 400)")
    parser.add_argument("--seconds", type=float, metavar="S", help="of each step")
    parser.add_argument("--only", default="", metavar="NAME,...", help="of " + ", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there; show, plot: read them")
    parser.add_argument("--official", action="store_true", help=f"write {OFFICIAL.name}, the result that is kept")
    parser.add_argument("--compare", action="store_true", help="exit code 1 on a regression of more than 25 %%")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
