"""One table of an event file, read key by key: each method takes a value of one type, or notes what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TypeVar

from venue.model.event import LANGUAGES, Language, Text
from venue.model.event_file.faults import Findings, shown_value
from venue.model.event_file.keys import known_keys
from venue.model.event_file.lines import Path

Option = TypeVar("Option", bound=str)

NAME = re.compile(r"[a-z0-9-]{1,40}\Z")
"""What slugs and the ids of rooms, slots and sessions look like."""

TITLE_LENGTH = 200
"""Characters. Texts of this length and shorter are titles: they stand on one line."""

_LAYOUT = "\n\t"
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that change the direction of what follows: they can make a text read as another."""


class Table:
    """A table at `path`. Unknown keys are noted at once; every reading method returns None after noting a fault."""

    def __init__(
        self, values: dict[str, object], path: Path, findings: Findings, languages: tuple[Language, ...] = LANGUAGES
    ) -> None:
        self.values = values
        self.path = path
        self.findings = findings
        self.languages = languages
        known = known_keys(path)
        for key in values:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.6)
                wanted = f"{near[0]}" if near else "one of " + ", ".join(known)
                self.note(key, "an unknown key", wanted)

    def note(self, key: str, found: str, wanted: str) -> None:
        self.findings.add((*self.path, key), found, wanted)

    def wrong(self, key: str, wanted: str) -> None:
        """Notes that the value of `key` is not what it should be."""
        self.note(key, shown_value(self.values.get(key)), wanted)

    def name(self, key: str) -> str | None:
        """A required id."""
        value = self.values.get(key)
        if isinstance(value, str) and NAME.match(value):
            return value
        self.wrong(key, "1 to 40 small letters (a-z), digits and hyphens")
        return None

    def choice(self, key: str, options: tuple[Option, ...], default: Option | None = None) -> Option | None:
        value = self.values.get(key, default)
        for option in options:
            if value == option:
                return option
        self.wrong(key, "one of " + ", ".join(f'"{option}"' for option in options))
        return None

    def whole(self, key: str, low: int, high: int, default: int | None = None, *, required: bool = True) -> int | None:
        """A whole number from `low` to `high`."""
        value = self.values.get(key, default)
        if value is None and not required:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(key, f"a whole number from {low} to {high}")
        return None

    def number(self, key: str, low: float, high: float, default: float) -> float | None:
        value = self.values.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.wrong(key, f"a number from {low:g} to {high:g}")
        return None

    def text(self, key: str, longest: int, *, required: bool = True) -> Text | None:
        """A localised text: a plain string is in the default language."""
        value = self.values.get(key)
        if value is None:
            if required:
                self.wrong(key, self._text_form())
            return None
        return self._text((*self.path, key), value, longest)

    def texts(self, key: str, longest: int) -> tuple[Text, ...] | None:
        """A list of at least one localised text."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            self.wrong(key, "a list of at least one text")
            return None
        texts = [self._text((*self.path, key, place), item, longest) for place, item in enumerate(value)]
        return tuple(text for text in texts if text is not None)

    def table(self, key: str) -> Table | None:
        """A required table; see `optional_table`."""
        if key not in self.values:
            self.note(key, "nothing", f"a table [{key}] with " + ", ".join(known_keys((*self.path, key))))
            return None
        return self.optional_table(key)

    def optional_table(self, key: str) -> Table | None:
        """The table under `key`; an empty one where the file has none, so that its defaults apply."""
        value = self.values.get(key, {})
        if isinstance(value, dict):
            return Table(value, (*self.path, key), self.findings, self.languages)
        self.wrong(key, "a table")
        return None

    def tables(self, key: str, most: int) -> Iterator[Table]:
        """The list of tables under `key`, at most `most`; a single table counts as a list of one."""
        value = self.values.get(key, [])
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            self.wrong(key, f"a list of tables: [[{key}]]")
            return
        if len(value) > most:
            self.wrong(key, f"at most {most}")
        for place, item in enumerate(value[:most]):
            path = (*self.path, key, place)
            if isinstance(item, dict):
                yield Table(item, path, self.findings, self.languages)
            else:
                self.findings.add(path, shown_value(item), "a table")

    def _text(self, path: Path, value: object, longest: int) -> Text | None:
        default = self.languages[0]
        if isinstance(value, str):
            value = {default: value}
        if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
            self.findings.add(path, shown_value(value), self._text_form())
            return None
        text: Text = {}
        for language, words in value.items():
            place = (*path, language) if len(value) > 1 else path
            if language not in self.languages:
                self.findings.add((*path, language), f'the language "{language}"', self._text_form())
            elif (wanted := _wanted(words, longest)) is not None:
                self.findings.add(place, shown_value(words), wanted)
            else:
                text[language] = words.strip()
        if default not in value:
            self.findings.add(path, f'no text in "{default}"', f'a text in "{default}", the default language')
        return text if len(text) == len(value) and default in text else None

    def _text_form(self) -> str:
        if len(self.languages) == 1:
            return "a text"
        return "a text, or { " + ", ".join(f'{language} = "…"' for language in self.languages) + " }"


def _wanted(words: str, longest: int) -> str | None:
    """What would be right instead of `words`; None: they are right."""
    if not words.strip():
        return "a text that is not empty"
    if len(words) > longest:
        return f"at most {longest} characters (these are {len(words)})"
    if longest <= TITLE_LENGTH and "\n" in words.strip():
        return "a text on one line"
    for sign in words:
        if (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _LAYOUT) or sign in _TURNING:
            return f"a text without the invisible sign U+{ord(sign):04X}"
    return None
