"""Places in sessions: taking and giving them up, waiting for one, and who should be where."""

from __future__ import annotations

from venue.commands.given import decided, to_store
from venue.live.connection import Connection
from venue.live.presence import member
from venue.live.site import Site
from venue.model.event import Session
from venue.model.ids import ParticipantId, SessionId
from venue.model.people import takes_seat
from venue.model.places import should_and_is
from venue.protocol.codes import Refusal
from venue.protocol.places import (
    Expected,
    PlaceAccept,
    PlaceExpected,
    PlaceFollow,
    PlaceGiveUp,
    PlaceTake,
    PlaceTaken,
    Stray,
)
from venue.protocol.wire import Done, Member


async def take(site: Site, me: Connection, command: PlaceTake) -> PlaceTaken:
    """Register for a session, or wait for a place there."""
    _session(site, command.session)
    taken = await decided(site.bookings.take(to_store(me, command), command.session, command.instead))
    await site.whereabouts.seen(taken.offset)
    return PlaceTaken(taken.state, taken.ahead)


async def give_up(site: Site, me: Connection, command: PlaceGiveUp) -> Done:
    """A place, an offer, or waiting; also in a session that is no longer in the event file."""
    await site.whereabouts.seen(await decided(site.bookings.give_up(to_store(me, command), command.session)))
    return Done()


async def accept(site: Site, me: Connection, command: PlaceAccept) -> PlaceTaken:
    """The place that was offered."""
    _session(site, command.session)
    taken = await decided(site.bookings.accept(to_store(me, command), command.session))
    await site.whereabouts.seen(taken.offset)
    return PlaceTaken(taken.state, taken.ahead)


async def follow(site: Site, me: Connection, command: PlaceFollow) -> Done:
    """How to be taken along."""
    await site.whereabouts.seen(await decided(site.bookings.follow(to_store(me, command), command.how)))
    return Done()


async def expected(site: Site, _me: Connection, command: PlaceExpected) -> Expected:
    """Should and is of a session at this moment, as this node knows them."""
    session = _session(site, command.session)
    booking = site.places.sessions.get(session.id)
    placed = booking.placed if booking else {}
    rooms = site.rooms_of(session.room)
    staff = [person.id for person in site.everybody_in(rooms) if not takes_seat(person)]
    found = should_and_is(placed, site.house.present, rooms, staff)
    return Expected(
        session=session.id,
        at=site.clock.now_ms(),
        expected=len(placed),
        here=_members(site, found.here),
        missing=_members(site, found.missing),
        strayed=tuple(Stray(_member(site, who), room) for who, room in found.strayed),
        unexpected=_members(site, found.unexpected),
    )


def _session(site: Site, name: SessionId) -> Session:
    """The session, which must be one that has places."""
    session = site.event.session(name)
    if session is None or session.slot is None:
        raise Refusal("no_session", f"one does not register for {name[:64]!r}")
    return session


def _members(site: Site, people: tuple[ParticipantId, ...]) -> tuple[Member, ...]:
    return tuple(_member(site, who) for who in people)


def _member(site: Site, who: ParticipantId) -> Member:
    """Who was given a place and never came in is known by nothing but their id."""
    person = site.house.person(who)
    return member(person) if person else Member(who, who)
