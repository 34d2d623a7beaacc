"""Places in sessions, in Redis: one function per script, typed. Every function raises `StoreUnavailable`."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from venue.model.ids import EventSlug, ParticipantId, SessionId
from venue.model.places import Bookable, Booked, Follow
from venue.store.client import Store
from venue.store.house import PAUSE_MS
from venue.store.keys import Keys
from venue.store.rooms import Command, ScriptRefused

MOST_IMPORTED: Final = 5_000
"""Places that are given in one step."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a person stands in a session."""

    state: Literal["placed", "waiting"]
    ahead: int
    offset: int
    """Of the house log: from there on everybody knows; 0 for a repeated command."""


@dataclass(frozen=True, slots=True)
class Given:
    """One place of a list."""

    who: ParticipantId
    session: SessionId
    staff: bool
    """Takes no place from anybody."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list of places."""

    given: int = 0
    had: int = 0
    """People had these already."""
    faults: tuple[tuple[int, str], ...] = ()
    """What is against it, as row (from 0) and refusal code: then nobody was given anything."""


class PlaceStore:
    """The places of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)

    async def _decided(self, script: str, *args: str | int) -> Any:
        said = await self._store.call(script, self._keys.prefix, *args)
        if said[0] not in (b"done", b"again"):
            raise ScriptRefused(said[0].decode())
        return said

    async def take(self, command: Command, session: SessionId, instead: bool) -> Taken:
        """A place, or one in the waiting list: `no_session`, `session_over`, `session_full`, `not_allowed`,
        `place_in_slot`, `not_found`, `conflict`."""
        return _taken(await self._decided("take_place", command.key, command.who, session, int(instead)))

    async def give_up(self, command: Command, session: SessionId) -> int:
        """Whatever there is: `no_session`, `conflict`. Returns the offset of the house log that says so."""
        return _offset(await self._decided("give_up_place", command.key, command.who, session))

    async def accept(self, command: Command, session: SessionId) -> Taken:
        """The offered place: `no_session`, `offer_gone`, `not_allowed`, `conflict`."""
        return _taken(await self._decided("accept_place", command.key, command.who, session))

    async def follow(self, command: Command, how: Follow) -> int:
        """How to be taken along: `conflict`. Returns the offset of the house log that says so."""
        return _offset(await self._decided("follow", command.key, command.who, how))

    async def stood_for(self, who: ParticipantId) -> tuple[SessionId, ...]:
        """The sessions that began while the person waited for a place, as long as that is kept."""
        sessions = sorted(await self._store.ask("SMEMBERS", self._keys["booked"]))
        kept = (self._store.ask("ZSCORE", self._keys[f"stood:{session.decode()}"], who) for session in sessions)
        numbers = await asyncio.gather(*kept)
        return tuple(
            SessionId(session.decode()) for session, number in zip(sessions, numbers, strict=True) if number is not None
        )

    async def settle(self) -> None:
        """Hand on what has expired, close the lists of what has begun."""
        await self._store.call("settle", self._keys.prefix, PAUSE_MS)

    async def give(self, places: Sequence[Given], sessions: Mapping[SessionId, Bookable], *, dry_run: bool) -> Imported:
        """All these places at once, or none of them. `sessions`: as far as the store does not know them yet."""
        args: list[str | int] = [int(dry_run), len(sessions)]
        for session, about in sessions.items():
            args += [session, about.line]
        for place in places:
            args += [place.who, place.session, int(place.staff)]
        said = await self._store.call("import_places", self._keys.prefix, *args)
        if said[0] == b"done":
            return Imported(int(said[1]), int(said[2]))
        return Imported(
            faults=tuple((int(row), code.decode()) for row, code in zip(said[1::2], said[2::2], strict=True))
        )

    async def restore(self, booked: Booked, newer: Collection[ParticipantId] = (), teller: str = "") -> None:
        """Put back what this node knows into a store that has lost history; before `HouseStore.restore`, which makes
        people known again. `newer`: of whom this node has heard more than the store holds. `teller`: as there."""
        args: list[str | int] = [teller, len(newer), *newer, len(booked.follow)]
        for who, how in booked.follow.items():
            args += [who, how]
        for session, booking in booked.sessions.items():
            for who in booking.by_coming():
                args += [who, session, "placed", int(booking.placed[who]), booking.since.get(who, 0)]
            for who, until in booking.offered.items():
                args += [who, session, "offered", until, 0]
            for who, number in booking.waiting.items():
                args += [who, session, "waiting", number, 0]
        await self._store.call("restore_places", self._keys.prefix, *args)


def _taken(said: Any) -> Taken:
    if said[0] == b"again":
        state, ahead = said[1].decode().split()
        return Taken("placed" if state == "placed" else "waiting", int(ahead), 0)
    return Taken("placed" if said[1] == b"placed" else "waiting", int(said[2]), int(said[3]))


def _offset(said: Any) -> int:
    return int(said[1]) if said[0] == b"done" else 0
