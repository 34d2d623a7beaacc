"""What is on now and what comes next: the programme at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from venue.model.event import Event, Session, Slot

Phase = Literal["before", "open", "over"]
"""Before the event's start; between start and end; after."""

_MINUTE = timedelta(minutes=1)


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """The programme at one moment."""

    phase: Phase
    slot: Slot | None
    """The slot that runs."""
    running: tuple[Session, ...]
    next: tuple[Session, ...]
    """All sessions that share the next start; empty when none is to come."""
    minutes_left: int | None
    """Minutes, rounded up, until the first of the running sessions ends; None: none runs."""
    minutes_to_next: int | None
    """Minutes, rounded up, until the next sessions start; None: none is to come."""
    changes: datetime | None
    """The next moment at which any of this (but the minutes) differs; None: never again."""


def at(event: Event, moment: datetime) -> Now:
    """What is on in `event` at `moment` (aware). A stretch includes its start and not its end."""
    running = tuple(session for session in event.sessions if session.starts <= moment < session.ends)
    to_come = [session for session in event.sessions if session.starts > moment]
    next_start = min((session.starts for session in to_come), default=None)
    first_end = min((session.ends for session in running), default=None)
    return Now(
        phase=phase(event, moment),
        slot=next((slot for slot in event.slots if slot.starts <= moment < slot.ends), None),
        running=running,
        next=tuple(session for session in to_come if session.starts == next_start),
        minutes_left=None if first_end is None else minutes_between(moment, first_end),
        minutes_to_next=None if next_start is None else minutes_between(moment, next_start),
        changes=min((change for change in _changes(event) if change > moment), default=None),
    )


def phase(event: Event, moment: datetime) -> Phase:
    """The part of the day that `moment` (aware) lies in."""
    if moment < event.starts:
        return "before"
    return "open" if moment < event.ends else "over"


def in_room(event: Event, room_id: str, moment: datetime) -> tuple[Session | None, Session | None]:
    """What runs in a room at `moment`, and what comes next there."""
    here = [session for session in event.sessions if session.room == room_id]
    running = next((session for session in here if session.starts <= moment < session.ends), None)
    to_come = next((session for session in here if session.starts > moment), None)
    return running, to_come


def minutes_between(moment: datetime, later: datetime) -> int:
    """Whole minutes from `moment` to `later`, rounded up; 0 when it has come."""
    return max(0, -((moment - later) // _MINUTE))


def _changes(event: Event) -> set[datetime]:
    stretches = [(event.starts, event.ends)]
    stretches += [(slot.starts, slot.ends) for slot in event.slots]
    stretches += [(session.starts, session.ends) for session in event.sessions]
    return {edge for stretch in stretches for edge in stretch}
