"""The run of show in Redis. Every function raises `StoreUnavailable`."""

from __future__ import annotations

import msgspec

from venue.model.ids import EventSlug
from venue.model.show import ShowState
from venue.store.client import Store
from venue.store.house import JOURNAL_KEEP
from venue.store.keys import Keys
from venue.store.rooms import Command, ScriptRefused


class ShowStore:
    """The run of show of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)

    async def decide(
        self, command: Command, seen: ShowState, new: ShowState, receipt: bytes, journal: bytes
    ) -> int | bytes:
        """`new` follows `seen`. The offset of the house log that says so, or the receipt of the first time.

        Raises `ScriptRefused`: `changed` (the store's state is another one by now), `conflict`.
        """
        said = await self._store.call(
            "run", self._keys.prefix, command.key, command.verb, command.who, seen.number, new.number,
            msgspec.json.encode(new), receipt, journal, JOURNAL_KEEP,
        )  # fmt: skip
        match said[0]:
            case b"done":
                return int(said[1])
            case b"again":
                return bytes(said[1])
        raise ScriptRefused(said[0].decode())

    async def said_before(self, command: Command) -> bytes | None:
        """The receipt of this command; None: it was not done. Raises `ScriptRefused` (`conflict`)."""
        said = await self._store.ask("GET", f"{self._keys.prefix}ref:{command.key}")
        if said is None:
            return None
        verb, _, receipt = said.partition(b" ")
        if verb.decode() != command.verb:
            raise ScriptRefused("conflict")
        return bytes(receipt)
