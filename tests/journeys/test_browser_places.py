"""People find their places: a workshop that is full, a table with company, and addresses that lead where they say."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.browser import PHONE, Guests
from tests.journeys.open_venue import OpenVenue


def test_a_full_workshop_says_so_and_one_stays_where_one_is(guests: Guests) -> None:
    first, late = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    first.is_let_in("room/kreis")
    late.is_let_in("room/plenum")
    expect(late.tile("Kleiner Kreis")).to_contain_text("voll")
    late.tile("Kleiner Kreis").click()
    expect(late.alert).to_contain_text("Der Raum ist voll")
    expect(late.page).to_have_url(late.url("room/plenum"))
    late.is_in("Plenum")
    expect(late.tile("Plenum")).to_have_attribute("aria-current", "location")
    first.goes_to("Foyer")
    expect(late.tile("Kleiner Kreis")).to_contain_text("0 von 1")
    late.alert.get_by_role("button", name="Erneut versuchen").click()
    late.is_in("Kleiner Kreis")
    expect(late.page).to_have_url(late.url("room/kreis"))
    expect(late.alert).to_have_count(0)


def test_who_comes_by_address_to_a_full_workshop_is_not_left_outside(guests: Guests) -> None:
    first, late = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    first.is_let_in("room/kreis")
    late.is_let_in("room/kreis")
    expect(late.alert).to_contain_text("Der Raum ist voll")
    expect(late.heading(1)).to_have_text("Willkommen, Teilnehmer 2")
    expect(late.page).to_have_url(late.url())
    late.alert.get_by_role("button", name="Hier bleiben").press("Enter")
    expect(late.alert).to_have_count(0)
    expect(late.main).to_be_focused()


def test_people_sit_down_at_a_table_and_see_who_else_is_there(guests: Guests) -> None:
    first, second = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    first.is_let_in()
    first.goes_to("Cafeteria")
    first.page.get_by_role("link", name=re.compile("^Platz nehmen: Tisch 3")).click()
    expect(first.page).to_have_url(first.url("room/cafeteria.3"))
    expect(first.heading(1)).to_have_text("Neu im Jobcenter")
    second.is_let_in("room/cafeteria")
    expect(second.tile("Cafeteria")).to_contain_text("1 Person an 1 Tisch")
    second.page.get_by_role("button", name="Gesellschaft finden").click()
    expect(second.page).to_have_url(second.url("room/cafeteria.3"))
    table = second.page.get_by_role("region", name="2 von 2 Plätzen besetzt")
    expect(table.get_by_text("Teilnehmerin 1")).to_be_visible()
    expect(first.main.get_by_role("list").get_by_text("Teilnehmer 2")).to_be_visible()
    second.says("Ist hier noch frei?")
    first.reads("Ist hier noch frei?")
    first.page.get_by_role("link", name=re.compile("^Alle Tische")).click()
    expect(first.heading(1)).to_have_text("Cafeteria")
    expect(first.talk).not_to_contain_text("Ist hier noch frei?")


def test_back_button_and_reload_lead_to_the_right_room(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in()
    guest.goes_to("Plenum")
    guest.goes_to("Cafeteria")
    guest.page.get_by_role("link", name=re.compile("^Platz nehmen: Tisch 1")).click()
    guest.is_in("Tisch 1")
    guest.page.go_back()
    guest.is_in("Cafeteria")
    expect(guest.heading(1)).to_be_focused()
    guest.page.go_back()
    guest.is_in("Plenum")
    guest.page.reload()
    guest.is_in("Plenum")
    expect(guest.tile("Plenum")).to_contain_text("1 Person")
    guest.page.go_forward()
    guest.is_in("Cafeteria")
    guest.page.get_by_role("link", name="Programm", exact=True).click()
    expect(guest.heading(1)).to_have_text("Programm")
    expect(guest.page).to_have_title(re.compile("^Programm"))
    guest.page.reload()
    expect(guest.heading(1)).to_have_text("Programm")
    guest.page.go_back()
    guest.is_in("Cafeteria")


def test_a_draft_belongs_to_its_room_and_survives_walking_and_reloading(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    guest.composer.fill("Noch nicht fertig")
    guest.goes_to("Foyer")
    expect(guest.composer).to_have_value("")
    guest.goes_to("Plenum")
    expect(guest.composer).to_have_value("Noch nicht fertig")
    guest.page.reload()
    expect(guest.composer).to_have_value("Noch nicht fertig")


def test_an_address_leads_into_its_room_through_the_door(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.page.goto(guest.url("room/plenum"))
    expect(guest.main.get_by_role("heading", name="Treten Sie mit Ihrem Einladungslink ein")).to_be_visible()
    guest.page.get_by_role("textbox", name="Oder fügen Sie den Link hier ein").fill(guest.link)
    guest.page.get_by_role("button", name="Link prüfen").click()
    guest.page.get_by_role("button", name="Eintreten als Teilnehmerin 1").click()
    guest.is_in("Plenum")
    expect(guest.page).to_have_url(guest.url("room/plenum"))


def test_an_address_that_leads_nowhere_says_so_and_shows_a_way(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    for path in ("room/dachboden", "room/cafeteria.99", "room/%E2%80%AE", "dachboden", "room/plenum/x"):
        guest.opens(path)
        expect(guest.heading(1)).to_have_text("Diese Seite gibt es nicht")
        expect(guest.main.get_by_role("link", name="Zum Foyer")).to_be_visible()
        expect(guest.tile("Plenum")).to_have_attribute("aria-current", "location")
    guest.main.get_by_role("link", name="Zum Foyer").click()
    guest.is_in("Foyer")


def test_a_ticket_for_some_rooms_shows_the_others_as_closed(guests: Guests, venue: OpenVenue, day: str) -> None:
    ticket = venue.ticket(day, "Gast", rooms=("foyer", "plenum"))
    guest = guests("Gast", ticket=ticket)
    guest.is_let_in("room/kreis")
    expect(guest.alert).to_contain_text("Kleiner Kreis")
    guest.is_in("Foyer")
    expect(guest.house.get_by_role("listitem").filter(has_text="Kleiner Kreis")).to_contain_text(
        "nicht für Ihre Einladung"
    )
    expect(guest.tile("Kleiner Kreis")).to_have_count(0)
    guest.goes_to("Plenum")


def test_on_a_phone_the_house_is_a_sheet_and_the_ways_are_at_hand(guests: Guests) -> None:
    guest = guests(window=PHONE, touch=True)
    guest.is_let_in()
    ways = guest.page.get_by_role("navigation", name="Bereiche")
    ways.get_by_role("button", name="Haus").click()
    guest.dialog.get_by_role("link", name=re.compile("^Plenum")).click()
    expect(guest.dialog).to_have_count(0)
    guest.is_in("Plenum")
    expect(guest.heading(1)).to_be_focused()
    ways.get_by_role("link", name="Programm").click()
    expect(guest.heading(1)).to_have_text("Programm")
    ways.get_by_role("link", name="Raum").click()
    guest.is_in("Plenum")
