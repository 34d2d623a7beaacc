"""When the calls that wait for Redis are sent: at once in the quiet, several together while many are asked.

A pipeline costs as much as several calls. What is asked one after the other, each time with the answer before, gains
nothing by waiting; so waiting that brought nobody together is not repeated for a while.
"""

from __future__ import annotations

from typing import Final

GATHER_SECONDS: Final = 0.01
"""For so long what is asked is gathered, while much is asked; a room's frames have the same tick."""
ALONE_SECONDS: Final = 0.1
"""For so long nothing is gathered after a wait that brought nobody together."""


class Pace:
    """Times are those of one steady clock, in seconds."""

    def __init__(self) -> None:
        self._last = self._before = -GATHER_SECONDS
        """When calls were sent, the last time and the time before."""
        self._waited = False
        self._together = False
        """Whether the last wait brought several calls together."""
        self._alone_until = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a call that is asked now, with none waiting already, should be sent; 0: at once."""
        is_quiet = now - self._last >= GATHER_SECONDS
        is_busy = self._together or (now >= self._alone_until and now - self._before < GATHER_SECONDS)
        self._waited = is_busy and not is_quiet
        return self._last + GATHER_SECONDS - now if self._waited else 0.0

    def sent(self, now: float, calls: int) -> None:
        """So many calls were sent together."""
        self._before, self._last = self._last, now
        self._together = self._waited and calls > 1
        if self._waited and calls == 1:
            self._alone_until = now + ALONE_SECONDS
        self._waited = False
