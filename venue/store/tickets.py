"""Tickets: which were issued here, and which were withdrawn.

A ticket counts by its signature and not by standing here, so that a registration system may issue its own. What is kept
of each is what is needed to list and withdraw it: no name, no organisation, and never the ticket itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

import msgspec

from venue.model.ids import EventSlug, ParticipantId
from venue.model.people import Role
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.replies import pairs
from venue.store.rooms import Command, Conducted, RoomStore

T = TypeVar("T")

_AT_ONCE: Final = 500
"""Tickets in one command: nobody else waits longer than a moment for the store."""

NO_LOG: Final = 1
"""Ending passes appends to no room's log, so how much of one is kept does not matter here."""


class Issued(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of a ticket. Times are real time in seconds since 1970."""

    person: ParticipantId
    roles: tuple[Role, ...]
    issued: int
    expires: int
    rehearsal: bool = False


class TicketStore:
    """The tickets of one event. Every function raises `StoreUnavailable`."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)
        self._rooms = RoomStore(store, slug, NO_LOG)

    async def register(self, tickets: Sequence[tuple[str, Issued]], step: Callable[[int], object] = int) -> None:
        """Remember that these were issued, by ticket id; `step` hears how many more are done."""
        for part in _parts(tickets):
            fields: list[str | bytes] = []
            for ticket, issued in part:
                fields += [ticket, msgspec.json.encode(issued)]
            await self._store.ask("HSET", self._keys["tickets"], *fields)
            step(len(part))

    async def issued(self) -> dict[str, Issued]:
        """All that were issued here and not forgotten, by ticket id."""
        found: dict[str, Issued] = {}
        cursor: Any = b"0"
        while True:
            cursor, chunk = await self._store.ask("HSCAN", self._keys["tickets"], cursor, "COUNT", _AT_ONCE)
            for ticket, body in pairs(chunk):
                found[ticket.decode()] = msgspec.json.decode(body, type=Issued)
            if int(cursor) == 0:
                return found

    async def count(self) -> int:
        """How many were issued here and still open the door; those withdrawn are taken off."""
        issued = int(await self._store.ask("HLEN", self._keys["tickets"]))
        for part in _parts(sorted(await self.revoked())):
            known = await self._store.ask("HMGET", self._keys["tickets"], *part)
            issued -= sum(body is not None for body in known)
        return issued

    async def revoked(self) -> frozenset[str]:
        """The ids of all withdrawn tickets."""
        return frozenset(ticket.decode() for ticket in await self._store.ask("SMEMBERS", self._keys["revoked"]))

    async def is_revoked(self, ticket: str) -> bool:
        """Whether that ticket was withdrawn."""
        return bool(await self._store.call("revoked", self._keys.prefix, ticket))

    async def revoke(
        self,
        tickets: Iterable[str],
        person: ParticipantId,
        by: str,
        reason: str,
        journal: bytes,
        *,
        others: Sequence[str] = (),
    ) -> Conducted:
        """Withdraw a person's tickets and end all their passes, connections included. `journal` is a `JournalEntry`.

        All, since a pass does not say what its ticket allowed: the next ticket does. `others`: tickets of theirs that
        have not expired; with one that is not withdrawn they keep their places. First the door, then the passes: who
        slips through between the two gets a pass that the second step ends. May be repeated.
        """
        ids = list(tickets)
        if ids:
            await self._store.ask("SADD", self._keys["revoked"], *ids)
        told = msgspec.json.encode({"by_name": by, "reason": reason})[1:-1]
        command = Command(ParticipantId("-"), secrets.token_hex(8), "tickets.revoke")
        return await self._rooms.conduct(command, person, 0, told, journal, others=others)

    async def restore(self, revoked: frozenset[str]) -> None:
        """Put back what a node still knows of withdrawn tickets into a store that may have lost it."""
        for part in _parts(sorted(revoked)):
            await self._store.ask("SADD", self._keys["revoked"], *part)


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
