"""Places in sessions, waiting lists, and a person's route through the day."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from venue.model.ids import RoomId, SessionId
from venue.protocol.wire import Command, Event, Member

SessionName = Annotated[SessionId, Meta(min_length=1, max_length=64)]

Follow = Literal["always", "ask", "never"]
"""How a person is taken along when the rooms change."""


class PlaceTake(Command, frozen=True, tag="place.take", kw_only=True):
    """Register for a session; where it is full, join its waiting list. -> `PlaceTaken`.

    `instead`: give up the place that I have in the same slot, in the same step, but only for a place; who lands on the
    waiting list keeps the old one until an offer is accepted. Refused: `no_session`, `session_over`, `session_full`
    (it has begun: no waiting list any more), `not_allowed`, `place_in_slot`.
    """

    session: SessionName
    instead: bool = False


class PlaceTaken(Struct, frozen=True):
    """Where I stand now."""

    state: Literal["placed", "waiting"]
    ahead: int
    """People before me on the waiting list; 0 with a place."""


class PlaceGiveUp(Command, frozen=True, tag="place.give_up", kw_only=True):
    """Give up a place, leave a waiting list, or refuse an offer, whichever there is. -> `Done`."""

    session: SessionName


class PlaceAccept(Command, frozen=True, tag="place.accept", kw_only=True):
    """Take the place that I was offered. -> `PlaceTaken`. Refused: `offer_gone`.

    Another place in that slot, and its other waiting lists, are given up in the same step.
    """

    session: SessionName


class PlaceFollow(Command, frozen=True, tag="place.follow", kw_only=True):
    """Choose how I am taken along when the rooms change. -> `Done`."""

    how: Follow


class MyPlace(Struct, frozen=True):
    """What I have, or wait for, in a session."""

    session: SessionId
    state: Literal["placed", "waiting", "offered"]
    ahead: int
    """People before me on the waiting list; 0 unless waiting."""
    until: int
    """Event time in ms at which an offer ends; 0 unless offered."""


class Route(Struct, frozen=True):
    """My way through the day. Also in `venue.welcome`."""

    follow: Follow
    places: tuple[MyPlace, ...]
    """In order of the sessions' starts."""


class YouPlaced(Event, frozen=True, tag="you.placed", kw_only=True):
    """My route is another one now; changes of `ahead` alone are told at most once a second."""

    route: Route


class PlaceCount(Struct, frozen=True, array_like=True):
    """How a session is booked, as `[taken, waiting]`."""

    taken: int
    """Places taken or reserved for an offer; staff does not count."""
    waiting: int


class PlacesCounted(Event, frozen=True, tag="places.counted", kw_only=True):
    """For everybody: sessions whose numbers changed since the last time, at most twice a second."""

    sessions: dict[SessionId, PlaceCount]
    at: int


class PlaceExpected(Command, frozen=True, tag="place.expected", kw_only=True):
    """Who should be in a session's room, and who is. -> `Expected`. Needs `observe`."""

    session: SessionName


class Stray(Struct, frozen=True):
    """Somebody who has a place, and is elsewhere."""

    person: Member
    room: RoomId


class Expected(Struct, frozen=True):
    """Should and is of a session; expected = here + missing + strayed."""

    session: SessionId
    at: int
    """Event time, ms: the numbers are as old as this."""
    expected: int
    here: tuple[Member, ...]
    missing: tuple[Member, ...]
    """Have a place, and are not in the venue."""
    strayed: tuple[Stray, ...]
    unexpected: tuple[Member, ...]
    """Are in the room without a place; staff is not named."""
