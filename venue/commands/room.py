"""Walking into a room; closing one, and opening it again."""

from __future__ import annotations

import msgspec

from venue.commands.given import decided, journal_entry, known_room, to_store
from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.codes import Refusal
from venue.protocol.room import RoomClose, RoomClosing, RoomEnter, RoomOpen


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


async def close(site: Site, me: Connection, command: RoomClose) -> RoomClosing:
    """Everybody inside goes where they belong now."""
    room = known_room(site, command.room)
    entry = journal_entry(site, me, "close_room", room=room, count=0)
    into, offset = await decided(site.rooms.close(to_store(me, command), room, entry, dry_run=command.dry_run))
    await site.whereabouts.seen(offset)
    return RoomClosing(room, into)


async def open_again(site: Site, me: Connection, command: RoomOpen) -> RoomClosing:
    """It may be entered again."""
    room = known_room(site, command.room)
    entry = journal_entry(site, me, "open_room", room=room, count=0)
    into, offset = await decided(site.rooms.close(to_store(me, command), room, entry, dry_run=False))
    await site.whereabouts.seen(offset)
    return RoomClosing(room, into)
