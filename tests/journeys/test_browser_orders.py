"""Move orders: announced with a countdown, answered, seen live by every moderator, cancelled, undone, and spread."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import PHONE, Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller


def card(moderator: Guest, title: str) -> Locator:
    """What has become of an order."""
    orders = moderator.page.get_by_role("region", name="Aufträge")
    return orders.get_by_role("listitem").filter(has=moderator.page.get_by_role("heading", name=title))


def ahead(guest: Guest) -> Locator:
    """The notice of a move that is ahead."""
    return guest.main.get_by_role("group", name=re.compile("^Gleich geht es weiter"))


def everybody_to(moderator: Guest, room: str) -> Locator:
    """An order for everybody, begun."""
    moderator.page.get_by_role("button", name="Alle im Haus bewegen …").click()
    choice = moderator.dialog.get_by_role("combobox", name="Wohin?")
    label = choice.get_by_role("option").filter(has_text=re.compile(f"^{re.escape(room)}")).first
    expect(label).to_be_attached()
    choice.select_option(label=label.inner_text())
    return moderator.dialog


def test_an_announced_move_is_answered_and_followed_by_two_moderators(guests: Guests) -> None:
    moderator, other = guests("Moderation", "moderator"), guests("Moderation 2", "moderator")
    one, two = guests("Teilnehmerin 1", window=PHONE), guests("Teilnehmer 2")
    for guest in (one, two):
        guest.is_let_in()
    moderator.is_let_in("moderation")
    other.is_let_in("moderation")
    faults = faults_in_light_and_dark(moderator.page, "the desk")
    form = everybody_to(moderator, "Plenum")
    form.get_by_role("combobox", name="Wann?").select_option(label="Mit Ankündigung, in 2 Minuten")
    form.get_by_role("checkbox", name="Die Personen dürfen ablehnen").check()
    form.get_by_role("textbox", name="Grund").fill("Wir schließen gemeinsam")
    expect(form.get_by_role("status").first).to_contain_text("3 würden gehen")
    faults += faults_in_light_and_dark(moderator.page, "an announced order")
    form.get_by_role("button", name=re.compile("Personen in 2\\smin bewegen")).click()
    for guest in (one, two):
        expect(ahead(guest)).to_contain_text("Moderation bringt Sie dorthin.")
        expect(ahead(guest)).to_contain_text("Grund: Wir schließen gemeinsam")
        expect(ahead(guest).get_by_role("timer")).to_have_text(re.compile(r"in (2:00|1:\d\d)"))
        faults += faults_in_light_and_dark(guest.page, "the notice")
    one.page.reload()
    expect(ahead(one).get_by_role("timer")).to_have_text(re.compile(r"in 1:\d\d"))
    ahead(one).get_by_role("button", name="Zwei Minuten mehr").click()
    expect(ahead(one).get_by_role("timer")).to_have_text(re.compile(r"in 3:\d\d"))
    ahead(one).get_by_role("button", name="Jetzt gehen").click()
    one.is_in("Plenum")
    expect(one.heading(1)).to_be_focused()
    ahead(two).get_by_role("button", name="Hier bleiben").click()
    expect(ahead(two)).to_have_count(0)
    other.page.reload()
    for each in (moderator, other):
        for words in ("1 angekommen", "1 abgelehnt", "1 angekündigt"):
            expect(card(each, "Nach Plenum")).to_contain_text(words)
    expect(card(other, "Nach Plenum")).to_contain_text("von Moderation")
    faults += faults_in_light_and_dark(other.page, "an order that is open")
    card(other, "Nach Plenum").get_by_role("button", name="Abbrechen …").click()
    expect(other.focused()).to_have_text("Ja, abbrechen")
    other.page.keyboard.press("Enter")
    for each in (moderator, other):
        expect(card(each, "Nach Plenum")).to_contain_text("1 abgebrochen")
        expect(card(each, "Nach Plenum")).to_contain_text("Abgebrochen von Moderation 2")
    card(moderator, "Nach Plenum").get_by_role("button", name="Rückgängig …").click()
    moderator.page.get_by_role("button", name="Ja, zurückbringen").click()
    one.is_in("Foyer")
    expect(card(other, "Nach Plenum")).to_contain_text("1 zurückgebracht")
    assert not faults


def test_who_is_taken_along_in_the_middle_of_a_sentence_goes_on_writing(
    guests: Guests, venue: OpenVenue, day: str
) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    with Caller(venue, day, "Moderation", "moderator") as moderator:
        guest.composer.press_sequentially("Mitten im")
        moderator.asks("people.move", room="foyer", to="plenum", delay=2, reason="Es beginnt")
        expect(ahead(guest)).to_contain_text("Was Sie gerade schreiben, kommt mit.")
        expect(guest.composer).to_be_focused()
        guest.is_in("Plenum")
        expect(guest.composer).to_be_focused()
        expect(guest.composer).to_have_value("Mitten im")
        guest.page.keyboard.type(" Satz")
        guest.page.keyboard.press("Enter")
        guest.reads("Mitten im Satz")
        moderator.asks("people.move", room="plenum", to="foyer", delay=300)
        order = moderator.asks("orders.list")["orders"][0]["order"]
        expect(ahead(guest)).to_be_visible()
        moderator.asks("order.cancel", order=order)
        expect(ahead(guest)).to_have_count(0)
        expect(guest.main).to_contain_text("Sie bleiben hier: Die Moderation hat es zurückgenommen.")
        guest.page.get_by_role("button", name="Verstanden").last.click()


def test_people_are_spread_over_tables_as_the_dry_run_says(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator = guests("Moderation", "moderator")
    with Caller(venue, day, "Teilnehmer 1"), Caller(venue, day, "Teilnehmer 2"), Caller(venue, day, "Teilnehmer 3"):
        moderator.is_let_in("moderation")
        moderator.page.get_by_role("button", name="Foyer: mehr").click()
        moderator.page.get_by_role("button", name="Alle von hier bewegen …").click()
        form = moderator.dialog
        form.get_by_role("button", name="Mehrere Räume").click()
        form.get_by_role("button", name="Alle Tische: Cafeteria").click()
        expect(form.get_by_text("3 Räume gewählt")).to_be_visible()
        dry = form.get_by_role("list", name="Verteilung")
        for table in ("Tisch 1: 1", "Tisch 2: 1", "Tisch 3: 1"):
            expect(dry).to_contain_text(table)
        form.get_by_role("button", name="Gelost").click()
        form.get_by_role("button", name="Neu losen").click()
        assert not faults_in_light_and_dark(moderator.page, "a distribution")
        expect(form.get_by_role("button", name=re.compile("3 Personen in 30\\ss bewegen"))).to_be_enabled()
        form.get_by_role("combobox", name="Wann?").select_option(label="Sofort")
        form.get_by_role("button", name="3 Personen jetzt bewegen").click()
        expect(card(moderator, "Auf 3 Räume verteilt")).to_contain_text("3 Personen")
        card(moderator, "Auf 3 Räume verteilt").get_by_text("Wer im Einzelnen?").click()
        names = card(moderator, "Auf 3 Räume verteilt").get_by_role("list", name=re.compile("unterwegs|Bestätigung"))
        for table in ("Tisch 1", "Tisch 2", "Tisch 3"):
            expect(names).to_contain_text(table)
