"""A programme as conference systems export it: the schedule JSON of frab, which pretalx and others write, too.

`{"schedule": {"conference": {"time_zone_name": .., "rooms": [{"name", "capacity"}], "days": [{"date", "rooms": {ROOM:
[{"id", "date", "duration", "title", "abstract", "description", "persons"}]}}]}}}`; an item's `date` is its start with
the offset of its time zone (ISO 8601), `duration` is `HH:MM` (https://c3voc.de/schedule/schema.json). Other keys are
left alone. All faults of a file are found in one go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from venue.model.event_file import Fault
from venue.model.event_file.faults import shown_value
from venue.model.event_file.times import YEARS

LARGEST: Final = 16 * 1024 * 1024
"""Bytes."""
MOST_ITEMS: Final = 5_000

_DURATION: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::00)?\Z")


@dataclass(frozen=True)
class Item:
    """One item of the programme."""

    place: str
    """Where it stands in the file, for messages."""
    id: str
    """By which it is the same item in the next export; empty where the file gives none."""
    room: str
    """The room's name."""
    title: str
    description: str
    people: tuple[str, ...]
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Schedule:
    """What a file says, as far as it could be read; with `faults` it is not to be used."""

    items: tuple[Item, ...]
    capacities: Mapping[str, int]
    """Of rooms whose capacity it names."""
    faults: tuple[Fault, ...]

    @property
    def rooms(self) -> tuple[str, ...]:
        """In the order in which they are first named."""
        return tuple(dict.fromkeys(item.room for item in self.items))


def read_schedule(raw: bytes) -> Schedule:
    """The schedule in a JSON file."""
    if len(raw) > LARGEST:
        return Schedule((), {}, (Fault("", None, f"{len(raw)} bytes", f"at most {LARGEST}"),))
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError) as wrong:
        return Schedule((), {}, (Fault("", None, str(wrong)[:200], "a JSON file"),))
    reading = _Reading()
    items = tuple(reading.items(whole))
    return Schedule(items, reading.capacities, tuple(reading.faults))


class _Reading:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.capacities: dict[str, int] = {}
        self._ids: dict[str, str] = {}

    def items(self, whole: object) -> Iterator[Item]:
        conference = self._inside(self._inside(whole, "", "schedule"), "schedule", "conference")
        if not isinstance(conference, dict):
            return
        self._rooms(conference.get("rooms"))
        days = conference.get("days")
        if not isinstance(days, list) or not days:
            self._fault("schedule.conference.days", days, "a list of days")
            return
        count = 0
        for at, day in enumerate(days, 1):
            place = f"days[{at}].rooms"
            rooms = day.get("rooms") if isinstance(day, dict) else None
            if not isinstance(rooms, dict):
                self._fault(place, rooms, "rooms by their names, each with a list of items")
                continue
            for room, listed in rooms.items():
                for item in self._listed(listed, f'{place}["{room}"]'):
                    count += 1
                    if count > MOST_ITEMS:
                        self._fault(place, None, f"at most {MOST_ITEMS} items")
                        return
                    if (found := self._item(*item, room)) is not None:
                        yield found

    def _inside(self, value: object, place: str, key: str) -> object:
        found = value.get(key) if isinstance(value, dict) else None
        if not isinstance(found, dict) and not self.faults:
            self._fault(f"{place}.{key}".lstrip("."), found, "a schedule as frab and pretalx export it")
        return found

    def _rooms(self, rooms: object) -> None:
        """What is said of rooms; older exports say nothing."""
        for room in rooms if isinstance(rooms, list) else []:
            if isinstance(room, dict) and isinstance(name := room.get("name"), str):
                seats = room.get("capacity")
                if isinstance(seats, int) and not isinstance(seats, bool) and seats > 0:
                    self.capacities[name] = seats

    def _listed(self, listed: object, place: str) -> Iterator[tuple[object, str]]:
        if not isinstance(listed, list):
            self._fault(place, listed, "a list of items")
            return
        for at, item in enumerate(listed, 1):
            yield item, f"{place}[{at}]"

    def _item(self, item: object, place: str, room: str) -> Item | None:
        if not isinstance(item, dict):
            self._fault(place, item, "an item with title, date and duration")
            return None
        before = len(self.faults)
        title = item.get("title")
        if not isinstance(title, str) or not title.strip():
            self._fault(f"{place}.title", title, "a title")
        starts, lasts = self._start(item, place), self._duration(item, place)
        name = str(item["id"]) if isinstance(item.get("id"), int | str) else ""
        if name and (other := self._ids.setdefault(name, place)) != place:
            self._fault(f"{place}.id", name, f"an id of its own, since {other} has this one")
        if len(self.faults) > before or starts is None or lasts is None:
            return None
        return Item(
            place=place,
            id=name,
            room=room,
            title=" ".join(str(title).split()),
            description=_first_text(item, "abstract", "description"),
            people=tuple(_people(item.get("persons"))),
            starts=starts,
            ends=starts + lasts,
        )

    def _start(self, item: Mapping[str, object], place: str) -> datetime | None:
        value = item.get("date")
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            self._fault(f"{place}.date", value, 'a start with its offset, such as "2027-03-18T10:30:00+01:00"')
            return None
        if found.year not in YEARS:
            self._fault(f"{place}.date", value, f"a year from {YEARS[0]} to {YEARS[-1]}")
            return None
        return found

    def _duration(self, item: Mapping[str, object], place: str) -> timedelta | None:
        value = item.get("duration")
        found = _DURATION.match(value) if isinstance(value, str) else None
        lasts = timedelta(hours=int(found[1]), minutes=int(found[2])) if found else None
        if not lasts:
            self._fault(f"{place}.duration", value, 'hours and minutes, such as "00:45"')
            return None
        return lasts

    def _fault(self, place: str, found: object, wanted: str) -> None:
        self.faults.append(Fault(place, None, shown_value(found), wanted))


def _first_text(item: Mapping[str, object], *keys: str) -> str:
    texts = (item.get(key) for key in keys)
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")


def _people(persons: object) -> Iterator[str]:
    for person in persons if isinstance(persons, list) else []:
        name = person.get("public_name") or person.get("name") if isinstance(person, dict) else None
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())
