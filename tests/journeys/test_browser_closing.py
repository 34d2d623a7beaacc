"""A moderator closes a room and opens it again, and the programme takes along who wants it: what people see of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller


def chooses(moderator: Guest, room: str, deed: str) -> None:
    """From the room's menu at the moderators' desk, by keyboard."""
    moderator.page.get_by_role("button", name=f"{room}: mehr").press("Enter")
    item = moderator.page.get_by_role("button", name=deed).or_(moderator.page.get_by_role("menuitem", name=deed))
    item.first.press("Enter")
    expect(moderator.dialog).to_be_visible()


def test_a_closed_room_is_left_and_shown_as_closed_until_it_is_open_again(guests: Guests) -> None:
    guest, moderator = guests("Teilnehmerin 1"), guests("Moderation", "moderator")
    guest.is_let_in("room/cafeteria.1")
    moderator.is_let_in("moderation")
    chooses(moderator, "Cafeteria", "Raum schließen …")
    expect(moderator.dialog).to_contain_text("1 Person ist darin und geht dahin, wo sie jetzt hingehört:")
    expect(moderator.dialog.get_by_role("listitem")).to_have_text(["Foyer: 1 Person"])
    assert not faults_in_light_and_dark(moderator.page, "closing a room")
    moderator.dialog.get_by_role("button", name="Raum schließen").press("Enter")
    expect(moderator.dialog).to_have_count(0)
    guest.is_in("Foyer")
    expect(guest.alert.filter(has_text="Sie sind jetzt hier: Foyer")).to_contain_text("wurde geschlossen")
    closed = guest.house.get_by_text(re.compile("geschlossen"))
    expect(closed).to_have_count(1)
    expect(guest.tile("Cafeteria")).to_have_count(0)
    guest.opens("room/cafeteria.2")
    expect(guest.page.get_by_text("Der Raum ist geschlossen.").first).to_be_visible()
    assert not faults_in_light_and_dark(guest.page, "a closed room")
    chooses(moderator, "Cafeteria", "Raum wieder öffnen …")
    moderator.dialog.get_by_role("button", name="Raum öffnen").press("Enter")
    expect(closed).to_have_count(0)
    expect(guest.tile("Cafeteria")).to_be_visible()


def test_the_programme_takes_along_who_wants_it_and_the_draft_goes_along(
    guests: Guests, venue: OpenVenue, day: str
) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    guest.opens("my-day")
    guest.main.get_by_role("button", name="Platz nehmen: Was Beratung auf Augenhöhe braucht").first.click()
    guest.page.get_by_role("radio", name="Automatisch mitnehmen").check()
    guest.opens("")
    guest.composer.fill("Ein halber Satz")
    with Caller(venue, day, "Regie", "moderator") as director:
        for _ in range(2):  # the opening, then the break
            director.asks("show.skip")
    guest.is_in("Beratung auf Augenhöhe")
    expect(guest.composer).to_have_value("Ein halber Satz")
    expect(guest.alert.filter(has_text="Sie sind jetzt hier")).to_contain_text("wollten mitgenommen werden")
