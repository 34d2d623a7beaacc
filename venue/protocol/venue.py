"""Being in the venue: the welcome, resuming after a lost connection, leaving, and the state of the house itself."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from venue.model.ids import RoomId, SessionId
from venue.protocol.help import NO_TICKET, HelpCounted, YouHelped
from venue.protocol.places import PlaceCount, Route
from venue.protocol.show import Show
from venue.protocol.wire import Cause, Command, Event, Grant, Member, Occupancy, Position, Reason, RoomName


class Me(Struct, frozen=True):
    """The person on this connection."""

    person: Member
    grants: tuple[Grant, ...]
    silenced_until: int | None
    """Event time in milliseconds, 0 when silenced until further notice, null when free to speak."""
    rooms: tuple[RoomId, ...] = ()
    """The rooms the ticket is limited to; empty: every room."""


class MovedBy(Struct, frozen=True):
    """A move that the person may not have seen yet: by somebody else, or because of what `cause` says."""

    order: str
    by: str
    reason: str
    at: int
    cause: Cause = "moderator"


class VenueWelcome(Event, frozen=True, tag="venue.welcome", kw_only=True):
    """The first thing a connection hears. What never changes during the day is fetched from `/{slug}/api/event`."""

    me: Me
    here: RoomId
    """The room I am in. Enter it (`room.enter`), or continue in it (`venue.resume`), to hear it."""
    counts: dict[RoomId, Occupancy]
    total: int
    """People present in the whole venue."""
    at: int
    """Event time, ms since 1970 (UTC): the clock that the programme's times are compared with."""
    version: str
    """Changes when the event file changed: fetch it again."""
    node: str
    """The node that serves this connection."""
    store: bool
    """False while the store does not answer: commands are refused with `retry`."""
    show: Show
    """Which step of the day runs, and when sessions begin and end."""
    moved: MovedBy | None = None
    route: Route = field(default_factory=lambda: Route("ask", ()))
    """My places, my waiting lists, and how I am taken along."""
    places: dict[SessionId, PlaceCount] = field(default_factory=dict)
    """How every session is booked that has places, as `[taken, waiting]`."""
    closed: tuple[RoomId, ...] = ()
    """Rooms that are closed; a hall with its tables."""
    help: YouHelped = NO_TICKET
    """My ticket at the info desk."""
    desk: HelpCounted | None = None
    """How much there is to do at the info desk; null for who may not help there."""


class VenueResume(Command, frozen=True, tag="venue.resume", kw_only=True):
    """Continue after a lost connection, without walking anywhere. Answered with `Snapshot` of the room I am in."""

    room: RoomName
    position: Position


class VenuePing(Command, frozen=True, tag="venue.ping", kw_only=True):
    """Answered with `Pong`: measures the round trip and proves that the connection lives."""


class Pong(Struct, frozen=True):
    """Event time, milliseconds since 1970 (UTC)."""

    at: int


class VenueLeave(Command, frozen=True, tag="venue.leave", kw_only=True):
    """Go home: everybody sees it at once, the seat is free at once, all tabs of the person are closed (code 4503)."""


class VenueResynced(Event, frozen=True, tag="venue.resynced", kw_only=True):
    """The room's history is another one now (its epoch changed): begin anew with `venue.resume`, from no position.

    Not by walking there: a walk or a move that happened meanwhile would be undone by it.
    """

    room: RoomId


class VenueTroubled(Event, frozen=True, tag="venue.troubled", kw_only=True):
    """The store does not answer: reading goes on, commands are refused with `retry`, nobody is declared gone."""

    what: Literal["store"]


class VenueRecovered(Event, frozen=True, tag="venue.recovered", kw_only=True):
    """The store answers again."""

    what: Literal["store"]


class VenueClosing(Event, frozen=True, tag="venue.closing", kw_only=True):
    """Said right before the server closes this connection."""

    code: int
    wait: int
    """Milliseconds to wait before coming back; 0 where coming back is no use."""
    reason: Reason


class HouseCounted(Event, frozen=True, tag="house.counted", kw_only=True):
    """How full the rooms are: those that changed since the last time, for everybody, at most twice a second."""

    counts: dict[RoomId, Occupancy]
    total: int
    at: int


class YouMoved(Event, frozen=True, tag="you.moved", kw_only=True):
    """I am in another room now. Enter it (`room.enter`) to hear what is said there.

    `cause` self: another tab of mine walked there. released: the seat was given up while I was away. programme: a step
    of the day began, and I am taken along. places: my seat was needed for those who have a place there. closed: the
    room I was in was closed. changed: it is not in the event any more.
    """

    room: RoomId
    cause: Cause
    order: str = ""
    by: str = ""
    reason: str = ""
    at: int


class YouChanged(Event, frozen=True, tag="you.changed", kw_only=True):
    """My roles, my right to speak or my name changed; at once."""

    me: Me
    by: str = ""
    reason: str = ""
