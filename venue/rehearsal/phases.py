"""What every rehearsed day is made of: its people on a stage, and phases of which one knows when they were."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import msgspec

from venue.rehearsal import plan
from venue.rehearsal.conductor import Conductor, observers
from venue.rehearsal.plan import Scene
from venue.rehearsal.stage import MS


class Phase(msgspec.Struct, frozen=True):
    """A part of the day, in ms since it began."""

    key: str
    title: str
    began: int
    ended: int


class Phases:
    """A day with its scene; `phases` says what was played when."""

    def __init__(self, conductor: Conductor, began: int) -> None:
        self.house = conductor
        self.began = began
        self.phases: list[Phase] = []
        staff = tuple(observers(conductor.cast))
        guests = tuple(each.number for each in conductor.cast if each.number not in staff)
        self.scene = Scene(conductor.options.seed, guests, staff, conductor.event.languages[0])

    async def _phase(self, key: str, title: str, seconds: float, deed: Callable[[], Awaitable[None]]) -> None:
        self.house.audience.phase(title, seconds)
        began = self._now()
        try:
            await deed()
        finally:
            self.phases.append(Phase(key, title, began, self._now()))

    def _now(self) -> int:
        return (time.monotonic_ns() - self.began) // MS

    async def _all_arrive(self, within: int) -> None:
        """Everybody comes in, within so many ms, and sees everybody."""
        await self.house.play(plan.arrivals(self.scene, within))
        missing = len(self.house.cast) - len(self.house.places)
        self.house.findings.expect("whereabouts", not missing, f"{missing} people did not get in")
        await self.house.check(arrival=True)
