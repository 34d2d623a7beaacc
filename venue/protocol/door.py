"""What is said over HTTP: the event as everybody may read it, and entering by ticket or by name."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from venue.model.ids import EventSlug, RoomId, SessionId
from venue.protocol.help import MyTicket
from venue.protocol.places import Route
from venue.protocol.venue import Me

Text = dict[str, str]
"""Localised text: language to text. Every language of the event is there."""


class RoomInfo(Struct, frozen=True):
    """What never changes about a room. A table is a room with a parent."""

    id: RoomId
    kind: Literal["foyer", "plenum", "workshop", "cafeteria", "table"]
    title: Text
    description: Text
    capacity: int | None
    parent: RoomId | None
    topic: Text | None
    number: int | None


class SlotInfo(Struct, frozen=True):
    """A part of the day; times in ms since 1970 (UTC)."""

    id: str
    title: Text
    starts: int
    ends: int


class SessionInfo(Struct, frozen=True):
    """An item of the programme; times in ms since 1970 (UTC)."""

    id: SessionId
    slot: str | None
    room: RoomId
    starts: int
    ends: int
    title: Text
    description: Text
    places: int | None = None
    """How many participants may register; null: no bound, or nothing to register for where `slot` is null."""


class LegalInfo(Struct, frozen=True):
    """Paragraphs separated by empty lines; a line that starts with `## ` is a heading; `- ` starts a list item."""

    imprint: Text
    privacy: Text
    accessibility: Text


class RetentionInfo(Struct, frozen=True):
    """What is kept, in hours after the event's end."""

    messages_hours: int
    names_hours: int
    journal_hours: int


class EventInfo(Struct, frozen=True):
    """`GET /{slug}/api/event`: public, the same for everybody, cacheable by its `version` (ETag)."""

    slug: EventSlug
    version: str
    title: Text
    subtitle: Text | None
    languages: tuple[str, ...]
    organisers: tuple[Text, ...]
    timezone: str
    accent: str
    accent_dark: str
    starts: int
    ends: int
    entry: Literal["ticket", "open"]
    help: Text
    legal: LegalInfo
    retention: RetentionInfo
    max_length: int
    rooms: tuple[RoomInfo, ...]
    slots: tuple[SlotInfo, ...]
    sessions: tuple[SessionInfo, ...]
    demo: bool
    rehearsal: bool = False
    """A copy of an event, for a rehearsal: gone after it."""


class EnterWith(Struct, frozen=True):
    """`POST /{slug}/api/enter`: one of the two."""

    ticket: str = ""
    name: str = ""
    org: str = ""


class Entered(Struct, frozen=True, rename={"pass_": "pass"}):
    """The pass, also set as a cookie; for programs: `Authorization: Bearer PASS` on the websocket."""

    pass_: str
    me: Me


class DoorPreview(Struct, frozen=True):
    """`POST /{slug}/api/door` with a ticket: who it is for, without entering and without a pass."""

    name: str
    org: str
    roles: tuple[str, ...]


class MyData(Struct, frozen=True):
    """`GET /{slug}/api/me/data`: everything stored about the asking person."""

    me: Me
    room: RoomId | None
    entered_at: int | None
    messages: tuple[MyMessage, ...]
    journal: tuple[str, ...]
    route: Route = field(default_factory=lambda: Route("ask", ()))
    help: MyTicket | None = None
    """What I asked at the info desk and is still open."""
    moves: tuple[str, ...] = ()
    """Move orders that are kept: from where to where, what became of it, why."""
    chosen_at: int | None = None
    """When I last walked to another room, or was moved there by a person."""
    stood_for: tuple[SessionId, ...] = ()
    """Sessions that began while I waited for a place, until some minutes after their end."""


class MyDay(Struct, frozen=True):
    """`GET /{slug}/api/me/day`, with the pass: how a calendar subscribes to the asking person's route.

    The route as a file, once, is `GET /{slug}/api/me/day.ics`, with the pass. Both take `?language=en` for another of
    the event's languages.
    """

    calendar: str
    """The path of the subscription, `/{slug}/calendar/{token}.ics`: fetched without a pass by whoever has the link. It
    ends with the event, and when the person is erased, shown out, or their ticket is withdrawn. Every asking makes a
    new one; older ones go on."""


class MyMessage(Struct, frozen=True):
    """One stored message of one's own."""

    room: RoomId
    at: int
    text: str
