"""What `venue import` does: a schedule and an event file on paper become a new event file, or a list of faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Never

import typer

from venue.cli.at_desk import written
from venue.cli.check import shown, summary
from venue.cli.programme_text import NewRoom, new_id, rewritten
from venue.cli.schedule_file import Schedule, read_schedule
from venue.errors import FoundWanting, UserMistake
from venue.model.event import Event
from venue.model.event_file import EventFileFaults, Fault, read_event
from venue.model.ids import RoomId


class ImportDesk:
    """An event file to begin with. Raises `VenueError`s and `EventFileFaults`."""

    def __init__(self, event: Path) -> None:
        self._text = _read(event).decode("utf-8-sig", "replace")
        self._event = read_event(self._text, str(event))
        self._file = event

    def schedule(self, file: Path, out: Path | None, named: Sequence[str], add_rooms: bool) -> None:
        """Write the event file with the schedule's programme; or print all faults, and write nothing."""
        whole = read_schedule(_read(file))
        zone, day = self._event.zone, self._event.starts.date()
        items = [item for item in whole.items if item.starts.astimezone(zone).date() == day]
        of_day = Schedule(tuple(items), whole.capacities, whole.faults)
        rooms, new, faults = self._rooms(of_day, _mapped(named), add_rooms)
        faults = [*whole.faults, *faults]
        if not items and not faults:
            faults.append(Fault("days", None, "nothing", f"items on the event's day, {day}"))
        if faults:
            _refuse(str(file), faults)
        try:
            text = rewritten(self._text.replace("\r\n", "\n"), self._event, items, rooms, new)
        except ValueError as wrong:
            _refuse(str(self._file), [Fault("", None, str(wrong), "each as a table of its own")])
        made = _checked(text, str(out or "the new file"))
        with written(out) as sheet:
            sheet.write(text)
        if out is not None:
            typer.echo("\n".join([f"{out}: right", *(f"  {line}" for line in summary(made))]))
        if left := len(whole.items) - len(items):
            typer.echo(f"Left out: {left} items of other days.", err=True)

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


def _checked(text: str, name: str) -> Event:
    """What was made must be an event file; its faults are those of the schedule."""
    try:
        return read_event(text, name)
    except EventFileFaults as faulty:
        _refuse(name, faulty.faults)


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
