"""Where a person belongs: the one rule for entering, coming back, steps of the day, closed rooms, other programmes.

The store asks the same rule in `store/scripts/_belonging.lua`; tests hold the two together. Times are real ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from msgspec import Struct

from venue.model.ids import RoomId
from venue.model.places import ASKED, Follow

Why = Literal["order", "chosen", "place", "last", "foyer", "successor"]
"""A move order that waits for them; they chose that room; they have a place there; they were there last; nothing else
is left; that room is closed or gone, and this is where one goes instead."""


class RunningPlace(Struct, frozen=True):
    """A person's place in a session that runs."""

    room: RoomId
    opened: int
    """When the session began."""


class Stay(Struct, frozen=True, kw_only=True):
    """What the rule must know of one person."""

    ordered: tuple[RoomId, ...] = ()
    """Where an open move order sends them; of several rooms, into the emptiest."""
    seat: RoomId | None = None
    last: RoomId | None = None
    """The room of the seat they gave up, while they have none."""
    chosen: int = 0
    """When they last walked, or were moved by a person; 0: never, and for who is in what runs when it changes rooms."""
    place: RunningPlace | None = None
    follow: Follow = ASKED


class Rooms(Struct, frozen=True, kw_only=True):
    """What the rule must know of the rooms, for one person."""

    foyer: RoomId
    known: AbstractSet[RoomId]
    closed: AbstractSet[RoomId] = frozenset()
    """A closed hall's tables are closed, too."""
    successors: Mapping[RoomId, RoomId] = {}
    """Where one goes instead; a table without an entry: to its hall, any other room: to the foyer."""
    taken: Mapping[RoomId, int] = {}
    """Seats taken."""
    takes: Callable[[RoomId], bool] = lambda _: True
    """Whether the person may have a seat there: by their ticket, the capacity, and the seats kept for places."""

    def is_open(self, room: RoomId) -> bool:
        """Whether anybody can be there."""
        return room in self.known and room not in self.closed and hall_of(room) not in self.closed

    def instead_of(self, room: RoomId) -> RoomId:
        """The room, or the first open one of those that stand in for it."""
        seen: set[RoomId] = set()
        while not self.is_open(room):
            if room in seen:
                return self.foyer
            seen.add(room)
            hall = hall_of(room)
            room = self.successors.get(room) or (hall if hall != room else self.foyer)
        return room


class Belonging(NamedTuple):
    """Where a person belongs."""

    room: RoomId
    why: Why


def hall_of(room: RoomId) -> RoomId:
    """The room that a table stands in; any other room itself."""
    return RoomId(room.partition(".")[0])


def belongs(stay: Stay, rooms: Rooms) -> Belonging:
    """The first answer of the rule where there is a seat for the person; the foyer takes everybody.

    In this order: an open move order; the room they are in (or were last), if they chose it since the session of their
    place began; that place, if they want to be taken along; the room they are in, or were last. A room that is closed
    or gone is answered by its successor, whoever wishes what.
    """
    for named, why in _answers(stay):
        found: Belonging | None = None
        smallest = 0
        for each in named:
            room = rooms.instead_of(each)
            size = -1 if room == stay.seat else rooms.taken.get(room, 0)
            if (room == stay.seat or rooms.takes(room)) and (found is None or size < smallest):
                found, smallest = Belonging(room, why if room == each else "successor"), size
        if found is not None:
            return found
    return Belonging(rooms.foyer, "foyer")


def _answers(stay: Stay) -> Iterator[tuple[tuple[RoomId, ...], Why]]:
    was = stay.seat or stay.last
    yield stay.ordered, "order"
    if stay.place is not None:
        if was is not None and stay.chosen >= stay.place.opened:
            yield (was,), "chosen"
        if stay.follow == "always":
            # Who sits at a table of the room is there already.
            at_table = stay.seat if stay.seat and hall_of(stay.seat) == stay.place.room else None
            yield (at_table or stay.place.room,), "place"
    if was is not None:
        yield (was,), "last"
