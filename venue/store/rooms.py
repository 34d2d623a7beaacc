"""What is said and done in rooms: one function per script. Every function raises `StoreUnavailable`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.store.client import Store
from venue.store.house import JOURNAL_KEEP
from venue.store.keys import Keys

FLEETING_MS: Final = 60_000
"""How long a repeated ref is known of a command whose effect is over in a moment."""


class ScriptRefused(Exception):
    """The script decided against it; `code` is a refusal's code (or `changed`: read anew and repeat)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Command:
    """Who gave which command: what a script needs to apply it once."""

    who: ParticipantId
    ref: str
    verb: str

    @property
    def key(self) -> str:
        return f"{self.who}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Conducted:
    """What became of somebody about whom was decided."""

    inside: bool
    """Whether they were ever here, so that there may have been passes."""
    lost: int
    """Places in sessions that went to others."""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where something went in a log, and when (event time, ms)."""

    offset: int
    at: int


class RoomStore:
    """The rooms of one event."""

    def __init__(self, store: Store, slug: EventSlug, keep: int) -> None:
        self.store = store
        self.keys = Keys(slug)
        self.keep = keep
        """Entries kept of a room's log."""

    async def _call(self, script: str, *args: str | bytes | int) -> Any:
        said = await self.store.call(script, self.keys.prefix, *args)
        head = said[0].decode()
        if head not in ("done", "again"):
            raise ScriptRefused(head)
        return said

    async def post(self, command: Command, room: RoomId, body: bytes, at: int) -> Appended:
        """Append to the log of the room the person is in: `not_here`, `silenced`, `conflict`."""
        return _appended(await self._call("post", command.key, command.who, room, body, at, self.keep, command.verb))

    async def amend(
        self,
        command: Command,
        room: RoomId,
        message: int,
        expected: bytes,
        body: bytes,
        event: bytes,
        at: int,
        *,
        here: bool,
        journal: bytes = b"",
    ) -> Appended:
        """Replace a message's body and append the event that says so: `not_here`, `silenced`, `changed`, `conflict`."""
        return _appended(
            await self._call(
                "amend", command.key, command.who, room, message, expected, body, event, at, self.keep,
                command.verb, int(here), journal, JOURNAL_KEEP,
            )
        )  # fmt: skip

    async def done_before(self, command: Command) -> Appended | None:
        """What an amendment with this ref was answered with; None if there was none."""
        said = await self.store.ask("GET", f"{self.keys.prefix}ref:{command.key}")
        if said is None:
            return None
        verb, offset, at = said.split()
        if verb.decode() != command.verb:
            raise ScriptRefused("conflict")
        return Appended(int(offset), int(at))

    async def announce(
        self, command: Command, rooms: Sequence[RoomId], body: bytes, at: int, journal: bytes
    ) -> Appended:
        """Append to the logs of all these rooms at once."""
        return _appended(
            await self._call("announce", command.key, command.who, body, at, self.keep, journal, JOURNAL_KEEP, *rooms)
        )

    async def once(self, command: Command) -> bool:
        """Whether this command of what nobody keeps is new; False for a repetition: `conflict`."""
        return bool((await self._call("once", command.key, command.verb, FLEETING_MS))[0] == b"done")

    async def close(
        self, command: Command, room: RoomId, journal: bytes, *, dry_run: bool
    ) -> tuple[dict[RoomId, int], int]:
        """Close a room, or (by the command's verb) open it: `no_room`, `not_allowed` (the foyer), `conflict`.

        How many people go where by it, and the offset of the house log that says so; 0 for a repeated command.
        """
        said = await self._call(
            "close", command.key, command.verb, command.who, room, int(dry_run), journal, JOURNAL_KEEP
        )
        into = msgspec.json.decode(said[1], type=dict[RoomId, int])
        return into, int(said[2]) if said[0] == b"done" else 0

    async def conduct(
        self,
        command: Command,
        whom: ParticipantId,
        until: int,
        told: bytes,
        journal: bytes,
        *,
        others: Sequence[str] = (),
    ) -> Conducted:
        """Silence, unsilence, show out, let in, or end passes: `not_found`, `conflict`.

        `others`: where tickets were revoked, those of the person that may still open the door.
        """
        said = await self._call(
            "conduct", command.key, command.verb, command.who, whom, until, told, journal, JOURNAL_KEEP, *others
        )
        inside, lost = said[1].split()
        return Conducted(inside == b"1", int(lost))


def _appended(said: Any) -> Appended:
    if said[0] == b"again":
        offset, at = said[1].split()
        return Appended(int(offset), int(at))
    return Appended(int(said[1]), int(said[2]))
