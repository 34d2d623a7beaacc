"""A change of rooms: where everybody belongs when a round of sessions begins, and how long it took them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from venue.model.belonging import Rooms, RunningPlace, Stay, belongs
from venue.model.ids import RoomId
from venue.model.places import Follow
from venue.protocol.door import EventInfo
from venue.rehearsal.drills import DrillKey
from venue.rehearsal.orders import Standing
from venue.rehearsal.samples import rank

FEW: Final = 400
WITHIN: Final = 5_000.0
"""ms from a round's beginning until everybody who is taken along has arrived, for up to `FEW` people."""
PER_PERSON_MORE: Final = 12.5
"""ms for each person more: 15 s for 1,200."""
STAYS: Final = 2.0
"""Seconds after the change in which nobody is in a wrong room any more."""
_OPENED: Final = 1_000
"""Any moment will do for a session's beginning: it matters only what was chosen before it and what after."""


class ByHand(msgspec.Struct, frozen=True):
    """A moderator moved somebody near the beginning of a round."""

    room: str
    when: str
    """`before`: they were there when it began; `after`: it had begun when the order was given; `between`: who knows."""


class Facts(msgspec.Struct, frozen=True):
    """What the rehearsal knows of a change, apart from the people's own standings."""

    places: Mapping[int, str]
    """Person -> the room of their place in this round."""
    follows: Mapping[int, Follow]
    by_hand: Mapping[int, ByHand]
    rooms: frozenset[str]
    """Rooms in which a session of this round takes place."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change as it was found; times in ms."""

    slot: str
    drills: tuple[DrillKey, ...]
    """What was to happen during it."""
    people: int
    """In the venue at the end of it."""
    taken: int
    """Online throughout, and taken along by the programme."""
    lost: int
    """Were taken along, and lost their connection meanwhile."""
    judged: int
    """People of whom one can say where they belong."""
    misplaced: int
    p50: float | None
    p99: float | None
    last: float | None
    """From the round's beginning until the last of `taken` had the room open; None: nobody was taken along."""
    limit: float


def limit(people: int) -> float:
    """ms that a change may take."""
    return WITHIN + PER_PERSON_MORE * max(0, people - FEW)


def where(standing: Standing, facts: Facts, event: EventInfo) -> str | None:
    """The room in which this person belongs once the round has begun; None: one cannot say from outside."""
    who = standing.person
    by_hand = facts.by_hand.get(who)
    place = facts.places.get(who)
    seat, chosen = standing.before, 0
    if by_hand is not None:
        if by_hand.when == "between":
            return None
        seat, chosen = by_hand.room, 2 * _OPENED if by_hand.when == "after" else 1
    if standing.walked:
        seat, chosen = standing.walked, 2 * _OPENED
    if place is None and seat.partition(".")[0] in facts.rooms:
        return None  # their seat may be needed for somebody who has a place there
    stay = Stay(
        seat=RoomId(seat),
        chosen=chosen,
        place=None if place is None else RunningPlace(RoomId(place), _OPENED),
        follow=facts.follows.get(who, "ask"),
    )
    foyer = next(room.id for room in event.rooms if room.kind == "foyer")
    return belongs(stay, Rooms(foyer=foyer, known={room.id for room in event.rooms})).room


def misplaced(standings: Iterable[Standing], facts: Facts, event: EventInfo) -> tuple[int, list[str]]:
    """How many could be judged, and who is in a wrong room, in a line each. Who is not connected is not misplaced."""
    judged, faults = 0, []
    for standing in standings:
        belongs_in = where(standing, facts, event) if standing.is_in else None
        if belongs_in is None:
            continue
        judged += 1
        if standing.room != belongs_in:
            faults.append(
                f"person {standing.person} is in {standing.room} and belongs in {belongs_in} "
                f"({_story(standing, facts)})"
            )
    return judged, faults


def _story(standing: Standing, facts: Facts) -> str:
    """What is known of a person, for whoever looks for the cause."""
    follow = facts.follows.get(standing.person, "ask")
    parts = [f"was in {standing.before}", f"place in {facts.places.get(standing.person, 'nothing')}, follows: {follow}"]
    if standing.lost:
        parts.append("lost the connection")
    if standing.walked:
        parts.append(f"walked to {standing.walked}")
    if standing.person in facts.by_hand:
        by_hand = facts.by_hand[standing.person]
        parts.append(f"moved to {by_hand.room} by hand {by_hand.when} the beginning")
    return "; ".join(parts)


def still_awaited(standings: Iterable[Standing], facts: Facts, event: EventInfo) -> tuple[int, int]:
    """How many are connected and still have to get where they belong, and how many still have to come back."""
    known = list(standings)
    away = sum(not standing.is_in for standing in known)
    return len(misplaced(known, facts, event)[1]), away


def change(
    slot: str, drills: tuple[DrillKey, ...], starts: int, standings: list[Standing], judged: int, wrong: int
) -> Change:
    """What is to be said of it. `starts`: when the round began, ns of the clock of `Standing.arrived`."""
    taken = [one for one in standings if one.arrived]
    times = sorted(max(0.0, (one.arrived - starts) / 1e6) for one in taken if not one.lost)
    return Change(
        slot=slot,
        drills=drills,
        people=sum(one.is_in for one in standings),
        taken=len(times),
        lost=len(taken) - len(times),
        judged=judged,
        misplaced=wrong,
        p50=rank(times, 0.5) if times else None,
        p99=rank(times, 0.99) if times else None,
        last=times[-1] if times else None,
        limit=limit(len(standings)),
    )
