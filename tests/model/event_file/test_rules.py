"""The event's colour can be read, and what is kept is kept for a time that makes sense."""

from __future__ import annotations

import pytest

from tests.model.event_file.small_day import SMALL_DAY, changed, faults, places, read
from venue.model.colour import is_readable_on_light


def test_a_colour_that_is_hard_to_read_comes_with_a_darker_one_that_is_not() -> None:
    (fault,) = faults(changed('accent = "#0b5f73"', 'accent = "#ffcc00"'))
    darker = fault.wanted.split('"')[1]
    assert is_readable_on_light(darker)
    assert read(changed('accent = "#0b5f73"', f'accent = "{darker}"')).accent == darker


@pytest.mark.parametrize("accent", ['"#0b5f7"', '"0b5f73"', '"red"', "7", '"#0b5f73 "'])
def test_a_colour_is_written_with_six_digits(accent: str) -> None:
    assert places(changed('accent = "#0b5f73"', f"accent = {accent}")) == ["accent"]


def test_messages_may_not_outlive_the_names_of_their_authors() -> None:
    (fault,) = faults(changed("messages_hours = 72", "messages_hours = 169"))
    assert fault.place == "retention.names_hours"


@pytest.mark.parametrize("hours", ["-1", "2161", '"72"', "1.0"])
def test_nothing_is_kept_for_longer_than_ninety_days(hours: str) -> None:
    assert places(changed("journal_hours = 720", f"journal_hours = {hours}")) == ["retention.journal_hours"]


def test_everything_may_be_erased_at_the_end_of_the_day() -> None:
    text = changed("messages_hours = 72", "messages_hours = 0")
    event = read(changed("names_hours = 168", "names_hours = 0", text))
    assert event.messages_until == event.names_until == event.ends


def test_the_bounds_of_the_chat_are_taken_from_the_file() -> None:
    chat = read(SMALL_DAY + "[chat]\nhistory = 100\nmax_length = 4000\nburst = 50\nper_second = 20").chat
    assert (chat.history, chat.max_length, chat.burst, chat.per_second) == (100, 4000, 50, 20.0)


@pytest.mark.parametrize("rule", ["history = 99", "max_length = 4001", "burst = 0", "per_second = nan", "burst = true"])
def test_a_chat_without_bounds_is_a_fault(rule: str) -> None:
    assert places(f"{SMALL_DAY}[chat]\n{rule}") == [f"chat.{rule.partition(' ')[0]}"]
