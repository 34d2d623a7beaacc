"""A mark at the end of everything a rehearsal says: from which run, by whom, the how-manieth, and when."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_STAMP: Final = re.compile(r"·([a-z0-9]{4,16})\.(\d{1,6})\.(\d{1,9})\.(\d{1,19})\Z")


class Stamp(msgspec.Struct, frozen=True):
    """The mark of one message."""

    run: str
    """The rehearsal, `[a-z0-9]{4,16}`."""
    sender: int
    """The person's number in the cast."""
    number: int
    """The how-manieth of this sender."""
    at: int
    """When it was sent, ns of the machine's monotonic clock; 0: not to be measured (said while offline)."""


def write(words: str, stamp: Stamp) -> str:
    """`words` with the stamp at their end."""
    return f"{words} ·{stamp.run}.{stamp.sender}.{stamp.number}.{stamp.at}"


def read(text: str) -> Stamp | None:
    """The stamp at the end of `text`; None where there is none (somebody else's message)."""
    found = _STAMP.search(text)
    if found is None:
        return None
    run, sender, number, at = found.groups()
    return Stamp(run, int(sender), int(number), int(at))
