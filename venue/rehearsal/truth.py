"""Who really is where, as the rehearsal knows of its own people; whether views and answers agree with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from venue.model.ids import RoomId
from venue.protocol.people import Whereabouts
from venue.rehearsal.view import View


class Others(msgspec.Struct, frozen=True):
    """People in the venue who are not of the rehearsal: present in each room (tables counted at their table)."""

    present: dict[str, int] = msgspec.field(default_factory=dict)


class Truth(msgspec.Struct, frozen=True):
    """A moment in which nobody walks."""

    rooms: dict[str, tuple[int, ...]]
    """Room -> numbers of the rehearsal's people in it; a table's people are only at the table."""
    counts: dict[str, int]
    """Room -> people present, others included, a hall with its tables."""
    rosters: dict[str, int]
    """Room -> people on its roster, others included."""
    total: int


def establish(places: Mapping[int, str], others: Others, parents: Mapping[str, str]) -> Truth:
    """The truth from where each rehearsal person is and how many others are in each room.

    `parents`: table -> its hall.
    """
    rooms: dict[str, list[int]] = {}
    for person, room in places.items():
        rooms.setdefault(room, []).append(person)
    rosters = {room: len(people) for room, people in rooms.items()}
    for room, present in others.present.items():
        rosters[room] = rosters.get(room, 0) + present
    counts = dict(rosters)
    for room, present in rosters.items():
        if room in parents:
            counts[parents[room]] = counts.get(parents[room], 0) + present
    return Truth(
        rooms={room: tuple(sorted(people)) for room, people in rooms.items()},
        counts=counts,
        rosters=rosters,
        total=sum(rosters.values()),
    )


def others_in(found: Iterable[Whereabouts], ours: Iterable[str]) -> Others:
    """The others among everybody the venue knows of; `ours`: ids of the rehearsal's people."""
    known = frozenset(ours)
    present: dict[str, int] = {}
    for someone in found:
        if someone.present and someone.room is not None and someone.person.id not in known:
            present[someone.room] = present.get(someone.room, 0) + 1
    return Others(present)


def wrong_counts(view: View, truth: Truth) -> list[str]:
    """What is wrong with the counts a person sees; empty: nothing."""
    faults = [
        f"{room}: counted {seen.present}, true {truth.counts.get(room, 0)}"
        for room, seen in view.counts.items()
        if seen.present != truth.counts.get(room, 0)
    ]
    faults += [
        f"{room}: not counted, true {count}"
        for room, count in truth.counts.items()
        if room not in view.counts and count
    ]
    if view.total != truth.total:
        faults.append(f"in the whole venue: counted {view.total}, true {truth.total}")
    return faults


def wrong_roster(view: View, truth: Truth, here: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """What is wrong with the roster a person sees; empty: nothing.

    `here`: id -> name of the rehearsal's people in that person's room; `ours`: of all its people.
    """
    expected = truth.rosters.get(view.here, 0)
    if view.count != expected:
        return f"{view.here}: the roster says {view.count}, true {expected}"
    return "" if view.names is None else wrong_names(view.here, view.names, here, ours)


def wrong_names(room: str, listed: Mapping[str, str], here: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Who is missing, wrongly there or wrongly named on a list of `room`; empty: nobody."""
    mine = {person: name for person, name in listed.items() if person in ours}
    if mine == here:
        return ""
    missing = sorted(here.keys() - mine.keys())
    surplus = sorted(mine.keys() - here.keys())
    renamed = sorted(person for person in mine.keys() & here.keys() if mine[person] != here[person])
    return f"{room}: missing {missing[:3]}, wrongly there {surplus[:3]}, wrongly named {renamed[:3]}"


def wrong_whereabouts(
    found: Iterable[Whereabouts], places: Mapping[str, str], absent: frozenset[str] = frozenset()
) -> list[str]:
    """Where the venue is mistaken about the rehearsal's people. `places`: id -> room, of those who are in the venue;
    `absent`: ids of those who have lost their connection for longer than the grace.
    """
    known: dict[str, Whereabouts] = {someone.person.id: someone for someone in found}
    faults: list[str] = []
    for person, room in places.items():
        seen = known.get(person)
        if seen is None:
            faults.append(f"{person}: in {room}, unknown to the venue")
        elif seen.room != room:
            faults.append(f"{person}: in {room}, according to the venue in {seen.room}")
        elif seen.present is (person in absent):
            faults.append(f"{person}: the venue says {'present' if seen.present else 'absent'}, true is the opposite")
    return faults


def over_capacity(taken: Mapping[RoomId, int], capacities: Mapping[str, int]) -> list[str]:
    """Rooms with more participants than seats; `taken`: room -> seats taken, `capacities`: where there is a bound."""
    return [
        f"{room}: {seats} on {capacities[room]} seats"
        for room, seats in taken.items()
        if room in capacities and seats > capacities[room]
    ]
