"""The house as every node knows it: who is where, who may speak, whose pass has ended.

The truth is in Redis. Each change of it is one entry of one log per event, and a node's `House` is the fold of that
log over a snapshot: the old house plus the entry equals the fresh house. Times are real milliseconds since 1970 (UTC),
taken from Redis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from venue.model.help import Helped, HelpQueue
from venue.model.ids import ParticipantId, RoomId
from venue.model.people import Person, takes_seat
from venue.model.places import Booked
from venue.model.show import AS_PLANNED, ShowState

NOT_SILENCED = -1
"""`until` of somebody who may speak; 0 means until further notice."""


class Entry(Struct, frozen=True, tag_field="t"):
    """One change of the house."""


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


class Moved(Entry, frozen=True, tag="moved"):
    """These people are in the room `to` now."""

    ids: tuple[ParticipantId, ...]
    to: RoomId
    cause: Literal["moderator", "self"]
    at: int
    order: str = ""
    by: ParticipantId = ParticipantId("")
    by_name: str = ""
    reason: str = ""


class Announcement(Struct, frozen=True):
    """A move that is going to happen, as the store keeps it for one person."""

    to: RoomId
    rooms: tuple[RoomId, ...]
    """Where to; of several, one is found when it happens."""
    at: int
    """When, real ms."""
    more: int
    """How often the person may still ask for two more minutes."""
    may_decline: bool
    order: str
    by: ParticipantId
    by_name: str = ""
    reason: str = ""


class Announced(Entry, frozen=True, tag="announced"):
    """These people are going to be moved, as an `Announcement` says; a later one takes its place."""

    ids: tuple[ParticipantId, ...]
    to: RoomId
    rooms: tuple[RoomId, ...]
    at: int
    more: int
    may_decline: bool
    order: str
    by: ParticipantId
    by_name: str = ""
    reason: str = ""


WhyOff = Literal["cancelled", "declined", "overtaken", "already", "offline", "full", "barred"]
"""Why an announced move does not happen: it was cancelled, declined, or overtaken by another order; or its time came
and they were there already, had no connection (then it waits for them), found no seat, or may not go there."""


class CalledOff(Entry, frozen=True, tag="called_off"):
    """The move that was announced to these people is not going to happen, or has nothing left to do."""

    ids: tuple[ParticipantId, ...]
    order: str
    why: WhyOff


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


class Void(Entry, frozen=True, tag="void"):
    """The place of an entry whose content was erased."""


def announcement_of(entry: Announced) -> Announcement:
    """What an entry announces to each of its people."""
    return Announcement(
        to=entry.to,
        rooms=entry.rooms,
        at=entry.at,
        more=entry.more,
        may_decline=entry.may_decline,
        order=entry.order,
        by=entry.by,
        by_name=entry.by_name,
        reason=entry.reason,
    )


AboutPeople = Arrived | Away | Left | Moved | Announced | CalledOff | Changed
AboutConduct = Silenced | Ended | LetIn | Forgotten | Void
AnyEntry = AboutPeople | AboutConduct | ShowRun | Helped


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
    show: ShowState = AS_PLANNED
    help: dict[int, Helped] = field(default_factory=dict)
    """Open tickets of the info desk, by number."""
    help_last: int = 0
    """The last number given there."""
    announced: dict[ParticipantId, Announcement] = field(default_factory=dict)

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
    out: set[ParticipantId] = field(default_factory=set)
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
        self.show = snapshot.show
        self.help.load(snapshot.help, snapshot.help_last)
        self.announced = dict(snapshot.announced)
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
            case Announced(ids=ids):
                self.announced.update(dict.fromkeys(ids, announcement_of(entry)))
            case CalledOff(ids=ids):
                self._call_off(*ids)
            case ShowRun(show=show):
                self.show = show
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
            case Moved(ids=ids, to=to, cause=cause):
                if cause == "moderator":  # whatever was announced: this is it, or overtakes it
                    self._call_off(*ids)
                for who in ids:
                    if mover := self.standings.get(who):
                        self._seat(mover, to, mover.present, mover.since)
            case Away(id=who, at=at):
                if (lost := self.standings.get(who)) and lost.room is not None:
                    self._seat(lost, lost.room, False, at)
            case Left(id=who, why=why):
                if why == "home":
                    self._call_off(who)
                self._unseat(who)

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
