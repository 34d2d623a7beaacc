"""Applause and other reactions."""

from __future__ import annotations

from venue.commands.given import decided, to_store
from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.codes import Refusal
from venue.protocol.reactions import ReactionSend
from venue.protocol.wire import Done


async def send(site: Site, me: Connection, command: ReactionSend) -> Done:
    """Counted with everybody else's; nothing is kept but, for a minute, the ref: a repetition is not counted again."""
    if site.house.room_of(me.who) != command.room:
        raise Refusal("not_here")
    if not site.house.may_speak(me.who, site.clock.now_ms()):
        raise Refusal("silenced")
    if await decided(site.rooms.once(to_store(me, command))):
        site.react(command.room, {command.kind: command.times})
    return Done()
