"""The info desk in Redis: one function per command, typed. Every function raises `StoreUnavailable`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from venue.model.help import ASSISTING, OPEN_MOST, Ending, Reason
from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.rooms import Command, ScriptRefused


class Ended(msgspec.Struct, frozen=True):
    """What is kept of a ticket that ended; times are real, in ms."""

    number: int
    room: RoomId
    """Where the person was when they asked."""
    asked: int
    taken: int
    """0: nobody took it."""
    closed: int
    reason: Ending
    by: ParticipantId
    """Who helped; empty: nobody."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A script's answer: its receipt, and where in the house log it is told (0 for a repetition)."""

    receipt: tuple[str, ...]
    offset: int


_ended: Final = msgspec.json.Decoder(Ended)


class HelpStore:
    """The info desk of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self.store = store
        self.keys = Keys(slug)

    async def _call(self, command: Command, number: int, text: str) -> Decided:
        said = await self.store.call(
            "help", self.keys.prefix, command.key, command.verb, command.who, number, text, OPEN_MOST, *ASSISTING
        )
        head = said[0].decode()
        if head not in ("done", "again"):
            raise ScriptRefused(head)
        return Decided(tuple(said[1].decode().split(" ")), int(said[2]) if head == "done" else 0)

    async def ask(self, command: Command, text: str) -> Decided:
        """An open ticket with that text; the receipt is its number and who is ahead: `not_here`, `help_full`."""
        return await self._call(command, 0, text)

    async def withdraw(self, command: Command) -> Decided:
        """The person's ticket, if there is one, is gone."""
        return self._erased(await self._call(command, 0, ""))

    async def take(self, command: Command, number: int) -> Decided:
        """The receipt is the number and who has the ticket now: `not_found`, `not_allowed`, `not_here`."""
        return await self._call(command, number, "")

    async def release(self, command: Command, number: int) -> Decided:
        """The ticket waits again, where it was: `not_found`, `not_allowed`."""
        return await self._call(command, number, "")

    async def close(self, command: Command, number: int, reason: Reason) -> Decided:
        """The ticket is gone, and its text: `not_found`, `not_allowed`, `help_taken` (by somebody else)."""
        return self._erased(await self._call(command, number, reason))

    def _erased(self, decided: Decided) -> Decided:
        self.store.erased = True  # the append-only file still holds the text
        return decided

    async def texts(self, numbers: Collection[int]) -> dict[int, str]:
        """What these tickets ask, as far as they are open."""
        if not numbers:
            return {}
        found = await self.store.ask("HMGET", self.keys["helptexts"], *numbers)
        return {number: text.decode() for number, text in zip(numbers, found, strict=True) if text is not None}

    async def record(self, most: int) -> tuple[Ended, ...]:
        """Tickets that ended last, newest first."""
        kept: list[Any] = await self.store.ask("LRANGE", self.keys["helprecord"], 0, most - 1)
        return tuple(_ended.decode(line) for line in kept)
