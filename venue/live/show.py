"""The run of show as this node knows it: what is told to everybody, and whom a decision would touch."""

from __future__ import annotations

from typing import Final

from venue.live.floor import Floor
from venue.model.ids import RoomId, SessionId
from venue.model.places import Bookable, bookable
from venue.model.show import Effective, ShowState, effective
from venue.protocol.show import Show, ShowForeseen, ShowStep, Span

FRESH_MS: Final = 250
"""For so long what was told is told again: times go on from `at` by themselves, and many come at once."""


def show_now(site: Floor) -> Show:
    """The run of show at this moment, or a quarter of a second ago at most."""
    now, state = site.clock.now_ms(), site.house.show
    known = site.show_told
    if known and known[:2] == (site.event.sessions, state) and 0 <= now - known[2].at < FRESH_MS:
        return known[2]
    told = shown(state, effective(site.event, state, now))
    site.show_told = site.event.sessions, state, told
    return told


def bookable_now(site: Floor, new: ShowState | None = None) -> dict[SessionId, Bookable]:
    """The sessions that have places, with the times for the store; by `new` where that is about to be decided."""
    found = effective(site.event, new or site.house.show, site.clock.now_ms())
    return bookable(site.event, site.clock.real_ms, found.sessions_ahead)


def shown(state: ShowState, found: Effective) -> Show:
    """The run of show as it goes over the wire."""
    return Show(
        at=found.at,
        number=state.number,
        step=found.running.step.id,
        mode=found.mode,
        state="held" if found.held_until else "running",
        until=found.held_until,
        times={session: Span(*span) for session, span in found.sessions.items()},
        steps=tuple(
            ShowStep(
                id=timed.step.id,
                kind=timed.step.kind,
                sessions=timed.step.sessions,
                planned=Span(timed.step.starts, timed.step.ends),
                starts=timed.starts,
                ends=timed.ends,
            )
            for timed in found.steps
        ),
    )


def foreseen(site: Floor, before: Effective, new: ShowState, now: int) -> ShowForeseen:
    """The run of show after `new`, with the people in rooms whose sessions end or begin by it."""
    after = effective(site.event, new, now)
    ended = set(before.running.step.sessions) - set(after.running.step.sessions)
    begun = set(after.running.step.sessions) - set(before.running.step.sessions)
    told = shown(new, after)
    return ShowForeseen(
        **{name: getattr(told, name) for name in told.__struct_fields__},
        closes=_people(site, ended),
        opens=_people(site, begun),
    )


def _people(site: Floor, sessions: set[SessionId]) -> dict[RoomId, int]:
    """The rooms of these sessions, and who is present there, tables included."""
    rooms = {session.room for session in site.event.sessions if session.id in sessions}
    return {room: len(site.everybody_in(site.rooms_of(room))) for room in sorted(rooms)}
