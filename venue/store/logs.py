"""Ordered logs: one per room, one of the house, one of keeping order.

A log is a hash, offset -> entry, and not a Redis stream: a deleted message keeps its offset while its text must be gone
from the store, and a stream's entry can be removed but never replaced. `ends` and `firsts` say what is kept. The
position of a reader is (epoch, offset); the epoch is the event's and changes whenever the store may be older than what
people have seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.replies import pairs


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry of a log."""

    offset: int
    at: int
    author: ParticipantId
    body: bytes
    value: bytes
    """As it stands in Redis: what an amendment expects to find."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a log holds: offsets `first` to `end`; empty where `end` < `first`."""

    first: int
    end: int


class LogStore:
    """Reading the logs of one event. Every function raises `StoreUnavailable`."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self.store = store
        self.keys = Keys(slug)

    async def ends(self) -> tuple[str, dict[RoomId, int]]:
        """The epoch, and every log's last offset."""
        epoch = await self.store.ask("HGET", self.keys["meta"], "epoch")
        ends = await self.store.ask("HGETALL", self.keys["ends"])
        return (epoch or b"").decode(), {RoomId(log.decode()): int(end) for log, end in pairs(ends)}

    async def extent(self, log: RoomId) -> Extent:
        """What the log holds now."""
        first, end = (
            await self.store.ask("HGET", self.keys["firsts"], log),
            await self.store.ask("HGET", self.keys["ends"], log),
        )
        return Extent(int(first or 1), int(end or 0))

    async def read(self, log: RoomId, first: int, last: int) -> list[Stored]:
        """Entries `first` to `last` that are still kept, in order. At most a few hundred at a time, please."""
        offsets = range(max(first, 1), last + 1)
        if not offsets:
            return []
        values = await self.store.ask("HMGET", self.keys.log(log), *offsets)
        return [stored(offset, value) for offset, value in zip(offsets, values, strict=True) if value is not None]

    async def of_author(self, log: RoomId, author: ParticipantId) -> list[Stored]:
        """Everything one person said in a log, by scanning it."""
        found: list[Stored] = []
        cursor = b"0"
        mark = b" " + author.encode() + b" "
        while True:
            cursor, chunk = await self.store.ask("HSCAN", self.keys.log(log), cursor, "COUNT", 500)
            for offset, value in pairs(chunk):
                if mark in value[:120]:
                    entry = stored(int(offset), value)
                    if entry.author == author:
                        found.append(entry)
            if cursor == b"0":
                return sorted(found, key=lambda entry: entry.offset)


def stored(offset: int, value: bytes) -> Stored:
    """`AT AUTHOR BODY` taken apart."""
    at, author, body = value.split(b" ", 2)
    return Stored(offset, int(at), ParticipantId(author.decode()), body, value)
