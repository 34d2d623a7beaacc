"""Waiting for something to become true, with an end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

LOOK_AGAIN: Final = 0.01
"""Seconds between two looks: a wake-up per change would cost several hundred people more than it tells."""


async def until(holds: Callable[[], bool], within: float) -> bool:
    """Waits until `holds()`, `within` seconds at most; whether it does at the end."""
    deadline = time.monotonic() + within
    while True:
        if holds():
            return True
        if time.monotonic() >= deadline:
            return False
        await asyncio.sleep(LOOK_AGAIN)


async def until_so(holds: Callable[[], Awaitable[bool]], within: float) -> bool:
    """The same for what has to be asked."""
    deadline = time.monotonic() + within
    while True:
        if await holds():
            return True
        if time.monotonic() >= deadline:
            return False
        await asyncio.sleep(10 * LOOK_AGAIN)
