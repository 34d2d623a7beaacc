"""Commands of one person, from giving them to their answer: sent, sent again with the same ref, answered once."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Final

from venue.protocol import codec
from venue.protocol.venue import VenueResume
from venue.protocol.wire import Command
from venue.rehearsal.heard import Answer
from venue.rehearsal.stage import MS, Stage

PLACE_GONE: Final = frozenset({"offer_gone", "session_full", "session_over"})
"""An offer has ended, or a session has begun, while its place was asked for."""

EXPECTED: Final = frozenset({"room_full", "not_here", "too_many", "store_unavailable", *PLACE_GONE})
"""Refusals that may happen to somebody who does everything right."""

ATTEMPTS: Final = 12
"""How often a command is repeated that was refused with `retry`."""

REMEMBERED: Final = 256
"""Answered refs that a person still knows."""


class Unanswered(Exception):
    """The venue did not answer a command, not even when it was repeated."""


class Refused(Exception):
    """The venue said no; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Asked:
    """A command on its way."""

    __slots__ = ("answer", "attempts", "command", "first", "frame", "measured", "sends", "sent")

    def __init__(self, command: Command, answer: asyncio.Future[bytes], first: bool) -> None:
        self.command = command
        self.first = first
        """Whether it is what brings one back into the room, and so belongs to its connection."""
        self.frame = codec.encode(command)
        self.answer = answer
        """The receipt's content as JSON, or `Refused`, `Unanswered`."""
        self.sent = 0
        """When it was sent on this connection (ns); 0: it waits for one."""
        self.sends = 0
        """How often it was sent on this connection: so many answers may come."""
        self.attempts = 0
        """How often it was refused with `retry`."""
        self.measured = True
        """Whether the time to its receipt says something about the venue: not if it was sent again."""


class Asking:
    """The commands of one person. `send` writes a frame and says whether there is a connection to write to."""

    def __init__(self, stage: Stage, send: Callable[[bytes], bool]) -> None:
        self._stage = stage
        self._send = send
        self._tab = secrets.token_hex(4)
        self._number = 0
        self.pending: dict[str, Asked] = {}
        self._answered: dict[str, int] = {}
        self.is_ready = False
        """Connected, and in the room again: what waited has been sent."""

    def ref(self) -> str:
        """A new one: the random id of this tab, a dash, a number."""
        self._number += 1
        return f"{self._tab}-{self._number}"

    def give(self, command: Command, *, first: bool = False) -> Asked:
        """Send a command now, or as soon as one is back in the room; `first`: it is what brings one back."""
        asked = Asked(command, asyncio.get_running_loop().create_future(), first)
        # Most are never awaited: a refusal is written down where it is heard.
        asked.answer.add_done_callback(_looked_at)
        self.pending[command.ref] = asked
        self._stage.findings.looked("receipts")
        if first or self.is_ready:
            self._out(asked)
        return asked

    def heard(self, answer: Answer, now: int) -> Asked | None:
        """An answer came in. The command, if that settles it well; its `answer` is then set by the caller."""
        asked = self.pending.get(answer.re)
        if asked is None:
            self._unasked(answer)
            return None
        if answer.error is not None and answer.error.retry and asked.attempts < ATTEMPTS:
            self._later(asked, answer.error.code)
            return None
        self._settled(asked)
        if answer.error is not None:
            self._refused(asked, answer.error.code, answer.error.message)
            return None
        if asked.measured:
            self._stage.measure("receipt", asked.sent, now)
        return asked

    def ready(self) -> None:
        """Back in the room: what waited or was not answered is sent (again), in order, with the same refs."""
        self.is_ready = True
        for asked in list(self.pending.values()):
            if not asked.sent:
                self._out(asked)

    def disconnected(self) -> None:
        """What was sent may have been heard or not; what only made sense on the old connection is dropped."""
        self.is_ready = False
        for ref, asked in list(self.pending.items()):
            asked.sends = 0
            asked.measured = asked.measured and not asked.sent
            asked.sent = 0
            if asked.first or isinstance(asked.command, VenueResume):
                del self.pending[ref]
                _give_up(asked)

    def abandon(self) -> None:
        """Nobody waits for an answer any more."""
        for asked in self.pending.values():
            _give_up(asked)
        self.pending.clear()

    def overdue(self, now: int) -> None:
        """What was not answered for too long: found wanting, sent once more, then given up."""
        for asked in list(self.pending.values()):
            if not asked.sent or now - asked.sent < self._stage.patience * 1000 * MS:
                continue
            name = type(asked.command).__name__
            if asked.sends == 1:
                self._stage.findings.broke("receipts", f"{name} {asked.command.ref}: no answer")
                asked.measured = False
                self._out(asked)
            else:
                self._settled(asked)
                _give_up(asked)

    def _out(self, asked: Asked) -> None:
        if self._send(asked.frame):
            asked.sent = time.monotonic_ns()
            asked.sends += 1

    def _later(self, asked: Asked, code: str) -> None:
        self._stage.refusals[code] += 1
        asked.attempts += 1
        asked.measured = False
        asked.sent = asked.sends = 0
        wait = self._stage.random.uniform(0.3, 1.0) * min(4.0, 1.3**asked.attempts)
        asyncio.get_running_loop().call_later(wait, self._again, asked)

    def _again(self, asked: Asked) -> None:
        if asked.command.ref in self.pending and not asked.sent and (asked.first or self.is_ready):
            self._out(asked)

    def _settled(self, asked: Asked) -> None:
        ref = asked.command.ref
        del self.pending[ref]
        self._answered[ref] = asked.sends - 1
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]

    def _refused(self, asked: Asked, code: str, message: str) -> None:
        self._stage.refusals[code] += 1
        if code not in EXPECTED:
            name = type(asked.command).__name__
            self._stage.findings.broke("receipts", f"{name} refused: {code}, {message}")
        if not asked.answer.done():
            asked.answer.set_exception(Refused(code))

    def _unasked(self, answer: Answer) -> None:
        """A second answer (allowed for each time that a command was sent again), or one to nothing that was asked."""
        left = self._answered.get(answer.re)
        if left is None:
            self._stage.findings.broke("receipts", f"an answer to a command that nobody gave: {answer.re!r}")
        elif left > 0:
            self._answered[answer.re] = left - 1
        else:
            self._stage.findings.broke("duplicates", f"the command {answer.re} was answered twice")


def _give_up(asked: Asked) -> None:
    if not asked.answer.done():
        asked.answer.set_exception(Unanswered(type(asked.command).__name__))


def _looked_at(answer: asyncio.Future[bytes]) -> None:
    if not answer.cancelled():
        answer.exception()
