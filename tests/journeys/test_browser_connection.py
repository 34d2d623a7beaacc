"""The line breaks while people talk: it is said honestly, nothing is lost, and nothing is said twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.days import small_day
from tests.journeys.line import Line
from tests.journeys.open_venue import OpenVenue
from tests.redis_server import RedisServer

CUT = ("WebSocket connection to", "net::ERR_", "Failed to load resource")


@pytest.fixture
def line(venue: OpenVenue) -> Iterator[Line]:
    """A line to the venue that can be cut."""
    with Line(venue.address) as opened:
        yield opened


def shows(guest: Guest, words: str) -> None:
    """What the sign in the bar says about the connection."""
    expect(guest.page.get_by_role("banner").get_by_text(words, exact=True)).to_be_visible()


def test_what_is_written_without_a_line_goes_out_once_and_in_order(guests: Guests, line: Line) -> None:
    near, far = guests("Teilnehmerin 1"), guests("Teilnehmer 2", over=line)
    far.forgive(*CUT)
    near.is_let_in("room/plenum")
    far.is_let_in("room/plenum")
    shows(far, "verbunden")
    far.says("eins")
    for guest in (near, far):
        guest.reads("eins")
    expect(far.talk.get_by_text("wird gesendet …")).to_have_count(0)
    line.cut()
    shows(far, "verbindet neu …")
    expect(far.main.get_by_text("Die Verbindung ist unterbrochen.")).to_be_visible()
    for text in ("zwei", "drei", "vier"):
        far.says(text)
    expect(far.talk.get_by_text("wartet auf die Verbindung")).to_have_count(3)
    far.composer.fill("noch nicht fertig")
    near.says("Sind Sie noch da?")
    expect(near.talk).not_to_contain_text("zwei")
    line.mend()
    shows(far, "verbunden")
    for guest in (near, far):
        guest.reads("eins", "zwei", "drei", "vier", "Sind Sie noch da?")
    said = far.talk.get_by_text(re.compile("^(eins|zwei|drei|vier)$")).all_text_contents()
    assert said == ["eins", "zwei", "drei", "vier"]
    expect(far.composer).to_have_value("noch nicht fertig")
    expect(far.talk.get_by_text("wartet auf die Verbindung")).to_have_count(0)
    expect(far.main.get_by_text("Die Verbindung ist unterbrochen.")).to_have_count(0)
    near.page.reload()
    near.reads("eins", "zwei", "drei", "vier")


def test_what_waits_survives_a_reload(guests: Guests, line: Line) -> None:
    guest = guests(over=line)
    guest.forgive(*CUT)
    guest.is_let_in("room/plenum")
    line.cut()
    guest.says("kommt noch")
    expect(guest.talk.get_by_text("wartet auf die Verbindung")).to_be_visible()
    line.mend()
    guest.page.reload()
    guest.reads("kommt noch")
    expect(guest.talk.get_by_text("wartet auf die Verbindung")).to_have_count(0)


def test_without_any_network_the_browser_says_offline(guests: Guests, line: Line) -> None:
    guest = guests(over=line)
    guest.forgive(*CUT)
    guest.is_let_in("room/plenum")
    guest.context.set_offline(True)
    line.cut()
    shows(guest, "offline")
    expect(guest.main.get_by_text("Ihr Gerät ist nicht mit dem Internet verbunden.")).to_be_visible()
    guest.page.get_by_role("link", name="Programm", exact=True).click()
    expect(guest.heading(1)).to_have_text("Programm")
    line.mend()
    guest.context.set_offline(False)
    shows(guest, "verbunden")


def test_who_is_elsewhere_meanwhile_gets_the_text_back(guests: Guests, line: Line) -> None:
    guest = guests(over=line)
    guest.forgive(*CUT)
    guest.is_let_in("room/plenum")
    line.cut()
    guest.says("für das Plenum gedacht")
    expect(guest.talk.get_by_text("wartet auf die Verbindung")).to_be_visible()
    other = guest.context.new_page()
    other.goto(guest.venue.url(guest.slug, "room/beratung"))
    expect(other.get_by_role("textbox", name="Nachricht an: Beratung auf Augenhöhe")).to_be_visible()
    line.mend()
    guest.is_in("Beratung auf Augenhöhe")
    expect(guest.main.get_by_text("Nicht mehr gesendet, denn Sie haben den Raum gewechselt")).to_be_visible()
    expect(guest.main.get_by_text("für das Plenum gedacht")).to_be_visible()
    expect(guest.talk).not_to_contain_text("für das Plenum gedacht")
    guest.page.get_by_role("button", name="In diesen Raum übernehmen").click()
    expect(guest.composer).to_have_value("für das Plenum gedacht")
    guest.composer.press("Enter")
    guest.reads("für das Plenum gedacht")


def test_two_windows_of_one_person_walk_together(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    other = guest.context.new_page()
    other.goto(guest.url("room/cafeteria"))
    expect(other.get_by_role("textbox", name="Nachricht an: Cafeteria")).to_be_visible()
    guest.is_in("Cafeteria")
    expect(guest.page).to_have_url(guest.url("room/cafeteria"))
    expect(guest.house).to_contain_text("1 Person im Haus")


def test_the_venue_restarts_and_people_go_on_where_they_were(guests: Guests, folder: Path) -> None:
    with OpenVenue(folder, {"tag": small_day("tag")}) as first:
        port = first.address.rpartition(":")[2]
        guest = guests(venue=first, slug="tag")
        guest.forgive(*CUT)
        guest.is_let_in("room/plenum")
        guest.says("vor dem Neustart")
        guest.reads("vor dem Neustart")
    shows(guest, "verbindet neu …")
    with OpenVenue(folder, {"tag": small_day("tag")}, ("--demo", "--port", port)):
        shows(guest, "verbunden")
        guest.is_in("Plenum")
        guest.says("nach dem Neustart")
        guest.reads("vor dem Neustart", "nach dem Neustart")
        expect(guest.tile("Plenum")).to_contain_text("1 Person")


def test_a_venue_that_hangs_is_noticed_and_what_was_said_into_the_silence_is_said_once(
    guests: Guests, folder: Path
) -> None:
    with OpenVenue(folder, {"tag": small_day("tag")}) as venue:
        guest = guests(venue=venue, slug="tag")
        guest.forgive(*CUT)
        guest.is_let_in("room/plenum")
        venue.pause()
        guest.says("Hört mich jemand?")
        expect(guest.talk.get_by_text("wird gesendet …")).to_be_visible()
        # The device says that its network has changed, so the page looks at once whether the venue is still there.
        guest.page.evaluate("dispatchEvent(new Event('online'))")
        shows(guest, "verbindet neu …")
        expect(guest.talk.get_by_text("wartet auf die Verbindung")).to_be_visible()
        venue.resume()
        shows(guest, "verbunden")
        guest.reads("Hört mich jemand?")
        expect(guest.talk.get_by_text("wartet auf die Verbindung")).to_have_count(0)
        guest.page.reload()
        guest.reads("Hört mich jemand?")


def test_while_nothing_can_be_stored_people_are_told_and_their_words_wait(
    guests: Guests, folder: Path, own_redis: Callable[..., RedisServer]
) -> None:
    redis = own_redis()
    with OpenVenue(folder, {"tag": small_day("tag")}, ("--demo", "--redis", redis.url)) as venue:
        guest = guests(venue=venue, slug="tag")
        guest.is_let_in("room/plenum")
        guest.says("vorher")
        guest.reads("vorher")
        redis.stop()
        shows(guest, "gestört")
        expect(guest.main.get_by_text(re.compile("kann gerade nichts speichern"))).to_be_visible()
        guest.says("währenddessen")
        redis.start()
        shows(guest, "verbunden")
        guest.reads("vorher", "währenddessen")
