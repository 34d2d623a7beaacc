"""The whole day without a mouse: a participant from the door to a table and home, a moderator who moves somebody."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.browser import PHONE, Guests
from tests.journeys.keyboard import keeps_the_focus, sees_the_focus, walks_to


def test_a_participant_needs_no_mouse(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    keys = guest.page.keyboard
    guest.comes_to_the_door()
    expect(guest.page.get_by_role("button", name="Eintreten als Teilnehmerin 1")).to_be_visible()
    walks_to(guest, "Eintreten als Teilnehmerin 1")
    keys.press("Enter")
    expect(guest.heading(1)).to_be_focused()
    walks_to(guest, "Hingehen: Plenum")
    keys.press("Enter")
    guest.is_in("Plenum")
    expect(guest.heading(1)).to_be_focused()
    walks_to(guest, "Applaus")
    keys.press("Space")
    expect(guest.main.get_by_text(re.compile("^Applaus 1$"))).to_be_visible()
    walks_to(guest, "Nachricht an: Plenum")
    keys.type("Guten Morgen")
    keys.press("Shift+Enter")
    keys.type("in die Runde")
    keys.press("Enter")
    expect(guest.talk).to_contain_text("in die Runde")
    expect(guest.composer).to_be_focused()
    walks_to(guest, re.compile("^Cafeteria"), back=True)
    keys.press("Enter")
    guest.is_in("Cafeteria")
    expect(guest.heading(1)).to_be_focused()
    walks_to(guest, re.compile("^Platz nehmen: Tisch 1"))
    keys.press("Enter")
    guest.is_in("Tisch 1")
    expect(guest.heading(1)).to_be_focused()
    walks_to(guest, re.compile("^Ihr Menü"), back=True)
    keys.press("Enter")
    walks_to(guest, "Veranstaltung verlassen")
    keys.press("Enter")
    expect(guest.dialog).to_be_visible()
    keys.press("Escape")
    expect(guest.dialog).to_have_count(0)
    expect(guest.me_button).to_be_focused()
    keys.press("Enter")
    walks_to(guest, "Veranstaltung verlassen")
    keys.press("Enter")
    walks_to(guest, "Veranstaltung verlassen")
    keys.press("Enter")
    expect(guest.heading(1)).to_have_text("Bis bald!")
    expect(guest.heading(1)).to_be_focused()
    walks_to(guest, "Wieder eintreten")


def test_the_first_stop_leads_past_everything_to_the_content(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    walks_to(guest, "Zum Inhalt springen", back=True)
    guest.page.keyboard.press("Enter")
    expect(guest.main).to_be_focused()
    guest.page.keyboard.press("Tab")
    assert guest.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_messages_tabs_and_menus_are_walked_by_their_keys(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    keys = guest.page.keyboard
    for text in ("eins", "zwei"):
        guest.says(text)
        guest.reads(text)
    guest.opens_the_menu_of("eins")
    keeps_the_focus(guest)
    keys.press("Escape")
    expect(guest.focused()).to_have_accessible_name("Aktionen zu dieser Nachricht")
    keys.press("Enter")
    expect(guest.focused()).to_have_accessible_name("Bearbeiten")
    keys.press("Enter")
    expect(guest.page.get_by_role("textbox", name="Nachricht bearbeiten")).to_be_focused()
    keys.press("Escape")
    keeps_the_focus(guest)
    guest.opens_the_menu_of("eins")
    keys.press("ArrowDown")
    expect(guest.focused()).to_have_accessible_name("Löschen")
    keys.press("Enter")
    expect(guest.talk.get_by_role("button", name="Rückgängig")).to_be_visible()
    keeps_the_focus(guest)
    guest.page.get_by_role("tab", name="Chat").focus()
    keys.press("ArrowRight")
    expect(guest.page.get_by_role("tab", name=re.compile("^Personen"))).to_be_focused()
    expect(guest.page.get_by_role("tab", name=re.compile("^Personen"))).to_have_attribute("aria-selected", "true")
    keys.press("Tab")
    sees_the_focus(guest)


def test_on_a_phone_the_sheet_gives_the_focus_back(guests: Guests) -> None:
    guest = guests(window=PHONE)
    guest.is_let_in("room/plenum")
    walks_to(guest, "Haus")
    guest.page.keyboard.press("Enter")
    expect(guest.dialog).to_be_visible()
    walks_to(guest, re.compile("^Cafeteria"))
    guest.page.keyboard.press("Escape")
    expect(guest.dialog).to_have_count(0)
    expect(guest.focused()).to_have_accessible_name("Haus")
    guest.page.keyboard.press("Enter")
    walks_to(guest, re.compile("^Cafeteria"))
    guest.page.keyboard.press("Enter")
    guest.is_in("Cafeteria")
    expect(guest.heading(1)).to_be_focused()


def test_a_moderator_moves_somebody_without_a_mouse(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in()
    moderator.is_let_in()
    keys = moderator.page.keyboard
    walks_to(moderator, "Moderation", back=True)
    keys.press("Enter")
    expect(moderator.heading(1)).to_have_text("Moderation")
    expect(moderator.heading(1)).to_be_focused()
    walks_to(moderator, re.compile("auswählen .*(Moderation|Teilnehmerin 1)"))
    keys.press("End")
    expect(moderator.focused()).to_contain_text("Teilnehmerin 1")
    keys.press("Space")
    expect(moderator.focused()).to_have_attribute("aria-selected", "true")
    keys.press("m")
    expect(moderator.dialog).to_be_visible()
    walks_to(moderator, "Wohin?")
    keys.type("Plenum")
    walks_to(moderator, "Grund")
    keys.type("Es geht los")
    expect(moderator.dialog.get_by_role("button", name="1 Person jetzt bewegen")).to_be_enabled()
    walks_to(moderator, "1 Person jetzt bewegen")
    keys.press("Enter")
    guest.is_in("Plenum")
    expect(guest.alert).to_contain_text("Es geht los")
    expect(moderator.dialog).to_have_count(0)
    expect(moderator.focused()).to_have_text("Nach Plenum")
    sees_the_focus(moderator)


def test_an_announcement_put_away_does_not_take_the_focus_with_it(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    moderator.is_let_in("moderation")
    walks_to(moderator, "Personen")
    moderator.page.keyboard.press("ArrowRight")
    walks_to(moderator, "Text")
    moderator.page.keyboard.type("Bitte alle ins Plenum.")
    walks_to(moderator, re.compile("^An .* senden$"))
    moderator.page.keyboard.press("Enter")
    expect(guest.alert).to_be_visible()
    keeps_the_focus(moderator)
    guest.alert.get_by_role("button", name="Schließen").focus()
    guest.page.keyboard.press("Enter")
    expect(guest.alert).to_have_count(0)
    keeps_the_focus(guest)
