"""The versions of an event file, in Redis. Every function raises `StoreUnavailable`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from venue.model.effects import vacated
from venue.model.event import Event
from venue.model.ids import EventSlug, ParticipantId, SessionId
from venue.model.places import Bookable
from venue.store.client import Store
from venue.store.house import JOURNAL_KEEP
from venue.store.keys import Keys
from venue.store.replies import pairs
from venue.store.rooms import Command, ScriptRefused

KEPT: Final = 20
"""Versions; the oldest go first."""
REMEMBERED: Final = 1000
"""Texts that counted once, by their digests: much longer than the versions themselves."""

_AT_ONCE: Final = 1000
"""Keys looked at by one step of a search."""

Source = Literal["start", "command", "browser"]
"""How a version came: with a node that was started with it, by the command line, by somebody in the venue."""


class Version(Struct, frozen=True):
    """What is said of a version."""

    number: int
    at: int
    """Real time, ms."""
    by: ParticipantId
    """Empty where it did not come from somebody in the venue."""
    source: Source
    digest: str
    size: int
    """Bytes of the text."""
    back: int = 0
    """The version whose text this is anew; 0: it is new."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version with its text."""

    version: Version
    text: str


class Changed(Exception):
    """Another publication came first; `number` counts by now: where one knew that one, the run of show did."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_version: Final = msgspec.json.Decoder(Version)


def digest(text: str) -> str:
    """By which the same text is known again, however its lines end and with a mark at its beginning or not."""
    return hashlib.sha256(text.removeprefix("\ufeff").replace("\r\n", "\n").encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to count: the text, as which event, in place of which."""

    text: str
    event: Event
    old: Event
    expected: int
    """The version that counts as far as one knows."""
    sessions: Mapping[SessionId, Bookable]
    source: Source
    back: int = 0
    show: int = 0
    """Number of the run of show by which the times of `sessions` were made."""


async def published_events(store: Store) -> tuple[EventSlug, ...]:
    """The events that were ever opened here, in order of their slugs: of a store that holds much it takes a moment."""
    found: set[EventSlug] = set()
    cursor: Any = 0
    while True:
        cursor, keys = await store.ask("SCAN", cursor, "MATCH", "v:{*}:versions", "COUNT", _AT_ONCE)
        found |= {EventSlug(key.decode().split("{", 1)[1].split("}", 1)[0]) for key in keys}
        if int(cursor) == 0:
            return tuple(sorted(found))


class VersionStore:
    """The versions of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)

    async def current(self) -> Kept | None:
        """The version that counts; None before the venue was opened for the first time."""
        number = await self._store.ask("HGET", self._keys["meta"], "version")
        return await self.kept(int(number)) if number else None

    async def kept(self, number: int) -> Kept | None:
        """That version; None where it is not kept (any more)."""
        head = await self._store.ask("HGET", self._keys["versions"], number)
        text = await self._store.ask("HGET", self._keys["texts"], number)
        return Kept(_version.decode(head), text.decode()) if head and text is not None else None

    async def listed(self) -> list[Version]:
        """All that are kept, the newest first."""
        said = await self._store.ask("HGETALL", self._keys["versions"])
        return sorted((_version.decode(head) for _, head in pairs(said)), key=lambda one: -one.number)

    async def publish(
        self, what: Publication, *, command: Command | None = None, journal: bytes = b""
    ) -> tuple[int, int]:
        """From now on it counts. The version's number, and the offset of the house log that everything is known by.

        Raises `Changed`, `ScriptRefused` (`conflict`).
        """
        said_of = Version(0, 0, command.who if command else ParticipantId(""), what.source, digest(what.text),
                          len(what.text.encode()), what.back)  # fmt: skip
        gone = vacated(what.old, what.event)
        args: list[str | int] = [what.show, said_of.digest, REMEMBERED, len(what.event.rooms), len(gone)]
        for room in what.event.rooms:
            args += [room.id, "" if room.capacity is None else room.capacity, what.event.successors[room.id]]
        for vanished in gone:
            args += [vanished, what.old.successors[vanished]]
        for session, about in what.sessions.items():
            args += [session, about.line]
        said = await self._store.call(
            "publish", self._keys.prefix, command.key if command else "", what.expected, _tail(said_of), what.text,
            what.event.foyer.id, journal, JOURNAL_KEEP, KEPT, *args,
        )  # fmt: skip
        match said[0]:
            case b"done":
                return int(said[1]), int(said[2])
            case b"again":
                return int(said[1]), 0
            case b"changed":
                raise Changed(int(said[1]))
        raise ScriptRefused(said[0].decode())

    async def knows(self, text: str) -> bool:
        """Whether this text ever counted."""
        return await self._store.ask("ZSCORE", self._keys["digests"], digest(text)) is not None

    async def digests(self) -> frozenset[str]:
        """Of all texts that ever counted."""
        return frozenset(one.decode() for one in await self._store.ask("ZRANGE", self._keys["digests"], 0, -1))

    async def keep(self, kept: Kept, digests: Collection[str] = ()) -> bool:
        """Put back what a store that lost history does not know; True: the version was put back.

        `digests`: of other texts that counted.
        """
        known = sorted({kept.version.digest, *digests})
        head = msgspec.json.encode(kept.version)
        return bool(
            await self._store.call(
                "keep_version", self._keys.prefix, kept.version.number, head, kept.text, REMEMBERED, *known
            )
        )


def _tail(version: Version) -> bytes:
    """Without its beginning, number and time: those the script gives."""
    return b'"by":' + msgspec.json.encode(version).split(b',"by":', 1)[1]
