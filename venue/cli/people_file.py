"""The list of people who get a ticket: a CSV file as registration systems and office programs write it.

Columns by name, in any order, German or English (`COLUMNS`); a name is the least. Columns that are not known here are
carried along into the list of links, so that it can be used for a mail merge. All faults of a file are found in one go.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from venue.cli.csv_text import decoded, delimiter_of, quoted
from venue.model.event import Event
from venue.model.event_file import Fault
from venue.model.ids import ParticipantId, RoomId, is_participant_id
from venue.model.names import LONGEST, BadName, clean_name, clean_org
from venue.model.people import Person, Role
from venue.model.tickets import unknown_rooms

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name",),
    "first": ("first name", "firstname", "vorname"),
    "last": ("last name", "lastname", "surname", "nachname"),
    "org": ("organisation", "organization", "org", "firma", "einrichtung", "institution"),
    "roles": ("roles", "role", "rolle", "rollen"),
    "rooms": ("rooms", "room", "räume", "raeume", "raum"),
    "id": ("id", "kennung"),
    "email": ("email", "e-mail", "mail"),
}
"""What the venue needs to know -> how its column may be called (upper or lower case)."""

ROLES: Final[dict[str, Role]] = {
    "participant": "participant", "teilnehmer": "participant", "teilnehmerin": "participant",
    "teilnehmende": "participant", "teilnahme": "participant",
    "speaker": "speaker", "referent": "speaker", "referentin": "speaker", "vortrag": "speaker",
    "moderator": "moderator", "moderatorin": "moderator", "moderation": "moderator",
    "operator": "operator", "betrieb": "operator", "technik": "operator",
}  # fmt: skip

OURS: Final = ("ticket_id", "link")
"""Columns that are written anew: a list of links may be used as the next list of people."""

_MOST: Final = 20_000
_LARGEST: Final = 16 * 1024 * 1024
_LISTED_IN: Final = str.maketrans(dict.fromkeys(";/|+&\n", ","))

_NAME_WANTED: Final[dict[str, str]] = {
    "name_needed": "a name",
    "name_too_long": f"at most {LONGEST} characters",
    "name_bad": "no control, invisible or direction-changing characters",
}


class PeopleFileFaults(ValueError):
    """The file cannot be used; `faults` holds everything found wanting, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Invited:
    """One person of the list, with the cells of their row as they were."""

    person: Person
    cells: Mapping[str, str]


@dataclass(frozen=True)
class PeopleFile:
    """The list, and how the file was written, so that the list of links is written the same way."""

    people: tuple[Invited, ...]
    header: tuple[str, ...]
    delimiter: str = ","
    marked: bool = False
    """Whether it began with a byte-order mark, by which office programs know UTF-8."""


def read_people(raw: bytes, event: Event, secret: str) -> PeopleFile:
    """The people in a CSV file. Raises `PeopleFileFaults`.

    Whoever has no id in the file gets one made of the name and the e-mail address (else the organisation), the same
    every time, so that a second ticket is for the same person; `secret` keeps others from computing it.
    """
    if len(raw) > _LARGEST:
        raise PeopleFileFaults([Fault("", None, f"{len(raw)} bytes", f"at most {_LARGEST}")])
    text = decoded(raw)
    delimiter = delimiter_of(text)
    reading = _Reading(event, secret)
    people = tuple(reading.run(text, delimiter))
    if reading.faults:
        raise PeopleFileFaults(reading.faults)
    return PeopleFile(people, reading.header, delimiter, raw.startswith(b"\xef\xbb\xbf"))


def stable_id(secret: str, slug: str, *marks: str) -> ParticipantId:
    """An id for who is known by these marks."""
    text = "\0".join((slug, *(mark.casefold() for mark in marks)))
    return ParticipantId("t-" + hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:16])


class _Reading:
    def __init__(self, event: Event, secret: str) -> None:
        self.faults: list[Fault] = []
        self.header: tuple[str, ...] = ()
        self._event = event
        self._rooms = frozenset(event.rooms_by_id)
        self._secret = secret
        self._columns: dict[str, str] = {}
        self._seen: dict[ParticipantId, int] = {}

    def run(self, text: str, delimiter: str) -> Iterator[Invited]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for row in reader:
                here, line = line, reader.line_num + 1
                cells = [cell.strip() for cell in row]
                if not any(cells) or (not self.header and cells[0].lower().startswith("sep=")):
                    continue
                if not self.header:
                    if not self._read_header(cells, here):
                        return
                elif len(self._seen) >= _MOST:
                    self._fault(here, "", "still more people", f"at most {_MOST} in one file")
                    return
                elif (invited := self._row(cells, here)) is not None:
                    yield invited
        except csv.Error as wrong:
            self._fault(line, "", str(wrong), "a CSV file")
            return
        if not self._seen and not self.faults:
            self._fault(None, "", "nobody", "a header with a column `name`, and a row for every person")

    def _read_header(self, cells: list[str], line: int) -> bool:
        self.header = tuple(cells)
        for known, names in COLUMNS.items():
            found = [cell for cell in cells if cell.lower() in names]
            if found:
                self._columns[known] = found[0]
        if not {"name", "last"} & self._columns.keys():
            wanted = "a column `name` (or `Vorname` and `Nachname`) in the first row"
            self._fault(line, "", f"the columns {', '.join(cell or '(empty)' for cell in cells)[:200]}", wanted)
        for cell in {cell for cell in cells if cell and cells.count(cell) > 1}:
            self._fault(line, cell, "two columns of that name", "one")
        return not self.faults

    def _row(self, row: list[str], line: int) -> Invited | None:
        if len(row) > len(self.header) and any(row[len(self.header) :]):
            self._fault(line, "", f"{len(row)} cells", f"at most {len(self.header)}: is a quotation mark missing?")
            return None
        cells = dict(zip(self.header, row, strict=False))
        before = len(self.faults)
        person = self._person({known: cells.get(column, "") for known, column in self._columns.items()}, line)
        if person is not None and person.id in self._seen:
            same = f"the same person as in line {self._seen[person.id]}"
            self._fault(line, "", same, "each once; a column `id` tells people of the same name apart")
        if person is not None:
            self._seen.setdefault(person.id, line)
        return Invited(person, cells) if person is not None and len(self.faults) == before else None

    def _person(self, found: Mapping[str, str], line: int) -> Person | None:
        before = len(self.faults)
        name = found.get("name") or f"{found.get('first', '')} {found.get('last', '')}"
        name, org = self._named("name", name, line), self._named("org", found.get("org", ""), line)
        roles, rooms = self._roles(found.get("roles", ""), line), self._limits(found.get("rooms", ""), line)
        who = found.get("id", "")
        if who and not is_participant_id(who):
            self._fault(line, self._columns["id"], quoted(who), "up to 64 letters, digits and _ - ~ . (no dot first)")
        if len(self.faults) > before:
            return None
        marks = (found["email"], name) if found.get("email") else (name, org)
        chosen = ParticipantId(who) if who else stable_id(self._secret, self._event.slug, *marks)
        return Person(id=chosen, name=name, org=org, roles=roles, rooms=rooms)

    def _named(self, known: str, text: str, line: int) -> str:
        try:
            return clean_name(text) if known == "name" else clean_org(text)
        except BadName as fault:
            column = self._columns.get(known) or self._columns.get("last", known)
            self._fault(line, column, quoted(text.strip()), _NAME_WANTED[fault.code])
            return ""

    def _roles(self, text: str, line: int) -> tuple[Role, ...]:
        words = [word.strip() for word in text.translate(_LISTED_IN).split(",") if word.strip()]
        for word in words:
            if word.lower() not in ROLES:
                wanted = "participant, speaker, moderator or operator"
                self._fault(line, self._columns["roles"], quoted(word), wanted)
        return tuple(dict.fromkeys(ROLES[word.lower()] for word in words if word.lower() in ROLES)) or ("participant",)

    def _limits(self, text: str, line: int) -> tuple[RoomId, ...]:
        rooms = tuple(RoomId(word.strip()) for word in text.translate(_LISTED_IN).split(",") if word.strip())
        for room in unknown_rooms(rooms, self._rooms):
            halls = ", ".join(each.id for each in self._event.rooms if each.parent is None)
            self._fault(line, self._columns["rooms"], quoted(room), f"one of {halls}")
        return tuple(dict.fromkeys(rooms))

    def _fault(self, line: int | None, place: str, found: str, wanted: str) -> None:
        self.faults.append(Fault(place, line, found, wanted))
