"""Finding people and moving them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from venue.commands.given import decided, journal_entry, known_room, to_store, told_by, whereabouts
from venue.live.connection import Connection
from venue.live.site import Site
from venue.model.house import Standing
from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Person, folded, matches, name_key, page_of
from venue.model.texts import clean_text
from venue.protocol.codes import Refusal
from venue.protocol.people import Moved, Overtaken, PeopleFind, PeopleFound, PeopleMove
from venue.store.orders import MoveResult, Plan

IDS_AT_MOST: Final = 2000
MORE_TIMES: Final = 2
"""How often one person may ask for two more minutes."""


async def find(site: Site, _me: Connection, command: PeopleFind) -> PeopleFound:
    """Everybody who has a seat and matches; a query without room also finds people outside."""
    rooms = site.rooms_of(known_room(site, command.room)) if command.room else None

    def wanted(standing: Standing) -> bool:
        person = standing.person
        if standing.room is None and (rooms is not None or not command.query):
            return False
        return (
            (rooms is None or standing.room in rooms)
            and (command.role is None or command.role in person.roles)
            and (command.org is None or folded(command.org) == folded(person.org))
        )

    people: list[Person] = [each.person for each in site.house.standings.values() if wanted(each)]
    page = page_of(people, command.query, command.after, command.limit)
    connections = await site.connections_everywhere()
    ids = sorted((person for person in people if matches(person, command.query)), key=name_key)[:IDS_AT_MOST]
    return PeopleFound(
        people=tuple(whereabouts(site, site.house.standings[person.id], connections) for person in page.people),
        total=page.total,
        next=page.next,
        ids=tuple(person.id for person in ids),
        at=site.clock.now_ms(),
    )


async def move(site: Site, me: Connection, command: PeopleMove) -> Moved:
    """Decided for everybody in one step; nobody is left without an answer."""
    if (command.to is not None) == bool(command.rooms):
        raise Refusal("bad_field", "exactly one of to and rooms")
    rooms = tuple(dict.fromkeys(known_room(site, room) for room in command.rooms or (command.to or RoomId(""),)))
    if (bool(command.people), command.room is not None, command.everyone).count(True) != 1:
        raise Refusal("bad_field", "exactly one of people, room and everyone")
    mode: str = "everyone"
    whom: Iterable[str] = ()
    if command.people:
        mode, whom = "people", command.people
    elif command.room is not None:
        mode, whom = "rooms", site.rooms_of(known_room(site, command.room))
    # A repeated ref is the same order; deriving its id from the ref makes the repeated receipt the same one, too.
    order = f"{me.who}.{command.ref}" if not command.dry_run else f"dry-{secrets.token_hex(4)}"
    plan = _plan(command, site.person(me.who).name)
    # The number of people is known to the script alone: it fills it in.
    journal = journal_entry(site, me, "move", room=rooms[0], count=0, reason=plan.reason)
    result = await decided(
        site.orders.move(
            to_store(me, command),
            order,
            rooms,
            mode,
            tuple(whom),
            told_by(site, me, order, plan.reason),
            journal,
            command.dry_run,
            plan,
        )
    )
    return _moved(site, command, order, rooms, result)


def _plan(command: PeopleMove, by_name: str) -> Plan:
    return Plan(
        by_name=by_name,
        reason=clean_text(command.reason),
        spread=command.spread,
        seed=command.seed,
        together=command.together,
        delay=command.delay * 1000,
        more=MORE_TIMES if command.more and command.delay else 0,
        may_decline=command.may_decline and command.delay > 0,
    )


def _asked_not(site: Site, result: MoveResult) -> tuple[ParticipantId, ...]:
    going = (*result.moved, *result.offline, *result.announced)
    return tuple(dict.fromkeys(who for who in going if site.places.follow(who) == "never"))


def _moved(site: Site, command: PeopleMove, order: str, rooms: tuple[RoomId, ...], result: MoveResult) -> Moved:
    return Moved(
        order=order,
        to=rooms[0],
        rooms=rooms,
        moved=result.moved,
        already=result.already,
        offline=result.offline,
        full=result.full,
        barred=result.barred,
        announced=result.announced,
        due=site.clock.event_ms(result.due) if result.due else 0,
        into=dict(result.into),
        apart=tuple(command.together[place] for place in result.apart),
        overtaken=tuple(
            Overtaken(each.who, each.order, _name(site, each.by), site.clock.event_ms(each.at))
            for each in result.overtaken
        ),
        asked_not=_asked_not(site, result),
    )


def _name(site: Site, who: ParticipantId) -> str:
    """Empty for somebody who was erased meanwhile."""
    person = site.house.person(who)
    return person.name if person else ""
