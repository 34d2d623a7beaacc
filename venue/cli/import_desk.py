"""What `venue import` does: a schedule and an event file on paper become a new event file, or a list of faults."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Never

import typer

from venue.cli.at_desk import written
from venue.cli.check import shown, summary
from venue.cli.programme_text import NewRoom, new_id, rewritten
from venue.cli.schedule_faults import of_schedule, of_slot, outside
from venue.cli.schedule_file import Item, Schedule, read_schedule
from venue.errors import FoundWanting, UserMistake
from venue.model.event import Event
from venue.model.event_file import EventFileFaults, Fault, read_event
from venue.model.ids import RoomId


class ImportDesk:
    """An event file to begin with. Raises `VenueError`s and `EventFileFaults`."""

    def __init__(self, event: Path) -> None:
        raw = _read(event)
        self._event = read_event(raw, str(event))
        self._text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        self._file = event

    def schedule(self, file: Path, out: Path | None, named: Sequence[str], add_rooms: bool) -> None:
        """Write the event file with the schedule's programme; or print all faults, and write nothing."""
        whole = read_schedule(_read(file))
        items = [item for item in whole.items if self._is_of_the_day(item)]
        of_day = Schedule(tuple(items), whole.capacities, whole.faults)
        chosen = _mapped(named)
        rooms, new, unknown = self._rooms(of_day, chosen, add_rooms)
        strange = dict(outside(self._event, items))
        faults = [*whole.faults, *unknown, *strange.values()]
        if not whole.faults:
            faults += _unused(chosen, whole)
        if not items and not faults:
            faults.append(Fault("days", None, "nothing", f"items on the event's day, {self._event.starts.date()}"))
        # What is right is looked at all the same, so that whoever mends the schedule is told everything at once.
        usable = [item for item in items if item.room in rooms and item not in strange]
        text, made, more = self._made(usable, rooms, new)
        before = sum(room.parent is None for room in self._event.rooms)
        found = of_schedule([fault for fault in more if not faults or not of_slot(fault)], usable, new, before)
        if faults or made is None:
            _refuse(str(file), [*faults, *found])
        with written(out) as sheet:
            sheet.write(text)
        if out is not None:
            typer.echo("\n".join([f"{out}: right", *(f"  {line}" for line in summary(made, datetime.now(UTC)))]))
        if left := len(whole.items) - len(items):
            typer.echo(f"Left out: {left} {'item' if left == 1 else 'items'} of other days.", err=True)

    def _is_of_the_day(self, item: Item) -> bool:
        """Begins on the event's day, or past midnight while it lasts."""
        day = self._event.starts.date()
        return item.starts.astimezone(self._event.zone).date() == day or (
            self._event.starts <= item.starts < self._event.ends
        )

    def _made(
        self, items: Sequence[Item], rooms: dict[str, RoomId], new: Sequence[NewRoom]
    ) -> tuple[str, Event | None, Sequence[Fault]]:
        """The new text with its event, or its faults, which are those of the schedule."""
        try:
            text = rewritten(self._text, self._event, items, rooms, new)
        except ValueError as wrong:
            _refuse(str(self._file), [Fault("", None, str(wrong), "each as a table of its own")])
        try:
            return text, read_event(text, str(self._file)), ()
        except EventFileFaults as faulty:
            return text, None, faulty.faults

    def _rooms(
        self, schedule: Schedule, named: dict[str, str], add_rooms: bool
    ) -> tuple[dict[str, RoomId], list[NewRoom], list[Fault]]:
        known = _by_name(self._event)
        found: dict[str, RoomId] = {}
        new: list[NewRoom] = []
        faults: list[Fault] = []
        halls = ", ".join(room.id for room in self._event.rooms if room.parent is None)
        for name in schedule.rooms:
            room = known.get(named.get(name, name).strip().casefold())
            if room is None and add_rooms and name not in named:
                room = RoomId(new_id(name, [*self._event.rooms_by_id, *found.values()]))
                new.append(NewRoom(room, name, schedule.capacities.get(name)))
            if room is None:
                wanted = f'one of {halls}: say which with --room "{name}=ID", or take it over with --add-rooms'
                faults.append(Fault("rooms", None, f'"{named.get(name, name)}"', wanted))
            else:
                found[name] = room
        return found, new, faults


def _by_name(event: Event) -> dict[str, RoomId]:
    """Rooms by their ids, and by their titles in every language."""
    rooms = [room for room in event.rooms if room.parent is None]
    titles = {title.strip().casefold(): room.id for room in rooms for title in room.title.values()}
    return titles | {room.id.casefold(): room.id for room in rooms}


def _mapped(named: Sequence[str]) -> dict[str, str]:
    pairs = [each.rpartition("=") for each in named]
    if wrong := [each for each, (name, _, room) in zip(named, pairs, strict=True) if not name or not room]:
        raise UserMistake(f"--room {wrong[0]}: this is not NAME=ID.")
    return {name: room for name, _, room in pairs}


def _unused(named: dict[str, str], schedule: Schedule) -> list[Fault]:
    """Rooms of --room that the schedule does not name: each is a misspelling, or of another schedule."""
    known = ", ".join(schedule.rooms)
    return [Fault("--room", None, f'"{name}"', f"one of {known}") for name in named if name not in schedule.rooms]


def _refuse(name: str, faults: Sequence[Fault]) -> Never:
    for fault in faults:
        typer.echo(shown(name, fault), err=True)
    count = len(faults)
    raise FoundWanting(f"{count} fault{'s' if count > 1 else ''}; nothing was written.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise UserMistake(f"{file} cannot be read: {wrong.strerror or wrong}.") from None
