"""Every key of a TOML text is found on its line, whatever stands around it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from venue.events import EXAMPLE
from venue.model.event_file.lines import Path, find_lines, line_of

TRICKY = '''\
# a = 1
title = "a # is no comment, nor is [this]"
"quoted key" = 'x = 1' # but this is
dotted.inner . deep = [
  1, # one, and ] more
  [ "]", """
not = "a key"
""" ],
  { a = 1, b = { c = [2] } },
]
empty = ""
long = """
[not.a.table]
he said \\"""no\\"""
quotes at the end"""""
raw = \'\'\'
"""
\'\'\'
when = 1979-05-27 07:32:00

[[rooms]]
id = 1
[rooms.tables]
count = 2
[[rooms.tables.special]]
seats = 3
[[rooms]]
id = 4
[[rooms.tables]]
seats = 5
[legal."a.b".c]
last = true'''


def test_keys_are_found_in_strings_comments_lists_and_tables() -> None:
    lines = find_lines(TRICKY)
    expected: dict[Path, int] = {
        ("title",): 2,
        ("quoted key",): 3,
        ("dotted", "inner", "deep"): 4,
        ("dotted", "inner", "deep", 1, 1): 6,
        ("dotted", "inner", "deep", 2, "b", "c"): 9,
        ("empty",): 11,
        ("long",): 12,
        ("raw",): 16,
        ("when",): 19,
        ("rooms", 0): 21,
        ("rooms", 0, "tables", "count"): 24,
        ("rooms", 0, "tables", "special", 0, "seats"): 26,
        ("rooms", 1, "id"): 28,
        ("rooms", 1, "tables", 0, "seats"): 30,
        ("legal", "a.b", "c", "last"): 32,
    }
    assert {path: lines[path] for path in expected} == expected


@pytest.mark.parametrize("text", [TRICKY, EXAMPLE.read_text(encoding="utf-8"), "", "\n# nothing\n"])
def test_the_places_are_those_that_the_toml_reader_sees(text: str) -> None:
    assert set(find_lines(text)) >= set(_paths(tomllib.loads(text), ()))


def test_every_key_of_the_example_stands_on_the_line_that_is_named() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    rows = text.splitlines()
    for path, line in find_lines(text).items():
        if isinstance(path[-1], str):
            assert path[-1] in rows[line - 1]


def test_a_place_that_is_not_there_is_sought_around_it() -> None:
    lines = find_lines("[a]\nb = 1")
    assert line_of(lines, ("a", "c", 3)) == 1
    assert line_of(lines, ("z",)) is None


def _paths(value: object, path: Path) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _paths(inner, (*path, place))
