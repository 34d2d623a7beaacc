"""Two people come with their invitations, meet in the plenum, talk, and one of them goes home."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests


def test_the_ticket_leaves_no_trace_in_the_browser(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    asked: list[str] = []
    guest.context.on("request", lambda request: asked.append(request.url + str(request.headers)))
    guest.comes_to_the_door()
    assert guest.page.url == guest.url("door")
    guest.enters()
    past = guest.context.new_cdp_session(guest.page).send("Page.getNavigationHistory")["entries"]
    assert [entry["url"] for entry in past] == ["about:blank", guest.url()], "the way back leads past no ticket"
    kept = guest.page.evaluate("JSON.stringify([localStorage, sessionStorage, history.state, document.cookie])")
    assert guest.ticket not in kept
    assert not [each for each in asked if guest.ticket in each], "no request carries the ticket in its address"
    assert "pass" not in guest.page.evaluate("document.cookie"), "scripts cannot read the pass"


def test_the_door_says_what_is_kept_and_for_how_long(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.comes_to_the_door()
    expect(guest.page).to_have_title(re.compile("Kleiner Fachtag"))
    for words in (
        "Nachrichten: 3 Tage nach dem Ende der Veranstaltung gelöscht.",
        "Namen und Aufenthalt: 7 Tage nach dem Ende der Veranstaltung gelöscht.",
        "Protokoll der Moderation: 30 Tage nach dem Ende der Veranstaltung gelöscht.",
        "Sonntag, 29. November 2026, 08:30–18:00 Uhr",
    ):
        expect(guest.main.get_by_text(words)).to_be_visible()
    for page, words in (
        ("Impressum", "Wer diesen Tag anbietet"),
        ("Datenschutz", "das Protokoll der Moderation 30 Tage"),
        ("Barrierefreiheit", "mit der Tastatur allein"),
    ):
        guest.page.get_by_role("contentinfo").get_by_role("link", name=page).click()
        expect(guest.heading(1)).to_have_text(page)
        expect(guest.heading(1)).to_be_focused()
        expect(guest.main).to_contain_text(words)
    for _ in range(3):
        guest.page.go_back()
    guest.enters()


def test_two_people_meet_in_the_plenum(guests: Guests) -> None:
    first, second = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    first.comes_to_the_door()
    first.enters()
    first.goes_to("Plenum")
    expect(first.page).to_have_url(first.url("room/plenum"))
    expect(first.heading(1)).to_have_text("Eröffnung und Begrüßung")
    expect(first.heading(1)).to_be_focused()
    second.is_let_in("room/plenum")
    expect(first.tile("Plenum")).to_contain_text("2 Personen")
    expect(first.looks_at_the_people().get_by_text("Teilnehmer 2")).to_be_visible()
    second.says("Guten Morgen")
    first.page.get_by_role("tab", name="Chat").click()
    first.reads("Guten Morgen")
    _edits(second, "Guten Morgen", "Guten Morgen zusammen")
    expect(first.talk.get_by_text("bearbeitet")).to_be_visible()
    first.reads("Guten Morgen zusammen")
    _deletes(second, "Guten Morgen zusammen")
    expect(first.talk.get_by_text("Nachricht gelöscht")).to_be_visible()
    expect(first.talk).not_to_contain_text("Guten Morgen")
    second.leaves()
    expect(first.tile("Plenum")).to_contain_text("1 Person")
    expect(first.looks_at_the_people()).not_to_contain_text("Teilnehmer 2")
    expect(first.house).to_contain_text("1 Person im Haus")


def test_a_deletion_can_be_taken_back_and_is_done_when_one_walks_on(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in("room/plenum")
    guest.says("Bleibt das?")
    guest.reads("Bleibt das?")
    guest.opens_the_menu_of("Bleibt das?")
    guest.page.get_by_role("button", name="Löschen").click()
    guest.talk.get_by_role("button", name="Rückgängig").click()
    guest.reads("Bleibt das?")
    guest.opens_the_menu_of("Bleibt das?")
    guest.page.get_by_role("button", name="Löschen").click()
    expect(guest.talk.get_by_role("button", name="Rückgängig")).to_be_visible()
    guest.goes_to("Foyer")
    guest.goes_to("Plenum")
    expect(guest.talk.get_by_text("Nachricht gelöscht")).to_be_visible()
    expect(guest.talk).not_to_contain_text("Bleibt das?")


def test_links_lead_out_and_nothing_that_is_written_runs(guests: Guests) -> None:
    writer, reader = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    for guest in (writer, reader):
        guest.is_let_in("room/plenum")
    writer.says("Siehe https://example.org/seite?a=1, bitte.")
    for bad in (
        "<script>document.title = 'fremd'</script>",
        "<img src=x onerror=\"document.title = 'fremd'\">",
        "javascript:document.title='fremd'",
        "[hier](javascript:alert(1)) &lt;b&gt;",
    ):
        writer.says(bad)
        reader.reads(bad)
    link = reader.talk.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://example.org/seite?a=1")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(reader.talk.locator("script, img, iframe, b")).to_have_count(0)
    expect(reader.page).not_to_have_title(re.compile("fremd"))


def test_applause_is_counted_together(guests: Guests) -> None:
    first, second = guests("Teilnehmerin 1"), guests("Teilnehmer 2")
    for guest in (first, second):
        guest.is_let_in("room/plenum")
    for guest in (first, second, first):
        guest.page.get_by_role("button", name="Applaus").click()
    for guest in (first, second):
        expect(guest.main.get_by_text(re.compile(r"^Applaus [23]$"))).to_be_visible()


def _edits(guest: Guest, text: str, new: str) -> None:
    guest.opens_the_menu_of(text)
    guest.page.get_by_role("button", name="Bearbeiten").click()
    field = guest.page.get_by_role("textbox", name="Nachricht bearbeiten")
    expect(field).to_be_focused()
    field.fill(new)
    field.press("Enter")
    guest.reads(new)


def _deletes(guest: Guest, text: str) -> None:
    guest.opens_the_menu_of(text)
    guest.page.get_by_role("button", name="Löschen").click()
    expect(guest.talk.get_by_role("button", name="Rückgängig")).to_be_visible()
    guest.goes_to("Foyer")  # who leaves the room takes nothing back any more, so it happens at once
