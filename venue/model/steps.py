"""The day as a row of steps: stretches in which the same sessions run side by side, or none, as planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from venue.model.event import Event, Session
from venue.model.ids import SessionId

StepKind = Literal["before", "sessions", "break", "after"]

BEFORE: Final = "before"
AFTER: Final = "after"
"""The ids of the first step and of the last one."""


class Step(Struct, frozen=True):
    """What runs at the same time, as planned; event time, ms since 1970 (UTC)."""

    id: str
    kind: StepKind
    sessions: tuple[SessionId, ...]
    starts: int
    ends: int


def steps_of(event: Event) -> tuple[Step, ...]:
    """The steps of the day as planned, in order of time; `before` is the first and `after` the last."""
    edges = sorted({in_ms(edge) for session in event.sessions for edge in (session.starts, session.ends)})
    opens, closes = in_ms(event.starts), in_ms(event.ends)
    if not edges:
        return (Step(AFTER, "after", (), opens, closes),)
    steps = [Step(BEFORE, "before", (), min(opens, edges[0]), edges[0])]
    taken = {BEFORE, AFTER}
    for starts, ends in pairwise(edges):
        on = [session for session in event.sessions if in_ms(session.starts) <= starts and in_ms(session.ends) >= ends]
        name = _unique(_name(on) if on else f"break-after-{steps[-1].id}", taken)
        steps.append(Step(name, "sessions" if on else "break", tuple(session.id for session in on), starts, ends))
    return (*steps, Step(AFTER, "after", (), edges[-1], max(edges[-1], closes)))


def _name(sessions: Sequence[Session]) -> str:
    """A name that stays the same when other parts of the programme change."""
    slots = {session.slot for session in sessions}
    slot = next(iter(slots)) if len(slots) == 1 else None
    return slot or sessions[0].id


def _unique(name: str, taken: set[str]) -> str:
    found = next(one for n in range(1, len(taken) + 2) if (one := f"{name}~{n}" if n > 1 else name) not in taken)
    taken.add(found)
    return found


def in_ms(moment: datetime) -> int:
    """Milliseconds since 1970 (UTC)."""
    return round(moment.timestamp() * 1000)
