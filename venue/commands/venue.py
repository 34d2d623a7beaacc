"""Resuming, leaving, and the round trip."""

from __future__ import annotations

import msgspec

from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.codes import Refusal
from venue.protocol.venue import Pong, VenueLeave, VenuePing, VenueResume
from venue.protocol.wire import Done
from venue.store.house import NotAdmitted


async def resume(site: Site, me: Connection, command: VenueResume) -> msgspec.Raw:
    """Continue in the room the person is in now, whichever they remember: it may be gone."""
    here = site.house.room_of(me.who)
    if here is None:
        raise Refusal("not_here", "the person has no seat")
    if site.event.room(here) is None:
        return await _resume_elsewhere(site, me, command)
    resumed = await site.resume(here, command.position) if here == command.room else None
    if site.house.room_of(me.who) != here:  # moved while the log was read
        return await resume(site, me, command)
    if resumed is None:
        site.measures.resyncs += 1
    else:
        site.measures.resumes += 1
    snapshot = resumed or site.snapshot(here)
    site.attach(me, here)
    return msgspec.Raw(snapshot)


async def _resume_elsewhere(site: Site, me: Connection, command: VenueResume) -> msgspec.Raw:
    """Their seat is in a room that is served no more, or not here: the rule says where they belong."""
    try:
        await site.whereabouts.look_again(me)
    except NotAdmitted:
        code = "not_here" if await site.is_sure() else "store_unavailable"
        raise Refusal(code, "the store does not know the person") from None
    here = site.house.room_of(me.who)
    if here is not None and site.event.room(here) is None:
        raise Refusal("no_room", f"there is no room {here!r} here")
    return await resume(site, me, command)


async def ping(site: Site, _me: Connection, _command: VenuePing) -> Pong:
    """The connection lives."""
    return Pong(site.clock.now_ms())


async def leave(site: Site, me: Connection, _command: VenueLeave) -> Done:
    """Go home; the person's other connections close when the house hears of it, this one after the receipt."""
    me.leaving = True
    try:
        await site.houses.leave(me.who)
    except BaseException:
        me.leaving = False
        raise
    return Done()
