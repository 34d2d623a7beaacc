"""The rooms of an event file, and the tables inside them."""

from __future__ import annotations

from difflib import get_close_matches

import msgspec

from venue.model.event import ROOM_KINDS, Language, Room, RoomKind, Text
from venue.model.event_file.faults import Findings
from venue.model.event_file.lines import Path
from venue.model.event_file.table import TITLE_LENGTH, Table
from venue.model.ids import RoomId

MOST_ROOMS = 200
MOST_TABLES = 1000
"""Of all rooms together: every browser learns them all on entering."""
MOST_SEATS = 100_000
MOST_SEATS_AT_TABLE = 50
DESCRIPTION_LENGTH = 2000

_WITH_TABLES: frozenset[RoomKind] = frozenset({"cafeteria", "workshop"})
_TABLE: dict[Language, str] = {"de": "Tisch", "en": "Table"}


class Rooms:
    """The rooms read so far. `declared` also knows those with faults: what names them is no further fault."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.found: list[Room] = []
        self.declared: dict[str, Path] = {}
        self._successors: list[tuple[str, Table]] = []
        """The rooms that name another one, in the file's order."""
        self._tables = 0
        self._foyers = 0
        self._unclear = False
        """Whether a room that cannot be read may be the foyer."""

    def read(self, top: Table) -> None:
        """Reads every `[[rooms]]`."""
        self._unclear = not isinstance(top.values.get("rooms", []), list | dict)
        for table in top.tables("rooms", MOST_ROOMS):
            self._room(table)
        self._read_successors()
        if self._foyers == 0 and not self._unclear:
            top.note("rooms", "no foyer", 'one room of kind "foyer", where everybody arrives')

    def _room(self, table: Table) -> None:
        room_id = self._new_id(table)
        kind = table.choice("kind", ROOM_KINDS)
        self._unclear |= kind is None
        title = table.text("title", TITLE_LENGTH)
        description = table.text("description", DESCRIPTION_LENGTH, required=False)
        capacity = table.whole("capacity", 1, MOST_SEATS, required=False)
        if kind == "foyer":
            self._check_foyer(table)
        elif "successor" in table.values and room_id is not None:
            self._successors.append((room_id, table))
        if "tables" in table.values and kind is not None and kind not in _WITH_TABLES:
            table.note("tables", f"tables in a {kind}", "tables only in a cafeteria or workshop")
        tables = self._read_tables(table, RoomId(room_id or ""))
        if room_id is None or kind is None or title is None:
            return
        self.found.append(
            Room(id=RoomId(room_id), kind=kind, title=title, description=description or {}, capacity=capacity)
        )
        self.found.extend(tables)

    def _read_successors(self) -> None:
        """Where one goes instead of a room: rooms of this file, and not round in a circle."""
        ids = [room_id for room_id, path in self.declared.items() if path[-1] == "id"]
        known: dict[str, str] = {}
        for room_id, table in self._successors:
            instead = table.values["successor"]
            if not isinstance(instead, str) or instead not in ids:
                near = get_close_matches(instead, ids, n=1) if isinstance(instead, str) else []
                table.wrong("successor", "the id of a room of this file" + (f', perhaps "{near[0]}"' if near else ""))
                continue
            chain = [room_id, instead]
            while chain[-1] in known and chain[-1] != room_id:
                chain.append(known[chain[-1]])
            if chain[-1] == room_id:
                table.wrong("successor", f"no circle: {' > '.join(chain)}")
                continue
            known[room_id] = instead
        self.found = [
            msgspec.structs.replace(room, successor=RoomId(known[room.id])) if room.id in known else room
            for room in self.found
        ]

    def _new_id(self, table: Table) -> str | None:
        room_id = table.name("id")
        if room_id is None:
            return None
        if room_id in self.declared:
            first = self._findings.line(self.declared[room_id])
            table.wrong("id", f"an id of its own, since {first} has this one")
            return None
        self.declared[room_id] = (*table.path, "id")
        return room_id

    def _check_foyer(self, table: Table) -> None:
        self._foyers += 1
        if self._foyers > 1:
            table.note("kind", "another foyer", "one foyer only, where everybody arrives")
        if "successor" in table.values:
            table.wrong("successor", "none for a foyer: it never closes")
        if "capacity" in table.values:
            table.wrong("capacity", "no capacity in a foyer: whoever has no other place must find one there")

    def _read_tables(self, room: Table, parent: RoomId) -> list[Room]:
        tables: list[Room] = []
        for entry in room.tables("tables", MOST_TABLES):
            count = entry.whole("count", 1, MOST_TABLES, 1)
            seats = entry.whole("seats", 1, MOST_SEATS_AT_TABLE)
            topic = entry.text("topic", TITLE_LENGTH, required=False)
            within = self._tables <= MOST_TABLES
            self._tables += count or 0
            if within and self._tables > MOST_TABLES:
                entry.note("count", f"{self._tables} tables up to here", f"at most {MOST_TABLES} tables in all rooms")
            if count is None or seats is None or self._tables > MOST_TABLES:
                continue
            for _ in range(count):
                tables.append(_table(parent, len(tables) + 1, seats, topic, room.languages))
        self.declared.update({table.id: room.path for table in tables})
        return tables


def _table(parent: RoomId, number: int, seats: int, topic: Text | None, languages: tuple[Language, ...]) -> Room:
    return Room(
        id=RoomId(f"{parent}.{number}"),
        kind="table",
        title={language: f"{_TABLE[language]} {number}" for language in languages},
        capacity=seats,
        parent=parent,
        topic=topic,
        number=number,
    )
