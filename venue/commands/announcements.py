"""Speaking to a whole room, or to everyone."""

from __future__ import annotations

from venue.commands.given import decided, journal_entry, known_room, to_store
from venue.live.connection import Connection
from venue.live.site import Site
from venue.model.texts import clean_text
from venue.protocol import codec
from venue.protocol.announcements import AnnouncementMade, AnnouncementMake
from venue.protocol.codes import Refusal
from venue.protocol.wire import Done


async def make(site: Site, me: Connection, command: AnnouncementMake) -> Done:
    """Into the log of each room it is for, so that nobody misses it; late comers find it there."""
    text = clean_text(command.text)
    if not text:
        raise Refusal("bad_text", "there is nothing to read in it")
    everywhere = command.room is None
    rooms = tuple(site.room_logs) if command.room is None else site.rooms_of(known_room(site, command.room))
    at = site.clock.now_ms()
    body = codec.encode(
        AnnouncementMade(
            id=f"{me.who}.{command.ref}", by=site.person(me.who).name, text=text, at=at, everywhere=everywhere
        )
    )
    entry = journal_entry(site, me, "announce", room=command.room or "", count=len(rooms))
    await decided(site.rooms.announce(to_store(me, command), rooms, body, at, entry))
    return Done()
