"""A list of places: a CSV file that says who shall have a place in which session.

Columns by name, in any order, German or English (`COLUMNS`): a session, and the participant's id or that of their
ticket. Other columns are not looked at, and neither are rows whose state says that somebody waits: so a list that was
exported can be imported. All faults of a file are found in one go.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from venue.cli.csv_text import decoded, delimiter_of, quoted
from venue.model.event import Event
from venue.model.event_file import Fault
from venue.model.ids import ParticipantId, SessionId

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "kennung", "participant", "person"),
    "ticket": ("ticket_id", "ticket"),
    "session": ("session", "sitzung", "veranstaltung", "workshop"),
    "state": ("state", "stand"),
}
"""What the venue needs to know -> how its column may be called (upper or lower case)."""

PLACED: Final = ("", "placed", "platz")
"""States of a row that is a place."""
WAITING: Final = ("waiting", "offered", "wartet", "angeboten")
"""States of a row that is none yet."""

_LARGEST: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A place, and the line where it stands."""

    who: ParticipantId
    session: SessionId
    line: int


class PlaceFile:
    """The rows of a list that are right, and the faults of the others.

    `most`: rows at most; `tickets`: ticket id -> whose it is; `known`: everybody who may be named.
    """

    def __init__(
        self, raw: bytes, event: Event, tickets: Mapping[str, ParticipantId], known: frozenset[ParticipantId], most: int
    ) -> None:
        self.faults: list[Fault] = []
        self.left_out = 0
        """Rows of people who wait."""
        self._event = event
        self._tickets = tickets
        self._known = known
        self._columns: dict[str, int] = {}
        self._width = 0
        self._seen: dict[tuple[ParticipantId, SessionId], int] = {}
        self.rows: tuple[Row, ...] = ()
        if len(raw) > _LARGEST:
            self._fault(None, "", f"{len(raw)} bytes", f"at most {_LARGEST}")
        else:
            self.rows = tuple(self._read(decoded(raw), most))

    def _read(self, text: str, most: int) -> Iterator[Row]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
        line = 1
        try:
            for cells in reader:
                here, line = line, reader.line_num + 1
                row = [cell.strip() for cell in cells]
                if not any(row) or (not self._columns and row[0].lower().startswith("sep=")):
                    continue
                if not self._columns:
                    if not self._read_header(row, here):
                        return
                elif len(self._seen) >= most:
                    self._fault(here, "", "still more places", f"at most {most} in one file")
                    return
                elif (found := self._row(row, here)) is not None:
                    yield found
        except csv.Error as wrong:
            self._fault(line, "", str(wrong), "a CSV file")
            return
        if not self._seen and not self.left_out and not self.faults:
            self._fault(None, "", "no places", "a header with `id` and `session`, and a row for every place")

    def _read_header(self, row: list[str], line: int) -> bool:
        self._width = len(row)
        for known, names in COLUMNS.items():
            found = [at for at, cell in enumerate(row) if cell.lower() in names]
            if found:
                self._columns[known] = found[0]
        if "session" not in self._columns or not {"id", "ticket"} & self._columns.keys():
            shown = ", ".join(cell or "(empty)" for cell in row)[:200]
            self._fault(
                line, "", f"the columns {shown}", "columns `session`, and `id` or `ticket_id`, in the first row"
            )
        return not self.faults

    def _row(self, row: list[str], line: int) -> Row | None:
        if len(row) > self._width and any(row[self._width :]):
            self._fault(line, "", f"{len(row)} cells", f"at most {self._width}: is a quotation mark missing?")
            return None
        cells = {known: row[at] if at < len(row) else "" for known, at in self._columns.items()}
        state = cells.get("state", "").lower()
        if state in WAITING:
            self.left_out += 1
            return None
        if state not in PLACED:
            words = ", ".join(word for word in (*PLACED, *WAITING) if word)
            self._fault(line, "state", quoted(cells["state"]), f"nothing, or one of {words}")
            return None
        who, session = self._who(cells, line), self._session(cells["session"], line)
        if who is None or session is None:
            return None
        first = self._seen.setdefault((who, session), line)
        if first != line:
            self._fault(line, "", f"the same place as in line {first}", "each once")
            return None
        return Row(who, session, line)

    def _who(self, cells: Mapping[str, str], line: int) -> ParticipantId | None:
        who, ticket = cells.get("id", ""), cells.get("ticket", "")
        holder = self._tickets.get(ticket)
        if ticket and holder is None:
            self._fault(line, "ticket_id", quoted(ticket), "a ticket that was issued here")
        elif holder is not None and who and who != holder:
            self._fault(line, "id", quoted(who), f"{holder}, whose ticket it is")
        elif holder is None and who not in self._known:
            self._fault(line, "id", quoted(who), "somebody who has a ticket or was here")
        else:
            return holder or ParticipantId(who)
        return None

    def _session(self, name: str, line: int) -> SessionId | None:
        session = self._event.session(name)
        if session is not None and session.slot is not None:
            return session.id
        wanted = ", ".join(each.id for each in self._event.sessions if each.slot is not None)
        found = quoted(name) if session is None else f"{quoted(name)}, which is for everybody"
        self._fault(line, "session", found, f"one of {wanted}" if wanted else "a session in a slot; there is none")
        return None

    def _fault(self, line: int | None, place: str, found: str, wanted: str) -> None:
        self.faults.append(Fault(place, line, found, wanted))
