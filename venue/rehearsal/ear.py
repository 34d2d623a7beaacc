"""What a person makes of the lines they hear: their view of the house, and what in them breaks a promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import msgspec

from venue.protocol.people import PeopleArrived
from venue.protocol.places import PlacesCounted, YouPlaced
from venue.protocol.reactions import ReactionCounted
from venue.protocol.room import Snapshot
from venue.protocol.roster import RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted
from venue.protocol.wire import Position
from venue.rehearsal import stamps
from venue.rehearsal.heard import Line, Logged, logged
from venue.rehearsal.stage import Stage
from venue.rehearsal.stay import Stay
from venue.rehearsal.view import View

_snapshot = msgspec.json.Decoder(Snapshot)


class Ear:
    """The hearing of one person. `on_gap(position)` is called when events are missing on a living connection."""

    def __init__(self, stage: Stage, number: int, on_gap: Callable[[Position], None]) -> None:
        self._stage = stage
        self._number = number
        self._on_gap = on_gap
        self.view = View()
        self.stay: Stay | None = None
        self.opening: str = ""
        """The room that was asked for: what is heard of it before its snapshot is in the snapshot, too."""
        self._renewed: str = ""
        """The room I am in, while its log is another one whose snapshot is still to come."""
        self.arrived: dict[str, set[str]] = {}
        """Move order -> people who arrived, as its giver heard."""
        self.claps: Counter[str] = Counter()
        """Room -> claps heard there."""
        self.epochs: dict[str, str] = {}
        """Room -> the epoch in which I was there last."""
        self._cut = 0
        """Since when there is no connection (ns); 0: there is one."""

    def hear(self, line: Line, now: int) -> None:
        """Everything that needs no deed: events of the log, counts, rosters."""
        match line:
            case Logged():
                self._logged(line, now)
            case HouseCounted():
                self.view.counted(line, now)
                self._stage.watch_capacity(line)
            case RosterChanged():
                self.view.changed(line, now)
            case RosterListed():
                self.view.listed(line, now)
            case ReactionCounted():
                self.claps[line.room] += line.counts.get("applause", 0)
            case PlacesCounted():
                self.view.places_counted(line)
                self._stage.watch_places(line)
            case YouPlaced():
                self.view.route = line.route
            case PeopleArrived():
                self.arrived.setdefault(line.order, set()).update(line.people)
            case _:
                pass

    def open(self, receipt: bytes, asked: Position | None, now: int) -> Snapshot:
        """A snapshot came: of a new stay, or (`asked`: from where) of the one that lasts."""
        snapshot = _snapshot.decode(receipt)
        events = [logged(bytes(raw)) for raw in snapshot.events]
        stay = self.stay
        position = snapshot.position
        self.opening = ""
        continues = stay is not None and (stay.room, stay.epoch) == (snapshot.room, position.epoch)
        if stay is not None and asked is not None and snapshot.resumed and continues:
            self._resumed(stay, asked, position, events)
        else:
            if asked is not None and snapshot.resumed:
                self._stage.findings.broke("resume", f"{snapshot.room}: resumed in another room or epoch")
            self._anew(snapshot, events, now)
        self._cut = 0
        for event in events:
            self._note(event, position.epoch, live=False)
        self.view.opened(snapshot.room, snapshot.roster, now)
        return snapshot

    def _resumed(self, stay: Stay, asked: Position, position: Position, events: list[Logged]) -> None:
        complete = stay.resumed(asked.offset, position.offset, [event.offset for event in events])
        self._stage.findings.expect(
            "resume",
            complete,
            f"{stay.room}: resumed from {asked.offset} to {position.offset} with {len(events)} events",
        )
        self._stage.counters["resumed"] += 1

    def _anew(self, snapshot: Snapshot, events: list[Logged], now: int) -> None:
        """A new stay; what the old one still missed may stand in the new snapshot, if it is the same log."""
        if self.stay is not None and (self.stay.room, self.stay.epoch) == (snapshot.room, snapshot.position.epoch):
            self.stay.missing.difference_update(event.offset for event in events)
        if self.stay is not None and self.stay.room == snapshot.room:
            self._cut = 0
        self.leave_room(now)
        self.stay = Stay(self._number, snapshot.room, snapshot.position.epoch, snapshot.position.offset, now)
        self.epochs[snapshot.room] = snapshot.position.epoch

    def leave_room(self, now: int) -> None:
        """The stay is over: who is without a connection may have been taken elsewhere since they lost it."""
        self._stage.over(self.stay, self._cut or now)
        self.stay, self._renewed = None, ""

    def resynced(self, room: str, now: int) -> None:
        """The room's log is another one: what is heard from here on belongs to a snapshot that is still to come."""
        if self.stay is not None and self.stay.room == room:
            self.leave_room(now)
            self._renewed = room

    def cut(self, now: int) -> None:
        """The connection is gone. The stay goes on, if one comes back to the same room."""
        self._cut = self._cut or now

    def _logged(self, event: Logged, now: int) -> None:
        findings, stay = self._stage.findings, self.stay
        if stay is None or event.room != stay.room:
            if event.room not in (self.opening, self._renewed):
                findings.expect("audience", False, f"person {self._number} heard {event.room} in {self.view.here}")
            return
        findings.looked("audience")
        findings.looked("gaps")
        known = stay.known
        hearing = stay.heard(event.offset)
        where = f"{event.room}, offset {event.offset}: person {self._number}"
        match hearing:
            case "repeat":
                return
            case "twice":
                findings.broke("duplicates", f"{where} heard it twice")
                return
            case "late":
                findings.broke("order", f"{where} heard it after a later one")
            case "ahead":
                findings.broke("gaps", f"{where} heard it after {known}")
                self._on_gap(Position(stay.epoch, known))
            case "next":
                pass
        self._note(event, stay.epoch, live=True)
        self._stage.counters["heard"] += 1
        self._time(event, now)

    def _note(self, event: Logged, epoch: str, *, live: bool) -> None:
        """Snapshots show what a log holds now: edited and deleted since it was first heard, and so not comparable."""
        if live or (event.on == "chat.posted" and not event.edited):
            command = f"{event.by}/{event.ref}" if event.on == "chat.posted" and event.ref else ""
            self._stage.logs.note((event.room, epoch), event.offset, event.fingerprint, command, self._stage.findings)

    def _time(self, event: Logged, now: int) -> None:
        stamp = stamps.read(event.text) if event.text else None
        if stamp is not None and stamp.at and stamp.run == self._stage.run:
            self._stage.measure("delivery", stamp.at, now)
