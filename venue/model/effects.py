"""What a new version of the event would do to the people inside: told before, and what `publish.lua` then does.

Nobody loses a seat because their room became smaller. Whose room vanished goes where they belong, and so does
who is in what runs by their place where that is in another room now. Of places:

- those of a session that vanished, or has no places any more, are gone;
- so are those of people whose tickets do not open the room that the session moved to;
- who has places in two sessions that lie in one slot now keeps the one of the session that was there before;
- where fewer places are left than people have, who came first keeps theirs, and the last ones go to the head of the
  waiting list, before those to whom a place was offered, and before all who waited; unless the session has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from venue.model.event import Event, Text
from venue.model.house import Snapshot
from venue.model.ids import RoomId, SessionId
from venue.model.people import Person, takes_seat
from venue.model.places import Bookable

EffectKind = Literal[
    "leave_room",  # this many people are in a room that vanishes
    "over_capacity",  # this many seats are taken in a room that has `more` of them
    "places_gone",  # this many people lose their place, and `more` wait in vain
    "places_barred",  # this many lose it because their ticket does not open the other room
    "places_collide",  # this many lose it because they have another in the same slot
    "places_queued",  # this many go back to the waiting list, and `more` offers are withdrawn
    "places_over",  # the session has begun: it keeps this many more than it has places
]


class EventEffect(Struct, frozen=True):
    """One consequence for people: of a room, or of a session."""

    kind: EffectKind
    id: str
    title: Text
    count: int
    more: int = 0


def effects(
    old: Event, new: Event, house: Snapshot, sessions: Mapping[SessionId, Bookable], now: int
) -> tuple[EventEffect, ...]:
    """`sessions`: those of the new version that have places, `now`: real ms; `house`: who is where, and has what."""
    return (*_of_rooms(old, new, house), *_Places(old, new, house, sessions, now).effects())


def vacated(old: Event, new: Event) -> tuple[RoomId, ...]:
    """Rooms that vanish."""
    return tuple(room.id for room in old.rooms if new.room(room.id) is None)


def _of_rooms(old: Event, new: Event, house: Snapshot) -> Iterable[EventEffect]:
    inside: dict[RoomId, int] = {}
    taken: dict[RoomId, int] = {}
    for who, room in house.seats.items():
        inside[room] = inside.get(room, 0) + 1
        if who not in house.people or takes_seat(house.people[who]):
            taken[room] = taken.get(room, 0) + 1
    for gone in vacated(old, new):
        if count := inside.get(gone, 0):
            yield EventEffect("leave_room", gone, old.rooms_by_id[gone].title, count)
    for each in new.rooms:
        if each.capacity is not None and taken.get(each.id, 0) > each.capacity:
            yield EventEffect("over_capacity", each.id, each.title, taken[each.id], each.capacity)


class _Places:
    """Goes through the places in the order of `publish.lua`."""

    def __init__(
        self, old: Event, new: Event, house: Snapshot, sessions: Mapping[SessionId, Bookable], now: int
    ) -> None:
        self._old, self._new, self._people, self._sessions, self._now = old, new, house.people, sessions, now
        booked = house.places.sessions
        self._placed = {session: dict(booking.placed) for session, booking in booked.items()}
        self._offered = {session: set(booking.offered) for session, booking in booked.items()}
        self._waiting = {session: set(booking.waiting) for session, booking in booked.items()}

    def effects(self) -> Iterable[EventEffect]:
        known = sorted(self._placed)
        for rule in (self._gone, self._barred, self._collide, self._fewer):
            for session in known:
                effect = rule(session)
                if effect and (effect.count or effect.more):
                    yield effect

    def _gone(self, session: SessionId) -> EventEffect | None:
        if session in self._sessions:
            return None
        count = len(self._placed[session]) + len(self._offered[session])
        return self._effect("places_gone", session, count, len(self._waiting[session]))

    def _barred(self, session: SessionId) -> EventEffect | None:
        before, after = self._old.session(session), self._sessions.get(session)
        if after is None or (before is not None and before.room == after.room):
            return None
        out = {who for who in self._placed[session] if not _admits(self._people.get(who), after.room)}
        for who in out:
            del self._placed[session][who]
        lists = self._offered[session], self._waiting[session]
        others = [who for line in lists for who in line if not _admits(self._people.get(who), after.room)]
        for line in lists:
            line.difference_update(others)
        return self._effect("places_barred", session, len(out) + len(others))

    def _collide(self, session: SessionId) -> EventEffect | None:
        before, after = self._old.session(session), self._sessions.get(session)
        if after is None or (before is not None and before.slot == after.slot):
            return None
        beside = [other for other, about in self._sessions.items() if about.slot == after.slot and other != session]
        out = [who for who in self._placed[session] if any(who in self._placed.get(other, ()) for other in beside)]
        for who in out:
            del self._placed[session][who]
        return self._effect("places_collide", session, len(out))

    def _fewer(self, session: SessionId) -> EventEffect | None:
        about = self._sessions.get(session)
        if about is None or about.capacity is None:
            return None
        counted = sum(self._placed[session].values())
        if self._now >= about.starts:
            return self._effect("places_over", session, max(0, counted - about.capacity))
        queued = max(0, counted - about.capacity)
        withdrawn = max(0, min(len(self._offered[session]), counted + len(self._offered[session]) - about.capacity))
        return self._effect("places_queued", session, queued, withdrawn)

    def _effect(self, kind: EffectKind, session: SessionId, count: int, more: int = 0) -> EventEffect:
        found = self._new.session(session) or self._old.session(session)
        return EventEffect(kind, session, found.title if found else {}, count, more)


def _admits(person: Person | None, room: RoomId) -> bool:
    """Whether the person's ticket opens the room; who never came in has shown none yet."""
    return person is None or not person.rooms or room in person.rooms or room.partition(".")[0] in person.rooms
