"""What is different between two versions of an event: for those who decide whether the new one is to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from venue.model.event import Event, Room, Session, Slot, Text
from venue.model.ids import RoomId

ChangeKind = Literal["event", "room", "slot", "session"]
How = Literal["added", "removed", "changed"]
Item = Room | Slot | Session

FIXED: Final = ("slug", "entry", "timezone")
"""Keys that cannot be another while people are inside: addresses, passes and every stored time hang on them."""

LONGEST_SHOWN: Final = 120
"""Characters: of a longer text only is said that it is another one."""


class ChangedField(Struct, frozen=True):
    """One key with another value: before and after as a reader knows them; both empty where the text is long."""

    key: str
    before: str
    after: str


class EventChange(Struct, frozen=True):
    """Something of the event that is new, gone, or another."""

    kind: ChangeKind
    how: How
    id: str
    title: Text
    """As it is called in the new version; of something gone, in the old one."""
    fields: tuple[ChangedField, ...] = ()
    """What is another, by key; empty for what is new or gone."""


def changes(old: Event, new: Event) -> tuple[EventChange, ...]:
    """Every difference: of the event as a whole, then rooms, slots and sessions, each in the order of the files.

    Nothing exactly where both say the same. Tables come and go with their room, and are named only where it stays.
    """
    fields = _fields(_of_event(old), _of_event(new))
    whole = (EventChange("event", "changed", new.slug, new.title, fields),) if fields else ()
    rooms = _compared("room", _by_id(old.rooms), _by_id(new.rooms))
    halls = {change.id for change in rooms if change.how != "changed"}
    parents: dict[str, RoomId | None] = {room.id: room.parent for room in (*old.rooms, *new.rooms)}
    return (
        *whole,
        *(change for change in rooms if parents.get(change.id) not in halls or change.how == "changed"),
        *_compared("slot", _by_id(old.slots), _by_id(new.slots)),
        *_compared("session", _by_id(old.sessions), _by_id(new.sessions)),
    )


def fixed(old: Event, new: Event) -> tuple[ChangedField, ...]:
    """What the new version must not say otherwise while the event is open; empty: it may count."""
    return tuple(
        ChangedField(key, str(getattr(old, key)), str(getattr(new, key)))
        for key in FIXED
        if getattr(old, key) != getattr(new, key)
    )


def _by_id(items: Iterable[Item]) -> dict[str, Item]:
    return {item.id: item for item in items}


def _compared(kind: ChangeKind, before: Mapping[str, Item], after: Mapping[str, Item]) -> tuple[EventChange, ...]:
    found: list[EventChange] = []
    for name, item in before.items():
        if name not in after:
            found.append(EventChange(kind, "removed", name, item.title))
        elif fields := _fields(_facts(item), _facts(after[name])):
            found.append(EventChange(kind, "changed", name, after[name].title, fields))
    found += [EventChange(kind, "added", name, item.title) for name, item in after.items() if name not in before]
    return tuple(found)


def _fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[ChangedField, ...]:
    found: list[ChangedField] = []
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one != other:
            shown = _both(one, other)
            short = shown[0] != shown[1] and max(map(len, shown)) <= LONGEST_SHOWN
            found.append(ChangedField(key, *(shown if short else ("", ""))))
    return tuple(found)


def _both(one: object, other: object) -> tuple[str, str]:
    """Of two times of one day, the times."""
    match one, other:
        case datetime(), datetime() if one.date() == other.date():
            return f"{one:%H:%M}", f"{other:%H:%M}"
    return _shown(one), _shown(other)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ", "minutes")[:16]
        case dict():
            return " / ".join(str(text) for text in value.values())
        case tuple():
            return ", ".join(map(_shown, value))
        case _:
            return str(value)


def _facts(item: Struct) -> dict[str, object]:
    """By key, as the event file names them."""
    return {name: getattr(item, name) for name in item.__struct_fields__}


def _of_event(event: Event) -> dict[str, object]:
    """What is of the event as a whole; a table of the file as `legal.imprint`."""
    facts: dict[str, object] = {}
    for key, value in _facts(event).items():
        if isinstance(value, Struct):
            facts |= {f"{key}.{name}": one for name, one in _facts(value).items()}
        elif key not in ("rooms", "slots", "sessions"):
            facts[key] = value
    return facts
