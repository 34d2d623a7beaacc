"""What was pressed often goes with what it was about: the focus stays where one goes on, nothing closes by accident."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.browser import WIDE, Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller


def presses(button: Locator) -> None:
    """With the keyboard."""
    button.focus()
    button.press("Enter")


def row(moderator: Guest, name: str) -> Locator:
    return moderator.page.get_by_role("row", name=re.compile(f"^{name} "))


def test_selecting_text_and_letting_go_beside_the_dialog_closes_nothing(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    guest.page.get_by_role("button", name=re.compile("^Hilfe")).first.click()
    field = guest.dialog.get_by_role("textbox")
    field.fill("Mein Ton ist weg")
    box = field.bounding_box()
    assert box is not None
    mouse = guest.page.mouse
    mouse.move(box["x"] + 80, box["y"] + 15)
    mouse.down()
    mouse.move(5, WIDE["height"] / 2, steps=3)
    mouse.up()
    expect(field).to_have_value("Mein Ton ist weg")
    mouse.click(5, WIDE["height"] / 2)
    expect(guest.dialog).to_have_count(0)


def test_a_notice_that_is_answered_leaves_the_focus_in_the_view(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    ahead = guest.main.get_by_role("group", name=re.compile("^Gleich geht es weiter"))
    with Caller(venue, day, "Moderation", "moderator") as moderator:
        moderator.asks("people.move", room="foyer", to="plenum", delay=200, more=True, may_decline=True)
        for _ in range(2):
            presses(ahead.get_by_role("button", name="Zwei Minuten mehr"))
            expect(guest.main).to_be_focused()
        expect(ahead.get_by_role("button", name="Zwei Minuten mehr")).to_have_count(0)
        presses(ahead.get_by_role("button", name="Hier bleiben"))
        expect(ahead).to_have_count(0)
        expect(guest.main).to_be_focused()
        moderator.asks("people.move", room="foyer", to="plenum", reason="Es beginnt")
        guest.is_in("Plenum")
        presses(guest.alert.get_by_role("button", name="Verstanden"))
        expect(guest.alert).to_have_count(0)
        expect(guest.main).to_be_focused()


def test_moderators_go_on_where_they_are(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator = guests("Moderation", "moderator")
    with Caller(venue, day, "Anna"), Caller(venue, day, "Berta"), Caller(venue, day, "Carla"):
        moderator.is_let_in("moderation")
        page = moderator.page
        search = page.get_by_role("searchbox", name="Name oder Organisation suchen")
        search.fill("Berta")
        presses(page.get_by_role("button", name="Suche leeren"))
        expect(search).to_be_focused()
        expect(row(moderator, "Carla")).to_be_visible()
        grid = page.get_by_role("grid")
        # A range is drawn over names, too.
        page.get_by_role("checkbox", name="Anna auswählen").check()
        grid.get_by_role("button", name="Carla", exact=True).click(modifiers=["Shift"])
        expect(page.get_by_role("group", name="Auswahl")).to_contain_text("3")
        grid.get_by_role("button", name="Berta", exact=True).click(modifiers=["Control"])
        expect(page.get_by_role("group", name="Auswahl")).to_contain_text("2")
        expect(moderator.dialog).to_have_count(0)
        presses(page.get_by_role("button", name="Aufheben"))
        expect(grid.locator(":focus")).to_have_role("row")
        presses(page.get_by_role("button", name=re.compile("^Alle 3 außer Ihnen auswählen$")))
        expect(grid.locator(":focus")).to_have_role("row")
        grid.get_by_role("button", name="Berta", exact=True).click()
        card = moderator.dialog
        presses(card.get_by_role("button", name="Stummschalten …"))
        expect(card.get_by_role("combobox")).to_be_focused()
        presses(card.get_by_role("button", name="Abbrechen"))
        expect(card.get_by_role("button", name="Stummschalten …")).to_be_focused()
        presses(card.get_by_role("button", name="Hinausbitten …"))
        expect(card.get_by_role("textbox", name="Grund")).to_be_focused()


def test_who_has_put_the_focus_elsewhere_before_the_heading_takes_it_keeps_it(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    page, heading = guest.page, guest.main.get_by_role("heading", level=1)
    # A busy machine: the next frames are long in coming.
    page.evaluate("() => { window.held = []; window.requestAnimationFrame = (then) => held.push(then); }")
    release = "() => { for (const then of held.splice(0)) then(performance.now()); }"
    programme, my_day = (page.get_by_role("link", name=name).first for name in ("Programm", "Mein Tag"))
    programme.press("Enter")
    expect(heading).to_have_text("Programm")
    session = guest.main.get_by_role("link").first
    session.focus()  # before the heading had its turn
    page.wait_for_timeout(300)  # effects wait for a frame no longer than that
    page.evaluate(release)
    expect(session).to_be_focused()
    my_day.press("Enter")
    expect(heading).to_have_text("Mein Tag")
    page.wait_for_timeout(300)
    page.evaluate(release)
    expect(heading).to_be_focused()
