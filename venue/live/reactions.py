"""Applause, gathered: what comes in within a tick goes out as one number per kind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from venue.model.ids import RoomId
from venue.protocol.reactions import Reaction

INTERVAL: Final = 0.25
"""Seconds between two counts, here and again where the nodes' counts come together."""

Counts = dict[Reaction, int]


class Gathering:
    """Adds up reactions per room and hands each room's sum on, at most four times a second."""

    def __init__(self, hand_on: Callable[[RoomId, Counts], None]) -> None:
        self._hand_on = hand_on
        self._rooms: dict[RoomId, Counts] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0.0

    def add(self, room: RoomId, counts: Counts) -> None:
        """More reactions of a room."""
        sums = self._rooms.setdefault(room, {})
        for kind, times in counts.items():
            sums[kind] = sums.get(kind, 0) + times
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.0, self._last + INTERVAL - loop.time()), self._tick)

    def close(self) -> None:
        """Hand nothing on any more."""
        if self._timer is not None:
            self._timer.cancel()
        self._rooms = {}

    def _tick(self) -> None:
        self._timer = None
        self._last = asyncio.get_running_loop().time()
        rooms, self._rooms = self._rooms, {}
        for room, counts in rooms.items():
            self._hand_on(room, counts)
