"""Runs every check and every test, each although an earlier one failed, and says at the end how many passed.

    python -m tests.run_checks             everything
    python -m tests.run_checks --static    without the tests

Each static check counts as one, each test as one. A skipped test counts as failed: what is not run is not known.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from hatch_build import npm
from tests.chromium import NoChromium, find_chromium

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
LANES: Final = 3
"""What runs at once: two cores are busy all the time with three, since each of them waits now and then."""


class Count(NamedTuple):
    """How many passed and failed."""

    passed: int
    failed: int


def static_check(*command: str) -> Count:
    """One command of ours; what it says is shown when it fails."""
    return _one(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False))


def browser_check(script: str) -> Count:
    """One script of static/package.json."""
    return _one(npm("run", "--silent", script, capture_output=True, text=True))


def _one(done: subprocess.CompletedProcess[str]) -> Count:
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return Count(1, 0) if done.returncode == 0 else Count(0, 1)


def vitest() -> Count:
    """The browser app's unit tests, counted from their JSON report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "vitest.json"
        done = npm(
            *("run", "--silent", "test", "--", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"),
            capture_output=True,
            text=True,
        )
        counts = json.loads(report.read_text()) if report.exists() else {}
    passed = counts.get("numPassedTests", 0)
    failed = counts.get("numTotalTests", 0) - passed
    if done.returncode or failed or not passed:
        print(done.stdout + done.stderr, flush=True)
        failed = failed or 1
    return Count(passed, failed)


def journeys(every: int, beginning: int) -> Count:
    """The stories in real browsers: of so many files one, beginning with this one."""
    environment = {}
    try:
        environment["CHROMIUM"] = str(find_chromium())
    except NoChromium as none:
        print(none, flush=True)  # the journeys will fail, each saying the same; the other tests run
    stories = sorted(str(file.relative_to(ROOT)) for file in (ROOT / JOURNEYS).glob("test_*.py"))
    return pytest(*stories[beginning::every], **environment)


def pytest(*arguments: str, **environment: str) -> Count:
    """Some of the tests, counted from their JUnit report; what they say is shown when they are done."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "pytest.xml"
        done = subprocess.run(
            [*PYTHON, "pytest", "-q", "--durations=10", f"--junit-xml={report}", *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(done.stdout, flush=True)
        suite = ET.parse(report).getroot().find("testsuite") if report.exists() else None
    counts = {
        name: int(suite.get(name, 0)) if suite is not None else 0 for name in ("tests", "errors", "failures", "skipped")
    }
    wrong = counts["errors"] + counts["failures"] + counts["skipped"]
    if done.returncode and not wrong:
        wrong = 1  # it ended before it could report
    return Count(max(0, counts["tests"] - wrong), wrong)


STATIC: dict[str, Callable[[], Count]] = {
    "ruff check": lambda: static_check(*PYTHON, "ruff", "check", "."),
    "ruff format": lambda: static_check(*PYTHON, "ruff", "format", "--check", "."),
    "mypy": lambda: static_check(*PYTHON, "mypy"),
    "eslint": lambda: browser_check("lint"),
    "tsc": lambda: browser_check("typecheck"),
    "prettier": lambda: browser_check("format:check"),
}
JOURNEYS: Final = "tests/journeys"
HOUSE: Final = ("tests/live", "tests/commands", "tests/web", "tests/cli")
"""What starts nodes and waits for them, while the store's tests keep a core busy."""
TIMED: Final = ("tests/bench", "tests/faults", "tests/rehearsal")
"""What measures times, or waits for most of its own."""
WHOLE_DAY: Final = "tests/rehearsal/test_whole_day.py"
WHOLE: Final = tuple(f"tests/faults/test_{each}.py" for each in ("commands", "machine", "orders", "positions", "steps"))
"""What must be whole whatever breaks, and not how soon."""


def _without(*paths: str) -> list[str]:
    return [f"--ignore={path}" for path in paths]


SIDE_BY_SIDE: dict[str, Callable[[], Count]] = {
    "house": lambda: pytest(*HOUSE),
    "journeys 1": lambda: journeys(2, 0),
    "journeys 2": lambda: journeys(2, 1),
    "tests": lambda: pytest("tests", *_without(JOURNEYS, *HOUSE, *TIMED)),
    "whole day": lambda: pytest(WHOLE_DAY),
    "wholeness": lambda: pytest(*WHOLE),
    "rehearsal": lambda: pytest("tests/rehearsal", *_without(WHOLE_DAY)),
    "vitest": vitest,
}
"""In the order in which they begin: the longest first, and what waits for most of its own after the browsers."""
ALONE: dict[str, Callable[[], Count]] = {"under load": lambda: pytest("tests/bench", "tests/faults", *_without(*WHOLE))}


def timed(check: Callable[[], Count]) -> tuple[Count, float]:
    """What a check counted, and how many seconds it took."""
    began = time.monotonic()
    return check(), time.monotonic() - began


def main(arguments: list[str]) -> int:
    counts: dict[str, Count] = {}
    lines: list[str] = []

    def done(name: str, count: Count, seconds: float) -> None:
        counts[name] = count
        word = "failed" if counts[name].failed else "passed"
        lines.append(
            f"{name:12} {word}  {seconds:6.1f} s  ({counts[name].passed} passed, {counts[name].failed} failed)"
        )
        print(lines[-1], flush=True)

    def side_by_side(checks: Mapping[str, Callable[[], Count]]) -> None:
        with ThreadPoolExecutor(max_workers=LANES) as pool:
            under_way = {pool.submit(timed, check): name for name, check in checks.items()}
            for each in as_completed(under_way):
                done(under_way[each], *each.result())

    side_by_side(STATIC)
    if arguments != ["--static"]:
        side_by_side(SIDE_BY_SIDE)
        for name, check in ALONE.items():
            done(name, *timed(check))
    print("", *lines, sep="\n")
    total = Count(sum(each.passed for each in counts.values()), sum(each.failed for each in counts.values()))
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
