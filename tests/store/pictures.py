"""What a copy of the house says, in a form that can be compared."""

from __future__ import annotations

import asyncio
from typing import Any

from venue.model.house import House, Snapshot
from venue.model.people import takes_seat
from venue.model.places import Booking, Places
from venue.store.client import Store
from venue.store.keys import Keys


def picture(house: House) -> dict[str, Any]:
    """Everything that a house says, in a form that can be compared."""
    return {
        "standings": {who: (s.person, s.room, s.present, s.since) for who, s in house.standings.items()},
        "present": {room: set(there) for room, there in house.present.items() if there},
        "taken": {room: there for room, there in house.taken.items() if there},
        "silenced": house.silenced,
        "ended": house.ended,
        "announced": house.announced,
        "out": house.out,
        "show": house.show,
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


async def check_help(store: Store, keys: Keys, snapshot: Snapshot) -> None:
    """The lists of the info desk say the same as its tickets."""
    ask = store.ask
    hashes = await asyncio.gather(*(ask("HGETALL", keys[name]) for name in ("helped", "helpers", "helptexts")))
    helped, helpers, texts = (dict(zip(flat[::2], flat[1::2], strict=True)) for flat in hashes)
    waits = await ask("ZRANGE", keys["helpwaits"], 0, -1)
    tickets = snapshot.help
    assert {int(number): who.decode() for who, number in helped.items()} == {n: t.id for n, t in tickets.items()}
    assert {int(n): by.decode() for n, by in helpers.items()} == {n: t.by for n, t in tickets.items() if t.by}
    assert [int(number) for number in waits] == sorted(n for n, t in tickets.items() if t.state == "waiting")
    assert {int(number) for number in texts} <= set(tickets), "a text without its ticket"
    assert max(tickets, default=0) <= snapshot.help_last
