"""An event answers what the house asks of it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from venue.model.colour import DARK_GROUND, READABLE, contrast

EVENT = read(SMALL_DAY + ROUND)


def test_a_room_is_found_by_its_id_or_not_at_all() -> None:
    assert EVENT.room("plenum") is EVENT.rooms[1]
    assert EVENT.room("cellar") is None
    assert EVENT.foyer.id == "foyer"


def test_a_room_without_tables_has_none() -> None:
    assert EVENT.tables_of("plenum") == ()
    assert EVENT.tables_of("cellar") == ()


def test_a_text_falls_back_to_the_language_that_is_always_there() -> None:
    assert EVENT.text(EVENT.title, "en") == "Our day"
    assert EVENT.text(EVENT.help, "en") == "Fragen Sie uns."
    assert EVENT.text(EVENT.help, "fr") == "Fragen Sie uns."
    assert EVENT.text({}, "de") == ""


def test_places_of_a_slot_are_those_of_its_rooms_together() -> None:
    both = SMALL_DAY + ROUND + '[[sessions]]\nid = "wohnen"\nslot = "runde-1"\nroom = "wohnen"\n'
    assert read(both).places("runde-1") == 140
    assert read(changed("capacity = 60", "", both)).places("runde-1") is None
    assert [session.id for session in read(both).sessions_in("runde-1")] == ["beratung", "wohnen"]


def test_a_session_is_found_by_its_id_or_not_at_all() -> None:
    assert EVENT.session("beratung") is EVENT.sessions[0]
    assert EVENT.session("dinner") is None


def test_retention_counts_from_the_end_of_the_day() -> None:
    assert EVENT.messages_until == datetime(2026, 12, 2, 15, 0, tzinfo=UTC)
    assert EVENT.names_until == datetime(2026, 12, 6, 15, 0, tzinfo=UTC)
    assert EVENT.journal_until == datetime(2026, 12, 29, 15, 0, tzinfo=UTC)


def test_an_hour_of_retention_is_an_hour_even_when_the_clocks_change() -> None:
    before = read(changed("date = 2026-11-29", "date = 2026-10-24"))
    assert (before.messages_until - before.ends).total_seconds() == 72 * 3600
    assert before.messages_until == datetime(2026, 10, 27, 14, 0, tzinfo=UTC)


def test_the_accent_of_the_dark_theme_can_be_read_there() -> None:
    assert contrast(EVENT.accent_dark, DARK_GROUND) >= READABLE
    assert contrast(EVENT.accent_dark, "#14181b") >= READABLE
