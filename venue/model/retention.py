"""What is kept for how long: when which kind of data is to be erased."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from venue.model.event import Event

Kind = Literal["messages", "names", "journal"]


def due(event: Event, now_ms: int) -> tuple[Kind, ...]:
    """What is to be erased at that event time: some of its kinds, in this order."""
    until: dict[Kind, datetime] = {
        "messages": event.messages_until,
        "names": event.names_until,
        "journal": event.journal_until,
    }
    return tuple(what for what, moment in until.items() if moment.timestamp() * 1000 <= now_ms)


def due_by_change(old: Event, new: Event, now_ms: int) -> tuple[Kind, ...]:
    """What would be erased at once if `new` counted instead of `old`, and is kept as it is."""
    already = due(old, now_ms)
    return tuple(what for what in due(new, now_ms) if what not in already)
