"""People register for sessions: the last place, the waiting list, offers, a swap; moderators see who is missing."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import PHONE, Guest, Guests
from tests.journeys.keyboard import keeps_the_focus, walks_to
from tests.journeys.layout import beyond_the_edge, cut_off
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller

SMALL = "Gespräch im kleinen Kreis"
"""A session with a single place."""
LARGE = "Was Beratung auf Augenhöhe braucht"
"""At the same time, with 40."""


def card(guest: Guest, title: str) -> Locator:
    """A session on the programme, or among what can be chosen on my day."""
    return guest.main.get_by_role("listitem").filter(has=guest.page.get_by_role("heading", name=title, level=3)).last


def deed(guest: Guest, words: str, title: str) -> Locator:
    return card(guest, title).get_by_role("button", name=f"{words}: {title}", exact=True)


def offer(guest: Guest) -> Locator:
    """The button of an offer, wherever one is."""
    return guest.main.get_by_role("button", name=f"Platz annehmen: {SMALL}").first


def test_who_waits_is_offered_the_last_place_when_it_is_given_up(guests: Guests) -> None:
    first, second = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    for guest in (first, second):
        guest.is_let_in()
        guest.opens("programme")
    expect(card(second, SMALL)).to_contain_text("noch 1 Platz")
    deed(first, "Platz nehmen", SMALL).click()
    expect(card(first, SMALL)).to_contain_text("Ihr Platz")
    expect(first.main).to_contain_text(f"Sie haben einen Platz: {SMALL}")
    expect(card(second, SMALL)).to_contain_text("ausgebucht")

    # The other one has no mouse.
    keys = second.page.keyboard
    walks_to(second, f"Auf die Warteliste: {SMALL}")
    keys.press("Enter")
    expect(card(second, SMALL)).to_contain_text("Warteliste: Sie sind als Nächstes dran")
    expect(deed(second, "Warteliste verlassen", SMALL)).to_be_focused()
    expect(card(first, SMALL)).to_contain_text("1 Person wartet")

    # Whoever gives a place to somebody who waits is asked first: there is no way back.
    deed(first, "Platz abgeben", SMALL).click()
    expect(first.dialog).to_contain_text("Ihr Platz geht sofort weiter")
    first.dialog.get_by_role("button", name="Ja, abgeben").click()
    expect(deed(first, "Auf die Warteliste", SMALL)).to_be_focused()

    # The offer comes without taking the focus, and is read out.
    expect(offer(second)).to_be_visible()
    expect(second.main.get_by_role("status").filter(has_text=f"Ein Platz ist frei: {SMALL}")).to_have_count(1)
    expect(second.main.get_by_text(re.compile(r"^[0-2]:[0-5]\d$"))).to_be_visible()
    keeps_the_focus(second)
    walks_to(second, f"Platz annehmen: {SMALL}", back=True)
    keys.press("Enter")
    expect(card(second, SMALL)).to_contain_text("Ihr Platz")
    expect(second.main).to_be_focused()
    expect(second.main).to_contain_text(f"Sie haben einen Platz: {SMALL}")
    expect(second.main.get_by_text(re.compile("^Ein Platz ist frei"))).to_have_count(0)


def test_a_place_is_swapped_within_a_round_after_one_question(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    expect(guest.main.get_by_role("region", name="Mein Tag")).to_contain_text("Noch nichts gewählt: Runde 1")
    guest.main.get_by_role("link", name="Jetzt wählen").click()
    expect(guest.heading(1)).to_have_text("Mein Tag")
    expect(guest.main).to_contain_text("2 Workshops mit freien Plätzen")
    deed(guest, "Platz nehmen", LARGE).click()
    expect(guest.main.get_by_role("heading", name=LARGE, level=2)).to_be_focused()
    guest.main.get_by_text("Anderen Workshop wählen").click()
    deed(guest, "Platz nehmen", SMALL).click()
    expect(guest.dialog).to_contain_text(f"Zur selben Zeit haben Sie einen Platz in „{LARGE}“")
    guest.dialog.get_by_role("button", name="Alles so lassen").click()
    expect(guest.main.get_by_role("heading", name=LARGE, level=2)).to_be_visible()
    deed(guest, "Platz nehmen", SMALL).click()
    guest.dialog.get_by_role("button", name="Ja, tauschen").click()
    expect(guest.main.get_by_role("heading", name=SMALL, level=2)).to_be_visible()
    expect(guest.main).to_contain_text(f"Getauscht: {SMALL} statt {LARGE}")
    guest.main.get_by_role("button", name="Rückgängig").click()
    expect(guest.main.get_by_role("heading", name=LARGE, level=2)).to_be_visible()
    with guest.page.expect_download() as loaded:
        guest.main.get_by_role("link", name="Kalenderdatei laden").click()
    assert LARGE in loaded.value.path().read_text(encoding="utf-8").replace("\r\n ", "")
    guest.main.get_by_role("button", name="Abo-Adresse anzeigen").click()
    address = guest.main.get_by_role("textbox", name="Abo-Adresse").input_value()
    assert LARGE in httpx.get(address).text.replace("\r\n ", "")
    guest.page.get_by_role("radio", name="Automatisch mitnehmen").check()
    guest.page.reload()
    expect(guest.main.get_by_role("heading", name=LARGE, level=2)).to_be_visible()
    expect(guest.page.get_by_role("radio", name="Automatisch mitnehmen")).to_be_checked()
    guest.opens("")
    expect(guest.main.get_by_role("region", name="Mein Tag")).to_contain_text(LARGE)


def test_a_refused_offer_goes_on_to_the_next(guests: Guests, venue: OpenVenue, day: str) -> None:
    with Caller(venue, day, "Teilnehmer 1") as holder, Caller(venue, day, "Teilnehmer 2") as waiting:
        holder.asks("place.take", session="kleiner-kreis")
        waiting.asks("place.take", session="kleiner-kreis")
        guest = guests("Teilnehmerin 3", window=PHONE)
        guest.is_let_in("my-day")
        deed(guest, "Auf die Warteliste", SMALL).click()
        hopes = guest.main.get_by_role("list", name="Wartelisten und Angebote: Runde 1")
        expect(hopes).to_contain_text("Warteliste: 1 Person vor Ihnen")
        assert not faults_in_light_and_dark(guest.page, "waiting")
        hopes.get_by_role("button", name=f"Warteliste verlassen: {SMALL}").press("Enter")
        expect(guest.main.get_by_role("heading", name="Noch nichts gewählt")).to_be_focused()
        deed(guest, "Auf die Warteliste", SMALL).click()
        expect(hopes).to_contain_text("Warteliste: 1 Person vor Ihnen")
        waiting.asks("place.give_up", session="kleiner-kreis")
        expect(hopes).to_contain_text("Warteliste: Sie sind als Nächstes dran")
        guest.opens("room/plenum")
        waiting.asks("place.take", session="kleiner-kreis")
        holder.asks("place.give_up", session="kleiner-kreis")
        expect(offer(guest)).to_be_visible()
        assert not faults_in_light_and_dark(guest.page, "offer")
        assert not cut_off(guest.page) + beyond_the_edge(guest.page)
        guest.main.get_by_role("button", name=f"Ablehnen: {SMALL}").click()
        expect(guest.main).to_contain_text("Er geht an die nächste Person auf der Warteliste.")
        expect(offer(guest)).to_have_count(0)
        assert waiting.asks("place.accept", session="kleiner-kreis")["state"] == "placed"


def test_an_offer_that_ends_with_an_early_start_does_not_go_without_a_word(
    guests: Guests, venue: OpenVenue, day: str
) -> None:
    with Caller(venue, day, "Teilnehmer 1") as holder, Caller(venue, day, "Regie", "moderator") as director:
        holder.asks("place.take", session="kleiner-kreis")
        guest = guests("Teilnehmerin 3")
        guest.is_let_in("programme")
        deed(guest, "Auf die Warteliste", SMALL).click()
        expect(card(guest, SMALL)).to_contain_text("Warteliste: Sie sind als Nächstes dran")
        holder.asks("place.give_up", session="kleiner-kreis")
        expect(offer(guest)).to_be_visible()
        show = director.asks("show.skip")
        while not any("kleiner-kreis" in step["sessions"] for step in show["steps"] if step["id"] == show["step"]):
            show = director.asks("show.skip")
        lapsed = guest.main.get_by_text(f"Der Platz ist nicht mehr für Sie reserviert: {SMALL}")
        expect(lapsed).to_have_count(2)  # seen, and said aloud
        expect(guest.main).to_contain_text("Es hat schon begonnen. Es ist aber noch ein Platz frei.")
        expect(offer(guest)).to_have_count(0)
        assert not faults_in_light_and_dark(guest.page, "an offer that lapsed")
        guest.main.get_by_role("button", name="Platz nehmen", exact=True).click()
        expect(guest.main).to_contain_text(f"Sie haben einen Platz: {SMALL}")
        expect(lapsed).to_have_count(0)


def test_moderators_see_who_strayed_and_fetch_them_with_one_click(guests: Guests, venue: OpenVenue, day: str) -> None:
    with Caller(venue, day, "Teilnehmer 1") as strayed, Caller(venue, day, "Teilnehmer 2", room="beratung"):
        strayed.asks("place.take", session="augenhoehe")
        moderator = guests("Moderation", "moderator")
        moderator.is_let_in("moderation")
        moderator.page.get_by_role("tab", name="Soll und Ist").click()
        board = moderator.page.get_by_role("region", name="Soll und Ist")
        row = board.get_by_role("listitem").filter(has=moderator.page.get_by_role("heading", name=LARGE))
        for words in ("1 erwartet", "0 da", "1 noch woanders", "1 ohne Platz da"):
            expect(row).to_contain_text(words)
        row.get_by_text("Wer im Einzelnen?").click()
        expect(row.get_by_role("list", name=f"Noch woanders, {LARGE}")).to_contain_text("Teilnehmer 1 · Foyer")
        assert not faults_in_light_and_dark(moderator.page, "should and is")
        row.get_by_role("button", name=f"Jetzt holen (1): {LARGE}").click()
        moderator.dialog.get_by_role("button", name="1 Person jetzt bewegen").click()
        expect(moderator.dialog).to_have_count(0)
        expect(row).to_contain_text("1 da")
        expect(row.get_by_role("button", name=f"Jetzt holen (0): {LARGE}")).to_be_focused()
