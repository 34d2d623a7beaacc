"""Finding people and moving them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Role
from venue.model.spread import How
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

    Exactly one of the three. Who gives the order stays where they are unless named in `people`. Instead of `to`,
    `rooms` names several: `spread` says how people are shared out, `together` who goes to one room, `seed` which lots
    are drawn (the same seed draws the same). With a `delay` (seconds) it is announced and happens later. `more`: each
    person may ask twice for two more minutes. `dry_run` decides everything and changes nothing. Needs `move`.
    """

    people: Annotated[tuple[PersonName, ...], Meta(max_length=2000)] = ()
    room: RoomName | None = None
    everyone: bool = False
    to: RoomName | None = None
    rooms: Annotated[tuple[RoomName, ...], Meta(max_length=60)] = ()
    spread: How = "fill"
    seed: Annotated[int, Meta(ge=0, lt=2**31)] = 0
    together: Annotated[tuple[Annotated[tuple[PersonName, ...], Meta(max_length=50)], ...], Meta(max_length=100)] = ()
    delay: Annotated[int, Meta(ge=0, le=300)] = 0
    more: bool = False
    may_decline: bool = False
    reason: Reason = ""
    dry_run: bool = False


class Overtaken(Struct, frozen=True):
    """A person for whom somebody else's order was still open, or had just been carried out: this one came after it."""

    person: ParticipantId
    order: str
    by_name: str
    at: int
    """When the other order had last changed anything for them, event time in ms."""


class Moved(Struct, frozen=True):
    """What became of everybody in the order; the six lists are disjoint and together name all of them.

    The dry run of a delayed order says in `moved`, `offline` and `full` what it would do now, and in `announced` to
    whom it would be announced.
    """

    order: str
    to: RoomId
    """The first of `rooms`."""
    rooms: tuple[RoomId, ...]
    moved: tuple[ParticipantId, ...]
    """Are in the room now; `people.arrived` follows when their browser shows it."""
    already: tuple[ParticipantId, ...]
    offline: tuple[ParticipantId, ...]
    """No living connection: the order waits for them and is carried out when they come back."""
    full: tuple[ParticipantId, ...]
    """No seat left: stayed where they were."""
    barred: tuple[ParticipantId, ...]
    """Their ticket does not let them in, or they are not known here: stayed where they were."""
    announced: tuple[ParticipantId, ...]
    """It is announced to them, and happens at `due`."""
    due: int
    """Event time in ms; 0: at once."""
    into: dict[RoomId, int]
    """How many of those who are moved go to which room."""
    apart: tuple[tuple[ParticipantId, ...], ...]
    """Those of `together` for whom there was not one room."""
    overtaken: tuple[Overtaken, ...]
    asked_not: tuple[ParticipantId, ...] = ()
    """Those of moved, offline and announced who do not want to be taken along (`place.follow`)."""


class PeopleArrived(Event, frozen=True, tag="people.arrived", kw_only=True):
    """To the moderator who gave the order: what became of people who were under way or offline."""

    order: str
    people: tuple[ParticipantId, ...]
    """Their browsers show the new room."""
    full: tuple[ParticipantId, ...] = ()
    """Came back, and found no seat there: are where they were."""
