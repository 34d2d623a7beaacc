"""Texts, names and numbers of an event file are taken as they are meant, or not at all."""

from __future__ import annotations

import pytest

from tests.model.event_file.small_day import SMALL_DAY, changed, faults, places, read

TITLE = 'title = { de = "Unser Tag", en = "Our day" }'


def test_a_plain_text_is_in_the_default_language() -> None:
    assert read(changed(TITLE, 'title = "Unser Tag"')).title == {"de": "Unser Tag"}
    english_first = changed('languages = ["de", "en"]', 'languages = ["en", "de"]')
    assert read(english_first).help == {"en": "Fragen Sie uns."}


def test_a_text_loses_the_blanks_around_it() -> None:
    assert read(changed(TITLE, 'title = """\n  Unser Tag\n"""')).title == {"de": "Unser Tag"}


def test_a_text_without_the_default_language_is_a_fault() -> None:
    (fault,) = faults(changed(TITLE, 'title = { en = "Our day" }'))
    assert (fault.place, fault.found) == ("title", 'no text in "de"')


def test_a_text_in_a_language_of_another_event_is_a_fault() -> None:
    (fault,) = faults(changed('languages = ["de", "en"]', 'languages = ["de"]'))
    assert fault.place == "title.en"


@pytest.mark.parametrize(
    "words",
    ['""', '"  "', "7", "[]", "{}", "{ de = 7 }", f'"{"x" * 201}"', '"a\\u0000b"', '"a\\u202Eb"', '"a\\u007Fb"'],
)
def test_a_text_that_nobody_could_read_is_one_fault(words: str) -> None:
    assert places(changed(TITLE, f"title = {words}")) == ["title"]


def test_a_title_stands_on_one_line_and_a_longer_text_need_not() -> None:
    assert places(changed(TITLE, 'title = "Unser\\nTag"')) == ["title"]
    assert read(changed('help = "Fragen Sie uns."', 'help = "Fragen\\n\\nSie uns."')).help == {
        "de": "Fragen\n\nSie uns."
    }


def test_an_invisible_sign_is_named_and_shown_harmless() -> None:
    (fault,) = faults(changed(TITLE, 'title = "a\\u202Eb"'))
    assert fault.found == '"a\\u202eb"'
    assert "U+202E" in fault.wanted


def test_umlauts_soft_hyphens_and_emoji_are_welcome() -> None:
    assert read(changed(TITLE, 'title = "Beratungs\\u00adintensität 👋🏽"')).title == {
        "de": "Beratungs\u00adintensität 👋🏽"
    }


def test_the_second_organiser_is_the_one_at_fault() -> None:
    assert places(changed('organisers = ["Die Stadt"]', 'organisers = ["Die Stadt", ""]')) == ["organisers[2]"]
    assert places(changed('organisers = ["Die Stadt"]', "organisers = []")) == ["organisers"]


@pytest.mark.parametrize("slug", ["", "Our Day", "tag_1", "ä", "x" * 41, "assets", "metrics", "health", "docs", "api"])
def test_a_slug_that_cannot_stand_in_a_path_is_a_fault(slug: str) -> None:
    assert places(changed('slug = "our-day"', f'slug = "{slug}"')) == ["slug"]


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "true", '"80"', "100001"])
def test_a_capacity_is_a_whole_number_of_seats(number: str) -> None:
    assert places(changed("capacity = 80", f"capacity = {number}")) == ["rooms[3].capacity"]


@pytest.mark.parametrize("value", ["7", "[]", '"x"'])
def test_a_value_where_a_table_belongs_is_a_fault(value: str) -> None:
    without = SMALL_DAY.replace('[legal]\nimprint = "Impressum"\nprivacy = "Datenschutz"\n', "")
    without = without.replace('accessibility = "Barrierefreiheit"\n', "")
    assert places(f"legal = {value}\n" + without) == ["legal"]
    assert places(without) == ["legal"]


def test_a_list_of_rooms_that_holds_something_else_is_a_fault() -> None:
    head = SMALL_DAY.split("[legal]")[0]
    rest = "[legal]" + SMALL_DAY.split("[legal]")[1].split("[[rooms]]")[0]
    assert places(head + 'rooms = [{ id = "foyer", kind = "foyer", title = "Foyer" }, 7]\n' + rest) == ["rooms[2]"]
    assert places(head + "rooms = 7\n" + rest) == ["rooms"]
