"""What is asked over HTTP under an event's address, for the documentation; a test holds it against the routes."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from venue.protocol.door import DoorPreview, Entered, EnterWith, EventInfo, MyData, MyDay
from venue.protocol.rehearsals import RehearsalOpen, RehearsalOpened
from venue.protocol.venue import Me
from venue.protocol.versions import Published, PublishWith, Versions
from venue.protocol.wire import Done, RefusalBody


class Called(Struct, frozen=True):
    """`GET /{slug}/api/me`."""

    me: Me | None


class DoorRefused(Struct, frozen=True):
    """Every answer with a status from 400 on. `message` is for developers; `retry`: the same may succeed later."""

    error: RefusalBody


class Call(Struct, frozen=True):
    """One thing that can be asked. `takes` None: no body. `gives` None: a file, whose kind `says` names."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    says: str
    takes: type | None
    gives: type | None
    needs_pass: bool = False


CALLS: Final[tuple[Call, ...]] = (
    Call("GET", "/{slug}/api/event", "The event, the same for everybody; has an ETag.", None, EventInfo),
    Call("POST", "/{slug}/api/door", "Whom a ticket is for, without entering.", EnterWith, DoorPreview),
    Call(
        "POST", "/{slug}/api/enter", "A ticket (or a name, where the event is open) against a pass.", EnterWith, Entered
    ),
    Call("GET", "/{slug}/api/me", "Who I am.", None, Called, True),
    Call("POST", "/{slug}/api/leave", "Go home: the seat is free, tabs are closed, the cookie is gone.", Done, Done),
    Call("GET", "/{slug}/api/me/day", "How a calendar subscribes to my route.", None, MyDay, True),
    Call("GET", "/{slug}/api/me/day.ics", "My route as a calendar file (iCalendar, RFC 5545).", None, None, True),
    Call("GET", "/{slug}/api/me/data", "Everything that is stored about me.", None, MyData, True),
    Call("POST", "/{slug}/api/me/erase", "Erase it; passes end, connections are closed (4501).", Done, Done, True),
    Call("GET", "/{slug}/api/versions", "The versions of the event file; needs `operate`.", None, Versions, True),
    Call("GET", "/{slug}/api/versions/{number}", "The text of one (TOML); needs `operate`.", None, None, True),
    Call(
        "POST",
        "/{slug}/api/versions",
        "What publishing a version would mean, or publish it; needs `operate`.",
        PublishWith,
        Published,
        True,
    ),
    Call(
        "POST",
        "/{slug}/api/rehearsals",
        "Open a copy of the event for a rehearsal, on all nodes; needs `operate`.",
        RehearsalOpen,
        RehearsalOpened,
        True,
    ),
    Call("DELETE", "/{slug}/api/rehearsals/{copy}", "Remove it, with all in it; needs `operate`.", None, Done, True),
)
