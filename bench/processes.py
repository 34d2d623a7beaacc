"""Programs that the benchmark starts: on which core they run, that they end in any case, and what they use."""

from __future__ import annotations

import functools
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
_given: set[int] = set()


class BenchFault(Exception):
    """Something could not be measured; the text says what and why."""


@functools.cache
def cores() -> tuple[int, int]:
    """The core of servers and Redis, and the core of the load: the same one where there is only one."""
    mine = sorted(os.sched_getaffinity(0))
    return mine[0], mine[1] if len(mine) > 1 else mine[0]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started within runs on this core alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def program(
    command: Sequence[str | Path],
    log: IO[bytes],
    *,
    core: int,
    seconds: float,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> Iterator[int]:
    """Runs `command` while the block runs, at most `seconds`; gives its process id (it is the only child of that).

    timeout(1) is between us and the program, so that it ends even if this process is killed.
    """
    with on_core(core):
        process = subprocess.Popen(
            ["timeout", "-k", "2", f"{seconds:g}", *map(str, command)],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            for pid in [*descendants(process.pid), process.pid]:
                end(pid)
            process.wait(5)


def end(pid: int) -> None:
    """Kill it, if it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """A port nobody listens on now, and that was not given to anybody else here."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port not in _given:
            _given.add(port)
            return port


def wait_for_port(port: int, pid: int, seconds: float = 20.0) -> None:
    """Returns when somebody listens there. Raises BenchFault when the program has ended, or does not come up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            if not descendants(pid):
                time.sleep(0.05)
                if not runs(pid):
                    raise BenchFault("the server ended before it listened") from None
            time.sleep(0.05)
        else:
            return
    raise BenchFault(f"the server does not listen within {seconds:g} s")


def runs(pid: int) -> bool:
    """Whether the process has not ended. An ended one may stay in the list: in containers often nobody collects it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    """All processes below this one."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def memory_kib(pid: int) -> float:
    """Memory of a process and those below it: the proportional set size, in KiB."""
    return sum(_pss(each) for each in [pid, *descendants(pid)])


def unsent_kernel_bytes(port: int) -> int:
    """The most bytes that the kernel holds unsent for one connection of the server on `port`."""
    most = 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if int(fields[1].partition(":")[2], 16) == port:
            most = max(most, int(fields[4].partition(":")[0], 16))
    return most


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    except OSError:
        pass
    return 0.0
