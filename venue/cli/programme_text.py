"""An event file with another programme: its slots, sessions and new rooms are written anew, all else stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
    parts = [kept.rstrip("\n"), *map(_room, new)]
    slots = _slots(items)
    names = _names(items)
    parts += [_slot(slot, event) for slot in slots]
    for item in sorted(items, key=lambda one: (one.starts, one.room)):
        inside = next((slot for slot in slots if item in slot.items), None)
        parts.append(_session(item, names[item.place], rooms[item.room], inside, event))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Slot:
    """Items that run side by side."""

    items: tuple[Item, ...]

    @property
    def starts(self) -> datetime:
        return min(item.starts for item in self.items)

    @property
    def ends(self) -> datetime:
        return max(item.ends for item in self.items)

    def id(self, event: Event) -> str:
        return f"slot-{self.starts.astimezone(event.zone):%H%M}"


def _slots(items: Iterable[Item]) -> list[_Slot]:
    """Stretches in which several items overlap; what runs alone is for everybody."""
    groups: list[list[Item]] = []
    for item in sorted(items, key=lambda one: one.starts):
        if groups and item.starts < max(one.ends for one in groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [_Slot(tuple(group)) for group in groups if len(group) > 1]


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


def _slot(slot: _Slot, event: Event) -> str:
    starts, ends = _clock(slot.starts, event), _clock(slot.ends, event)
    return f'[[slots]]\nid = "{slot.id(event)}"\ntitle = "{starts}–{ends}"\nstarts = "{starts}"\nends = "{ends}"'


def _session(item: Item, name: str, room: RoomId, slot: _Slot | None, event: Event) -> str:
    lines = ["[[sessions]]", f'id = "{name}"', f'room = "{room}"']
    if slot is not None:
        lines.append(f'slot = "{slot.id(event)}"')
    lines += [f'starts = "{_clock(item.starts, event)}"', f'ends = "{_clock(item.ends, event)}"']
    lines.append(f"title = {_quoted(item.title)}")
    if text := _description(item, event.default_language):
        lines.append(f"description = {_quoted(text)}")
    return "\n".join(lines)


def _description(item: Item, language: Language) -> str:
    people = f"{_WITH[language]} {', '.join(item.people)}" if item.people else ""
    room = DESCRIPTION_LENGTH - len(people) - 2
    text = item.description if len(item.description) <= room else item.description[: room - 1] + "…"
    return "\n\n".join(part for part in (text.replace("\r\n", "\n"), people) if part)


def _clock(moment: datetime, event: Event) -> str:
    return f"{moment.astimezone(event.zone):%H:%M}"


def _quoted(text: str) -> str:
    """A TOML string on one line."""
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    plain = (signs.get(sign, sign) for sign in text if sign in signs or sign.isprintable())
    return '"' + "".join(plain) + '"'
