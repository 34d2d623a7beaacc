"""Fan-out: one prepared frame for everybody who listens to a room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from venue.live.connection import Connection
from venue.live.websocket import text_frame

TICK: Final = 0.008
"""Seconds: in a busy room, what arrives within a tick goes out as one frame; in a quiet one at once."""
FRAME_BYTES: Final = 128 * 1024
"""A joined frame is sent before it grows beyond this."""


class Audience:
    """The local connections that hear a room, in the order everybody hears it.

    Logged and unlogged events share one queue, so none overtakes another. The queue is bounded by time: a tick.
    """

    def __init__(self, counted: Callable[[int], None]) -> None:
        self.members: dict[Connection, None] = {}
        self._counted = counted
        self._pending: list[bytes] = []
        self._bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._flushed = 0.0

    def say(self, event: bytes) -> None:
        """Let everybody hear `event` (JSON bytes without newline)."""
        if not self.members:
            return
        self._pending.append(event)
        self._bytes += len(event)
        if self._bytes > FRAME_BYTES:
            self.flush()
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            wait = self._flushed + TICK - loop.time()
            if wait <= 0:
                self.flush()
            else:
                self._timer = loop.call_later(wait, self.flush)

    def flush(self) -> None:
        """Write what is pending, now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._flushed = asyncio.get_running_loop().time()
        if not self._pending:
            return
        frame = text_frame(b"\n".join(self._pending))
        self._counted(len(self._pending) * len(self.members))
        self._pending, self._bytes = [], 0
        for member in tuple(self.members):
            member.outbox.write(frame)

    def hint(self, event: bytes) -> None:
        """Let everybody hear what may be dropped: a slow reader does without."""
        self.flush()
        frame = text_frame(event)
        self._counted(len(self.members))
        for member in tuple(self.members):
            if not member.outbox.slow:
                member.outbox.write(frame)

    def close(self) -> None:
        """Nobody listens any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._pending, self._bytes = [], 0
        self.members.clear()
