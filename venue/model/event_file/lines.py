"""On which line each key of a TOML text stands. `tomllib` does not say, and the common writers neither.

Reads only texts that `tomllib` has accepted, so it looks for structure alone: headers, keys, brackets, strings.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""`("rooms", 2, "capacity")`: keys, and places in lists counted from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def find_lines(source: str) -> dict[Path, int]:
    """The line, counted from 1, of every header, key and list item of `source`: valid TOML, with `\\n` line ends."""
    return _Scan(source).run()


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of `path`, or of the nearest place around it that the text has."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


class _Scan:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._line = 1
        self._counted_to = 0
        self._lines: dict[Path, int] = {}
        self._items: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip(_BLANK) < len(self._source):
            if self._source.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _header(self) -> Path:
        line = self._line_here()
        brackets = 2 if self._source.startswith("[[", self._at) else 1
        self._at += brackets
        *outer, last = self._key()
        path: Path = ()
        for part in outer:
            self._lines.setdefault((*path, part), line)
            path = self._last_item((*path, part))
        path = (*path, last)
        if brackets == 2:
            self._lines.setdefault(path, line)
            self._items[path] = self._items.get(path, -1) + 1
            path = self._last_item(path)
        self._lines.setdefault(path, line)
        self._at += brackets
        return path

    def _last_item(self, path: Path) -> Path:
        return (*path, self._items[path]) if path in self._items else path

    def _pair(self, table: Path) -> None:
        line = self._line_here()
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            quoted = self._source[self._at] in "\"'"
            found = self._take(_STRING if quoted else _BARE)
            parts.append(found[1:-1] if quoted else found)
            self._skip(_SPACE)
            if not self._source.startswith(".", self._at):
                return parts
            self._at += 1

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        match self._source[self._at]:
            case '"' | "'":
                self._take(_STRING)
            case "[":
                self._inside("]", path, listed=True)
            case "{":
                self._inside("}", path, listed=False)
            case _:
                self._take(_SCALAR)

    def _inside(self, closing: str, path: Path, *, listed: bool) -> None:
        self._at += 1
        place = 0
        self._skip(_BLANK)
        while not self._source.startswith(closing, self._at):
            if listed:
                self._lines[*path, place] = self._line_here()
                self._value((*path, place))
            else:
                self._pair(path)
            place += 1
            self._skip(_BLANK)
            if self._source.startswith(",", self._at):
                self._at += 1
                self._skip(_BLANK)
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._take(pattern)
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._source, self._at)
        if found is None:
            raise ValueError(f"not a TOML text, at character {self._at}")
        self._at = found.end()
        return found.group()

    def _line_here(self) -> int:
        self._line += self._source.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line
