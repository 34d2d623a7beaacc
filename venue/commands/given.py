"""What the handlers have in common: how a command becomes a script's, and how a script's "no" becomes a refusal."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import msgspec

from venue.live.connection import Connection
from venue.live.presence import member
from venue.live.site import Site
from venue.model.house import Standing
from venue.model.ids import ParticipantId, RoomId
from venue.protocol import wire
from venue.protocol.codes import Refusal
from venue.protocol.conduct import Action, JournalEntry
from venue.protocol.people import Whereabouts
from venue.store.rooms import Command, ScriptRefused

T = TypeVar("T")


def to_store(me: Connection, command: wire.Command) -> Command:
    """The command as a script sees it."""
    return Command(me.who, command.ref, str(type(command).__struct_config__.tag))


async def decided(work: Awaitable[T]) -> T:
    """A script's answer; its "no" as a refusal."""
    try:
        return await work
    except ScriptRefused as refused:
        raise Refusal(refused.code) from None


def known_room(site: Site, room: RoomId) -> RoomId:
    """The room, which must exist."""
    if site.event.room(room) is None:
        raise Refusal("no_room", f"there is no room {room[:64]!r}")
    return room


def journal_entry(
    site: Site,
    me: Connection,
    action: Action,
    *,
    whom: ParticipantId | None = None,
    room: str = "",
    count: int = 1,
    reason: str = "",
) -> bytes:
    """An entry of the journal as it is stored; its number is its offset there."""
    person = site.house.person(whom) if whom else None
    return msgspec.json.encode(
        JournalEntry(
            number=0,
            at=site.clock.now_ms(),
            action=action,
            by=me.who,
            by_name=site.person(me.who).name,
            whom=whom,
            whom_name=person.name if person else "",
            room=room,
            count=count,
            reason=reason,
        )
    )


def told_by(site: Site, me: Connection, order: str, reason: str) -> bytes:
    """What people hear of an order, as JSON without braces; the name stands last but one, where erasing finds it."""
    told = {"order": order, "by": me.who, "by_name": site.person(me.who).name, "reason": reason}
    return msgspec.json.encode(told)[1:-1]


def whereabouts(site: Site, standing: Standing, connections: dict[ParticipantId, int]) -> Whereabouts:
    """Where a person is, as moderators and operators see it."""
    who = standing.person.id
    return Whereabouts(
        person=member(standing.person),
        room=standing.room,
        present=standing.present,
        since=site.clock.event_ms(standing.since) if standing.room else 0,
        connections=connections.get(who, 0),
        silenced_until=site.house.silenced_until(who, site.clock.now_ms()),
        shown_out=site.house.is_shown_out(who),
    )
