"""Faults of an event file that was made of a schedule, said of the schedule: nobody has seen the other one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from venue.cli.programme_text import NewRoom, in_order, slots_of
from venue.cli.schedule_file import Item
from venue.model.event import Event
from venue.model.event_file import Fault

_PLACE: Final = re.compile(r"^(sessions|slots|rooms)\[(\d+)\](?:\.(\w+))?")
_WITH_LINE: Final = re.compile(r"(sessions|slots|rooms)\[(\d+)\](?:\.(\w+))? \(line \d+\)")
_KEYS: Final = {"starts": ".date", "ends": ".duration", "title": ".title", "description": ".abstract"}
"""Key of a session -> of an item."""


def outside(event: Event, items: Sequence[Item]) -> Iterator[tuple[Item, Fault]]:
    """The items that begin or end while the event is closed."""
    for item in items:
        if item.starts < event.starts or item.ends > event.ends:
            zone = event.zone
            found = f"{item.starts.astimezone(zone):%H:%M} to {item.ends.astimezone(zone):%H:%M}"
            wanted = f"times within the event, {event.starts:%H:%M} to {event.ends:%H:%M}"
            yield item, Fault(f"{item.place}.date", None, found, wanted)


def of_slot(fault: Fault) -> bool:
    """Whether it may come of items that are at fault themselves: without them a slot has fewer places."""
    return fault.place.startswith("slots")


def of_schedule(faults: Sequence[Fault], items: Sequence[Item], new: Sequence[NewRoom], rooms: int) -> list[Fault]:
    """With the places where it stands in the schedule; `rooms`: how many rooms there were before the new ones."""
    sessions, slots = in_order(items), slots_of(items)

    def place(found: re.Match[str]) -> str:
        kind, at, key = found[1], int(found[2]) - 1, found[3] or ""
        if kind == "sessions":
            return sessions[at].place + _KEYS.get(key, "")
        if kind == "slots":
            return slots[at].items[0].place
        return f'rooms["{new[at - rooms].title}"]' if at >= rooms else found[0]

    return [
        Fault(_PLACE.sub(place, fault.place), None, fault.found, _WITH_LINE.sub(place, fault.wanted))
        for fault in faults
    ]
