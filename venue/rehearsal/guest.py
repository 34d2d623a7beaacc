"""A person as the venue knows them: a pass, at most one connection, what is heard on it, what is answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

import msgspec

from venue.model.ids import RoomId
from venue.protocol.chat import ChatSend
from venue.protocol.codes import Close
from venue.protocol.reactions import ReactionSend
from venue.protocol.room import RoomEnter
from venue.protocol.venue import VenueClosing, VenueResume, VenueResynced, VenueWelcome, YouMoved
from venue.protocol.wire import Position, Posted
from venue.rehearsal import stamps
from venue.rehearsal.asking import Asked, Asking, Unanswered
from venue.rehearsal.ear import Ear
from venue.rehearsal.heard import Answer, Line, read
from venue.rehearsal.lifeline import TRIES, Failed, Lifeline
from venue.rehearsal.logs import Receipted
from venue.rehearsal.orders import Cast, MovedAway
from venue.rehearsal.stage import Stage

ANSWERED_WITHIN: Final = 6
"""Patiences within which a command must be answered, lost connections and repetitions included."""

NOWHERE: Final = Position("", 0)
"""No position in any log: everything is told."""

TAKES_ALONG: Final = frozenset({"programme", "released"})
"""Causes of moves when rooms change: a node that had to read the house anew knows no longer which it was."""

NO_WAY_BACK: Final = 4500
"""Close codes from here on say: do not come back."""


class Since(msgspec.Struct):
    """What happened to a person since a moment that the conductor chose: the last one before a change of rooms."""

    before: str = ""
    """The room they were in."""
    told: str = ""
    """The room that the programme took them to, as they heard; empty where they were moved elsewhere afterwards."""
    arrived: int = 0
    """When they first had that room open (ns); 0: not."""
    lost: bool = False
    """Whether their connection ended, whoever ended it."""
    walked: str = ""
    """Where they walked themselves."""


class Guest:
    """Behaves as a browser does without anybody at its keys. `spawn` runs what must happen meanwhile."""

    def __init__(self, cast: Cast, stage: Stage, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self.cast = cast
        self.stage = stage
        self._spawn = spawn
        self.ear = Ear(stage, cast.number, self._missed)
        self.asking = Asking(stage, self._send)
        self.bearer = ""
        self.line = Lifeline(stage, cast.number, self._on_line, self._on_cut)
        self._coming = asyncio.Lock()
        """Held by whoever brings this person in (back)."""
        self._moved_at = 0
        """When the order was given that moved me and whose room I have not opened yet (ns); 0: none."""
        self.gone = False
        """Left, erased or thrown out: does not come back."""
        self.since = Since()

    @property
    def here(self) -> str:
        return self.ear.view.here

    @property
    def is_in(self) -> bool:
        """Connected, with the room open."""
        return self.line.is_up and self.asking.is_ready and self.ear.stay is not None

    @property
    def is_busy(self) -> bool:
        """Waiting for an answer, or for a connection."""
        return bool(self.asking.pending) or (not self.gone and self.bearer != "" and not self.is_in)

    async def come_back(self) -> None:
        """A new connection with the same pass, resumed where the old one broke off."""
        began = time.monotonic_ns()
        if await self._come_in():
            self.stage.measure("reconnect", began, time.monotonic_ns())

    async def _come_in(self) -> bool:
        """Onto a websocket and into the room; False where that was not needed, or is not wanted any more."""
        async with self._coming:
            for attempt in range(TRIES):
                if self.gone or self.is_in:
                    return False
                await self.line.connect(self.bearer)
                try:
                    await self._answer(self._open_room())
                except Failed:
                    if self.line.is_up or attempt == TRIES - 1:
                        raise
                    # The venue ended that connection, too, before it answered.
                    await asyncio.sleep(self.line.wait(attempt))
                    continue
                self.stage.changed = time.monotonic_ns()
                self.asking.ready()
                return True
        return False

    def _open_room(self) -> Asked:
        """The first command on a connection: continue in the room where one was, or enter the one where one is."""
        stay = self.ear.stay
        if stay is None:
            self.ear.opening = self.here
            return self.asking.give(RoomEnter(ref=self.asking.ref(), room=RoomId(self.here)), first=True)
        position = Position(stay.epoch, stay.known)
        return self.asking.give(
            VenueResume(ref=self.asking.ref(), room=RoomId(stay.room), position=position), first=True
        )

    async def _enter(self, room: str) -> None:
        self.ear.opening = room
        try:
            await self._answer(self.asking.give(RoomEnter(ref=self.asking.ref(), room=RoomId(room))))
        finally:
            self.ear.opening = ""

    def _send(self, frame: bytes) -> bool:
        return self.line.send(frame)

    async def _answer(self, asked: Asked) -> bytes:
        try:
            async with asyncio.timeout(ANSWERED_WITHIN * self.stage.patience):
                return await asked.answer
        except (Unanswered, TimeoutError) as silence:
            name = type(asked.command).__name__
            raise Failed(f"person {self.cast.number}: {name} was never answered") from silence

    def _missed(self, position: Position) -> None:
        """Something is missing on a living connection: a browser asks for it, and so do I."""
        if self.ear.stay is not None:
            room = RoomId(self.ear.stay.room)
            self.asking.give(VenueResume(ref=self.asking.ref(), room=room, position=position))

    def _on_line(self, raw: bytes, now: int) -> None:
        try:
            self._hear(read(raw), now)
        except msgspec.DecodeError as fault:
            self.stage.findings.broke("receipts", f"person {self.cast.number} cannot read what is said: {fault}")

    def _hear(self, line: Line, now: int) -> None:
        match line:
            case Answer():
                self._answered(line, now)
            case VenueWelcome():
                self.ear.view.welcomed(line, now)
                self.stage.welcomed(line)
                self.line.welcomed()
            case YouMoved():
                self._moved(line, now)
            case VenueResynced():
                self.stage.counters["resynced"] += 1
                self.ear.resynced(line.room, now)
                self._open_again(line.room)
            case VenueClosing():
                self.line.closing = line
            case _:
                self.ear.hear(line, now)

    def _answered(self, answer: Answer, now: int) -> None:
        asked = self.asking.heard(answer, now)
        if asked is None:
            return
        receipt = bytes(answer.ok)
        match asked.command:
            case RoomEnter():
                self._opened(receipt, None, now)
            case VenueResume(position=position):
                self._opened(receipt, position, now)
            case ChatSend(room=room):
                self._posted(asked, room, receipt, now)
            case ReactionSend(room=room, times=times):
                self.stage.claps[room] += times
            case _:
                pass
        if not asked.answer.done():
            asked.answer.set_result(receipt)

    def _opened(self, receipt: bytes, position: Position | None, now: int) -> None:
        self.ear.open(receipt, position, now)
        if self.since.told == self.here and not self.since.arrived:
            self.since.arrived = now
        if self._moved_at:
            self.stage.measure("arrived", self._moved_at, now)
            self.stage.changed = now
            self._moved_at = 0

    def _posted(self, asked: Asked, room: str, receipt: bytes, now: int) -> None:
        posted = msgspec.json.decode(receipt, type=Posted)
        command = f"{self.cast.id}/{asked.command.ref}"
        epoch = self.ear.epochs.get(room, "")
        self.stage.receipts.append(Receipted(room, epoch, posted.offset, now, command))
        if asked.measured:
            self.stage.measure("chat_receipt", asked.sent, now)

    def _moved(self, event: YouMoved, now: int) -> None:
        self.ear.leave_room(now)
        self.ear.view.here = event.room
        self.since.told, self.since.arrived = event.room if event.cause in TAKES_ALONG else "", 0
        if event.cause != "self" or not self._walks_to(event.room):
            self.stage.moved.append(MovedAway(self.cast.number, event.room, event.order, event.cause))
        stamp = stamps.read(event.reason)
        if stamp is not None and stamp.run == self.stage.run:
            self.stage.measure("told_moved", stamp.at, now)
            self._moved_at = stamp.at
        self._open_again(event.room)

    def _walks_to(self, room: str) -> bool:
        """Whether I am on my way there: a walk whose outcome the venue did not know may be told as news later on."""
        commands = (asked.command for asked in self.asking.pending.values())
        return any(isinstance(command, RoomEnter) and command.room == room for command in commands)

    def _open_again(self, room: RoomId) -> None:
        """What a browser does when it is told that another room, or another log, is its own now."""
        self.ear.opening = room
        # Never by walking there: by now I may be somewhere else again, and would go back.
        self.asking.give(VenueResume(ref=self.asking.ref(), room=room, position=NOWHERE))

    def _on_cut(self, code: int) -> None:
        """The venue ended the connection."""
        self.asking.disconnected()
        if self.gone:
            self.asking.abandon()
            return
        why = self.line.closing.reason if self.line.closing else ""
        kept = code == Close.DRAINED or self.stage.rough
        self.since.lost = True
        self.ear.cut(time.monotonic_ns())
        self.stage.findings.expect("connections", kept, f"person {self.cast.number} was cut off: {code} {why}".strip())
        if code >= NO_WAY_BACK:
            self.gone = True
            self.ear.leave_room(time.monotonic_ns())
            self.asking.abandon()
        else:
            self._spawn(self._cut_off())

    async def _cut_off(self) -> None:
        """Back when the venue said, unless somebody else has brought me back by then."""
        await asyncio.sleep(self.line.wait(0))
        await self.come_back()
