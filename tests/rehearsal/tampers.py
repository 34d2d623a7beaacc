"""Ways to break each promise, most of them once in a whole day and for one person."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from tests.rehearsal.tampering_proxy import Tamper

VICTIMS: Final = frozenset({4, 5, 6})
"""The connections (as they come) that are tampered with: three, since one may be cut off just then by the play."""

ANYBODY: Final = frozenset(range(1, 1000))

POSTED: Final = b'"on":"chat.posted"'


class Once(Tamper):
    """Leaves out, for each victim, the first line that holds `needle`; `after`: the how-manieth instead."""

    def __init__(self, needle: bytes, after: int = 1, victims: frozenset[int] = VICTIMS) -> None:
        self._needle, self._after, self._victims = needle, after, victims
        self._seen: Counter[int] = Counter()

    def line(self, line: bytes, connection: int) -> list[bytes]:
        if self._needle not in line or connection not in self._victims:
            return [line]
        self._seen[connection] += 1
        return self.change(line) if self._seen[connection] == self._after else [line]

    def change(self, line: bytes) -> list[bytes]:
        """What becomes of that line."""
        del line
        return []


class Doubled(Once):
    def change(self, line: bytes) -> list[bytes]:
        return [line, line]


class Rewritten(Tamper):
    """Every line for a victim that holds `needle` says something else."""

    def __init__(self, needle: bytes, pattern: bytes, into: bytes, victims: frozenset[int] = ANYBODY) -> None:
        self._needle, self._pattern, self._into, self._victims = needle, re.compile(pattern), into, victims

    def line(self, line: bytes, connection: int) -> list[bytes]:
        if self._needle not in line or connection not in self._victims:
            return [line]
        return [self._pattern.sub(self._into, line, count=1)]


class Misdirected(Once):
    """The victim also hears something of a room in which they are not."""

    def change(self, line: bytes) -> list[bytes]:
        return [line, re.sub(rb'"room":"[^"]*","offset":\d+', b'"room":"elsewhere","offset":99', line)]


class Swapped(Tamper):
    """Their first two messages change places for the victims."""

    def __init__(self) -> None:
        self._held: dict[int, bytes] = {}
        self._done: set[int] = set()

    def line(self, line: bytes, connection: int) -> list[bytes]:
        if connection not in VICTIMS or POSTED not in line or connection in self._done:
            return [line]
        if connection not in self._held:
            self._held[connection] = line
            return []
        self._done.add(connection)
        return [line, self._held[connection]]


class Muted(Tamper):
    """The victims never hear lines that hold `needle`."""

    def __init__(self, needle: bytes) -> None:
        self._needle = needle

    def line(self, line: bytes, connection: int) -> list[bytes]:
        return [] if connection in VICTIMS and self._needle in line else [line]


class Delayed(Tamper):
    delay = 0.25


class Cut(Tamper):
    """The victims' connections break without anybody having ordered it."""

    def __init__(self) -> None:
        self._lines: Counter[int] = Counter()

    def line(self, line: bytes, connection: int) -> list[bytes]:
        self._lines[connection] += 1
        return [line]

    def cuts(self, connection: int) -> bool:
        return connection in VICTIMS and self._lines[connection] >= 12


class NotErased(Tamper):
    """Who asks to be erased only leaves."""

    def request(self, data: bytes) -> bytes:
        return data.replace(b"/api/me/erase ", b"/api/leave ")


TAMPERS: Final[dict[str, tuple[Tamper, str]]] = {
    "a-message-is-left-out": (Once(POSTED, after=2), "gaps"),
    "messages-are-never-heard": (Muted(POSTED), "loss"),
    "a-message-comes-twice": (Doubled(POSTED), "duplicates"),
    "a-command-is-answered-twice": (Doubled(b'"ok":{"offset"', victims=ANYBODY), "duplicates"),
    "two-messages-change-places": (Swapped(), "order"),
    "somebody-hears-another-text": (Rewritten(POSTED, rb'"text":"', b'"text":"No! ', VICTIMS), "order"),
    "a-receipt-is-lost": (Once(b'"ok":{"offset"', victims=ANYBODY), "receipts"),
    "a-resume-is-not-complete": (
        Rewritten(b'"resumed":true', rb'("offset":\d+)(\},"resumed":true)', rb"\g<1>7\2"),
        "resume",
    ),
    "another-room-is-heard": (Misdirected(POSTED), "audience"),
    "the-search-is-wrong": (Rewritten(b'"ids":[', rb'"room":"plenum"', b'"room":"beratung"'), "whereabouts"),
    "a-roster-is-not-kept": (Muted(b'"on":"roster.changed"'), "roster"),
    "the-counts-are-not-kept": (Muted(b'"on":"house.counted"'), "counts"),
    "a-room-is-counted-overfull": (
        Rewritten(b'"on":"house.counted"', rb'"beratung":\[(\d+),\d+\]', rb'"beratung":[\1,99]'),
        "capacity",
    ),
    "a-move-is-not-told": (Once(b'"on":"you.moved"', victims=ANYBODY), "moves"),
    "a-move-is-refused": (
        Rewritten(b'"ok":{"order":', rb'"ok":.*', b'"error":{"code":"not_allowed","retry":false,"message":""}}'),
        "moves",
    ),
    "a-connection-breaks": (Cut(), "connections"),
    "nobody-is-erased": (NotErased(), "trace"),
}
"""Name -> what is done, and the promise that is broken by it."""

HONEST: Final = "nothing-is-touched"
LATE: Final = "everything-is-late"
