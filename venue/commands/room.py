"""Walking into a room."""

from __future__ import annotations

import msgspec

from venue.commands.given import known_room
from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.codes import Refusal
from venue.protocol.room import RoomEnter


async def enter(site: Site, me: Connection, command: RoomEnter) -> msgspec.Raw:
    """Walk there, or open the room one is in; then hear it."""
    room = known_room(site, command.room)
    if site.house.room_of(me.who) != room:
        me.walking = room
        try:
            outcome, offset = await site.houses.enter(me.who, room, command.ref)
            if outcome not in ("moved", "stayed"):
                raise Refusal(outcome)
            await site.whereabouts.seen(offset)
        finally:
            me.walking = None
        if site.house.room_of(me.who) != room:
            raise Refusal("not_here", "somebody moved the person on")
    snapshot = site.snapshot(room)
    site.attach(me, room)
    return msgspec.Raw(snapshot)
