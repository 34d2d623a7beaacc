"""Help is one click away: a participant asks, an operator at another browser takes it, fetches them and closes it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import PHONE, Guest, Guests
from tests.journeys.layout import beyond_the_edge, cut_off

QUESTION = "Mein Mikrofon pfeift, und die Folien meiner Arbeitsgruppe sehe ich auch nicht."


def card(helper: Guest, name: str) -> Locator:
    """A person's ticket in the queue."""
    return helper.main.get_by_role("listitem").filter(has_text=name)


def section(helper: Guest, title: str) -> Locator:
    return helper.main.get_by_role("heading", level=2, name=re.compile(f"^{title}"))


def asks(guest: Guest, question: str = QUESTION) -> None:
    """By keyboard: opens the dialog, writes, Enter."""
    guest.page.get_by_role("banner").get_by_role("button", name="Hilfe").press("Enter")
    expect(guest.dialog.get_by_role("textbox")).to_be_focused()
    guest.page.keyboard.type(question)
    guest.page.keyboard.press("Enter")
    expect(guest.dialog.get_by_role("heading", level=3)).to_be_focused()


def test_a_participant_asks_and_an_operator_takes_fetches_and_closes(guests: Guests) -> None:
    guest, operator = guests("Teilnehmerin 1"), guests("Info-Schalter", "operator")
    guest.is_let_in("room/plenum")
    operator.is_let_in()
    asks(guest)
    expect(guest.dialog).to_contain_text("Sie sind als Nächstes dran.")
    expect(guest.dialog).to_contain_text(QUESTION)
    assert faults_in_light_and_dark(guest.page, "waiting") == []
    guest.page.keyboard.press("Escape")
    expect(guest.page.get_by_role("button", name="Hilfe: Platz 1")).to_be_focused()

    guest.composer.focus()
    way = operator.page.get_by_role("link", name=re.compile("^Info-Schalter.*1 Anfrage wartet"))
    way.click()
    ticket = card(operator, "Teilnehmerin 1")
    expect(ticket).to_contain_text(QUESTION)
    expect(ticket).to_contain_text("Plenum")
    expect(ticket).to_contain_text("da seit")
    ticket.get_by_role("button", name="Übernehmen").press("Enter")
    expect(section(operator, "Bei Ihnen")).to_be_visible()
    expect(operator.focused()).to_contain_text("Teilnehmerin 1")
    expect(guest.main.get_by_text("Info-Schalter (Team) kümmert sich um Sie.").first).to_be_visible()
    expect(guest.composer).to_be_focused()

    assert faults_in_light_and_dark(operator.page, "the queue") == []
    ticket.get_by_role("button", name="Herholen: Foyer").click()
    expect(guest.heading(1)).to_have_text(re.compile("Willkommen"))
    expect(ticket).to_contain_text("Sie sind im selben Raum.")
    ticket.get_by_role("button", name="Nr. 1 abschließen").press("Enter")
    operator.page.get_by_role("button", name="gelöst").press("Enter")
    expect(operator.main.get_by_text("Niemand wartet")).to_be_visible()
    expect(guest.main.get_by_text("Das Team hat sie als gelöst abgeschlossen.").first).to_be_visible()
    operator.page.get_by_text("Zuletzt abgeschlossen").click()
    row = operator.page.get_by_role("row", name=re.compile("^1 .*Plenum.*gelöst.*Info-Schalter"))
    expect(row).to_be_visible()
    expect(row).not_to_contain_text("Teilnehmerin")


def test_who_waits_sees_their_place_on_a_phone_changes_the_text_and_withdraws(guests: Guests) -> None:
    first, guest = guests("Teilnehmerin 1"), guests("Teilnehmer 2", window=PHONE)
    moderator = guests("Moderatorin", "moderator", window=PHONE)
    first.is_let_in()
    guest.is_let_in("room/plenum")
    asks(first)
    ways = guest.page.get_by_role("navigation", name="Bereiche")
    ways.get_by_role("button", name="Hilfe").click()
    guest.dialog.get_by_role("textbox").fill("Wo ist " + "meine Arbeitsgruppe " * 3)
    guest.dialog.get_by_role("button", name="Um Hilfe bitten").click()
    expect(guest.dialog).to_contain_text("1 Person ist vor Ihnen dran.")
    assert beyond_the_edge(guest.page) + cut_off(guest.page) == []
    guest.page.reload()
    expect(ways.get_by_role("button", name="Hilfe: Platz 2")).to_be_visible()
    moderator.is_let_in("infodesk")
    first.dialog.get_by_role("button", name="Zurückziehen").click()
    expect(first.dialog.get_by_role("textbox")).to_be_visible()
    ways.get_by_role("button", name="Hilfe: Platz 1").click()
    guest.dialog.get_by_role("button", name="Text ändern").click()
    expect(guest.dialog.get_by_role("textbox")).to_have_value(re.compile("^Wo ist meine Arbeitsgruppe"))
    guest.dialog.get_by_role("textbox").fill("Gefunden, aber es ist voll.")
    guest.dialog.get_by_role("button", name="Ändern", exact=True).click()
    expect(card(moderator, "Teilnehmer 2")).to_contain_text("Gefunden, aber es ist voll.")
    assert beyond_the_edge(moderator.page) + cut_off(moderator.page) == []
    card(moderator, "Teilnehmer 2").get_by_role("button", name="Übernehmen").click()
    card(moderator, "Teilnehmer 2").get_by_role("link", name="Hingehen: Plenum").click()
    moderator.is_in("Plenum")
    expect(guest.dialog).to_contain_text("Moderatorin (Moderation) kümmert sich um Sie.")
