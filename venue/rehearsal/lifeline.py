"""A person's one living connection: opened again and again, never two at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from venue.protocol.venue import VenueClosing
from venue.rehearsal.connection import Connection, NotConnected, connect
from venue.rehearsal.stage import Stage

TRIES: Final = 8
"""How often somebody knocks or connects before giving up."""


class Failed(Exception):
    """A person could not do what the score asked; the message says what."""


class Lifeline:
    """`on_line(line, now)` hears what is said on the living connection, `on_cut(code)` that the venue ended it."""

    def __init__(
        self, stage: Stage, person: int, on_line: Callable[[bytes, int], None], on_cut: Callable[[int], None]
    ) -> None:
        self._stage = stage
        self._person = person
        self._on_line, self._on_cut = on_line, on_cut
        self._connection: Connection | None = None
        self._number = 0
        """The how-manieth connection counts; what older ones still say is not heard."""
        self._connecting = False
        self._welcome: asyncio.Future[None] | None = None
        self.closing: VenueClosing | None = None
        """What the venue said before it closed the last connection."""
        self.closed = 0
        """The code with which the venue closed the last connection; 0: it did not."""

    @property
    def is_up(self) -> bool:
        """Whether there is a connection, as far as one can tell."""
        return self._connection is not None

    def send(self, frame: bytes) -> bool:
        """Write a frame; False where there is no connection to write to."""
        if self._connection is None or not self._connection.is_open:
            return False
        self._connection.send(frame)
        return True

    def welcomed(self) -> None:
        """The venue said welcome."""
        if self._welcome is not None and not self._welcome.done():
            self._welcome.set_result(None)

    def hang_up(self) -> None:
        """Ends the connection from this side, without goodbye."""
        if self._connection is not None:
            self._connection.abort()
            self._connection = None

    async def connect(self, bearer: str) -> None:
        """A websocket and its welcome; tries again as browsers do. Raises `Failed`."""
        for attempt in range(TRIES):
            began = time.monotonic_ns()
            self._connecting = True
            try:
                await self._open(bearer)
            except (NotConnected, TimeoutError) as fault:
                self.hang_up()
                if attempt == TRIES - 1:
                    raise Failed(f"person {self._person} got no connection: {fault}") from fault
                self._stage.counters["connected_again"] += 1
                await asyncio.sleep(self.wait(attempt))
            else:
                self._stage.findings.looked("connections")
                self._stage.measure("welcome", began, time.monotonic_ns())
                return
            finally:
                self._connecting = False

    def wait(self, attempt: int) -> float:
        """Seconds until the next try: what the venue said, else full jitter."""
        told = self.closing.wait / 1000 if self.closing is not None else 0.0
        return told or self.jitter(attempt)

    def jitter(self, attempt: int) -> float:
        """Seconds to wait where nobody said how long: more with each attempt, and never the same as others."""
        return self._stage.random.uniform(0.05, min(5.0, 0.4 * 2**attempt))

    async def _open(self, bearer: str) -> None:
        self.hang_up()
        self.closing = None
        self._number += 1
        welcome = self._welcome = asyncio.get_running_loop().create_future()
        heard, ended = partial(self._heard, self._number), partial(self._ended, self._number)
        self._connection = await connect(self._stage.websocket, bearer, heard, ended)
        async with asyncio.timeout(self._stage.patience):
            await welcome
        if not self._connection.is_open:
            raise NotConnected("closed right after the welcome")

    def _heard(self, number: int, line: bytes, now: int) -> None:
        if number == self._number:
            self._on_line(line, now)

    def _ended(self, number: int, code: int) -> None:
        if number != self._number:
            return
        self._connection, self.closed = None, code
        self._stage.counters[f"closed_{code}"] += 1
        if not self._connecting:
            self._on_cut(code)
        elif self._welcome is not None and not self._welcome.done():
            # Turned away before being let in; whoever is connecting tries again.
            self._welcome.set_exception(NotConnected(f"closed with {code} instead of a welcome"))
