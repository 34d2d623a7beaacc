"""What changes in the house, told to browsers: differences per tick, at most twice a second, whatever the storm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from venue.model.house import House, Standing
from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Person
from venue.protocol.roster import LISTED_UP_TO, Roster, RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted
from venue.protocol.wire import Event, Member, Occupancy

SOONEST: Final = 0.03
"""Seconds between a first change and the news of it: what belongs together goes together."""
INTERVAL: Final = 0.5
"""Seconds between two pieces of news."""
LISTED_AGAIN: Final = LISTED_UP_TO - 40
"""A paged roster becomes a listed one below this, so that it does not change at every step around the bound."""


def member(person: Person) -> Member:
    """A person as others see them."""
    return Member(person.id, person.name, person.org, person.roles, person.rehearsal)


@dataclass(slots=True)
class Shown:
    """How what was shown to those who came into a room since the last tick differs from what the others were told.

    Whoever left and came back within a tick has not moved for the others, but is missing in what was shown in between.
    """

    people: set[ParticipantId] = field(default_factory=set)
    """Who was there and not told, told and not there, or told otherwise: the next news is about them in any case."""
    paged: set[bool] = field(default_factory=set)


class Presence:
    """Compares the house with what was last told, room by room.

    `tell` gets the events of a tick: for the people in one room, and the counts for everybody.
    """

    def __init__(
        self,
        house: House,
        halls: dict[RoomId, tuple[RoomId, ...]],
        rooms: tuple[RoomId, ...],
        now: Callable[[], int],
        tell: Callable[[dict[RoomId, Event], HouseCounted | None], None],
    ) -> None:
        self._house = house
        self._halls = halls
        self._parents = {table: hall for hall, tables in halls.items() for table in tables}
        self._now = now
        self._tell = tell
        self._told: dict[RoomId, dict[ParticipantId, Person]] = {room: {} for room in rooms}
        self._paged: dict[RoomId, bool] = dict.fromkeys(rooms, False)
        self._counts: dict[RoomId, Occupancy] = {room: Occupancy(0, 0) for room in rooms}
        self._shown: dict[RoomId, Shown] = {}
        self._counts_shown = False
        """Whether somebody was shown the counts since the last tick."""
        self._touched: set[RoomId] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0.0

    def rearrange(self, halls: dict[RoomId, tuple[RoomId, ...]], rooms: tuple[RoomId, ...]) -> None:
        """These are the rooms from now on: who comes into a new one is told, and a vanished one counts no more."""
        self._halls = halls
        self._parents = {table: hall for hall, tables in halls.items() for table in tables}
        self._told = {room: self._told.get(room, {}) for room in rooms}
        self._paged = {room: self._paged.get(room, False) for room in rooms}
        self._counts = {room: self._counts.get(room, Occupancy(0, 0)) for room in rooms}
        self._shown = {room: shown for room, shown in self._shown.items() if room in self._told}
        self._touched &= self._told.keys()
        self._counts_shown = True  # browsers know nothing of the new rooms yet
        self.touch_all()

    def occupancy(self, room: RoomId) -> Occupancy:
        """How full a room is now; a hall's tables count with it."""
        rooms = (room, *self._halls.get(room, ()))
        present = sum(len(self._house.present.get(each, ())) for each in rooms)
        return Occupancy(present, sum(len(self._house.taken.get(each, ())) for each in rooms))

    def counts(self) -> dict[RoomId, Occupancy]:
        """Every room's occupancy now, for somebody who is told every change from now on."""
        self._counts_shown = True
        return {room: self.occupancy(room) for room in self._told}

    def roster(self, room: RoomId) -> Roster:
        """A room's roster as it is sent to somebody who comes in."""
        here = self._house.present.get(room, {})
        paged = self._is_paged(room, len(here))
        if room in self._touched:
            shown = self._shown.setdefault(room, Shown())
            shown.paged.add(paged)
            if not paged:
                told = self._told[room]
                shown.people |= {who for who in told if who not in here}
                shown.people |= {who for who, standing in here.items() if told.get(who) != standing.person}
        if paged:
            return Roster(len(here), None)
        return Roster(len(here), tuple(member(standing.person) for standing in here.values()))

    def touch(self, *rooms: RoomId | None) -> None:
        """Something changed in these rooms."""
        for room in rooms:
            if room is not None and room in self._told:
                self._touched.add(room)
        if self._touched and self._timer is None:
            loop = asyncio.get_running_loop()
            wait = max(SOONEST, self._last + INTERVAL - loop.time())
            self._timer = loop.call_later(wait, self._tick)

    def touch_all(self) -> None:
        """The house was loaded anew."""
        self.touch(*self._told)

    def close(self) -> None:
        """No more ticks."""
        if self._timer is not None:
            self._timer.cancel()

    def _is_paged(self, room: RoomId, count: int) -> bool:
        bound = LISTED_AGAIN if self._paged.get(room) else LISTED_UP_TO
        return count > bound

    def _tick(self) -> None:
        self._timer = None
        self._last = asyncio.get_running_loop().time()
        touched, self._touched = self._touched, set()
        rosters = {room: event for room in touched if (event := self._difference(room)) is not None}
        counted = touched | {self._parents[room] for room in touched if room in self._parents}
        changed: dict[RoomId, Occupancy] = {}
        for room in counted:
            occupancy = self.occupancy(room)
            if self._counts[room] != occupancy or self._counts_shown:
                self._counts[room] = changed[room] = occupancy
        self._counts_shown = False
        counts = HouseCounted(counts=changed, total=self._house.total, at=self._now()) if changed else None
        if rosters or counts:
            self._tell(rosters, counts)

    def _difference(self, room: RoomId) -> Event | None:
        here: dict[ParticipantId, Standing] = self._house.present.get(room, {})
        told, shown = self._told[room], self._shown.pop(room, Shown())
        joined = [
            standing.person for who, standing in here.items() if who in shown.people or told.get(who) != standing.person
        ]
        left = [who for who in {*told, *shown.people} if who not in here]
        paged, was_paged = self._is_paged(room, len(here)), self._paged[room]
        if not joined and not left and not shown.paged:
            return None
        self._told[room] = {who: standing.person for who, standing in here.items()}
        self._paged[room] = paged
        if {was_paged, *shown.paged} != {paged}:
            return RosterListed(room=room, roster=self.roster(room))
        if paged:
            return RosterChanged(room=room, count=len(here))
        return RosterChanged(room=room, count=len(here), joined=tuple(map(member, joined)), left=tuple(left))
