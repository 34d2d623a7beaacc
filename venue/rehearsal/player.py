"""One person of the rehearsal and their deeds: arrives, walks, talks, claps, loses the connection, goes home."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from venue.model.ids import RoomId
from venue.protocol.chat import ChatSend
from venue.protocol.codes import Close
from venue.protocol.reactions import ReactionSend
from venue.protocol.venue import VenueLeave
from venue.protocol.wire import Command
from venue.rehearsal import stamps
from venue.rehearsal.asking import Refused
from venue.rehearsal.door import DoorShut
from venue.rehearsal.guest import Guest, Since
from venue.rehearsal.lifeline import TRIES, Failed
from venue.rehearsal.orders import Cast, Standing, Wish
from venue.rehearsal.stage import Stage
from venue.rehearsal.stamps import Stamp


class Player(Guest):
    """Deeds may raise `Failed`."""

    _said = 0

    def __init__(self, cast: Cast, stage: Stage, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        super().__init__(cast, stage, spawn)
        self.wishes: list[Wish] = []
        """Waiting lists that were joined."""

    def mark(self) -> None:
        """From now on is noted what happens."""
        self.since = Since(before=self.here)

    @property
    def standing(self) -> Standing:
        """Now, and since the mark."""
        since = self.since
        is_in = self.is_in and not self.gone
        return Standing(self.cast.number, self.here, is_in, since.before, since.arrived, since.lost, since.walked)

    async def arrive(self) -> None:
        """Through the door, onto a websocket, into the room."""
        began = time.monotonic_ns()
        self.bearer = await self._knock()
        self.stage.measure("door", began, time.monotonic_ns())
        if await self._come_in():
            self.stage.measure("enter", began, time.monotonic_ns())

    async def walk(self, wishes: tuple[str, ...]) -> None:
        """To the first room that takes me; where none does, I stay."""
        for room in wishes:
            sent = time.monotonic_ns()
            try:
                await self._enter(room)
            except Refused as no:
                if no.code != "room_full":
                    raise Failed(f"person {self.cast.number} may not walk to {room}: {no.code}") from no
                self.stage.counters["room_full"] += 1
                continue
            self.stage.changed = time.monotonic_ns()
            self.since.walked = room
            self.stage.measure("change", sent, self.stage.changed)
            return

    def say(self, words: str, *, timed: bool = True) -> None:
        """Something in my room. What waits for a connection is not timed."""
        self._said += 1
        at = time.monotonic_ns() if timed and self.is_in else 0
        stamp = Stamp(self.stage.run, self.cast.number, self._said, at)
        self.stage.counters["said"] += 1
        text = stamps.write(words, stamp)
        self.asking.give(ChatSend(ref=self.asking.ref(), room=RoomId(self.here), text=text))

    def clap(self, times: int) -> None:
        """Only who is there claps: applause does not wait for a connection."""
        if self.is_in:
            room = RoomId(self.here)
            self.asking.give(ReactionSend(ref=self.asking.ref(), room=room, kind="applause", times=times))

    async def drop(self, away: float, words: str = "") -> None:
        """The line breaks, and is back after `away` seconds."""
        if words:
            self.say(words, timed=False)
        self.cut()
        await asyncio.sleep(away)
        await self.come_back()

    def cut(self) -> None:
        """The line breaks."""
        self.since.lost = True
        self.ear.cut(time.monotonic_ns())
        if self.line.is_up:
            self.stage.counters["cut"] += 1
            self.line.hang_up()
            self.asking.disconnected()

    async def leave(self) -> None:
        """Home."""
        if not self.line.is_up:
            return
        self.gone = True
        try:
            await self.ask(VenueLeave(ref=self.asking.ref()))
        except Failed:
            # All tabs of who leaves are closed, and that may overtake the receipt: it says the same.
            if self.line.closed != Close.LEFT:
                raise
        finally:
            now = time.monotonic_ns()
            self.ear.leave_room(now)
            self.stage.changed = now

    async def ask(self, command: Command) -> bytes:
        """Any command; the receipt's content. Raises `Refused` or `Failed`."""
        if not self.line.is_up and self.gone:
            raise Failed(f"person {self.cast.number} is not in the venue any more")
        return await self._answer(self.asking.give(command))

    async def erase(self) -> None:
        """Leave no trace; for that one needs a pass, and gets it at the door."""
        self.gone = True
        if not self.bearer:
            self.bearer = await self._knock()
        self.ear.leave_room(time.monotonic_ns())
        self.line.hang_up()
        self.asking.disconnected()
        self.asking.abandon()
        for attempt in range(TRIES):
            try:
                await self.stage.door.erase(self.bearer)
            except DoorShut as shut:
                if shut.code == "pass_ended":
                    return
                # Where a venue has gone away, one person's patience is enough for all.
                if not shut.retry or attempt == TRIES - 1 or self.stage.unreachable:
                    self.stage.unreachable = shut.code == "unreachable"
                    raise Failed(f"person {self.cast.number} could not be erased: {shut}") from shut
                await asyncio.sleep(self.line.jitter(attempt))
            else:
                return

    async def _knock(self) -> str:
        attempt = 0
        while True:
            try:
                return (await self.stage.door.enter(self.cast.ticket)).pass_
            except DoorShut as shut:
                if not shut.retry or attempt == TRIES - 1:
                    raise Failed(f"person {self.cast.number} was not let in: {shut}") from shut
            self.stage.counters["knocked_again"] += 1
            await asyncio.sleep(self.line.jitter(attempt))
            attempt += 1
