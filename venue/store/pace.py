"""When the calls that wait for Redis are sent: at once in the quiet, several together while many are asked.

A pipeline costs as much as several calls. What is asked one after the other, each time with the answer before, gains
nothing by waiting; so waiting that keeps bringing nobody together is left alone for a while.
"""

from __future__ import annotations

from typing import Final

GATHER_SECONDS: Final = 0.01
"""For so long what is asked is gathered, while much is asked; a room's frames have the same tick."""
IN_VAIN: Final = 3
"""After so many waits that brought nobody together, one after the other, nothing is gathered for a while."""
ALONE_SECONDS: Final = 0.3
"""That while."""


class Pace:
    """Times are those of one steady clock, in seconds."""

    def __init__(self) -> None:
        self._last = self._before = -2 * GATHER_SECONDS
        """When calls were sent, the last time and the time before."""
        self._waited = False
        self._in_vain = 0
        self._alone_until = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a call that is asked now, with none waiting already, should be sent; 0: at once."""
        is_busy = now - self._last < GATHER_SECONDS and now - self._before < 2 * GATHER_SECONDS
        self._waited = is_busy and now >= self._alone_until
        return self._last + GATHER_SECONDS - now if self._waited else 0.0

    def sent(self, now: float, calls: int) -> None:
        """So many calls were sent together."""
        self._before, self._last = self._last, now
        if self._waited:
            self._in_vain = self._in_vain + 1 if calls == 1 else 0
            if self._in_vain == IN_VAIN:
                self._in_vain = 0
                self._alone_until = now + ALONE_SECONDS
        self._waited = False
