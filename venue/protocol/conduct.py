"""Keeping order: silencing, showing out, letting in again, and the journal of it all. Everything here needs `order`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from venue.model.ids import ParticipantId
from venue.protocol.people import Whereabouts
from venue.protocol.wire import Command, Limit, Offset, PersonName, Reason

Action = Literal[
    "silence", "unsilence", "show_out", "let_in", "delete", "move", "announce", "revoke", "run", "cancel_move",
    "undo_move", "publish", "close_room", "open_room",
]  # fmt: skip


class ConductSilence(Command, frozen=True, tag="conduct.silence", kw_only=True):
    """The person may not write or react. -> `Done`. `minutes` 0: until lifted. Operators cannot be silenced."""

    person: PersonName
    minutes: Annotated[int, Meta(ge=0, le=1440)] = 0
    reason: Reason = ""


class ConductUnsilence(Command, frozen=True, tag="conduct.unsilence", kw_only=True):
    """The person may speak again. -> `Done`."""

    person: PersonName
    reason: Reason = ""


class ConductShowOut(Command, frozen=True, tag="conduct.show_out", kw_only=True):
    """The person's passes end, connections included (close code 4501), and the door stays shut. -> `Done`."""

    person: PersonName
    reason: Reason = ""


class ConductLetIn(Command, frozen=True, tag="conduct.let_in", kw_only=True):
    """A person who was shown out may come in again with their ticket. -> `Done`."""

    person: PersonName
    reason: Reason = ""


class ConductList(Command, frozen=True, tag="conduct.list", kw_only=True):
    """Who is silenced or shown out now. -> `ConductListed`."""


class ConductListed(Struct, frozen=True):
    """Sorted by name."""

    people: tuple[Whereabouts, ...]


class ConductJournal(Command, frozen=True, tag="conduct.journal", kw_only=True):
    """The journal, newest first; `before` is the number of the oldest entry known (0: from the end). -> `Journal`."""

    before: Offset = 0
    limit: Limit = 50


class JournalEntry(Struct, frozen=True):
    """One act of keeping order. Texts of messages are never in it."""

    number: int
    at: int
    action: Action
    by: ParticipantId
    by_name: str
    whom: ParticipantId | None
    whom_name: str
    room: str
    count: int
    """How many people a move or an announcement was about."""
    reason: str


class Journal(Struct, frozen=True):
    """Newest first."""

    entries: tuple[JournalEntry, ...]
    older: bool
