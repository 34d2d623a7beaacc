"""Erasing what is kept no longer."""

from __future__ import annotations

import secrets

from venue.model.ids import EventSlug
from venue.model.retention import Kind
from venue.store.client import Store
from venue.store.keys import Keys


class RetentionStore:
    """One event's end. Raises `StoreUnavailable`."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)

    async def erase(self, what: Kind) -> bool:
        """Erase `messages`, `names` (with whereabouts and tickets) or the `journal`. False: there was nothing."""
        had = await self._store.call("erase", self._keys.prefix, what, secrets.token_hex(6))
        if had:
            self._store.erased = True
        return bool(had)
