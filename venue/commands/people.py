"""Finding people and moving them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

import msgspec

from venue.commands.given import decided, journal_entry, known_room, to_store, whereabouts
from venue.live.connection import Connection
from venue.live.site import Site
from venue.model.house import Standing
from venue.model.people import Person, folded, matches, name_key, page_of
from venue.model.texts import clean_text
from venue.protocol.codes import Refusal
from venue.protocol.people import Moved, PeopleFind, PeopleFound, PeopleMove

IDS_AT_MOST: Final = 2000


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
    to = known_room(site, command.to)
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
    told = msgspec.json.encode(
        {"order": order, "by": me.who, "by_name": site.person(me.who).name, "reason": clean_text(command.reason)}
    )
    # The number of people is known to the script alone: it fills it in.
    journal = journal_entry(site, me, "move", room=to, count=0, reason=clean_text(command.reason))
    result = await decided(
        site.rooms.move(to_store(me, command), to, mode, tuple(whom), told[1:-1], journal, command.dry_run)
    )
    return Moved(
        order=order,
        to=to,
        moved=result.moved,
        already=result.already,
        offline=result.offline,
        full=result.full,
        barred=result.barred,
    )
