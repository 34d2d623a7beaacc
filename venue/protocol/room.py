"""Walking into a room, and what one finds there."""

from __future__ import annotations

from msgspec import Struct

from venue.model.ids import RoomId
from venue.protocol.roster import Roster
from venue.protocol.wire import Command, Logged, Position, RoomName


class RoomEnter(Command, frozen=True, tag="room.enter", kw_only=True):
    """Walk to `room`, or (being there already) open it on this connection. Answered with `Snapshot`.

    Refused with `no_room`, `room_full`, `not_allowed`. Being there already is no move and never refused for capacity.
    """

    room: RoomName


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
