"""An operator changes the event while everybody is inside: nobody reloads, nobody loses what they were writing."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import Guest, Guests
from tests.journeys.days import small_day

LIBRARY = """
[[rooms]]
id = "bibliothek"
kind = "workshop"
title = { de = "Bibliothek", en = "Library" }
capacity = 12
"""
CIRCLE = """[[rooms]]
id = "kreis"
kind = "workshop"
title = { de = "Kleiner Kreis", en = "Small circle" }
capacity = 1
"""
PRESSES_AGAIN = """button => new MutationObserver(() => {
  if (button.textContent === 'Veröffentlichen') button.click();
}).observe(button, { characterData: true, childList: true, subtree: true })"""
"""A second press comes in the very moment in which the button says something else."""


def versions(operator: Guest) -> Locator:
    return operator.page.get_by_role("region", name="Fassungen der Veranstaltung")


def board(operator: Guest) -> Locator:
    """The rooms, as operators see them."""
    return operator.page.get_by_role("region", name="Räume")


def looks(operator: Guest, text: str) -> None:
    """Pastes a new version and has it checked."""
    operator.dialog.get_by_label("Oder den Text einfügen").fill(text)
    operator.dialog.get_by_role("button", name=re.compile("prüfen$|^Prüfen$")).click()


def test_a_new_version_counts_at_once_and_drafts_stay_where_they_are(guests: Guests, day: str, folder: Path) -> None:
    operator, guest, other = guests("Betrieb", "operator"), guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    guest.is_let_in("room/plenum")
    guest.composer.fill("Was ich gerade schreibe")
    guest.page.evaluate("window.still = true")
    other.is_let_in("room/kreis")
    operator.is_let_in("operations")
    expect(versions(operator)).to_contain_text("mit dem Start des Servers")

    versions(operator).get_by_role("button", name="Neue Fassung").click()
    wrong = small_day(day).replace("capacity = 40", "capacity = 0")
    looks(operator, wrong.replace('kind = "plenum"', 'kind = "bühne"'))
    expect(operator.dialog.get_by_role("alert")).to_contain_text("Die Datei hat 2 Fehler")
    expect(operator.dialog.get_by_role("alert")).to_contain_text(re.compile(r"Zeile \d+ · rooms\[3\].capacity"))

    new = small_day(day).replace(CIRCLE, LIBRARY).replace('room = "kreis"', 'room = "bibliothek"')
    file = folder / "neu.toml"
    file.write_text(new, encoding="utf-8")
    operator.dialog.get_by_label("Datei wählen").set_input_files(file)
    operator.dialog.get_by_role("button", name="Prüfen").click()
    expect(operator.dialog).to_contain_text("Kleiner Kreis: 1 Person in diesem Raum")
    expect(operator.dialog).to_contain_text("neu Raum: Bibliothek")
    assert faults_in_light_and_dark(operator.page, "the look at a new version") == []
    operator.dialog.get_by_role("button", name="Veröffentlichen").click()
    expect(operator.dialog).to_contain_text("Fassung 2 gilt jetzt, für alle.")
    operator.dialog.get_by_role("button", name="Fertig").click()
    expect(versions(operator).get_by_role("listitem").first).to_contain_text("von Betrieb")

    expect(guest.tile("Bibliothek")).to_be_visible()
    expect(guest.tile("Kleiner Kreis")).to_have_count(0)
    expect(guest.composer).to_have_value("Was ich gerade schreibe")
    assert guest.page.evaluate("window.still"), "nobody reloads"
    news = guest.page.get_by_role("status").filter(has_text="Das Programm wurde geändert")
    expect(news).to_contain_text("Andere Zeit oder anderer Raum: „Gespräch im kleinen Kreis“")
    expect(news).to_contain_text("Neue Räume: „Bibliothek“")
    assert faults_in_light_and_dark(guest.page, "the news of a new version") == []
    expect(other.page).to_have_url(other.url())
    other.goes_to("Bibliothek")
    other.says("Hier ist es schön")


def test_an_earlier_version_is_brought_back_by_keyboard(guests: Guests, day: str) -> None:
    operator = guests("Betrieb", "operator")
    operator.is_let_in("operations")
    versions(operator).get_by_role("button", name="Neue Fassung").click()
    looks(operator, small_day(day) + LIBRARY)
    operator.dialog.get_by_role("button", name="Veröffentlichen").click()
    operator.dialog.get_by_role("button", name="Fertig").click()
    expect(board(operator)).to_contain_text("Bibliothek")
    versions(operator).get_by_role("button", name="Fassung 1 zurückholen").focus()
    operator.page.keyboard.press("Enter")
    operator.dialog.get_by_role("button", name="Prüfen").focus()
    operator.page.keyboard.press("Enter")
    expect(operator.dialog).to_contain_text("entfällt Raum: Bibliothek")
    expect(operator.focused()).to_have_text("Veröffentlichen")
    expect(operator.focused()).to_be_enabled()
    operator.page.keyboard.press("Enter")
    expect(operator.dialog).to_contain_text("Fassung 3 gilt jetzt")
    expect(operator.focused()).to_have_text("Fertig")
    expect(operator.focused()).to_be_enabled()
    operator.page.keyboard.press("Enter")
    expect(versions(operator).get_by_role("listitem").first).to_contain_text("bringt Fassung 1 zurück")
    expect(board(operator)).not_to_contain_text("Bibliothek")


def test_a_key_that_is_pressed_twice_or_held_publishes_nothing_that_nobody_has_read(guests: Guests, day: str) -> None:
    operator = guests("Betrieb", "operator")
    operator.is_let_in("operations")
    versions(operator).get_by_role("button", name="Neue Fassung").click()
    operator.dialog.get_by_label("Oder den Text einfügen").fill(small_day(day) + LIBRARY)
    operator.dialog.get_by_role("button", name="Prüfen").focus()
    operator.focused().evaluate(PRESSES_AGAIN)
    keys = operator.page.keyboard
    keys.down("Enter")
    publish = operator.dialog.get_by_role("button", name="Veröffentlichen")
    expect(publish).to_be_enabled()
    for _ in range(5):
        keys.down("Enter")  # a key that is down already repeats
    keys.up("Enter")
    expect(publish).to_be_focused()
    expect(operator.dialog).to_contain_text("neu Raum: Bibliothek")
    expect(board(operator)).not_to_contain_text("Bibliothek")
    expect(publish).to_be_enabled()
    keys.press("Enter")
    expect(operator.dialog).to_contain_text("Fassung 2 gilt jetzt")
