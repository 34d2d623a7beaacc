"""What a node knows of its own health, per second."""

from __future__ import annotations

import asyncio
import os
import time
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
    commands: int = 0
    refusals: int = 0
    loop_lag: float = 0.0
    """Worst of the last second, ms."""
    store_trip: float = 0.0
    """ms."""
    started: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    _worst: float = 0.0
    _before: tuple[int, int, int, float] = (0, 0, 0, 0.0)

    def delivered(self, events: int) -> None:
        """Events were written to connections."""
        self.deliveries += events

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
