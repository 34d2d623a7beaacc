"""`venue check`: whether event files are right, and what they make of the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from venue.model.event import ROOM_KINDS, Event, Text
from venue.model.event_file import EventFileFaults, Fault, read_event, require_distinct
from venue.model.retention import due

FOUND_WANTING = 1
WRONG_USE = 2

_PLURALS = {"foyer": "foyers", "plenum": "plenums", "workshop": "workshops", "cafeteria": "cafeterias"}


def check(files: Annotated[list[Path], typer.Argument(help="Event files (TOML).", show_default=False)]) -> None:
    """Check event files: print every fault, with its place and what would be right, or what the files contain.

    Exit code 0: all are right; 1: faults were found; 2: a file could not be read.
    """
    outcome = 0
    events: list[tuple[str, Event]] = []
    for file in files:
        try:
            event = read_event(file.read_bytes(), str(file))
        except OSError as error:
            typer.echo(f"{file}: cannot be read: {error.strerror or error}", err=True)
            outcome = WRONG_USE
        except EventFileFaults as error:
            _print_faults(error)
            outcome = max(outcome, FOUND_WANTING)
        else:
            events.append((str(file), event))
            typer.echo("\n".join([f"{file}: right", *(f"  {line}" for line in summary(event, datetime.now(UTC)))]))
    try:
        require_distinct(events)
    except EventFileFaults as error:
        _print_faults(error)
        outcome = max(outcome, FOUND_WANTING)
    raise typer.Exit(outcome)


def _print_faults(error: EventFileFaults) -> None:
    for fault in error.faults:
        typer.echo(shown(error.name, fault))
    count = len(error.faults)
    typer.echo(f"{error.name}: {count} fault{'s' if count > 1 else ''}")


def shown(name: str, fault: Fault) -> str:
    """A fault as compilers write it, so that editors find the place: `FILE:LINE: KEY: found this; wanted that`."""
    parts = [name if fault.line is None else f"{name}:{fault.line}", fault.place]
    return ": ".join(part for part in parts if part) + f": found {fault.found}; wanted {fault.wanted}"


def summary(event: Event, now: datetime) -> Iterator[str]:
    """What an organiser would like to see at a glance, line by line; `now`: event time."""
    yield f"{event.text(event.title, event.default_language)} (/{event.slug}/), in {' and '.join(event.languages)}"
    expected = "" if event.expected is None else f", {event.expected} people expected"
    entry = "by ticket" if event.entry == "ticket" else "open, with a name"
    yield f"{_date(event.starts)} to {event.ends:%H:%M}, {event.timezone}; entry {entry}{expected}"
    yield from _rooms(event)
    yield f"{_counted(len(event.sessions), 'session')} in the programme"
    for slot in event.slots:
        places = event.places(slot.id)
        inside = _counted(len(event.sessions_in(slot.id)), "session")
        room = "places without bound" if places is None else _counted(places, "place")
        yield f"  slot {slot.id}, {slot.starts:%H:%M} to {slot.ends:%H:%M}: {inside}, {room}"
    yield from over(event, now)
    for what, until in (
        ("messages", event.messages_until),
        ("names and whereabouts", event.names_until),
        ("the moderators' journal", event.journal_until),
    ):
        yield f"{what} erased on {_date(until.astimezone(event.zone))}"
    missing = Counter(language for text in texts(event) for language in event.languages if language not in text)
    for language, count in missing.items():
        yield f"{_counted(count, 'text')} not in {language}: shown in {event.default_language}"


def over(event: Event, now: datetime) -> Iterator[str]:
    """A warning where the day is over at that event time: retention waits for nobody."""
    if event.ends > now:
        return
    said = f"OVER since {_date(event.ends)}"
    if "names" in due(event, round(now.timestamp() * 1000)):
        said += ": as long as it is open, names and tickets are erased twice a minute, and whoever enters is thrown out"
    yield f"{said}. Is `date` right?"


def texts(event: Event) -> Iterator[Text]:
    """Every text of the event that is there in some language."""
    found: list[Text | None] = [event.title, event.subtitle, event.help, *event.organisers]
    found += [event.legal.imprint, event.legal.privacy, event.legal.accessibility]
    for room in event.rooms:
        found += [room.title, room.description, room.topic]
    found += [slot.title for slot in event.slots]
    for session in event.sessions:
        found += [session.title, session.description]
    return (text for text in found if text)


def _rooms(event: Event) -> Iterator[str]:
    kinds = Counter(room.kind for room in event.rooms)
    named = [_counted(kinds[kind], kind, _PLURALS[kind]) for kind in ROOM_KINDS if kinds[kind]]
    yield f"{_counted(len(event.rooms) - kinds['table'], 'room')}: {', '.join(named)}"
    if kinds["table"]:
        seats = sum(room.capacity or 0 for room in event.rooms if room.kind == "table")
        yield f"{_counted(kinds['table'], 'table')} with {_counted(seats, 'seat')} inside them"


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _date(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
