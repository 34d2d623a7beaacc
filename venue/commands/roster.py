"""The people of a room, page by page."""

from __future__ import annotations

from venue.commands.given import known_room
from venue.live.connection import Connection
from venue.live.presence import member
from venue.live.site import Site
from venue.model.people import page_of, permissions
from venue.protocol.codes import Refusal
from venue.protocol.roster import RosterPage, RosterPaged


async def page(site: Site, me: Connection, command: RosterPage) -> RosterPaged:
    """By name; only of the room one is in, unless one may observe."""
    room = known_room(site, command.room)
    if site.house.room_of(me.who) != room and "observe" not in permissions(site.person(me.who).roles):
        raise Refusal("not_here", "only people in the room see who is there")
    found = page_of(site.everybody_in([room]), command.query, command.after, command.limit)
    return RosterPaged(tuple(map(member, found.people)), found.total, found.next)
