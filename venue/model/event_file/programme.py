"""The slots and sessions of an event file, each against the day, the rooms and the others."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches

from venue.model.event import Room, Session, Slot
from venue.model.event_file.faults import Findings
from venue.model.event_file.lines import Path
from venue.model.event_file.rooms import DESCRIPTION_LENGTH, Rooms
from venue.model.event_file.table import TITLE_LENGTH, Table
from venue.model.event_file.times import Day, Stretch
from venue.model.ids import RoomId, SessionId

MOST_SLOTS = 24
MOST_SESSIONS = 500


class Programme:
    """The slots and sessions read so far; `whole` is None where the event's own times are at fault."""

    def __init__(self, findings: Findings, rooms: Rooms, day: Day, whole: Stretch | None) -> None:
        self._findings = findings
        self._rooms = rooms
        self._rooms_by_id = {room.id: room for room in rooms.found}
        self._day = day
        self._whole = whole
        self._slot_ids: dict[str, Path] = {}
        self._session_ids: dict[str, Path] = {}
        self._declared: Counter[str] = Counter()
        """Sessions that name a slot, those at fault too."""
        self._slots: list[tuple[Slot, Path]] = []
        self._sessions: list[tuple[Session, Path]] = []

    @property
    def slots(self) -> tuple[Slot, ...]:
        """In order of time."""
        return tuple(sorted((slot for slot, _ in self._slots), key=lambda slot: slot.starts))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """In order of time, then of the file."""
        return tuple(sorted((session for session, _ in self._sessions), key=lambda session: session.starts))

    def read(self, top: Table, expected: int | None) -> None:
        """Reads every `[[slots]]` and `[[sessions]]`."""
        for table in top.tables("slots", MOST_SLOTS):
            self._read_slot(table)
        for table in top.tables("sessions", MOST_SESSIONS):
            self._read_session(table)
        self._check_overlaps()
        for slot, path in self._slots:
            self._check_places(slot, path, expected)

    def _read_slot(self, table: Table) -> None:
        slot_id = self._new_id(table, self._slot_ids)
        title = table.text("title", TITLE_LENGTH)
        stretch = self._stretch(table, None, self._whole, "the event")
        if slot_id and title and stretch:
            slot = Slot(id=slot_id, title=title, starts=stretch.starts, ends=stretch.ends)
            self._slots.append((slot, table.path))

    def _read_session(self, table: Table) -> None:
        session_id = self._new_id(table, self._session_ids)
        room_id = self._known(table, "room", list(self._rooms.declared))
        room = self._rooms_by_id.get(RoomId(room_id or ""))
        slot_id = self._known(table, "slot", list(self._slot_ids)) if "slot" in table.values else None
        slot = next((slot for slot, _ in self._slots if slot.id == slot_id), None)
        title = self._title(table, room)
        description = table.text("description", DESCRIPTION_LENGTH, required=False)
        if slot_id is not None:
            self._declared[slot_id] += 1
        if slot is None and "slot" in table.values:
            for key in {"starts", "ends"} & table.values.keys():
                self._day.moment(table, key)
            return  # the slot is at fault, which has been noted: nothing to compare the times with
        default = Stretch(slot.starts, slot.ends) if slot else None
        around = (default, f"its slot {slot.id}") if slot else (self._whole, "the event")
        stretch = self._stretch(table, default, *around)
        if not (session_id and room and title and stretch):
            return
        session = Session(
            id=SessionId(session_id),
            room=room.id,
            slot=slot_id,
            starts=stretch.starts,
            ends=stretch.ends,
            title=title,
            description=description or (room.description if "title" not in table.values else {}),
        )
        self._sessions.append((session, table.path))

    def _title(self, table: Table, room: Room | None) -> dict[str, str] | None:
        """A session in a workshop room may leave its title to the room."""
        if "title" in table.values:
            return table.text("title", TITLE_LENGTH)
        if room is None:
            return None  # the room is at fault, and may have had a title
        return room.title if room.kind == "workshop" else table.text("title", TITLE_LENGTH)

    def _stretch(self, table: Table, default: Stretch | None, around: Stretch | None, name: str) -> Stretch | None:
        stretch = self._day.stretch(table, default)
        if stretch and around and not around.holds(stretch):
            key = "starts" if "starts" in table.values else "ends"
            table.note(key, f"{stretch}", f"times within {name}, {around}")
            return None
        return stretch

    def _new_id(self, table: Table, taken: dict[str, Path]) -> str | None:
        found = table.name("id")
        if found is None:
            return None
        if found in taken:
            table.wrong("id", f"an id of its own, since {self._findings.line(taken[found])} has this one")
            return None
        taken[found] = (*table.path, "id")
        return found

    def _known(self, table: Table, key: str, ids: list[str]) -> str | None:
        value = table.values.get(key)
        if isinstance(value, str) and value in ids:
            return value
        near = get_close_matches(value, ids, n=1) if isinstance(value, str) else []
        table.wrong(key, f"the id of a {key} of this file" + (f', perhaps "{near[0]}"' if near else ""))
        return None

    def _check_overlaps(self) -> None:
        """One fault for each slot or session that comes too close to an earlier one of the file."""
        for place, (slot, path) in enumerate(self._slots):
            clash = next(((one, at) for one, at in self._slots[:place] if _meet(one, slot)), None)
            if clash:
                wanted = f"times apart from {_times(clash[0])}, those of {self._findings.line(clash[1])}"
                self._findings.add((*path, "starts"), _times(slot), wanted)
        by_room: dict[RoomId, list[tuple[Session, Path]]] = {}
        for session, path in self._sessions:
            earlier = by_room.setdefault(session.room, [])
            found = next(((one, at) for one, at in earlier if _meet(one, session)), None)
            if found:
                wanted = f"a free room: {self._findings.line(found[1])} is in it from {_times(found[0])}"
                self._findings.add((*path, "room"), f'"{session.room}" from {_times(session)}', wanted)
            earlier.append((session, path))

    def _check_places(self, slot: Slot, path: Path, expected: int | None) -> None:
        sessions = [session for session, _ in self._sessions if session.slot == slot.id]
        if self._declared[slot.id] == 0:
            self._findings.add((*path, "id"), "a slot without a session", f'a session with slot = "{slot.id}"')
        if expected is None or len(sessions) < self._declared[slot.id]:
            return  # nothing to compare, or sessions at fault have been noted already
        capacities = [self._rooms_by_id[session.room].capacity for session in sessions]
        places = sum(capacity or 0 for capacity in capacities)
        if sessions and None not in capacities and places < expected:
            self._findings.add((*path, "id"), f"{places} places", f"at least {expected}, for all who are expected")


def _meet(one: Slot | Session, other: Slot | Session) -> bool:
    return Stretch(one.starts, one.ends).meets(Stretch(other.starts, other.ends))


def _times(item: Slot | Session) -> str:
    return str(Stretch(item.starts, item.ends))
