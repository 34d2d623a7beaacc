"""What one person sees of the house: their room, who is in it, how full the other rooms are. Pure.

Kept exactly as a browser keeps it, from the welcome, snapshots and differences; then compared with the truth.
"""

from __future__ import annotations

import msgspec

from venue.model.ids import RoomId, SessionId
from venue.protocol.places import PlaceCount, PlacesCounted, Route
from venue.protocol.roster import Roster, RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted, VenueWelcome
from venue.protocol.wire import Occupancy


class View(msgspec.Struct):
    """The house in the eyes of one person; times are ns of the monotonic clock."""

    here: str = ""
    counts: dict[RoomId, Occupancy] = msgspec.field(default_factory=dict)
    total: int = 0
    names: dict[str, str] | None = None
    """Person -> name, where the room's roster is listed; None where there are too many people."""
    count: int = 0
    """How many people the roster of this room claims."""
    roster_changed: int = 0
    counts_changed: int = 0
    route: Route = msgspec.field(default_factory=lambda: Route("ask", ()))
    booked: dict[SessionId, PlaceCount] = msgspec.field(default_factory=dict)

    def welcomed(self, welcome: VenueWelcome, now: int) -> None:
        self.here = welcome.here
        self.counts = dict(welcome.counts)
        self.total = welcome.total
        self.counts_changed = now
        self.route = welcome.route
        self.booked = dict(welcome.places)

    def opened(self, room: str, roster: Roster, now: int) -> None:
        """A snapshot of `room`."""
        self.here = room
        self._list(roster, now)

    def counted(self, event: HouseCounted, now: int) -> None:
        self.counts.update(event.counts)
        self.total = event.total
        self.counts_changed = now

    def places_counted(self, event: PlacesCounted) -> None:
        self.booked.update(event.sessions)

    def changed(self, event: RosterChanged, now: int) -> None:
        if event.room != self.here:
            return
        self.count = event.count
        if self.names is not None:
            for person in event.left:
                self.names.pop(person, None)
            for member in event.joined:
                self.names[member.id] = member.name
        self.roster_changed = now

    def listed(self, event: RosterListed, now: int) -> None:
        if event.room == self.here:
            self._list(event.roster, now)

    def _list(self, roster: Roster, now: int) -> None:
        self.count = roster.count
        self.names = None if roster.people is None else {member.id: member.name for member in roster.people}
        self.roster_changed = now
