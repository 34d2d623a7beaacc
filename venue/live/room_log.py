"""A node's copy of a log's end: the order in which everything is passed on, without gaps.

What was published may get lost (a subscription reconnects, a queue overflows); the log itself cannot. So publications
are taken only when they continue the copy, and anything else is read from the store.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from venue.live.bus import Published
from venue.model.ids import RoomId
from venue.protocol.codec import splice
from venue.store.logs import LogStore, Stored

RING: Final = 256
"""Entries kept in memory: everything a short absence can have missed."""
PAGE: Final = 50
"""Entries of a snapshot."""
PAGE_BYTES: Final = 48 * 1024
"""Of the entries that are sent at once: a page of very long messages must not make its reader a slow one."""
RESUME_BYTES: Final = 128 * 1024
"""Of the entries with which somebody catches up: more is a fresh start, with older pages on demand."""
VOID: Final = b'{"on":"log.voided"}'


class RoomLog:
    """One log. `deliver` is called with (offset, stored body) for each new entry, in order, once."""

    def __init__(self, name: RoomId, logs: LogStore, deliver: Callable[[int, bytes], None]) -> None:
        self.name = name
        self.end = 0
        self.loaded = False
        self._logs = logs
        self._deliver = deliver
        self._ring: deque[bytes] = deque(maxlen=RING)
        """Stored bodies up to and including `end`."""
        self._reading = False
        self._known = 0
        """The highest offset heard of."""

    @property
    def first(self) -> int:
        """The oldest offset in memory; `end` + 1 when there is none."""
        return self.end - len(self._ring) + 1

    def hear(self, grown: Published) -> bool:
        """A publication that continues the copy is delivered. False: something is missing, `catch_up` must read it."""
        self._known = max(self._known, grown.offset)
        if not self.loaded or grown.offset <= self.end or self._reading:
            return True
        if grown.offset > self.end + 1:
            return False
        self._accept(grown.offset, grown.body)
        self._rewrite(grown.target, grown.rewritten)
        self._rewrite(grown.voided, VOID)
        return True

    def _rewrite(self, offset: int, body: bytes) -> None:
        if offset >= self.first:
            self._ring[offset - self.first] = body

    def _accept(self, offset: int, body: bytes) -> None:
        self._ring.append(body)
        self.end = offset
        self._deliver(offset, body)

    async def catch_up(self, known_end: int = 0) -> bool:
        """Read what is missing from the store and deliver it. False: too much is missing, or it was rewound."""
        self._known = max(self._known, known_end)
        if self._reading or not self.loaded:
            return True
        self._reading = True
        try:
            return await self._read_on()
        finally:
            self._reading = False

    async def _read_on(self) -> bool:
        while self._known > self.end:
            entries = await self._logs.read(self.name, self._known - RING + 1, self._known)
            if not entries:
                return False
            missed = [entry for entry in entries if entry.offset > self.end]
            complete = bool(missed) and missed[0].offset == self.end + 1 and _contiguous(missed)
            if not complete:
                return False
            # Entries before the gap may have been rewritten meanwhile: the whole ring is taken from the store.
            end = self.end
            self._fill(entries, upto=end)
            for entry in missed:
                self._accept(entry.offset, entry.body)
        return True

    def pause(self) -> None:
        """Take nothing until the next `load`; what is heard meanwhile is noted, so that `catch_up` reads it."""
        self.loaded = False
        self._known = 0

    async def load(self, end: int) -> None:
        """Become the end of the log as it stands in the store, delivering nothing."""
        entries = await self._logs.read(self.name, end - RING + 1, end)
        self.end = end
        self._fill(entries, upto=end)
        self._known = max(self._known, end)
        self.loaded = True

    def _fill(self, entries: list[Stored], upto: int) -> None:
        """The ring from stored entries up to an offset; only an unbroken run up to it counts."""
        self._ring.clear()
        run: list[bytes] = []
        expected = upto
        for entry in reversed([entry for entry in entries if entry.offset <= upto]):
            if entry.offset != expected:
                break
            run.append(entry.body)
            expected -= 1
        self._ring.extend(reversed(run))

    def since(self, offset: int) -> list[bytes] | None:
        """Everything after `offset` as it goes over the wire; None where memory does not reach back so far."""
        if offset > self.end or offset + 1 < self.first:
            return None
        bodies = list(self._ring)[offset + 1 - self.first :]
        return [splice(self.name, offset + 1 + at, body) for at, body in enumerate(bodies)]

    def tail(self) -> list[bytes]:
        """The last entries as they go over the wire, oldest first: a page, or as much of it as is sent at once."""
        bodies = list(self._ring)[-PAGE:]
        return self.since(self.end - fitting(bodies)) or []


def fitting(bodies: Sequence[bytes], most: int = PAGE_BYTES) -> int:
    """How many of the last of these come to at most so many bytes; at least one."""
    size = 0
    for count, body in enumerate(reversed(bodies)):
        size += len(body)
        if size > most and count:
            return count
    return len(bodies)


def _contiguous(entries: list[Stored]) -> bool:
    return entries[-1].offset - entries[0].offset + 1 == len(entries)
