"""The run of show in Redis. Every function raises `StoreUnavailable`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from venue.model.ids import EventSlug, SessionId
from venue.model.places import Bookable
from venue.model.show import ShowState
from venue.store.client import Store
from venue.store.house import JOURNAL_KEEP, NO_SESSIONS
from venue.store.keys import Keys
from venue.store.rooms import Command, ScriptRefused


@dataclass(frozen=True, slots=True)
class Running:
    """The running step, as one node sees it."""

    number: int
    """Of the run of show."""
    index: int
    """Which of the steps."""
    step: str
    sessions: tuple[SessionId, ...]
    """Those of its sessions that have places."""


class ShowStore:
    """The run of show of one event."""

    def __init__(self, store: Store, slug: EventSlug) -> None:
        self._store = store
        self._keys = Keys(slug)

    async def decide(
        self,
        command: Command,
        seen: ShowState,
        new: ShowState,
        receipt: bytes,
        journal: bytes,
        sessions: Mapping[SessionId, Bookable] = NO_SESSIONS,
    ) -> int | bytes:
        """`new` follows `seen`. The offset of the house log that says so, or the receipt of the first time.

        `sessions`: those that have places, with their times by `new`.
        Raises `ScriptRefused`: `changed` (the store's state is another one by now), `conflict`.
        """
        said = await self._store.call(
            "run", self._keys.prefix, command.key, command.verb, command.who, seen.number, new.number,
            msgspec.json.encode(new), receipt, journal, JOURNAL_KEEP, *_lines(sessions),
        )  # fmt: skip
        match said[0]:
            case b"done":
                return int(said[1])
            case b"again":
                return bytes(said[1])
        raise ScriptRefused(said[0].decode())

    async def begin(self, version: int, running: Running, sessions: Mapping[SessionId, Bookable]) -> int | None:
        """This step runs now: whoever belongs elsewhere by it is there afterwards. Once per step, whoever asks.

        The offset of the house log that says so; 0: it had begun already; None: the store's run of show (or event) is
        another one than this node's.
        """
        args: list[str | int] = [version, running.number, running.index, running.step, len(running.sessions)]
        for session in running.sessions:
            args += [session, sessions[session].starts, sessions[session].room]
        said = await self._store.call("step", self._keys.prefix, *args, *_lines(sessions))
        if said[0] == b"changed":
            return None
        return int(said[1])

    async def said_before(self, command: Command) -> bytes | None:
        """The receipt of this command; None: it was not done. Raises `ScriptRefused` (`conflict`)."""
        said = await self._store.ask("GET", f"{self._keys.prefix}ref:{command.key}")
        if said is None:
            return None
        verb, _, receipt = said.partition(b" ")
        if verb.decode() != command.verb:
            raise ScriptRefused("conflict")
        return bytes(receipt)


def _lines(sessions: Mapping[SessionId, Bookable]) -> list[str]:
    return [part for session, about in sessions.items() for part in (session, about.line)]
