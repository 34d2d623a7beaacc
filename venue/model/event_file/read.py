"""The event file as a whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from venue.model.event import ENTRIES, LANGUAGES, Event, Language, Room
from venue.model.event_file.faults import EventFileFaults, Fault, Findings
from venue.model.event_file.lines import find_lines
from venue.model.event_file.programme import Programme
from venue.model.event_file.rooms import Rooms
from venue.model.event_file.rules import read_accent, read_chat, read_legal, read_retention, read_slug
from venue.model.event_file.table import TITLE_LENGTH, Table
from venue.model.event_file.times import Day, Stretch, read_day, read_whole
from venue.model.ids import EventSlug

LONGEST_FILE = 1_000_000
"""Characters."""
HELP_LENGTH = 4000
MOST_PEOPLE = 100_000
DEEPEST_KEY = 32
"""Parts of a dotted key; reading one takes time with the square of them."""

_DEEP_KEY = re.compile(rf"""(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}}""")
_SYNTAX_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)\Z", re.DOTALL)


def read_event(source: str | bytes, name: str) -> Event:
    """The event that the TOML text `source` describes; `name` is the file's, for messages.

    Raises `EventFileFaults` with every fault in one go.
    """
    text = _decoded(source, name)
    if deep := _DEEP_KEY.search(text):
        fault = Fault("", text.count("\n", 0, deep.start()) + 1, "a key of too many parts", f"at most {DEEPEST_KEY}")
        raise EventFileFaults(name, (fault,))
    try:
        values = tomllib.loads(text)
        findings = Findings(find_lines(text))
    except RecursionError:
        fault = Fault("", None, "lists in lists beyond measure", "the form that docs/event-file.md shows")
        raise EventFileFaults(name, (fault,)) from None
    except ValueError as error:  # TOMLDecodeError, and what int() says of a number of 5,000 digits
        raise EventFileFaults(name, (_syntax_fault(str(error), text),)) from None
    event = _read(values, findings)
    if event is None or findings.count:
        raise EventFileFaults(name, findings.in_order())
    return event


def require_distinct(events: Sequence[tuple[str, Event]]) -> None:
    """Events of one server lie under their slugs: raises `EventFileFaults` for the first file whose slug is taken.

    `events` are pairs of a file's name and its event.
    """
    owners: dict[EventSlug, str] = {}
    for name, event in events:
        owner = owners.setdefault(event.slug, name)
        if owner != name:
            wanted = f"a slug of its own, since {owner} has this one"
            raise EventFileFaults(name, (Fault("slug", None, f'"{event.slug}"', wanted),))


def _decoded(source: str | bytes, name: str) -> str:
    """The text with `\\n` line ends and no byte order mark."""
    try:
        text = source if isinstance(source, str) else source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = Fault("", line, "bytes that are not UTF-8", "a text saved as UTF-8")
        raise EventFileFaults(name, (fault,)) from None
    if len(text) > LONGEST_FILE:
        fault = Fault("", None, f"{len(text)} characters", f"at most {LONGEST_FILE}")
        raise EventFileFaults(name, (fault,))
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _syntax_fault(message: str, text: str) -> Fault:
    """Syntax is all or nothing: its first fault is the only one."""
    found = _SYNTAX_PLACE.match(message)
    if found is None:
        return Fault("", None, message, "a TOML text")
    if found[2] is None:
        return Fault("", text.count("\n") + 1, f"{found[1]} at the end of the file", "a TOML text")
    return Fault("", int(found[2]), f"{found[1]} at column {found[3]}", "a TOML text")


def _read(values: dict[str, object], findings: Findings) -> Event | None:
    """Everything is read before anything is given up, so that no fault hides another."""
    top = Table(values, (), findings)
    top.languages = _languages(top)
    day = read_day(top)
    whole = read_whole(top, day)
    expected = top.whole("expected", 1, MOST_PEOPLE, required=False)
    rooms = Rooms(findings)
    rooms.read(top)
    programme = Programme(findings, rooms, day, whole)
    programme.read(top, expected)
    return _event(top, day, whole, expected, tuple(rooms.found), programme)


def _event(
    top: Table, day: Day, whole: Stretch | None, expected: int | None, rooms: tuple[Room, ...], items: Programme
) -> Event | None:
    slug, accent, entry = read_slug(top), read_accent(top), top.choice("entry", ENTRIES)
    title = top.text("title", TITLE_LENGTH)
    subtitle = top.text("subtitle", TITLE_LENGTH, required=False)
    organisers = top.texts("organisers", TITLE_LENGTH)
    info_desk = top.text("help", HELP_LENGTH)
    legal, retention, chat = read_legal(top), read_retention(top), read_chat(top)
    if not (slug and title and organisers and accent and whole):
        return None
    if not (entry and info_desk and legal and retention and chat):
        return None
    return Event(
        slug=slug,
        title=title,
        subtitle=subtitle,
        languages=top.languages,
        organisers=organisers,
        timezone=str(day.zone),
        accent=accent,
        starts=whole.starts,
        ends=whole.ends,
        entry=entry,
        expected=expected,
        legal=legal,
        help=info_desk,
        retention=retention,
        chat=chat,
        rooms=rooms,
        slots=items.slots,
        sessions=items.sessions,
    )


def _languages(top: Table) -> tuple[Language, ...]:
    """The event's languages; all that the house speaks where the file is at fault, so that its texts can be read."""
    value = top.values.get("languages")
    items = value if isinstance(value, list) else []
    known = tuple(language for item in items for language in LANGUAGES if item == language)
    if known and len(known) == len(items) == len(set(known)):
        return known
    top.wrong("languages", f"a list of one or more of {', '.join(LANGUAGES)}, each once, the default language first")
    return LANGUAGES
