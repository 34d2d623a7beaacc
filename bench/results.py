"""The results file: written anew after each measurement, so that a run that was cut is not lost."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import msgspec

from bench.building import HERE
from bench.idle import Idle
from bench.pages import Pages
from bench.storm import Storm
from bench.stuck import Stuck
from bench.works import Run
from venue.store.embedded_binary import found_binaries

OFFICIAL: Final = HERE / "results" / "official.json"
PART: Final = OFFICIAL.with_name("official.part.json")
"""An official run that has not come to its end."""
_PACKAGES: Final = ("venue", "uvicorn", "uvloop", "websockets", "starlette", "httptools", "msgspec", "redis", "hiredis")


class Machine(msgspec.Struct, frozen=True):
    """What was measured on; it names no host."""

    cpu: str
    cores: int
    memory_gib: float
    kernel: str
    python: str
    redis: str
    packages: dict[str, str]


class Results(msgspec.Struct):
    """Everything that a run of the benchmark found."""

    machine: Machine
    kind: str
    """official, full or quick"""
    began: str
    people: int = 400
    """In the room, for talk and ramp."""
    crowd: int = 1000
    seconds: float = 0.0
    """How long it took."""
    complete: bool = False
    peers: list[str] = []
    """The servers that took part, in the table's order."""
    missing: list[str] = []
    """Peers that are not installed here."""
    runs: list[Run] = []
    storms: list[Storm] = []
    idle: Idle | None = None
    stuck: Stuck | None = None
    pages: Pages | None = None


def describe_machine() -> Machine:
    """This machine."""
    redis = next((str(each.writer) for each in found_binaries()), "none")
    return Machine(
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        kernel=f"{platform.system()} {platform.release()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        redis=redis,
        packages={name: found for name in _PACKAGES if (found := _version(name))},
    )


def now() -> str:
    """The time as it stands in the file."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def write(results: Results, file: Path) -> None:
    """Replaces the file in one go."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".new")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    draft.replace(file)


def read(file: Path) -> Results:
    """Raises OSError, and msgspec.MsgspecError for a file that holds something else."""
    return msgspec.json.decode(file.read_bytes(), type=Results)


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
