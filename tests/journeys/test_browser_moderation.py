"""Moderators move people and keep order; those it happens to are told who, why and what they can do."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller


def selects(moderator: Guest, *names: str) -> None:
    """Ticks these people in the list."""
    for name in names:
        moderator.page.get_by_role("checkbox", name=f"{name} auswählen", exact=True).check()


def orders(moderator: Guest, to: str, why: str, words: str) -> None:
    """Fills in the order that is open, waits for its dry run, and gives it with the button that says `words`."""
    moderator.dialog.get_by_role("combobox", name="Wohin?").select_option(label=_option(moderator, to))
    moderator.dialog.get_by_role("combobox", name="Wann?").select_option(label="Sofort")
    moderator.dialog.get_by_role("textbox", name="Grund").fill(why)
    moderator.dialog.get_by_role("button", name=words).click()
    expect(moderator.dialog).to_have_count(0)


def order_card(moderator: Guest, to: str) -> Locator:
    """What has become of an order."""
    orders_given = moderator.page.get_by_role("region", name="Aufträge")
    return orders_given.get_by_role("listitem").filter(has=moderator.page.get_by_role("heading", name=f"Nach {to}"))


def room_target(moderator: Guest, room: str) -> Locator:
    """A room on the desk, with how many are there."""
    rooms = moderator.page.get_by_role("region", name="Räume")
    return rooms.get_by_role("listitem").filter(has=moderator.page.get_by_role("heading", name=room))


def card_of(moderator: Guest, name: str) -> Locator:
    """Opens a person's card."""
    moderator.page.get_by_role("grid").get_by_role("button", name=name, exact=True).click()
    return moderator.dialog


def _option(moderator: Guest, room: str) -> str:
    choice = moderator.dialog.get_by_role("combobox", name="Wohin?")
    option = choice.get_by_role("option").filter(has_text=re.compile(f"^{re.escape(room)}"))
    expect(option.first).to_be_attached()
    return option.first.inner_text()


def test_one_person_is_moved_and_told_who_and_why(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in()
    moderator.is_let_in("moderation")
    guest.composer.fill("angefangen")
    selects(moderator, "Teilnehmerin 1")
    moderator.page.get_by_role("group", name="Auswahl").get_by_role("button", name="Bewegen …").click()
    orders(moderator, "Plenum", "Gleich beginnt die Eröffnung", "1 Person jetzt bewegen")
    expect(guest.page).to_have_url(guest.url("room/plenum"))
    expect(guest.heading(1)).to_have_text("Eröffnung und Begrüßung")
    expect(guest.heading(1)).to_be_focused()
    expect(guest.alert).to_contain_text("Sie sind jetzt hier: Plenum")
    expect(guest.alert).to_contain_text("Moderation hat Sie hierher gebracht.")
    expect(guest.alert).to_contain_text("Grund: Gleich beginnt die Eröffnung")
    expect(order_card(moderator, "Plenum")).to_contain_text("1 angekommen")
    expect(order_card(moderator, "Plenum").get_by_role("heading", level=3)).to_be_focused()
    expect(moderator.page.get_by_role("row", name=re.compile("^Teilnehmerin 1 "))).to_contain_text("Plenum")
    guest.alert.get_by_role("button", name="Nachfragen").click()
    expect(guest.dialog).to_contain_text("Schreiben Sie uns hier im Foyer")
    guest.dialog.get_by_role("button", name="Schließen").click()
    guest.alert.get_by_role("button", name="Zurück: Foyer").click()
    guest.is_in("Foyer")
    expect(guest.alert).to_have_count(0)
    expect(guest.composer).to_have_value("angefangen")


def test_half_a_move_is_never_silent(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator = guests("Moderation", "moderator")
    first, second = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    with Caller(venue, day, "Teilnehmer 3"):
        pass  # the line breaks; after some seconds' grace everybody sees it
    for guest in (first, second):
        guest.is_let_in()
    moderator.is_let_in("moderation")
    expect(moderator.page.get_by_role("row", name=re.compile("^Teilnehmer 3 "))).to_contain_text("offline")
    selects(moderator, "Teilnehmerin 1", "Teilnehmer 2", "Teilnehmer 3")
    moderator.page.get_by_role("button", name="Auswahl hierher bewegen: Kleiner Kreis").click()
    dry = moderator.dialog.get_by_role("status")
    expect(dry).to_contain_text("Es geht um 3 Personen")
    for words in ("1 jetzt", "1 ohne freien Platz"):
        expect(dry).to_contain_text(words)
    moderator.dialog.get_by_role("textbox", name="Grund").fill("Probe")
    moderator.dialog.get_by_role("button", name=re.compile("jetzt bewegen")).click()
    card = order_card(moderator, "Kleiner Kreis")
    for words in ("1 angekommen", "1 offline", "1 ohne Platz", "3 Personen"):
        expect(card).to_contain_text(words)
    card.get_by_text("Wer im Einzelnen?").click()
    expect(card.get_by_role("list", name="offline")).to_contain_text("Teilnehmer 3")
    arrived = card.get_by_role("list", name="angekommen")
    expect(arrived).to_contain_text(re.compile(f"{first.name}|{second.name}"))
    moved, stayed = (first, second) if first.name in (arrived.text_content() or "") else (second, first)
    expect(moved.alert).to_contain_text("Kleiner Kreis")
    expect(card.get_by_role("list", name="ohne Platz")).to_contain_text(stayed.name)
    stayed.is_in("Foyer")
    moved.goes_to("Foyer")


def test_a_whole_room_and_then_everybody_is_moved(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator, guest, other = guests("Moderation", "moderator"), guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    guest.is_let_in("room/plenum")
    other.is_let_in("room/cafeteria.1")
    with Caller(venue, day, "Teilnehmer 3", room="plenum"):
        moderator.is_let_in("moderation")
        moderator.page.get_by_role("button", name="Plenum: mehr").click()
        moderator.page.get_by_role("button", name="Alle von hier bewegen …").click()
        orders(moderator, "Beratung", "Die Runde beginnt", "2 Personen jetzt bewegen")
        guest.is_in("Beratung auf Augenhöhe")
        other.is_in("Tisch 1")
        card = order_card(moderator, "Beratung auf Augenhöhe")
        expect(card).to_contain_text("1 angekommen")
        expect(card).to_contain_text(re.compile("1 (unterwegs|noch ohne Bestätigung)"))
        moderator.page.get_by_role("button", name="Alle im Haus bewegen …").click()
        orders(moderator, "Plenum", "Wir schließen gemeinsam", "3 Personen jetzt bewegen")
        for each in (guest, other):
            each.is_in("Plenum")
            expect(each.alert).to_contain_text("Wir schließen gemeinsam")
        expect(moderator.heading(1)).to_have_text("Moderation")
        expect(room_target(moderator, "Plenum")).to_contain_text("3 Personen")


def test_people_are_dragged_to_a_room(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator = guests("Moderation", "moderator")
    with Caller(venue, day, "Teilnehmer 3"):
        moderator.is_let_in("moderation")
        row = moderator.page.get_by_role("row", name=re.compile("^Teilnehmer 3 "))
        target = moderator.page.get_by_role("region", name="Räume").get_by_role("heading", name="Plenum")
        row.drag_to(target)
        expect(moderator.dialog.get_by_role("combobox", name="Wohin?")).to_have_value("plenum")
        moderator.dialog.get_by_role("button", name="1 Person jetzt bewegen").click()
        expect(room_target(moderator, "Plenum")).to_contain_text("1 Person")


def test_who_is_silenced_reads_on_and_may_speak_again_later(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    moderator.is_let_in("moderation")
    card = card_of(moderator, "Teilnehmerin 1")
    card.get_by_role("button", name=re.compile("^Stummschalten")).click()
    card.get_by_role("textbox", name="Grund").fill("Bitte beim Thema bleiben")
    card.get_by_role("button", name="Stummschalten", exact=True).click()
    expect(card).to_contain_text("Teilnehmerin 1 ist stummgeschaltet.")
    expect(guest.main.get_by_text("Sie können hier gerade nur mitlesen.")).to_be_visible()
    expect(guest.composer).to_have_count(0)
    expect(guest.page.get_by_role("button", name="Applaus")).to_be_disabled()
    card.get_by_role("button", name="Schließen").click()
    moderator.page.get_by_role("tab", name=re.compile("^Ordnung")).click()
    moderator.page.get_by_role("button", name="Teilnehmerin 1 wieder sprechen lassen").click()
    expect(guest.composer).to_be_visible()
    guest.says("Danke")
    moderator.page.get_by_role("tab", name="Journal").click()
    journal = moderator.page.get_by_role("tabpanel", name="Journal")
    expect(journal).to_contain_text("Moderation hat Teilnehmerin 1 stummgeschaltet")
    expect(journal).to_contain_text("Grund: Bitte beim Thema bleiben")
    expect(journal).to_contain_text("Moderation lässt Teilnehmerin 1 wieder sprechen")


def test_who_is_shown_out_is_told_so_and_comes_in_again_when_let_in(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    moderator.is_let_in("moderation")
    card = card_of(moderator, "Teilnehmerin 1")
    card.get_by_role("button", name=re.compile("^Hinausbitten")).click()
    card.get_by_role("textbox", name="Grund").fill("Werbung")
    card.get_by_role("button", name="Jetzt hinausbitten").click()
    expect(guest.heading(1)).to_have_text("Ihr Zugang wurde beendet")
    expect(guest.heading(1)).to_be_focused()
    guest.page.get_by_role("main").get_by_role("button").first.click()
    expect(guest.heading(1)).to_be_visible()
    guest.comes_to_the_door()
    expect(guest.alert).to_contain_text("Das Team hat Sie hinausgebeten")
    card.get_by_role("button", name="Wieder einlassen").click()
    expect(card).to_contain_text("Teilnehmerin 1 kann wieder eintreten.")
    guest.page.get_by_role("button", name="Noch einmal versuchen").click()
    guest.page.get_by_role("button", name="Eintreten als Teilnehmerin 1").click()
    guest.says("Das war ein Irrtum")
    guest.reads("Das war ein Irrtum")


def test_moderators_delete_what_others_wrote(guests: Guests) -> None:
    moderator, guest, reader = guests("Moderation", "moderator"), guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    for each in (moderator, guest, reader):
        each.is_let_in("room/plenum")
    guest.says("Kauft hier")
    guest.says("Und hier")
    reader.reads("Kauft hier", "Und hier")
    moderator.opens_the_menu_of("Kauft hier")
    expect(moderator.page.get_by_role("button", name="Bearbeiten")).to_have_count(0)
    moderator.page.get_by_role("button", name="Löschen").click()
    expect(moderator.talk.get_by_role("button", name="Rückgängig")).to_be_visible()
    moderator.goes_to("Foyer")  # who leaves the room takes nothing back any more, so it happens at once
    for each in (guest, reader):
        expect(each.talk.get_by_text("Nachricht gelöscht")).to_be_visible()
        expect(each.talk).not_to_contain_text("Kauft hier")
        each.reads("Und hier")
    reader.page.reload()
    reader.reads("Und hier")
    expect(reader.talk).not_to_contain_text("Kauft hier")


def test_an_announcement_reaches_everybody_once(guests: Guests) -> None:
    moderator, near, far = guests("Moderation", "moderator"), guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    near.is_let_in("room/plenum")
    far.is_let_in("room/cafeteria.1")
    moderator.is_let_in("moderation")
    moderator.page.get_by_role("tab", name="Durchsage").click()
    moderator.page.get_by_role("textbox", name="Text").fill("Um 10:30 Uhr beginnen die Workshops.")
    moderator.page.get_by_role("button", name="An 3 Personen senden").click()
    expect(moderator.main.get_by_text(re.compile("^Gesendet um"))).to_be_visible()
    for guest in (near, far, moderator):
        expect(guest.alert).to_have_count(1)
        expect(guest.alert).to_contain_text("Um 10:30 Uhr beginnen die Workshops.")
    far.goes_to("Plenum")
    far.goes_to("Foyer")
    expect(far.alert).to_have_count(1)
    far.reads("Um 10:30 Uhr beginnen die Workshops.")
    far.alert.get_by_role("button", name="Schließen").click()
    expect(far.alert).to_have_count(0)
    far.page.reload()
    far.reads("Um 10:30 Uhr beginnen die Workshops.")
    expect(far.alert).to_have_count(0)


def test_a_participant_finds_no_way_to_the_desks(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in("moderation")
    expect(guest.heading(1)).to_have_text("Dieser Bereich ist nicht für Sie freigeschaltet")
    expect(guest.page.get_by_role("link", name="Moderation")).to_have_count(0)
    guest.opens("operations")
    expect(guest.heading(1)).to_have_text("Dieser Bereich ist nicht für Sie freigeschaltet")


def test_the_desk_at_work_is_for_everybody(guests: Guests, venue: OpenVenue, day: str) -> None:
    moderator = guests("Moderation", "moderator")
    faults: list[str] = []

    def look(where: str) -> None:
        faults.extend(faults_in_light_and_dark(moderator.page, where))

    with Caller(venue, day, "Teilnehmer 2"), Caller(venue, day, "Teilnehmer 3") as silenced:
        moderator.is_let_in("moderation")
        selects(moderator, "Teilnehmer 2", "Teilnehmer 3")
        look("selection")
        moderator.page.get_by_role("button", name="Auswahl hierher bewegen: Kleiner Kreis").click()
        expect(moderator.dialog.get_by_role("button", name=re.compile("jetzt bewegen"))).to_be_enabled()
        look("dry run")
        moderator.dialog.get_by_role("button", name=re.compile("jetzt bewegen")).click()
        order_card(moderator, "Kleiner Kreis").get_by_text("Wer im Einzelnen?").click()
        look("order")
        card_of(moderator, "Teilnehmer 3")
        look("card")
        moderator.dialog.get_by_role("button", name=re.compile("^Stummschalten")).click()
        look("silencing")
        moderator.dialog.get_by_role("button", name="Stummschalten", exact=True).click()
        expect(moderator.dialog).to_contain_text(f"{silenced.name} ist stummgeschaltet.")
        moderator.dialog.get_by_role("button", name="Schließen").click()
        for part in ("Durchsage", "Ordnung", "Journal"):
            moderator.page.get_by_role("tab", name=re.compile(f"^{part}")).click()
            expect(moderator.page.get_by_role("tabpanel")).to_be_visible()
            look(part)
    assert not faults, "\n".join(faults)
