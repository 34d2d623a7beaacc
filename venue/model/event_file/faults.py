"""What is wrong with an event file, said so that its author can put it right."""

from __future__ import annotations

import msgspec

from venue.model.event_file.lines import Path, line_of

_SHOWN = 60
"""Longest piece of a found text that a fault repeats, in characters."""


class Fault(msgspec.Struct, frozen=True):
    """One fault: where, what stands there, what would be right."""

    place: str
    """`rooms[3].capacity`: the key in the third `[[rooms]]`; empty for the file as a whole."""
    line: int | None
    """Counted from 1; None where the file has no such place."""
    found: str
    wanted: str

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line}"
        where = f"{self.place} ({line})" if self.place and line else self.place or line or "the file"
        return f"{where}: found {self.found}; wanted {self.wanted}"


class EventFileFaults(ValueError):
    """The event file is not usable; `faults` holds everything found wanting, in the order of the file."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(name, faults)
        self.name = name
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(f"{self.name}: {fault}" for fault in self.faults)


class Findings:
    """Collects faults while a file is read, each with its line."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self._lines = lines
        self._faults: list[Fault] = []

    def add(self, path: Path, found: str, wanted: str) -> None:
        self._faults.append(Fault(shown_path(path), line_of(self._lines, path), found, wanted))

    def line(self, path: Path) -> str:
        """The place, for a fault that speaks of a second place."""
        line = line_of(self._lines, path)
        return shown_path(path) if line is None else f"{shown_path(path)} (line {line})"

    @property
    def count(self) -> int:
        return len(self._faults)

    def in_order(self) -> tuple[Fault, ...]:
        return tuple(sorted(self._faults, key=lambda fault: fault.line or 0))


def shown_path(path: Path) -> str:
    """`("rooms", 2, "capacity")` as `rooms[3].capacity`: people count from one."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown


def shown_value(value: object) -> str:
    """A value of the file, short, as it would stand in the file."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            short = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
            return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short) + '"'
        case dict():
            return "a table"
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case _:
            return str(value)[:_SHOWN]
