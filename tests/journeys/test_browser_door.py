"""At the door with something wrong: a sentence that says what it is, in the visitor's language, and always a way on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.days import small_day
from tests.journeys.open_venue import OpenVenue
from tests.journeys.words import Language, say
from tests.redis_server import RedisServer

LOCALES: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}


def is_refused(guest: Guest, code: str, language: Language) -> None:
    """The door says what is wrong with the ticket, and offers another link."""
    title, body = say(language, f"door.refused.{code}.title"), say(language, f"door.refused.{code}.body")
    expect(guest.page.locator("html")).to_have_attribute("lang", language)
    expect(guest.main.get_by_role("heading", name=title)).to_be_visible()
    expect(guest.alert).to_contain_text(body)
    assert guest.page.url == guest.url("door"), "a ticket that does not work leaves the address bar, too"
    expect(guest.page.get_by_role("textbox", name=say(language, "door.pasteLabel"))).to_be_visible()
    expect(guest.main.get_by_text(say(language, "door.help"))).to_be_visible()


@pytest.mark.parametrize("language", LOCALES)
def test_a_ticket_that_does_not_work_says_why(guests: Guests, venue: OpenVenue, day: str, language: Language) -> None:
    good = venue.ticket(day, "Teilnehmerin 1")
    head, claims, signature = good.split(".")
    troubles = {
        "ticket_forged": f"{head}.{claims}.{signature[:-4]}AAAA",
        "ticket_expired": venue.ticket(day, "Zu spät", lasts=-60),
        "ticket_other_event": venue.ticket("tag-anderswo", "Falscher Tag"),
        "name_bad": venue.ticket(day, "Umge\u202edreht"),
        "name_too_long": venue.ticket(day, "N" * 81),
    }
    guest = guests(locale=LOCALES[language])
    for code, ticket in troubles.items():
        guest.ticket = ticket
        guest.page.goto("about:blank")
        guest.comes_to_the_door()
        is_refused(guest, code, language)
    field = guest.page.get_by_role("textbox", name=say(language, "door.pasteLabel"))
    check = guest.page.get_by_role("button", name=say(language, "door.pasteAction"))
    field.fill("kein Ticket")
    check.click()
    expect(guest.main.get_by_text(say(language, "door.pasteWrong"))).to_be_visible()
    field.fill(f"Ihr Link: {guest.url('door')}#ticket={good} ")
    check.click()
    guest.page.get_by_role("button", name=re.compile("Teilnehmerin 1$")).click()
    expect(guest.composer).to_be_visible()


def test_who_comes_while_nothing_can_be_stored_is_let_in_as_soon_as_it_can(
    guests: Guests, folder: Path, own_redis: Callable[..., RedisServer]
) -> None:
    redis = own_redis()
    with OpenVenue(folder, {"tag": small_day("tag")}, ("--demo", "--redis", redis.url)) as venue:
        guest = guests("Teilnehmerin 1", venue=venue, slug="tag")
        guest.forgive("Failed to load resource")
        guest.comes_to_the_door()
        button = guest.page.get_by_role("button", name="Eintreten als Teilnehmerin 1")
        redis.pause()
        with guest.page.expect_response(re.compile("/api/enter$")) as first:
            button.click()
        assert first.value.status == 503
        expect(button).to_be_disabled()
        expect(guest.alert).to_have_count(0)
        redis.resume()
        expect(guest.heading(1)).to_have_text(re.compile("Willkommen"))


def test_a_withdrawn_ticket_ends_what_is_open_and_opens_nothing_any_more(guests: Guests, venue: OpenVenue) -> None:
    inside, outside = guests("Teilnehmerin 1"), guests("Teilnehmerin 1")
    outside.ticket = inside.ticket
    outside.forgive("WebSocket")
    inside.is_let_in("room/plenum")
    venue.operate("tickets", "revoke", inside.ticket, "--event", str(venue.file(inside.slug)))
    expect(inside.heading(1)).to_have_text(say("de", "app.ended.passEnded.title"))
    expect(inside.heading(1)).to_be_focused()
    inside.page.get_by_role("button", name=say("de", "app.ended.passEnded.action")).click()
    expect(inside.main.get_by_role("heading", name=say("de", "door.needTicketTitle"))).to_be_visible()
    outside.comes_to_the_door()
    is_refused(outside, "ticket_revoked", "de")


def test_a_name_is_asked_for_where_everybody_may_come(guests: Guests, open_day: str) -> None:
    guest = guests(slug=open_day)
    guest.opens("door")
    name = guest.page.get_by_role("textbox", name=say("de", "door.name"))
    enter = guest.page.get_by_role("button", name=say("de", "door.enter"), exact=True)
    for bad, words in (
        ("", say("de", "door.nameMissing")),
        ("   ", say("de", "door.nameMissing")),
        ("N" * 10_000, "Der Name ist zu lang"),
        ("Umge\u202edreht", say("de", "door.refused.name_bad.body")),
        ("\u200b", say("de", "door.refused.name_bad.body")),
        ("...", say("de", "door.refused.name_needed.body")),
    ):
        name.fill(bad)
        enter.click()
        expect(guest.main.get_by_text(words)).to_be_visible()
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
        expect(name).to_have_accessible_description(re.compile(re.escape(words)))
    name.fill("  Gästin   am Ende der Welt ")
    guest.page.get_by_role("textbox", name=say("de", "door.org")).fill("Stadt <b>B</b>")
    name.press("Enter")
    expect(guest.heading(1)).to_have_text("Willkommen, Gästin am Ende der Welt")
    expect(guest.looks_at_the_people()).to_contain_text("Stadt <b>B</b>")


def test_somebody_who_was_here_goes_on_or_comes_as_somebody_else(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    guest.opens("door")
    expect(guest.main.get_by_text(say("de", "door.already"))).to_be_visible()
    guest.page.get_by_role("button", name="Weiter als Teilnehmerin 1").click()
    guest.is_in("Plenum")
    other = venue.ticket(day, "Teilnehmer 2")
    guest.ticket = other
    guest.page.goto("about:blank")
    guest.comes_to_the_door()
    expect(guest.main.get_by_text(re.compile("ist Teilnehmerin 1 angemeldet"))).to_be_visible()
    guest.name = "Teilnehmer 2"
    guest.enters()
    expect(guest.me_button).to_have_accessible_name("Ihr Menü: Teilnehmer 2")


def test_who_left_can_come_back_and_can_be_forgotten_by_the_device(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    guest.leaves()
    expect(guest.heading(1)).to_be_focused()
    guest.page.get_by_role("button", name=say("de", "app.ended.left.action")).click()
    guest.is_in("Foyer")
    guest.leaves()
    guest.page.get_by_role("button", name=say("de", "app.ended.forget")).click()
    expect(guest.main.get_by_role("heading", name=say("de", "door.needTicketTitle"))).to_be_visible()
    guest.opens("room/plenum")
    expect(guest.main.get_by_role("heading", name=say("de", "door.needTicketTitle"))).to_be_visible()
    assert not [cookie for cookie in guest.context.cookies() if cookie.get("name") == "venue_pass"]


def test_my_data_are_shown_saved_and_erased(guests: Guests) -> None:
    me, witness = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    for guest in (me, witness):
        guest.is_let_in("room/plenum")
    for text in ("Mein erster Satz", "Mein zweiter Satz"):
        me.says(text)
        witness.reads(text)
    witness.says("Und ich bleibe")
    me.me_button.click()
    me.page.get_by_role("link", name="Meine Daten").click()
    expect(me.heading(1)).to_have_text("Meine Daten")
    for words in ("Teilnehmerin 1", "Plenum", "Mein erster Satz", "Mein zweiter Satz"):
        expect(me.main.get_by_text(words, exact=True).first).to_be_visible()
    with me.page.expect_download() as saving:
        me.page.get_by_role("button", name=say("de", "door.data.save")).click()
    assert "Mein erster Satz" in saving.value.path().read_text(encoding="utf-8")
    me.page.get_by_role("button", name=say("de", "door.data.erase")).click()
    expect(me.dialog).to_contain_text("2 Nachrichten")
    me.dialog.get_by_role("button", name=say("de", "door.data.eraseNo")).click()
    expect(me.dialog).to_have_count(0)
    me.page.get_by_role("button", name=say("de", "door.data.erase")).click()
    me.dialog.get_by_role("button", name=say("de", "door.data.eraseYes")).click()
    expect(me.heading(1)).to_have_text(say("de", "app.ended.erased.title"))
    expect(me.heading(1)).to_be_focused()
    expect(witness.talk.get_by_text(re.compile("^(2 Nachrichten|Nachricht) gelöscht$")).first).to_be_visible()
    expect(witness.talk).not_to_contain_text("Mein")
    witness.reads("Und ich bleibe")
    expect(witness.tile("Plenum")).to_contain_text("1 Person")
    expect(witness.looks_at_the_people()).not_to_contain_text("Teilnehmerin 1")
    me.opens("privacy")
    expect(me.main.get_by_text(say("de", "door.data.notInside"))).to_be_visible()
    assert me.page.evaluate("sessionStorage.length") == 0
