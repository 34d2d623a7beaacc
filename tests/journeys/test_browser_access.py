"""Every view and state is for everybody: no violation of axe-core's rules, light or dark, wide or narrow."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.access import faults_in_light, faults_in_light_and_dark
from tests.journeys.browser import PHONE, WIDE, Guest, Guests
from tests.journeys.days import small_day
from tests.journeys.line import Line
from tests.journeys.open_venue import OpenVenue
from tests.journeys.views import INSIDE, OUTSIDE
from tests.journeys.wire import Caller, lively_house
from tests.redis_server import RedisServer

WINDOWS: Final = [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")]


class Look:
    """Looks at one state after the other and collects what is wrong, so that one run names it all.

    Both windows have the same colours: dark is looked at in the wide one.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []

    def __call__(self, guest: Guest, where: str) -> None:
        faults = faults_in_light if guest.page.viewport_size == PHONE else faults_in_light_and_dark
        self.faults += faults(guest.page, where)

    def found_nothing(self) -> None:
        assert not self.faults, "\n".join(self.faults)


@pytest.mark.parametrize("window", WINDOWS)
def test_everything_inside(guests: Guests, venue: OpenVenue, day: str, window: ViewportSize) -> None:
    guest, look = guests("Info-Schalter", "operator", window=window), Look()
    with lively_house(venue, day):
        guest.is_let_in()
        for where, path in INSIDE.items():
            guest.turns_to(path)
            look(guest, where)
    look.found_nothing()


@pytest.mark.parametrize("window", WINDOWS)
def test_what_opens_above_the_views(guests: Guests, venue: OpenVenue, day: str, window: ViewportSize) -> None:
    guest, look = guests("Teilnehmerin 1", window=window), Look()
    with lively_house(venue, day):
        guest.is_let_in("room/plenum")
        guest.says("Meine Frage")
        guest.reads("Meine Frage")
        guest.opens_the_menu_of("Meine Frage")
        look(guest, "menu of a message")
        guest.page.get_by_role("button", name="Bearbeiten").click()
        look(guest, "message being edited")
        guest.page.keyboard.press("Escape")
        guest.opens_the_menu_of("Meine Frage")
        guest.page.get_by_role("button", name="Löschen").click()
        look(guest, "message being deleted")
        guest.talk.get_by_role("button", name="Rückgängig").click()
        guest.looks_at_the_people()
        look(guest, "people")
        guest.page.get_by_role("button", name=re.compile("^(Hilfe|Info-Schalter)$")).first.click()
        look(guest, "help")
        guest.dialog.get_by_role("button", name="Schließen").click()
        guest.me_button.click()
        look(guest, "my menu")
        guest.page.get_by_role("button", name="Veranstaltung verlassen").click()
        look(guest, "leaving")
        guest.dialog.get_by_role("button", name="Hier bleiben").click()
        if house := guest.page.get_by_role("button", name="Haus", exact=True).all():
            house[0].click()
            look(guest, "house as a sheet")
            guest.page.keyboard.press("Escape")
        guest.opens("room/kreis")
        expect(guest.alert.filter(has_text="Der Raum ist voll")).to_be_visible()
        look(guest, "full workshop")
    look.found_nothing()


@pytest.mark.parametrize("window", WINDOWS)
def test_everything_outside(guests: Guests, venue: OpenVenue, day: str, open_day: str, window: ViewportSize) -> None:
    guest, look = guests("Teilnehmerin 1", window=window), Look()
    for where, path in OUTSIDE.items():
        guest.opens(path)
        look(guest, where)
    for where, ticket in {
        "door with a ticket": guest.ticket,
        "forged ticket": f"{guest.ticket[:-6]}AAAAAA",
        "expired ticket": venue.ticket(day, "Zu spät", lasts=-60),
        "ticket of another day": venue.ticket("tag-anderswo", "Falscher Tag"),
    }.items():
        guest.ticket = ticket
        guest.page.goto("about:blank")
        guest.comes_to_the_door()
        expect(guest.main.get_by_role("button").first).to_be_visible()
        look(guest, where)
    guest.slug = open_day
    guest.opens("door")
    look(guest, "door with a name")
    guest.page.get_by_role("button", name="Eintreten", exact=True).click()
    expect(guest.main.get_by_text("Bitte geben Sie Ihren Namen ein.")).to_be_visible()
    look(guest, "name missing")
    guest.page.get_by_role("textbox", name="Vor- und Nachname").fill("Teilnehmerin 1")
    guest.page.keyboard.press("Enter")
    guest.is_in("Foyer")
    guest.leaves()
    look(guest, "left")
    look.found_nothing()


def test_what_others_do_to_one(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest, look = guests("Teilnehmerin 1"), Look()
    with Caller(venue, day, "Moderation", "moderator") as moderator:
        guest.is_let_in("room/plenum")
        person = moderator.asks("people.find", query="Teilnehmerin 1")["ids"]
        moderator.asks("announcement.make", room=None, text="Bitte kommen Sie alle ins Plenum.")
        moderator.asks("people.move", people=person, to="beratung", reason="Ihr Workshop beginnt")
        expect(guest.alert.filter(has_text="Ihr Workshop beginnt")).to_be_visible()
        look(guest, "moved, with an announcement")
        moderator.asks("conduct.silence", person=person[0], minutes=10, reason="Pause")
        expect(guest.main.get_by_text("Sie können hier gerade nur mitlesen.")).to_be_visible()
        look(guest, "silenced")
        moderator.asks("conduct.show_out", person=person[0], reason="Werbung")
        expect(guest.heading(1)).to_have_text("Ihr Zugang wurde beendet")
        look(guest, "shown out")
        guest.comes_to_the_door()
        expect(guest.alert).to_be_visible()
        look(guest, "shown out, at the door")
    look.found_nothing()


def test_without_a_connection(guests: Guests, venue: OpenVenue) -> None:
    look = Look()
    with Line(venue.address) as line:
        guest = guests("Teilnehmerin 1", over=line)
        guest.forgive("WebSocket", "net::ERR_", "Failed to load resource")
        guest.is_let_in("room/plenum")
        line.cut()
        expect(guest.main.get_by_text("Die Verbindung ist unterbrochen.")).to_be_visible()
        guest.says("wartet")
        look(guest, "no connection")
        guest.page.get_by_role("link", name="Programm", exact=True).click()
        look(guest, "no connection, programme")
        with guest.context.expect_event("requestfailed"):
            guest.me_button.click()
            guest.page.get_by_role("link", name="Meine Daten").click()
        look(guest, "no connection, my data")
    look.found_nothing()


def test_while_nothing_can_be_stored(guests: Guests, folder: Path, own_redis: Callable[..., RedisServer]) -> None:
    redis, look = own_redis(), Look()
    with OpenVenue(folder, {"tag": small_day("tag")}, ("--demo", "--redis", redis.url)) as venue:
        guest, desk = guests(venue=venue, slug="tag"), guests("Info-Schalter", "operator", venue=venue, slug="tag")
        guest.is_let_in("room/plenum")
        desk.is_let_in("operations")
        redis.stop()
        expect(guest.main.get_by_text(re.compile("kann gerade nichts speichern"))).to_be_visible()
        look(guest, "nothing can be stored")
        look(desk, "nothing can be stored, operations")
        redis.start()
        expect(guest.main.get_by_text(re.compile("kann gerade nichts speichern"))).to_have_count(0)
    look.found_nothing()
