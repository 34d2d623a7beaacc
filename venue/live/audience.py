"""Fan-out: one prepared frame for everybody who listens to a room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from venue.live.connection import Connection
from venue.live.websocket import EXPRESS_CHANGES, Outbox, text_frame

TICK: Final = 0.01
"""Seconds: in a busy room, what arrives within a tick goes out as one frame; in a quiet one at once.

A tick begins when the last frame has been written to everybody: however many listen, a room leaves the node time for
the others, and the more it costs to write to it, the more goes together.
"""
FRAME_BYTES: Final = 128 * 1024
"""A joined frame is sent before it grows beyond this."""


_Lane = tuple[Callable[[bytes], int], Outbox]
"""Where a frame goes, and who keeps what is not taken there."""


def _lane(member: Connection) -> _Lane:
    return member.outbox.express, member.outbox


class Audience:
    """The local connections that hear a room, in the order everybody hears it.

    Logged and unlogged events share one queue, so none overtakes another. The queue is bounded by time: a tick.
    """

    def __init__(self, counted: Callable[[int, int, int], None]) -> None:
        self.members: dict[Connection, None] = {}
        self._counted = counted
        self._pending: list[bytes] = []
        self._bytes = 0
        self._newcomers: dict[Connection, int] = {}
        """Who came while something was pending, and how much: that was said before they came."""
        self._timer: asyncio.TimerHandle | None = None
        self._flushed = 0.0
        self._lanes: list[_Lane] = []
        self._lanes_of = -1
        """The `EXPRESS_CHANGES` for which the lanes hold."""

    def join(self, member: Connection) -> None:
        """From now on this connection hears the room."""
        self.members[member] = None
        if self._pending:
            self._newcomers[member] = len(self._pending)
        self._forget_lanes()

    def leave(self, member: Connection) -> None:
        """It hears the room no longer."""
        self.members.pop(member, None)
        self._newcomers.pop(member, None)
        self._forget_lanes()

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
        if self._pending:
            self._write_pending()
        self._flushed = asyncio.get_running_loop().time()

    def _write_pending(self) -> None:
        pending, newcomers = self._pending, self._newcomers
        self._pending, self._bytes, self._newcomers = [], 0, {}
        for since in set(newcomers.values()):
            self._write([_lane(each) for each, at in newcomers.items() if at == since], pending[since:])
        if self._lanes_of != EXPRESS_CHANGES.value:
            # A list of its own, because looking at every member costs as much again as a tenth of the writing.
            self._lanes = [_lane(member) for member in self.members if member not in newcomers]
            self._lanes_of = -1 if newcomers else EXPRESS_CHANGES.value
        self._write(self._lanes, pending)

    def _write(self, lanes: list[_Lane], events: list[bytes]) -> None:
        if not events:
            return
        frame = text_frame(b"\n".join(events))
        size = len(frame)
        self._counted(len(events) * len(lanes), len(lanes), size * len(lanes))
        for send, outbox in lanes:
            try:
                sent = send(frame)
            except OSError:  # the socket is full, or broken
                sent = 0
            if sent != size:
                outbox.leave(frame, sent)

    def hint(self, event: bytes) -> None:
        """Let everybody hear what may be dropped: a slow reader does without."""
        self.flush()
        frame = text_frame(event)
        self._counted(len(self.members), len(self.members), len(frame) * len(self.members))
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
        self._newcomers.clear()
        self._forget_lanes()

    def _forget_lanes(self) -> None:
        """They are made anew when something is said; until then they would hold connections that are gone."""
        self._lanes, self._lanes_of = [], -1
