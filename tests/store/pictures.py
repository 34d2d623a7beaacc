"""What a copy of the house says, in a form that can be compared."""

from __future__ import annotations

from typing import Any

from venue.model.house import House
from venue.model.people import takes_seat
from venue.model.places import Booking, Places


def picture(house: House) -> dict[str, Any]:
    """Everything that a house says, in a form that can be compared."""
    return {
        "standings": {who: (s.person, s.room, s.present, s.since) for who, s in house.standings.items()},
        "present": {room: set(there) for room, there in house.present.items() if there},
        "taken": {room: there for room, there in house.taken.items() if there},
        "silenced": house.silenced,
        "ended": house.ended,
        "announced": house.announced,
        "chosen": house.chosen,
        "closed": (house.closed, house.closings),
        "out": house.out,
        "show": house.show,
        "published": house.published,
        "help": (house.help.open, house.help.last),
        "seats": {who for who, s in house.standings.items() if s.room is not None and takes_seat(s.person)},
    }


def picture_of_places(places: Places) -> dict[str, Any]:
    """Everything that is said of places, in a form that can be compared."""
    known = {who for each in places.sessions.values() for who in (*each.placed, *each.offered, *each.waiting)}
    return {
        "sessions": {session: each for session, each in places.sessions.items() if each != Booking()},
        "standings": {who: places.standings(who) for who in known},
        "follow": places.booked().follow,
    }
