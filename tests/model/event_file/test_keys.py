"""The page for organisers explains every key there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.model.event_file.small_day import read
from venue.model.event import ChatRules
from venue.model.event_file.keys import KEYS
from venue.model.event_file.programme import MOST_SESSIONS, MOST_SLOTS
from venue.model.event_file.read import HELP_LENGTH
from venue.model.event_file.rooms import DESCRIPTION_LENGTH, MOST_ROOMS, MOST_SEATS_AT_TABLE, MOST_TABLES
from venue.model.event_file.rules import LEGAL_LENGTH, LONGEST_KEPT, RESERVED_SLUGS
from venue.model.event_file.table import TITLE_LENGTH

PAGE = (Path(__file__).parents[3] / "docs" / "event-file.md").read_text(encoding="utf-8")
HEADINGS = {
    "## The event\n": "",
    "## `[legal]`": "legal",
    "## `[retention]`": "retention",
    "## `[chat]`": "chat",
    "## `[[rooms]]`": "rooms",
    "`tables = { count": "rooms.tables",
    "## `[[slots]]`": "slots",
    "## `[[sessions]]`": "sessions",
}


def explained(heading: str) -> list[str]:
    """The keys in the first table below a heading."""
    table = PAGE.split(heading, 1)[1].split("| key |", 1)[1].split("\n\n", 1)[0]
    cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    return [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]


def test_every_table_has_its_place_on_the_page() -> None:
    assert set(HEADINGS.values()) == set(KEYS)


@pytest.mark.parametrize(("heading", "table"), HEADINGS.items())
def test_every_key_is_explained_and_no_other(heading: str, table: str) -> None:
    assert sorted(explained(heading)) == sorted(KEYS[table])


@pytest.mark.parametrize(
    "words",
    [
        f"| `rooms` | list of tables | required | See below. Up to {MOST_ROOMS}. |",
        f"| `slots` | list of tables | none | See below. Up to {MOST_SLOTS}. |",
        f"| `sessions` | list of tables | none | See below. Up to {MOST_SESSIONS}. |",
        f"| `title` | text, up to {TITLE_LENGTH} characters |",
        f"| `description` | text, up to {DESCRIPTION_LENGTH} characters |",
        f"| `help` | text, up to {HELP_LENGTH} characters |",
        f"Texts of up to {LEGAL_LENGTH} characters",
        f"0 to {LONGEST_KEPT.days * 24} ({LONGEST_KEPT.days} days)",
        f"| `seats` | whole number, 1 to {MOST_SEATS_AT_TABLE} |",
        f"All rooms together have up to {MOST_TABLES} tables",
        *(f"`{slug}`" for slug in sorted(RESERVED_SLUGS)),
    ],
)
def test_the_bounds_are_those_on_the_page(words: str) -> None:
    assert words in PAGE.replace("\n", " ")


def test_the_smallest_event_of_the_page_is_right() -> None:
    example = PAGE.split("```toml\n", 1)[1].split("```", 1)[0]
    assert read(example).foyer.id == "foyer"


def test_the_defaults_of_the_chat_are_those_on_the_page() -> None:
    usual = ChatRules()
    for key in KEYS["chat"]:
        assert re.search(rf"^\| `{key}` \| [^|]+ \| {getattr(usual, key)} \|", PAGE, re.MULTILINE), key
