"""An event file is read whole, and all that is wrong with it is said in one go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, faults, places, read
from venue.events import EXAMPLE
from venue.model.event import Event
from venue.model.event_file import EventFileFaults, read_event, require_distinct

EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")


def test_a_small_day_is_read_with_its_usual_values() -> None:
    event = read(SMALL_DAY)
    assert event.slug == "our-day"
    assert event.title == {"de": "Unser Tag", "en": "Our day"}
    assert event.organisers == ({"de": "Die Stadt"},)
    assert (event.chat.history, event.chat.max_length) == (5000, 2000)
    assert event.slots == ()
    assert event.sessions == ()
    assert event.expected is None


def test_every_fault_is_found_in_one_go_in_the_order_of_the_file() -> None:
    text = changed('entry = "ticket"', 'entry = "free"')
    text = changed('accent = "#0b5f73"', 'accent = "petrol"', text)
    text = changed("capacity = 60", "capacity = 0", text)
    text = changed('kind = "plenum"', 'kind = "hall"', text)
    found = faults(text)
    assert [fault.place for fault in found] == ["accent", "entry", "rooms[2].kind", "rooms[4].capacity"]
    assert [fault.line for fault in found] == [9, 10, 30, 44]


def test_a_fault_names_the_place_what_stands_there_and_what_would_be_right() -> None:
    (fault,) = faults(changed("capacity = 80", "capacity = -3"))
    assert str(fault) == "rooms[3].capacity (line 38): found -3; wanted a whole number from 1 to 100000"


@pytest.mark.parametrize("key", ["slug", "title", "organisers", "accent", "entry", "help", "timezone", "starts"])
def test_a_required_key_that_is_missing_is_one_fault(key: str) -> None:
    text = "\n".join(line for line in SMALL_DAY.splitlines() if not line.startswith(f"{key} = ")) + "\n"
    rest = SMALL_DAY.split("[legal]")[1]
    text = text.split("[legal]")[0] + "[legal]" + rest
    assert places(text) == [key]


def test_a_key_nobody_knows_comes_with_the_key_that_was_meant() -> None:
    (fault,) = faults(changed("capacity = 80", "capasity = 80"))
    assert (fault.place, fault.wanted) == ("rooms[3].capasity", "capacity")


def test_a_slip_in_the_writing_is_named_with_line_and_column() -> None:
    (fault,) = faults(changed('entry = "ticket"', 'entry = "ticket'))
    assert fault.line == 10
    assert "column" in fault.found


def test_a_file_that_ends_too_early_is_named_at_its_last_line() -> None:
    (fault,) = faults('slug = "a"\ntitle = [')
    assert fault.line == 2
    assert "end of the file" in fault.found


def test_a_file_in_another_encoding_is_named_with_its_line() -> None:
    with pytest.raises(EventFileFaults) as caught:
        read_event(SMALL_DAY.replace("Gespräch", "Gespräch").encode("latin-1"), "day.toml")
    (fault,) = caught.value.faults
    assert (fault.line, fault.wanted) == (37, "a text saved as UTF-8")


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert read_event(b"\xef\xbb\xbf" + SMALL_DAY.replace("\n", "\r\n").encode(), "day.toml") == read(SMALL_DAY)


@pytest.mark.timeout(10)  # a key of so many parts is read in hours
@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 5000 + "]" * 5000, "a = " + "9" * 5000, "#" * 1_000_001, ".".join(["a"] * 100_000) + " = 1"],
)
def test_a_file_beyond_measure_is_refused_with_a_sentence(text: str) -> None:
    (fault,) = faults(text)
    assert fault.wanted


@pytest.mark.parametrize("languages", ["[]", '"de"', '["fr"]', '["de", "de"]', '["de", 7]'])
def test_languages_that_the_house_does_not_speak_are_a_fault(languages: str) -> None:
    assert places(changed('languages = ["de", "en"]', f"languages = {languages}")) == ["languages"]


def test_two_events_with_one_slug_are_refused() -> None:
    event = read(SMALL_DAY)
    require_distinct([("one.toml", event)])
    with pytest.raises(EventFileFaults, match=r"two\.toml: slug: found .*one\.toml has this one"):
        require_distinct([("one.toml", event), ("two.toml", event)])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_at_all_brings_the_reader_down(text: str) -> None:
    assert faults(text)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_bring_the_reader_down(source: bytes) -> None:
    with pytest.raises(EventFileFaults):
        read_event(source, "day.toml")


VALUES = st.sampled_from(
    [
        *(
            "0",
            "-1",
            "1e400",
            "nan",
            "true",
            '""',
            '"x"',
            "[]",
            "[1]",
            "{}",
            "{ de = 1 }",
            '{ de = "x" }',
            "[[1], [{}]]",
        ),
        *("2026-11-29", "09:30:00", "2026-11-29T09:30:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59", '"99:99"'),
    ]
)


@given(place=st.integers(min_value=0), value=VALUES)
def test_any_value_in_any_place_is_read_or_named_as_a_fault(place: int, value: str) -> None:
    lines = (SMALL_DAY + ROUND).splitlines()
    assignments = [number for number, line in enumerate(lines) if " = " in line]
    number = assignments[place % len(assignments)]
    lines[number] = f"{lines[number].split(' = ')[0]} = {value}"
    outcome = outcome_of("\n".join(lines))
    assert isinstance(outcome, Event) or (outcome.faults and all(fault.wanted for fault in outcome.faults))


@given(st.data())
def test_a_day_with_lines_lost_or_doubled_is_read_or_named_as_faulty(data: st.DataObject) -> None:
    lines = EXAMPLE_TEXT.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = [lines[at]] * data.draw(st.sampled_from([0, 2]))
    outcome = outcome_of("\n".join(lines))
    assert isinstance(outcome, Event) or outcome.faults


def outcome_of(text: str) -> Event | EventFileFaults:
    """What comes of a file: an event or its faults, and nothing else is ever raised."""
    try:
        return read(text)
    except EventFileFaults as error:
        return error
