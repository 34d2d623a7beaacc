"""The house as every node knows it: who is where, who may speak, whose pass has ended.

The truth is in Redis. Each change of it is one entry of one log per event, and a node's `House` is the fold of that
log over a snapshot: the old house plus the entry equals the fresh house. Times are real milliseconds since 1970 (UTC),
taken from Redis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from venue.model.help import Helped, HelpQueue
from venue.model.ids import ParticipantId, RoomId
from venue.model.moves import (
    Announced,
    Announcement,
    CalledOff,
    Chose,
    ClosedRoom,
    Entry,
    Moved,
    OpenedRoom,
    announcement_of,
)
from venue.model.people import Person, takes_seat
from venue.model.places import Booked
from venue.model.show import AS_PLANNED, ShowState

NOT_SILENCED = -1
"""`until` of somebody who may speak; 0 means until further notice."""


class Arrived(Entry, frozen=True, tag="arrived"):
    """Is present in `room`, from outside or back to a held seat."""

    p: Person
    room: RoomId
    at: int


class Away(Entry, frozen=True, tag="away"):
    """Lost the last connection, longer ago than the grace; the seat is held."""

    id: ParticipantId
    at: int


class Left(Entry, frozen=True, tag="left"):
    """Has no seat any more: went home, or the held seat was given up."""

    id: ParticipantId
    why: Literal["home", "released"]


class Changed(Entry, frozen=True, tag="changed"):
    """Has another name, organisation, roles or rooms; or is known now."""

    p: Person


class Silenced(Entry, frozen=True, tag="silenced"):
    """May not speak until `until` (event time; 0: further notice; -1: may speak again)."""

    id: ParticipantId
    until: int
    by_name: str = ""
    reason: str = ""


class Ended(Entry, frozen=True, tag="ended"):
    """Passes issued until `at` have ended, connections with them; the seat is free. `out`: the door stays shut."""

    id: ParticipantId
    at: int
    out: bool
    by_name: str = ""
    reason: str = ""


class LetIn(Entry, frozen=True, tag="let_in"):
    """May enter again."""

    id: ParticipantId


class Forgotten(Entry, frozen=True, tag="forgotten"):
    """Erased; passes issued until `at` have ended."""

    id: ParticipantId
    at: int


class ShowRun(Entry, frozen=True, tag="show"):
    """Something was decided about the run of show."""

    show: ShowState


class Published(Entry, frozen=True, tag="published"):
    """That version of the event file counts from now on."""

    number: int


class Void(Entry, frozen=True, tag="void"):
    """The place of an entry whose content was erased."""


AboutPeople = Arrived | Away | Left | Moved | Chose | Announced | CalledOff | Changed
AboutRooms = ClosedRoom | OpenedRoom
AboutConduct = Silenced | Ended | LetIn | Forgotten | Void
AnyEntry = AboutPeople | AboutConduct | AboutRooms | ShowRun | Helped | Published


@dataclass(slots=True)
class Standing:
    """One person's place in the house."""

    person: Person
    room: RoomId | None = None
    """The seat, present or held; None outside."""
    present: bool = False
    since: int = 0
    """Present or away since."""


@dataclass(slots=True)
class Snapshot:
    """The house at an offset of its log, as the store tells it."""

    epoch: str
    offset: int
    people: dict[ParticipantId, Person]
    seats: dict[ParticipantId, RoomId]
    here: dict[ParticipantId, int]
    away: dict[ParticipantId, int]
    silenced: dict[ParticipantId, int]
    ended: dict[ParticipantId, int]
    out: frozenset[ParticipantId]
    places: Booked = field(default_factory=Booked)
    published: int = 0
    """The version of the event file that counts; 0: none is known."""
    show: ShowState = AS_PLANNED
    help: dict[int, Helped] = field(default_factory=dict)
    """Open tickets of the info desk, by number."""
    help_last: int = 0
    """The last number given there."""
    announced: dict[ParticipantId, Announcement] = field(default_factory=dict)
    chosen: dict[ParticipantId, int] = field(default_factory=dict)
    """When people last walked, or were moved by a person."""
    closed: frozenset[RoomId] = frozenset()
    closings: int = 0
    """How often a room was closed or opened."""

    @classmethod
    def empty(cls) -> Snapshot:
        """Nobody is known."""
        return cls("", 0, {}, {}, {}, {}, {}, {}, frozenset())


@dataclass(slots=True)
class House:
    """Everybody known, and the rooms they are in. Changed by `apply` and `load` only."""

    standings: dict[ParticipantId, Standing] = field(default_factory=dict)
    present: dict[RoomId, dict[ParticipantId, Standing]] = field(default_factory=dict)
    """Room -> who is present there."""
    taken: dict[RoomId, set[ParticipantId]] = field(default_factory=dict)
    """Room -> whose seats count against its capacity, held ones included."""
    silenced: dict[ParticipantId, int] = field(default_factory=dict)
    ended: dict[ParticipantId, int] = field(default_factory=dict)
    announced: dict[ParticipantId, Announcement] = field(default_factory=dict)
    """To whom a move was announced that has not happened yet."""
    chosen: dict[ParticipantId, int] = field(default_factory=dict)
    """When people last walked, or were moved by a person."""
    closed: set[RoomId] = field(default_factory=set)
    closings: int = 0
    out: set[ParticipantId] = field(default_factory=set)
    published: int = 0
    """The version of the event file that counts."""
    show: ShowState = AS_PLANNED
    """What was decided about the run of show."""
    help: HelpQueue = field(default_factory=HelpQueue)
    version: int = 0
    """Grows with every change: what was made of the house is as old as this says."""

    @property
    def total(self) -> int:
        """People present in the whole venue."""
        return sum(map(len, self.present.values()))

    @property
    def known(self) -> int:
        """How many people are known, those who left included."""
        return len(self.standings)

    def person(self, who: ParticipantId) -> Person | None:
        """The person, if known at this event."""
        standing = self.standings.get(who)
        return standing.person if standing else None

    def room_of(self, who: ParticipantId) -> RoomId | None:
        """The room where the person has a seat."""
        standing = self.standings.get(who)
        return standing.room if standing else None

    def is_closed(self, room: RoomId) -> bool:
        """Whether nobody may be in the room; a closed hall's tables are closed, too."""
        return room in self.closed or room.partition(".")[0] in self.closed

    def is_shown_out(self, who: ParticipantId) -> bool:
        """Whether the door stays shut for the person."""
        return who in self.out

    def ended_at(self, who: ParticipantId) -> int | None:
        """Real time, ms: passes issued until then have ended; None where none was ended."""
        return self.ended.get(who)

    def may_speak(self, who: ParticipantId, now: int) -> bool:
        """Whether the person is free to speak at event time `now`, ms."""
        until = self.silenced.get(who, NOT_SILENCED)
        return until == NOT_SILENCED or 0 < until <= now

    def silenced_until(self, who: ParticipantId, now: int) -> int | None:
        """Event time, 0 until further notice, None when free to speak."""
        return None if self.may_speak(who, now) else self.silenced[who]

    def load(self, snapshot: Snapshot) -> None:
        """Forget everything and become the snapshot."""
        self.version += 1
        self.standings = {who: Standing(person) for who, person in snapshot.people.items()}
        self.present, self.taken = {}, {}
        self.silenced, self.ended, self.out = dict(snapshot.silenced), dict(snapshot.ended), set(snapshot.out)
        self.show, self.published = snapshot.show, snapshot.published
        self.help.load(snapshot.help, snapshot.help_last)
        self.announced = dict(snapshot.announced)
        self.chosen = dict(snapshot.chosen)
        self.closed, self.closings = set(snapshot.closed), snapshot.closings
        for who, room in snapshot.seats.items():
            standing = self.standings.get(who)
            if standing is None:
                continue
            present = who in snapshot.here
            since = snapshot.here[who] if present else snapshot.away.get(who, 0)
            self._seat(standing, room, present, since)

    def apply(self, entry: AnyEntry) -> None:
        """One step on; an entry about somebody unknown changes nothing."""
        self.version += 1
        match entry:
            case Arrived() | Changed() | Moved() | Away() | Left():
                self._apply_whereabouts(entry)
            case Chose(id=who, at=at):
                self.chosen[who] = at
            case ClosedRoom(room=room, number=number):
                self.closed.add(room)
                self.closings = number
            case OpenedRoom(room=room, number=number):
                self.closed.discard(room)
                self.closings = number
            case Announced(ids=ids):
                self.announced.update(dict.fromkeys(ids, announcement_of(entry)))
            case CalledOff(ids=ids):
                self._call_off(*ids)
            case ShowRun(show=show):
                self.show = show
            case Published(number=number):
                self.published = number
            case Helped():
                self.help.apply(entry)
            case _:
                self._apply_conduct(entry)

    def _apply_conduct(self, entry: AboutConduct) -> None:
        match entry:
            case Silenced(id=who, until=until) if until == NOT_SILENCED:
                self.silenced.pop(who, None)
            case Silenced(id=who, until=until):
                self.silenced[who] = until
            case Ended(id=who, at=at, out=out):
                self.ended[who] = at
                if out:
                    self.out.add(who)
                self._call_off(who)
                self._unseat(who)
                self.chosen.pop(who, None)
            case LetIn(id=who):
                self.out.discard(who)
            case Forgotten(id=who, at=at):
                self._forget(who)
                self.ended[who] = at
            case Void():
                pass

    def _apply_whereabouts(self, entry: Arrived | Changed | Moved | Away | Left) -> None:
        match entry:
            case Arrived(p=person, room=room, at=at):
                self._seat(self._know(person), room, True, at)
            case Changed(p=person):
                standing = self._know(person)
                if standing.room is not None:
                    self._seat(standing, standing.room, standing.present, standing.since)
            case Moved():
                self._move(entry)
            case Away(id=who, at=at):
                if (lost := self.standings.get(who)) and lost.room is not None:
                    self._seat(lost, lost.room, False, at)
            case Left(id=who, why=why):
                if why == "home":
                    self._call_off(who)
                    self.chosen.pop(who, None)
                self._unseat(who)

    def _move(self, entry: Moved) -> None:
        if entry.cause in ("moderator", "self"):
            self.chosen.update(dict.fromkeys(entry.ids, entry.at))
        if entry.cause == "moderator":  # whatever was announced: this is it, or overtakes it
            self._call_off(*entry.ids)
        for who in entry.ids:
            if mover := self.standings.get(who):
                self._seat(mover, entry.to, mover.present, mover.since)

    def _call_off(self, *people: ParticipantId) -> None:
        for who in people:
            self.announced.pop(who, None)

    def _forget(self, who: ParticipantId) -> None:
        self._call_off(who)
        for other, announced in self.announced.items():
            if announced.by == who:
                self.announced[other] = replace(announced, by_name="", reason="")
        self._unseat(who)
        self.standings.pop(who, None)
        self.chosen.pop(who, None)
        self.out.discard(who)

    def _know(self, person: Person) -> Standing:
        standing = self.standings.setdefault(person.id, Standing(person))
        standing.person = person
        return standing

    def _seat(self, standing: Standing, room: RoomId, present: bool, since: int) -> None:
        who = standing.person.id
        self._unseat(who)
        standing.room, standing.present, standing.since = room, present, since
        if present:
            self.present.setdefault(room, {})[who] = standing
        if takes_seat(standing.person):
            self.taken.setdefault(room, set()).add(who)

    def _unseat(self, who: ParticipantId) -> None:
        standing = self.standings.get(who)
        if standing is None or standing.room is None:
            return
        self.present.get(standing.room, {}).pop(who, None)
        self.taken.get(standing.room, set()).discard(who)
        standing.room, standing.present, standing.since = None, False, 0
