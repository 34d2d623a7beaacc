"""What a node knows of its own health, per second."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SAMPLE: Final = 0.1
_STATM: Final = Path("/proc/self/statm")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Measures:
    """Running totals; `second` turns them into rates."""

    deliveries: int = 0
    """Events written to connections; several may share a frame."""
    frames: int = 0
    bytes: int = 0
    """Written to audiences."""
    commands: int = 0
    refusals: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    """Commands by their name on the wire; "" for what could not be read."""
    by_refusal: Counter[str] = field(default_factory=Counter)
    resumes: int = 0
    """Connections that came back and missed nothing."""
    resyncs: int = 0
    """Connections that had to start again from a snapshot."""
    leases: int = 0
    """Begun: one at the start, one after each trouble with the store."""
    slow_readers: int = 0
    """Cut off for being slow for too long."""
    loop_lag: float = 0.0
    """Worst of the last second, ms."""
    store_trip: float = 0.0
    """ms."""
    started: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    _worst: float = 0.0
    _before: tuple[int, int, int, float] = (0, 0, 0, 0.0)

    def delivered(self, events: int, frames: int, size: int) -> None:
        """So many events were written to connections, in so many frames of so many bytes together."""
        self.deliveries += events
        self.frames += frames
        self.bytes += size

    def second(self) -> tuple[float, float, float]:
        """Deliveries, commands and refusals per second since the last call; takes over the worst loop lag."""
        now = time.monotonic()
        deliveries, commands, refusals, at = self._before
        seconds = max(now - at, 0.001) if at else 1.0
        self._before = (self.deliveries, self.commands, self.refusals, now)
        self.loop_lag, self._worst = self._worst, 0.0
        return (
            round((self.deliveries - deliveries) / seconds, 1),
            round((self.commands - commands) / seconds, 1),
            round((self.refusals - refusals) / seconds, 1),
        )

    async def watch_loop(self) -> None:
        """Measure the event loop's delays, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + SAMPLE
            await asyncio.sleep(SAMPLE)
            self._worst = max(self._worst, round((loop.time() - due) * 1000, 1))


def resident_bytes() -> int:
    """Memory of this process that is in use; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE
    except OSError:
        return 0
