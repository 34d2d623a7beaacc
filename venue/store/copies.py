"""The registry of copies of events in Redis: which there are, until when, and that nothing of them stays.

    v:{~copies}:open        hash    slug of a copy -> when it is removed, real time, ms
    v:{~copies}:copy:SLUG   string  the copy, JSON
    v:{~copies}:closed      hash    slug of a copy whose keys are still there -> closed at, ms

A copy's own keys are those of any event (`venue.store.keys`). They are removed some seconds after it was closed, when
no node writes to them any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from venue.model.copies import MOST_COPIES, Copy
from venue.model.ids import EventSlug
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.replies import pairs

_REGISTRY: Final = "v:{~copies}:"
"""No event's prefix: no slug has a tilde."""
_AT_ONCE: Final = 1000
"""Keys looked at by one step of the search for what is left."""


class Known(msgspec.Struct, frozen=True):
    """What the registry says; times are real, ms since 1970."""

    open: dict[EventSlug, int]
    """Copy -> when it is removed."""
    closed: dict[EventSlug, int]
    """Copy that is not cleared away yet -> when it was closed."""


class CopyStore:
    """Raises `StoreUnavailable`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, copy: Copy) -> bool:
        """Let all nodes serve it from now on. False: there are as many as may be."""
        slug = copy.event.slug
        raw = msgspec.json.encode(copy)
        return bool(await self._store.call("copies", _REGISTRY, "open", slug, copy.until, raw, MOST_COPIES))

    async def close(self, slug: EventSlug) -> None:
        """No node is to serve it any longer."""
        await self._store.call("copies", _REGISTRY, "close", slug)

    async def look(self) -> Known:
        """Which are open and which are closed now. Those whose time is over have been closed."""
        closed, opened = await self._store.call("copies", _REGISTRY, "look", "")
        return Known(_times(opened), _times(closed))

    async def read(self, slug: EventSlug) -> Copy | None:
        """The copy; None where it is closed."""
        raw = await self._store.ask("GET", f"{_REGISTRY}copy:{slug}")
        return None if raw is None else msgspec.json.decode(raw, type=Copy)

    async def served_by(self, slug: EventSlug) -> int:
        """How many living nodes serve an event."""
        now = await self._store.ask("TIME")
        real_ms = int(now[0]) * 1000 + int(now[1]) // 1000
        return int(await self._store.ask("ZCOUNT", Keys(slug)["nodes"], real_ms, "+inf"))

    async def clear_away(self, slug: EventSlug) -> int:
        """Remove everything that is kept of a closed copy. Returns how many keys there were; 0: it is forgotten.

        Who looks again once more makes sure that nothing was written by somebody who was late.
        """
        removed, cursor = 0, b"0"
        while True:
            cursor, keys = await self._store.ask("SCAN", cursor, "MATCH", f"{Keys(slug).prefix}*", "COUNT", _AT_ONCE)
            if keys:
                removed += int(await self._store.ask("UNLINK", *keys))
            if cursor == b"0":
                break
        if removed:
            self._store.erased = True
        else:
            await self._store.call("copies", _REGISTRY, "gone", slug)
        return removed


def _times(reply: Sequence[bytes]) -> dict[EventSlug, int]:
    return {EventSlug(slug.decode()): int(at) for slug, at in pairs(reply)}
