"""An event file with another programme: its slots, sessions and new rooms are written anew, all else stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from venue.cli.schedule_file import Item
from venue.model.event import Event, Language
from venue.model.event_file.rooms import DESCRIPTION_LENGTH
from venue.model.ids import RoomId

_HEADER: Final = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_-]+)")
_WRITTEN_ANEW: Final = ("slots", "sessions")
_WITH: Final[dict[Language, str]] = {"de": "Mit", "en": "With"}


@dataclass(frozen=True)
class NewRoom:
    """A room that the event file has not."""

    id: RoomId
    title: str
    capacity: int | None


def rewritten(
    text: str, event: Event, items: Sequence[Item], rooms: Mapping[str, RoomId], new: Sequence[NewRoom]
) -> str:
    """The event file with the programme of `items`; `rooms`: name of a room in the schedule -> its id.

    Raises `ValueError` where the file writes slots or sessions in a way that cannot be taken out.
    """
    kept = _without(text)
    clock = _Clock(tomllib.loads(kept)["date"], event.zone)
    parts = [kept.rstrip("\n"), *map(_room, new)]
    slots = slots_of(items)
    names = _names(items)
    parts += [_slot(slot, clock) for slot in slots]
    for item in in_order(items):
        inside = next((slot for slot in slots if item in slot.items), None)
        text = _description(item, event.default_language)
        parts.append(_session(item, names[item.place], rooms[item.room], inside, clock, text))
    return "\n\n".join(parts) + "\n"


def in_order(items: Iterable[Item]) -> list[Item]:
    """As the sessions stand in the file."""
    return sorted(items, key=lambda one: (one.starts, one.room))


@dataclass(frozen=True)
class _Clock:
    """How the file writes times."""

    date: date
    zone: tzinfo

    def id(self, slot: Slot) -> str:
        return f"slot-{slot.starts.astimezone(self.zone):%H%M}"

    def shown(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"

    def written(self, moment: datetime) -> str:
        """The clock's time on the event's day; with its date and offset where that would be another moment."""
        local = moment.astimezone(self.zone)
        on_the_day = datetime.combine(self.date, time(local.hour, local.minute), self.zone)
        same = on_the_day.astimezone(UTC) == local.replace(second=0, microsecond=0).astimezone(UTC)
        return f'"{local:%H:%M}"' if same else local.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Slot:
    """Items that run side by side."""

    items: tuple[Item, ...]

    @property
    def starts(self) -> datetime:
        return min(item.starts for item in self.items)

    @property
    def ends(self) -> datetime:
        return max(item.ends for item in self.items)


def slots_of(items: Iterable[Item]) -> list[Slot]:
    """Stretches in which several items overlap; what runs alone is for everybody."""
    groups: list[list[Item]] = []
    for item in sorted(items, key=lambda one: one.starts):
        if groups and item.starts < max(one.ends for one in groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [Slot(tuple(group)) for group in groups if len(group) > 1]


def _names(items: Iterable[Item]) -> dict[str, str]:
    """Ids of sessions, by the item's place: the same in the next export, so that people keep their places."""
    names: dict[str, str] = {}
    for item in items:
        names[item.place] = new_id(f"s-{item.id}" if item.id else item.title, names.values())
    return names


def new_id(name: str, taken: Iterable[str]) -> str:
    """An id made of that name, as an event file may have it."""
    used, plain = set(taken), _plain(name)[:36].strip("-") or "x"
    return next(one for n in range(1, len(used) + 2) if (one := plain if n == 1 else f"{plain}-{n}") not in used)


def _plain(text: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(umlaut, letters)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _without(text: str) -> str:
    """The file without its slots and sessions."""
    kept: list[str] = []
    writing = True
    for line in text.splitlines():
        if header := _HEADER.match(line):
            writing = header[1] not in _WRITTEN_ANEW
        if writing:
            kept.append(line)
    result = "\n".join(kept) + "\n"
    before = {key: value for key, value in tomllib.loads(text).items() if key not in _WRITTEN_ANEW}
    try:
        same = tomllib.loads(result) == before
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise ValueError("slots or sessions that are not written as [[slots]] and [[sessions]]")
    return result


def _room(room: NewRoom) -> str:
    lines = ["[[rooms]]", f'id = "{room.id}"', 'kind = "workshop"', f"title = {_quoted(room.title)}"]
    return "\n".join([*lines, *([f"capacity = {room.capacity}"] if room.capacity else [])])


def _slot(slot: Slot, clock: _Clock) -> str:
    title = f"{clock.shown(slot.starts)}–{clock.shown(slot.ends)}"
    times = f"starts = {clock.written(slot.starts)}\nends = {clock.written(slot.ends)}"
    return f'[[slots]]\nid = "{clock.id(slot)}"\ntitle = "{title}"\n{times}'


def _session(item: Item, name: str, room: RoomId, slot: Slot | None, clock: _Clock, text: str) -> str:
    lines = ["[[sessions]]", f'id = "{name}"', f'room = "{room}"']
    if slot is not None:
        lines.append(f'slot = "{clock.id(slot)}"')
    lines += [f"starts = {clock.written(item.starts)}", f"ends = {clock.written(item.ends)}"]
    lines.append(f"title = {_quoted(item.title)}")
    if text:
        lines.append(f"description = {_quoted(text)}")
    return "\n".join(lines)


def _description(item: Item, language: Language) -> str:
    people = f"{_WITH[language]} {', '.join(item.people)}" if item.people else ""
    room = DESCRIPTION_LENGTH - len(people) - 2
    text = item.description if len(item.description) <= room else item.description[: room - 1] + "…"
    return "\n\n".join(part for part in (text.replace("\r\n", "\n"), people) if part)


def _quoted(text: str) -> str:
    """A TOML string on one line."""
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    plain = (signs.get(sign, sign) for sign in text if sign in signs or sign.isprintable())
    return '"' + "".join(plain) + '"'
