"""What publishing a new version of the event file would mean, looked at before: for the command line and the venue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from venue.model.changes import EventChange, changes, fixed
from venue.model.effects import EventEffect, effects
from venue.model.event import Event
from venue.model.event_file import Fault, read_event
from venue.model.event_file.faults import EventFileFaults
from venue.model.event_file.lines import Path, find_lines, line_of
from venue.model.house import Snapshot
from venue.model.places import bookable
from venue.model.retention import due_by_change
from venue.model.show import effective
from venue.store.house import HouseStore
from venue.store.rooms import Command
from venue.store.versions import Changed, Publication, Source, VersionStore

LARGEST_TEXT: Final = 512 * 1024
"""Bytes of an event file that is published while the venue is open."""
NAME: Final = "event.toml"
"""What a version's text is called where it has no file."""
TRIES: Final = 5
"""How often one looks again because somebody else was faster."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is different, and what becomes of people."""

    publication: Publication
    changes: tuple[EventChange, ...]
    effects: tuple[EventEffect, ...]


def read_version(text: str, old: Event, now: int, name: str = NAME) -> Event:
    """The event of a text that is to take the place of `old` while people are inside, at that event time (ms).

    Raises `EventFileFaults`, also where everything would be erased at once that was promised to be kept.
    """
    size = len(text.encode())
    if size > LARGEST_TEXT:
        raise EventFileFaults(name, (Fault("", None, f"{size} bytes", f"at most {LARGEST_TEXT}"),))
    new = read_event(text, name)
    lines = find_lines(text)
    faults = tuple(
        Fault(field.key, line_of(lines, (field.key,)), f'"{field.after}"', f'"{field.before}", as long as it is open')
        for field in fixed(old, new)
    )
    faults += _erasing(old, new, now, lines)
    if faults:
        raise EventFileFaults(name, faults)
    return new


def _erasing(old: Event, new: Event, now: int, lines: dict[Path, int]) -> tuple[Fault, ...]:
    """A wrong date must not end the day: retention would not wait for anybody to put it right."""
    kinds = due_by_change(old, new, now)
    if kinds and new.starts.date() != old.starts.date():
        said = f"{new.starts.date()}, which would erase {', '.join(kinds)} at once"
        return (Fault("date", line_of(lines, ("date",)), said, "a later date"),)
    if kinds and new.ends != old.ends:
        said = f"{new.ends:%Y-%m-%d %H:%M}, which would erase {', '.join(kinds)} at once"
        return (Fault("ends", line_of(lines, ("ends",)), said, "a later end"),)
    faults: list[Fault] = []
    for kind in kinds:
        key = f"{kind}_hours"
        said = f"{getattr(new.retention, key)}, which would erase {kind} at once"
        faults.append(Fault(f"retention.{key}", line_of(lines, ("retention", key)), said, "more hours"))
    return tuple(faults)


async def foresee(
    houses: HouseStore,
    old: Event,
    number: int,
    text: str,
    real_ms: Callable[[int], int],
    now: int,
    *,
    source: Source,
    name: str = NAME,
    back: int = 0,
) -> Foreseen:
    """What it would mean now (`now`: event time, ms) in place of `old`, version `number`.

    Raises `EventFileFaults` and `StoreUnavailable`.
    """
    new = await asyncio.to_thread(read_version, text, old, now, name)  # a long one takes its time, and others go on
    snapshot = await houses.snapshot()
    publication = timed(Publication(text, new, old, number, {}, source, back), snapshot, real_ms, now)
    foreseen = effects(old, new, snapshot, publication.sessions, real_ms(now))
    return Foreseen(publication, changes(old, new), foreseen)


def timed(what: Publication, snapshot: Snapshot, real_ms: Callable[[int], int], now: int) -> Publication:
    """With the times that count at `now` (event time, ms), as the run of show says."""
    sessions = bookable(what.event, real_ms, effective(what.event, snapshot.show, now).sessions_ahead)
    return replace(what, sessions=sessions, show=snapshot.show.number)


async def publish(
    versions: VersionStore,
    houses: HouseStore,
    what: Publication,
    real_ms: Callable[[int], int],
    now_ms: Callable[[], int],
    *,
    command: Command | None = None,
    journal: bytes,
) -> tuple[int, int]:
    """By the times that count when it is done, however long ago somebody looked at it: as `VersionStore.publish`.

    Raises `StoreUnavailable`, `Changed` and `ScriptRefused` (`conflict`).
    """
    tries = TRIES
    while True:
        what, tries = timed(what, await houses.snapshot(), real_ms, now_ms()), tries - 1
        try:
            return await versions.publish(what, command=command, journal=journal)
        except Changed as changed:
            if changed.number != what.expected or not tries:
                raise
