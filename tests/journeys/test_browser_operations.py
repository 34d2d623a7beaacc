"""Operators see the numbers that participants see, find anybody, and know how old each number is."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.line import Line
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller, lively_house


def figure(operator: Guest, name: str) -> Locator:
    """A number of the board: what is said for a term."""
    board = operator.page.get_by_role("region", name="Das Haus in Zahlen")
    term = operator.page.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(name)}$"))
    return board.locator("div").filter(has=term).get_by_role("definition").first


def room_row(operator: Guest, room: str) -> Locator:
    rooms = operator.page.get_by_role("grid", name=re.compile("^Räume"))
    return rooms.get_by_role("row", name=re.compile(f"^{re.escape(room)} "))


def test_operators_and_participants_see_the_same_numbers(guests: Guests, venue: OpenVenue, day: str) -> None:
    operator, guest = guests("Info-Schalter", "operator"), guests("Teilnehmerin 1")
    with lively_house(venue, day):
        operator.is_let_in("operations")
        guest.is_let_in("room/plenum")
        for room, count, words in (
            ("Plenum", "6", "6 Personen"),
            ("Kleiner Kreis", "1", "1 von 1"),
            ("Cafeteria", "2", "2 Personen an 1 Tisch"),
            ("Foyer", "1", "1 Person"),
        ):
            expect(room_row(operator, room)).to_contain_text(count)
            expect(guest.tile(room)).to_contain_text(words)
        expect(figure(operator, "Anwesend")).to_have_text("10")
        expect(guest.house).to_contain_text("10 Personen im Haus")
        with Caller(venue, day, "Teilnehmerin 99", room="plenum"):
            expect(figure(operator, "Anwesend")).to_have_text("11")
            expect(room_row(operator, "Plenum")).to_contain_text("7")
            expect(guest.tile("Plenum")).to_contain_text("7 Personen")


def test_a_search_finds_a_person_wherever_they_are(guests: Guests, venue: OpenVenue, day: str) -> None:
    operator = guests("Info-Schalter", "operator")
    with lively_house(venue, day):
        operator.is_let_in("operations")
        whereabouts = operator.page.get_by_role("region", name="Wer ist wo?")
        whereabouts.get_by_role("searchbox").fill("stadt g")
        expect(whereabouts.get_by_role("status").first).to_have_text("1 Person gefunden")
        found = whereabouts.get_by_role("row", name=re.compile("^Teilnehmer 12"))
        expect(found).to_contain_text("Cafeteria, Tisch 3")
        expect(found).to_contain_text(re.compile("da seit"))
        whereabouts.get_by_role("searchbox").fill("niemand heißt so")
        expect(whereabouts.get_by_text("Niemand gefunden").first).to_be_visible()
        whereabouts.get_by_role("button", name="Alle zeigen").click()
        expect(whereabouts.get_by_role("row", name=re.compile("^Teilnehmer 12"))).to_be_visible()


def test_every_node_says_how_it_is_and_how_old_that_is(guests: Guests) -> None:
    operator = guests("Info-Schalter", "operator")
    operator.is_let_in("operations")
    nodes = operator.page.get_by_role("region", name="Knoten")
    expect(nodes.get_by_role("listitem")).to_have_count(1)
    expect(nodes).to_contain_text(re.compile(r"gemeldet vor\s[\d,]+\ss"))
    for term in ("Verbindungen", "Zustellungen", "Redis-Umlauf"):
        expect(nodes).to_contain_text(term)
    expect(operator.page.get_by_role("region", name="Alarme")).to_contain_text("Alles in Ordnung")
    for name in ("Anwesend", "Verbindungen", "Zustellungen"):
        expect(operator.page.get_by_role("region", name="Das Haus in Zahlen")).to_contain_text(name)
    expect(operator.main).to_contain_text(re.compile(r"gemessen vor\s[\d,]+\ss"))


def test_the_numbers_of_a_lost_connection_say_how_old_they_are(guests: Guests, venue: OpenVenue) -> None:
    with Line(venue.address) as line:
        operator = guests("Info-Schalter", "operator", over=line)
        operator.forgive("WebSocket connection to")
        operator.is_let_in("operations")
        expect(operator.main).to_contain_text(re.compile(r"gemessen vor\s[\d,]+\ss"))
        line.cut()
        expect(operator.page.get_by_text(re.compile("^Dieser Browser hat keine Verbindung"))).to_be_visible()
        expect(operator.main).to_contain_text(re.compile(r"gemessen vor\s[3-9](,\d)?\ss"))
        line.mend()
        expect(operator.page.get_by_text(re.compile("^Dieser Browser hat keine Verbindung"))).to_have_count(0)
        expect(operator.main).to_contain_text(re.compile(r"gemessen vor\s[01](,\d)?\ss"))
