"""An event as the house knows it: what an event file says, checked and complete.

Every value here comes out of `venue.model.event_file.read_event`, so the rest of the house relies on it without looking
again: rooms named by sessions exist, times carry their time zone, every text has the event's default language.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from venue.model.colour import accent_on_dark
from venue.model.ids import EventSlug, RoomId, SessionId

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
"""The languages the house itself speaks; an event speaks one or both."""

Text = dict[str, str]
"""A text in one or more languages: language -> text. The event's default language is always among them."""

Entry = Literal["ticket", "open"]
ENTRIES: tuple[Entry, ...] = ("ticket", "open")

RoomKind = Literal["foyer", "plenum", "workshop", "cafeteria", "table"]
ROOM_KINDS: tuple[RoomKind, ...] = ("foyer", "plenum", "workshop", "cafeteria")
"""What an event file may declare; tables are declared inside a workshop or cafeteria."""


class Legal(msgspec.Struct, frozen=True, kw_only=True):
    """What must be readable before entering. Paragraphs are parted by an empty line, `## ` begins a heading."""

    imprint: Text
    privacy: Text
    accessibility: Text


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How many hours after the event's end something is erased. 0: at the end. `messages_hours <= names_hours`."""

    messages_hours: int
    """What was said in the rooms."""
    names_hours: int
    """Names, organisations and whereabouts."""
    journal_hours: int
    """Who kept order: when, whom, why."""


class ChatRules(msgspec.Struct, frozen=True, kw_only=True):
    """The bounds of the conversation."""

    history: int = 5000
    """Messages kept per room; the oldest go first."""
    max_length: int = 2000
    """Characters (code points) of one message."""
    burst: int = 8
    """Messages that one person may send at once."""
    per_second: float = 1.0
    """Messages per second that one person may send in the long run."""


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A place. A table is a small room inside a cafeteria or workshop, its `parent`."""

    id: RoomId
    """`plenum`; for a table `cafeteria.7`."""
    kind: RoomKind
    title: Text
    description: Text = {}
    """Empty where there is nothing to say."""
    capacity: int | None = None
    """Seats for participants, at least 1 (staff take none); None: no bound. A foyer has none, a table always one."""
    parent: RoomId | None = None
    topic: Text | None = None
    """What a table talks about."""
    number: int | None = None
    """A table's number inside its parent, from 1."""
    successor: RoomId | None = None
    """Where one goes instead when this room is closed or gone; None: from a table to its hall, else to the foyer."""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time in which sessions run side by side: a person takes a place in one. Slots never overlap."""

    id: str
    title: Text
    starts: datetime
    ends: datetime


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the programme, in a room. Sessions of one room never overlap."""

    id: SessionId
    room: RoomId
    slot: str | None = None
    """The slot whose times enclose this session; None: everybody may come, there is nothing to choose."""
    starts: datetime
    ends: datetime
    title: Text
    description: Text = {}


class Event(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A one-day conference. Times carry the offset of its time zone; the end of a stretch is not part of it."""

    slug: EventSlug
    title: Text
    subtitle: Text | None = None
    languages: tuple[Language, ...]
    """At least one; the first is the default."""
    organisers: tuple[Text, ...]
    timezone: str
    """A name of the IANA database: `Europe/Berlin`."""
    accent: str
    """The event's colour, `#rrggbb`: readable on light ground, and white is readable on it (4.5:1, WCAG 2.2, 1.4.3)."""
    starts: datetime
    ends: datetime
    entry: Entry
    expected: int | None = None
    """How many participants the organisers reckon with."""
    legal: Legal
    help: Text
    """What the info desk in the foyer says."""
    retention: Retention
    chat: ChatRules
    rooms: tuple[Room, ...]
    """In the file's order, each followed by its tables."""
    slots: tuple[Slot, ...] = ()
    """In order of time."""
    sessions: tuple[Session, ...] = ()
    """In order of their starts, then as in the file."""
    copy_of: EventSlug | None = None
    """The event that this is a rehearsal of (`venue.model.copies`); None: no copy. Never in an event file."""

    @property
    def default_language(self) -> Language:
        return self.languages[0]

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def accent_dark(self) -> str:
        """The accent, lightened until it is readable (4.5:1) on the dark theme's grounds."""
        return accent_on_dark(self.accent)

    @cached_property
    def rooms_by_id(self) -> dict[RoomId, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def foyer(self) -> Room:
        """The one room that takes everybody who has nowhere else to be."""
        return next(room for room in self.rooms if room.kind == "foyer")

    @cached_property
    def _tables(self) -> dict[RoomId, tuple[Room, ...]]:
        tables: dict[RoomId, list[Room]] = {}
        for room in self.rooms:
            if room.parent is not None:
                tables.setdefault(room.parent, []).append(room)
        return {parent: tuple(found) for parent, found in tables.items()}

    @cached_property
    def successors(self) -> dict[RoomId, RoomId]:
        """Where one goes instead of a room that is closed or gone."""
        return {room.id: room.successor or room.parent or self.foyer.id for room in self.rooms}

    @property
    def messages_until(self) -> datetime:
        """When what was said is erased."""
        return self.ends + timedelta(hours=self.retention.messages_hours)

    @property
    def names_until(self) -> datetime:
        """When names, organisations and whereabouts are erased."""
        return self.ends + timedelta(hours=self.retention.names_hours)

    @property
    def journal_until(self) -> datetime:
        """When the journal of keeping order is erased."""
        return self.ends + timedelta(hours=self.retention.journal_hours)

    def room(self, room_id: str) -> Room | None:
        """The room or table of that id; None where there is none."""
        return self.rooms_by_id.get(RoomId(room_id))

    def tables_of(self, room_id: str) -> tuple[Room, ...]:
        """The tables inside a room, by number."""
        return self._tables.get(RoomId(room_id), ())

    def session(self, session_id: str) -> Session | None:
        return next((session for session in self.sessions if session.id == session_id), None)

    def sessions_in(self, slot_id: str) -> tuple[Session, ...]:
        """The sessions of a slot, in the file's order."""
        return tuple(session for session in self.sessions if session.slot == slot_id)

    def places_of(self, session: Session) -> int | None:
        """How many participants may register for a session; None: no bound, or nothing to register for."""
        return self.rooms_by_id[session.room].capacity if session.slot is not None else None

    def places(self, slot_id: str) -> int | None:
        """The places of all sessions of a slot together; None: one of them has no bound."""
        total = 0
        for session in self.sessions_in(slot_id):
            capacity = self.rooms_by_id[session.room].capacity
            if capacity is None:
                return None
            total += capacity
        return total

    def text(self, text: Text, language: str) -> str:
        """`text` in that language, else in the event's default language; empty for an empty text."""
        return text.get(language) or text.get(self.default_language, "")
