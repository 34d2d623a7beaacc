"""Walking into a room, and what one finds there."""

from __future__ import annotations

from msgspec import Struct

from venue.model.ids import RoomId
from venue.protocol.roster import Roster
from venue.protocol.wire import Command, Event, Logged, Position, RoomName


class RoomEnter(Command, frozen=True, tag="room.enter", kw_only=True):
    """Walk to `room`, or (being there already) open it on this connection. Answered with `Snapshot`.

    Refused with `no_room`, `room_closed`, `room_full` (also where every free seat is kept for people with
    a place), `not_allowed`. Being there already is no move and never refused for capacity.
    """

    room: RoomName


class RoomClose(Command, frozen=True, tag="room.close", kw_only=True):
    """Close `room` with its tables: everybody in it goes where they belong now. -> `RoomClosing`. Needs `run`.

    Refused with `not_allowed` for the foyer. Closed already: nothing changes. `dry_run` decides and changes nothing.
    """

    room: RoomName
    dry_run: bool = False


class RoomOpen(Command, frozen=True, tag="room.open", kw_only=True):
    """Open it again; nobody is moved by that. -> `RoomClosing`. Needs `run`."""

    room: RoomName


class RoomClosing(Struct, frozen=True):
    """What a closed room means for those who are in it, held seats included."""

    room: RoomId
    into: dict[RoomId, int]
    """Room -> how many go there."""


class RoomClosed(Event, frozen=True, tag="room.closed", kw_only=True):
    """Nobody enters the room any more, nor its tables; for everybody."""

    room: RoomId


class RoomOpened(Event, frozen=True, tag="room.opened", kw_only=True):
    """The room may be entered again; for everybody."""

    room: RoomId


class Snapshot(Struct, frozen=True):
    """A room at a position. Everything after `position` follows as events on this connection."""

    room: RoomId
    position: Position
    resumed: bool
    """True: `events` continue the position one asked for, complete. False: start again from `events`."""
    events: tuple[Logged, ...]
    """Logged events, oldest first."""
    older: bool
    """Whether the log holds events before the first of `events`."""
    roster: Roster
