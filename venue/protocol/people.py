"""Finding people and moving them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Role
from venue.protocol.wire import Command, Cursor, Event, Limit, Member, PersonName, Query, Reason, RoomName


class PeopleFind(Command, frozen=True, tag="people.find", kw_only=True):
    """Search everybody who has a seat, by name or organisation. -> `PeopleFound`. Needs `observe`."""

    query: Query = ""
    room: RoomName | None = None
    role: Role | None = None
    org: Query | None = None
    after: Cursor = ""
    limit: Limit = 100


class Whereabouts(Struct, frozen=True):
    """Where a person is, and how well."""

    person: Member
    room: RoomId | None
    """Null: not in the venue (shown by search only while known)."""
    present: bool
    """False: no living connection; the seat is held."""
    since: int
    """Event time in ms since when they are present or away."""
    connections: int
    silenced_until: int | None = None
    shown_out: bool = False


class PeopleFound(Struct, frozen=True):
    """A page by name. `ids` names everybody who matches (at most 2,000), so that all of them can be selected."""

    people: tuple[Whereabouts, ...]
    total: int
    next: str
    ids: tuple[ParticipantId, ...]
    at: int


class PeopleMove(Command, frozen=True, tag="people.move", kw_only=True):
    """Move `people`, or everybody in `room` (a hall with its tables), or `everyone`, to the room `to`. -> `Moved`.

    Exactly one of the three. Who gives the order stays where they are unless named in `people`.
    `dry_run` decides everything and changes nothing. Needs `move`.
    """

    people: Annotated[tuple[PersonName, ...], Meta(max_length=2000)] = ()
    room: RoomName | None = None
    everyone: bool = False
    to: RoomName
    reason: Reason = ""
    dry_run: bool = False


class Moved(Struct, frozen=True):
    """What became of everybody in the order; the five lists are disjoint and together name all of them."""

    order: str
    to: RoomId
    moved: tuple[ParticipantId, ...]
    """Are in the room now; `people.arrived` follows when their browser shows it."""
    already: tuple[ParticipantId, ...]
    offline: tuple[ParticipantId, ...]
    """No living connection: the order waits for them and is carried out when they come back."""
    full: tuple[ParticipantId, ...]
    """No seat left: stayed where they were."""
    barred: tuple[ParticipantId, ...]
    """Their ticket does not let them in, or they are not known here: stayed where they were."""


class PeopleArrived(Event, frozen=True, tag="people.arrived", kw_only=True):
    """To the moderator who gave the order: what became of people who were under way or offline."""

    order: str
    people: tuple[ParticipantId, ...]
    """Their browsers show the new room."""
    full: tuple[ParticipantId, ...] = ()
    """Came back, and found no seat there: are where they were."""
