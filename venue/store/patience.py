"""How long an answer is waited for, in time in which this process could have heard it.

After a standstill (a machine that was starved or suspended) an event loop finds what came in and what is overdue at the
same moment, and looks at the deadlines first: every answer that arrived meanwhile would count as missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

SLICES: Final = 3
"""Looks at the clock until patience ends. A standstill is as long as one of them at most, and is not the last one."""
LATE_SECONDS: Final = 0.1
"""A look that comes so much later than it should comes after a standstill."""


class Patience:
    """Calls `give_up` when so many seconds have passed, unless `end` was called before."""

    def __init__(self, seconds: float, give_up: Callable[[], object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._slice = seconds / SLICES
        self._give_up = give_up
        self._left = SLICES
        self._granted = False
        self._wait()

    def end(self) -> None:
        """The answer is there, or nobody waits for it any more."""
        self._look.cancel()

    def _wait(self) -> None:
        self._due = self._loop.time() + self._slice
        self._look = self._loop.call_at(self._due, self._slice_passed)

    def _slice_passed(self) -> None:
        self._left -= 1
        if not self._left and not self._granted and self._loop.time() > self._due + LATE_SECONDS:
            self._left, self._granted = 1, True
        if self._left:
            self._wait()
        else:
            self._give_up()


async def patiently(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """What the work returns or raises; `TimeoutError` where it takes longer, after it was cancelled."""
    gave_up, caller = False, asyncio.current_task()

    def give_up() -> None:
        nonlocal gave_up
        gave_up = task.cancel()

    task = asyncio.create_task(work)
    patience = Patience(seconds, give_up)
    try:
        return await task
    except asyncio.CancelledError:
        if gave_up and not (caller and caller.cancelling()):
            raise TimeoutError("no answer in time") from None
        raise
    finally:
        patience.end()
