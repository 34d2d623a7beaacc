"""The steps of the day on this node: when one begins, the store is asked to bring people where they belong.

Every node knows the run of show and looks at its own clock. All of them ask, whichever is first is heard, and the store
takes each step once: so it begins also when a node dies in that moment.
"""

from __future__ import annotations

import asyncio
from typing import Final

from venue.errors import StoreUnavailable
from venue.live.floor import Floor
from venue.model.ids import SessionId
from venue.model.places import Bookable, bookable
from venue.model.show import Effective, effective
from venue.store.show import Running

LONGEST: Final = 3600.0
"""Seconds that a timer waits at most; then it looks again."""


class Steps:
    """Knows which step the store has been told of, and when the next one begins."""

    def __init__(self, site: Floor) -> None:
        self._site = site
        self._told: tuple[str, int, int, int, dict[SessionId, Bookable]] | None = None
        """What the store was told last: epoch, version, number of the run of show, index of the step, times."""
        self._timer: asyncio.TimerHandle | None = None

    def touch(self) -> None:
        """Something was decided about the run of show, or the house was loaded: look at once."""
        self._set_clock(0.0)

    async def beat(self) -> None:
        """Tell the store which step runs, unless it knows. Raises `StoreUnavailable`."""
        site = self._site
        state, now = site.house.show, site.clock.now_ms()
        found = effective(site.event, state, now)
        self._set_clock(seconds_to_wait(found, now))
        times = bookable(site.event, site.clock.real_ms, found.sessions_ahead)
        news = site.epoch, site.file_version, state.number, found.index, times
        if news == self._told:
            return
        step = found.running.step
        running = Running(state.number, found.index, step.id, tuple(one for one in step.sessions if one in times))
        if await site.shows.begin(site.file_version, running, times) is not None:
            self._told = news

    def _set_clock(self, wait: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(wait, self._is_due)

    def _is_due(self) -> None:
        self._timer = None
        if self._site.in_step:
            self._site.spawn(self._look())

    async def _look(self) -> None:
        try:
            await self.beat()
        except StoreUnavailable:
            self._told = None  # the next beat asks again
            raise

    def close(self) -> None:
        """Nothing begins any more."""
        if self._timer is not None:
            self._timer.cancel()


def seconds_to_wait(found: Effective, now: int) -> float:
    """Until the running step may be over by the clock (`now`: event time, ms); who ends an open-ended one tells us."""
    ahead = found.running.ends - now
    return min(LONGEST, ahead / 1000 + 0.005) if ahead > 0 and not found.open_ended else LONGEST
