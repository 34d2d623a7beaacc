"""Calendar files (iCalendar, RFC 5545): as little of it as a day's sessions need, and that to the letter.

Times are UTC, so that no time zone has to be described (3.3.5, form 2); lines end with CRLF and are folded at 75
octets, never inside a character (3.1); text is escaped (3.3.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

LINE: Final = 75
"""Octets of a line, without its end."""

_CONTROL: Final = frozenset((*range(32), 127))


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a calendar. `uid` is the same in every file and of nothing else in the world (3.8.4.7)."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    place: str
    description: str
    url: str


def calendar_file(name: str, occasions: Iterable[Occasion], made: datetime) -> bytes:
    """The file. `made` is when (aware): a calendar that is fetched anew each time has no other moment of change."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//venue//venue//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",  # RFC 7986, 5.1
        f"X-WR-CALNAME:{escaped(name)}",  # what most programs read instead
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",  # RFC 7986, 5.7
        "X-PUBLISHED-TTL:PT15M",
    ]
    for occasion in occasions:
        lines += _event(occasion, made)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in folded(line))


def _event(occasion: Occasion, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(occasion.uid)}"
    yield f"DTSTAMP:{_moment(made)}"
    yield f"DTSTART:{_moment(occasion.starts)}"
    yield f"DTEND:{_moment(occasion.ends)}"
    yield f"SUMMARY:{escaped(occasion.title)}"
    yield f"LOCATION:{escaped(occasion.place)}"
    if occasion.description:
        yield f"DESCRIPTION:{escaped(occasion.description)}"
    yield f"URL:{occasion.url}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line ends escaped, other control characters left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for special in ("\\", ";", ","):
        plain = plain.replace(special, f"\\{special}")
    plain = plain.replace("\n", "\\n")
    return "".join(char for char in plain if char == "\t" or ord(char) not in _CONTROL)


def folded(line: str) -> Iterator[bytes]:
    """A line with its end, in as many lines as it needs; those after the first begin with a space."""
    rest = line.encode()
    room, start = LINE, b""
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        yield start + rest[:cut] + b"\r\n"
        rest, room, start = rest[cut:], LINE - 1, b" "
    yield start + rest + b"\r\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
