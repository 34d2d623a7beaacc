"""Who is in a room."""

from __future__ import annotations

from msgspec import Struct

from venue.model.ids import ParticipantId, RoomId
from venue.protocol.wire import Command, Cursor, Event, Limit, Member, Query, RoomName

LISTED_UP_TO = 200
"""People in a room up to which its roster is sent whole and kept as differences; above, the list is paged on demand."""


class Roster(Struct, frozen=True):
    """Who is present in a room. `people` is null where there are too many: then the list is paged (`roster.page`)."""

    count: int
    people: tuple[Member, ...] | None


class RosterChanged(Event, frozen=True, tag="roster.changed", kw_only=True):
    """Differences since the last time, at most twice a second. A room with a paged roster hears the count alone."""

    room: RoomId
    count: int
    joined: tuple[Member, ...] = ()
    """Came in, or changed name, organisation or role: replaces the entry with the same id."""
    left: tuple[ParticipantId, ...] = ()


class RosterListed(Event, frozen=True, tag="roster.listed", kw_only=True):
    """The whole roster anew: it became short enough to be listed, or (people null) too long."""

    room: RoomId
    roster: Roster


class RosterPage(Command, frozen=True, tag="roster.page", kw_only=True):
    """One page of the room's people, by name. Only of the room one is in, unless one may observe. -> `RosterPaged`."""

    room: RoomName
    query: Query = ""
    after: Cursor = ""
    limit: Limit = 100


class RosterPaged(Struct, frozen=True):
    """`total` counts all that match; `next` asks for the following page, empty at the end."""

    people: tuple[Member, ...]
    total: int
    next: str
