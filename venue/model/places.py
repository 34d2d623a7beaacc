"""Places in sessions as every node knows them: who has one, to whom one is offered, who waits for one.

A session that lies in a slot has places: as many as its room has seats, without bound where that has none. A person has
at most one place per slot; who takes no seat (staff) takes no place from anybody either. A place that becomes free is
offered to whoever has waited longest and stays reserved until they accept, refuse, or let the offer expire.

The truth is in Redis, where scripts decide (`store/scripts/_places.lua`). What they decide is told in the house log,
and `Places` is the fold of those entries over a snapshot. Times are real milliseconds since 1970 (UTC).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from venue.model.event import Event
from venue.model.ids import ParticipantId, RoomId, SessionId
from venue.model.steps import in_ms

Follow = Literal["always", "ask", "never"]
"""How a person is taken along when the rooms change."""

ASKED: Follow = "ask"
"""How everybody is taken along who has not said otherwise."""


class Bookable(Struct, frozen=True):
    """What the scripts must know of a session that has places. Real time, ms."""

    slot: str
    starts: int
    ends: int
    capacity: int | None
    """None: no bound."""
    room: RoomId

    @property
    def line(self) -> str:
        """As it stands in the store."""
        capacity = "-" if self.capacity is None else self.capacity
        return f"{self.slot} {self.starts} {self.ends} {capacity} {self.room}"


def bookable(
    event: Event, real_ms: Callable[[int], int], times: Mapping[SessionId, tuple[int, int]] | None = None
) -> dict[SessionId, Bookable]:
    """The sessions that have places, by id. `real_ms`: the event's time (ms) as real time, whatever its clock shows.

    `times`: when sessions really begin and end, in the event's time (ms), where that is not as planned.
    """
    found: dict[SessionId, Bookable] = {}
    for session in event.sessions:
        if session.slot is None:
            continue
        planned = in_ms(session.starts), in_ms(session.ends)
        starts, ends = (times or {}).get(session.id, planned)
        found[session.id] = Bookable(
            slot=session.slot,
            starts=real_ms(starts),
            ends=real_ms(ends),
            capacity=event.places_of(session),
            room=session.room,
        )
    return found


class PlaceEntry(Struct, frozen=True, tag_field="t"):
    """One change of places, in the house log."""


class Placed(PlaceEntry, frozen=True, tag="placed"):
    """Has a place; `counts`: it is one of those that the session has."""

    id: ParticipantId
    session: SessionId
    counts: bool
    since: int = 0
    """Smaller numbers came first."""


class Queued(PlaceEntry, frozen=True, tag="queued"):
    """Waits for a place; smaller numbers came first."""

    id: ParticipantId
    session: SessionId
    number: int


class Offered(PlaceEntry, frozen=True, tag="offered"):
    """A place is reserved for the person until then."""

    id: ParticipantId
    session: SessionId
    until: int


class Unplaced(PlaceEntry, frozen=True, tag="unplaced"):
    """Has neither a place there nor an offer, and does not wait."""

    id: ParticipantId
    session: SessionId


class ListClosed(PlaceEntry, frozen=True, tag="list_closed"):
    """The session has begun: nobody waits there any more, and nothing is offered.

    If it is brought back, whoever waited is told anew where they stand.
    """

    session: SessionId


class Follows(PlaceEntry, frozen=True, tag="follows"):
    """How the person is taken along from now on."""

    id: ParticipantId
    how: Follow


AnyPlaceEntry = Placed | Queued | Offered | Unplaced | ListClosed | Follows


@dataclass(slots=True)
class Booking:
    """One session: who has a place, an offer, or waits. Nobody is in two of the three."""

    placed: dict[ParticipantId, bool] = field(default_factory=dict)
    """Who has a place, and whether it counts."""
    offered: dict[ParticipantId, int] = field(default_factory=dict)
    """To whom a place is offered, and until when."""
    waiting: dict[ParticipantId, int] = field(default_factory=dict)
    """Who waits, and the number by which they stand in line. Changed by `put` and `remove` only."""
    since: dict[ParticipantId, int] = field(default_factory=dict)
    """The number by which those who have places came to them."""
    _ranks: dict[ParticipantId, int] | None = field(default=None, compare=False)

    @property
    def taken(self) -> int:
        """Places taken or reserved."""
        return sum(self.placed.values()) + len(self.offered)

    def line(self) -> list[ParticipantId]:
        """Who waits, in order."""
        return sorted(self.waiting, key=lambda who: (self.waiting[who], who))

    def by_coming(self) -> list[ParticipantId]:
        """Who has a place, in the order in which they came to it."""
        return sorted(self.placed, key=lambda who: (self.since.get(who, 0), who))

    def ahead(self, who: ParticipantId) -> int:
        """How many people stand in line before somebody who waits. Counted anew only when the line changed."""
        if self._ranks is None:
            self._ranks = {one: rank for rank, one in enumerate(self.line())}
        return self._ranks[who]

    def put(self, entry: Placed | Queued | Offered) -> None:
        """The person has that and nothing else."""
        self.remove(entry.id)
        match entry:
            case Placed(id=who, counts=counts, since=since):
                self.placed[who], self.since[who] = counts, since
            case Queued(id=who, number=number):
                self.waiting[who], self._ranks = number, None
            case Offered(id=who, until=until):
                self.offered[who] = until

    def remove(self, who: ParticipantId) -> None:
        """The person has nothing."""
        for part in (self.placed, self.since, self.offered):
            part.pop(who, None)
        if self.waiting.pop(who, None) is not None:
            self._ranks = None


@dataclass(slots=True)
class Booked:
    """All places at one moment, as the store tells them."""

    sessions: dict[SessionId, Booking] = field(default_factory=dict)
    follow: dict[ParticipantId, Follow] = field(default_factory=dict)

    def people(self) -> set[ParticipantId]:
        """Who has a place, or an offer, or waits for one."""
        return {who for each in self.sessions.values() for who in (*each.placed, *each.offered, *each.waiting)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has in a session."""

    session: SessionId
    state: Literal["placed", "waiting", "offered"]
    ahead: int = 0
    """People before them in line."""
    until: int = 0
    """When the offer ends."""


@dataclass(slots=True)
class Places:
    """Every session's places. Changed by `apply` and `load` only."""

    sessions: dict[SessionId, Booking] = field(default_factory=dict)
    _of: dict[ParticipantId, set[SessionId]] = field(default_factory=dict)
    _follow: dict[ParticipantId, Follow] = field(default_factory=dict)

    def load(self, booked: Booked) -> None:
        """Forget everything and become the snapshot."""
        self._of = {}
        self._follow = dict(booked.follow)
        self.sessions = {
            session: Booking(dict(each.placed), dict(each.offered), dict(each.waiting), dict(each.since))
            for session, each in booked.sessions.items()
        }
        for session, each in self.sessions.items():
            for who in (*each.placed, *each.offered, *each.waiting):
                self._of.setdefault(who, set()).add(session)

    def booked(self) -> Booked:
        """All that is known, for a store that has lost it."""
        return Booked(self.sessions, self._follow)

    def apply(self, entry: AnyPlaceEntry) -> tuple[ParticipantId, ...]:
        """One step on. Returns who is concerned by it."""
        match entry:
            case Follows(id=who, how=how):
                if how == ASKED:
                    self._follow.pop(who, None)
                else:
                    self._follow[who] = how
                return (who,)
            case ListClosed(session=session):
                return self._close(session)
            case Placed(id=who, session=session) | Queued(id=who, session=session) | Offered(id=who, session=session):
                self.sessions.setdefault(session, Booking()).put(entry)
                self._of.setdefault(who, set()).add(session)
                return (who,)
            case Unplaced(id=who, session=session):
                self._without(who, session)
                return (who,)

    def follow(self, who: ParticipantId) -> Follow:
        """How the person is taken along."""
        return self._follow.get(who, ASKED)

    def count(self, session: SessionId) -> tuple[int, int]:
        """How many places are taken or reserved, and how many people wait."""
        booking = self.sessions.get(session)
        return (booking.taken, len(booking.waiting)) if booking else (0, 0)

    def has_place(self, who: ParticipantId, session: SessionId) -> bool:
        """Whether the person is expected there."""
        return session in self.sessions and who in self.sessions[session].placed

    def standings(self, who: ParticipantId, order: Iterable[SessionId] = ()) -> tuple[Standing, ...]:
        """All that the person has; sessions in that order, those not named in it at the end."""
        place = {session: at for at, session in enumerate(order)}
        mine = sorted(self._of.get(who, ()), key=lambda session: (place.get(session, len(place)), session))
        return tuple(self._standing(who, session) for session in mine)

    def _standing(self, who: ParticipantId, session: SessionId) -> Standing:
        booking = self.sessions[session]
        if who in booking.placed:
            return Standing(session, "placed")
        if who in booking.offered:
            return Standing(session, "offered", until=booking.offered[who])
        return Standing(session, "waiting", ahead=booking.ahead(who))

    def _without(self, who: ParticipantId, session: SessionId) -> None:
        if session in self.sessions:
            self.sessions[session].remove(who)
        sessions = self._of.get(who)
        if sessions is not None:
            sessions.discard(session)
            if not sessions:
                del self._of[who]

    def _close(self, session: SessionId) -> tuple[ParticipantId, ...]:
        booking = self.sessions.get(session, Booking())
        gone = (*booking.offered, *booking.waiting)
        for who in gone:
            self._without(who, session)
        return gone


@dataclass(frozen=True, slots=True)
class ShouldAndIs:
    """A session's people: those with a place are `here`, `missing` or `strayed`; nobody is in two of the four."""

    here: tuple[ParticipantId, ...]
    missing: tuple[ParticipantId, ...]
    """Are not in the venue."""
    strayed: tuple[tuple[ParticipantId, RoomId], ...]
    """Are elsewhere."""
    unexpected: tuple[ParticipantId, ...]
    """Are there without a place, though they take a seat."""


def should_and_is(
    expected: Iterable[ParticipantId],
    present: Mapping[RoomId, Iterable[ParticipantId]],
    rooms: Iterable[RoomId],
    staff: Iterable[ParticipantId],
) -> ShouldAndIs:
    """`present`: room -> who is there now; `rooms`: those of the session; `staff`: who is never unexpected. By id."""
    where = {who: room for room, people in present.items() for who in people}
    inside, should, working = frozenset(rooms), frozenset(expected), frozenset(staff)
    ordered = sorted(should)
    return ShouldAndIs(
        here=tuple(who for who in ordered if where.get(who) in inside),
        missing=tuple(who for who in ordered if who not in where),
        strayed=tuple((who, where[who]) for who in ordered if who in where and where[who] not in inside),
        unexpected=tuple(sorted(who for who, room in where.items() if room in inside and who not in should | working)),
    )
