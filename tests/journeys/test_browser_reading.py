"""Reading in a room that has talked for a while: nothing jumps, nothing is missed, and nothing chatters."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller

LONG_AGO: Final = 110
SOON: Final = 8_000
"""Milliseconds until the first words in a quiet room are heard: far less than the pause that a busy one makes."""


def place(guest: Guest, text: str) -> float:
    """How far from the upper edge of the window a message stands, in pixels."""
    box = guest.talk.get_by_text(text, exact=True).bounding_box()
    assert box is not None, f"{text!r} is not shown"
    return box["y"]


def test_older_messages_come_when_one_scrolls_up_to_them(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests()
    with Caller(venue, day, "Vielschreiber", room="plenum") as writer:
        for number in range(1, LONG_AGO + 1):
            writer.says("plenum", f"Beitrag {number}")
        guest.is_let_in("room/plenum")
        guest.reads(f"Beitrag {LONG_AGO}")
        assert guest.numbers_of("Beitrag")[0] > 1, "only the newest page at first"
        beginning = guest.talk.get_by_text("Hier beginnt das Gespräch in diesem Raum.")
        for _ in range(20):
            if beginning.count():
                break
            first = guest.numbers_of("Beitrag")[0]
            guest.talk.focus()
            guest.page.keyboard.press("Home")
            expect(guest.talk.get_by_text(f"Beitrag {first - 1}", exact=True)).to_be_attached()
        expect(beginning).to_be_attached()
        assert guest.numbers_of("Beitrag") == list(range(1, LONG_AGO + 1))


def test_what_is_new_is_counted_and_moves_nothing(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests()
    with Caller(venue, day, "Vielschreiber", room="plenum") as writer:
        for number in range(1, 41):
            writer.says("plenum", f"Beitrag {number}")
        guest.is_let_in("room/plenum")
        guest.reads("Beitrag 40")
        guest.talk.get_by_text("Beitrag 5", exact=True).scroll_into_view_if_needed()
        expect(guest.page.get_by_role("button", name="Zu den neuesten Nachrichten")).to_be_visible()
        before = place(guest, "Beitrag 5")
        for number in range(41, 44):
            writer.says("plenum", f"Beitrag {number}")
        jump = guest.page.get_by_role("button", name="3 neue Nachrichten")
        expect(jump).to_be_visible()
        assert abs(place(guest, "Beitrag 5") - before) < 1, "the text stays under the reader's eyes"
        expect(guest.page).to_have_title(re.compile(r"^\(3\) "))
        jump.click()
        expect(guest.talk.get_by_text("Beitrag 43", exact=True)).to_be_in_viewport()
        expect(guest.page).to_have_title(re.compile(r"^(?!\(3\))"))
        expect(guest.page.get_by_role("button", name=re.compile("neue Nachricht"))).to_have_count(0)
        writer.says("plenum", "Beitrag 44")
        expect(guest.talk.get_by_text("Beitrag 44", exact=True)).to_be_in_viewport()


def test_a_screen_reader_hears_one_message_and_the_sum_of_many(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests()
    with Caller(venue, day, "Moderation", "moderator", room="plenum") as writer:
        guest.is_let_in("room/plenum")
        expect(guest.tile("Plenum")).to_contain_text("2 Personen")
        heard = guest.page.get_by_role("tabpanel", name=re.compile("^Chat")).get_by_role("status").first
        expect(heard).to_have_attribute("aria-live", "polite")
        writer.says("plenum", "Guten Morgen")
        expect(heard).to_have_text("Moderation: Guten Morgen", timeout=SOON)
        writer.asks("room.enter", room="beratung")
        guest.goes_to("Beratung auf Augenhöhe")
        for number in range(5):
            writer.says("beratung", f"Hinweis {number}")
        # On a slow machine the first may have been read out before the others came.
        expect(heard).to_have_text(re.compile("^[45] neue Nachrichten$"), timeout=20_000)


def test_unread_messages_are_counted_while_one_looks_elsewhere(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests()
    with Caller(venue, day, "Moderation", "moderator", room="plenum") as writer:
        guest.is_let_in("room/plenum")
        guest.looks_at_the_people()
        for text in ("eins", "zwei"):
            writer.says("plenum", text)
        expect(guest.page.get_by_role("tab", name="Chat 2 neue Nachrichten")).to_be_visible()
        guest.page.get_by_role("tab", name=re.compile("^Chat")).click()
        guest.reads("eins", "zwei")
        expect(guest.page.get_by_role("tab", name=re.compile("neue Nachricht"))).to_have_count(0)
