"""400 people in one room and 50 messages a second: the page stays quick, small, and right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.crowd import crowd_in
from tests.journeys.open_venue import OpenVenue

CROWD: Final = 399
PER_SECOND: Final = 50
SLOWEST_KEY: Final = 1000
"""Milliseconds from pressing a key until the page shows it, at worst; on a machine that plays the whole crowd, too."""
USUAL_KEY: Final = 200
"""The same for three keys of four: what counts as good for people (web.dev, Interaction to Next Paint)."""
MEMORY: Final = 40_000_000
"""Bytes that a page may grow by while it hears five hundred messages."""
ELEMENTS: Final = 15_000

_WATCH_KEYS: Final = """() => {
  window.slowKeys = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') window.slowKeys.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}"""


def metrics(guest: Guest) -> dict[str, float]:
    """What the page weighs after it was tidied up."""
    session = guest.context.new_cdp_session(guest.page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return {metric["name"]: metric["value"] for metric in told}


def hears_up_to(guest: Guest, number: int) -> None:
    expect(guest.talk.get_by_text(re.compile(rf"^Beitrag {number}$"))).to_be_attached(timeout=60_000)


def finds_people_in_pages(guest: Guest) -> None:
    """The list of a room that is too full to be shown whole: its count is exact, its pages come when asked for."""
    people = guest.looks_at_the_people()
    side = guest.page.get_by_role("region", name="Gespräch und Personen")
    expect(side.get_by_text(f"{CROWD + 1} Personen im Raum", exact=True).last).to_be_visible()
    expect(people.get_by_role("listitem")).to_have_count(100)
    expect(side.get_by_text(f"100 von {CROWD + 1} angezeigt")).to_be_visible()
    side.get_by_role("button", name="Weitere Personen anzeigen").click()
    expect(people.get_by_role("listitem")).to_have_count(200)
    side.get_by_role("searchbox").fill("person 007")
    expect(people.get_by_role("listitem")).to_have_count(1)
    expect(people).to_contain_text("Person 007")
    side.get_by_role("searchbox").fill("")
    expect(people.get_by_role("listitem")).to_have_count(100)


def test_a_full_room_stays_quick(
    guests: Guests, venue: OpenVenue, day: str, record_testsuite_property: Callable[[str, object], None]
) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    with crowd_in(venue, day, "plenum", [f"Person {number:03}" for number in range(1, CROWD + 1)], PER_SECOND):
        guest.goes_to("Plenum")
        expect(guest.tile("Plenum")).to_contain_text(f"{CROWD + 1} Personen")
        hears_up_to(guest, 100)
        before = metrics(guest)
        first = guest.numbers_of("Beitrag")[-1]
        guest.page.evaluate(_WATCH_KEYS)
        text = "Hier schreibt jemand in aller Ruhe einen ganzen Satz."
        guest.composer.press_sequentially(text, delay=60)
        expect(guest.composer).to_have_value(text)
        guest.composer.press("Enter")
        guest.reads(text)
        hears_up_to(guest, first + 500)
        keys = sorted(guest.page.evaluate("window.slowKeys"))
        after = metrics(guest)
        shown = guest.numbers_of("Beitrag")
        assert shown == list(range(shown[0], shown[-1] + 1)), "in order, each once, and none is missing"
        finds_people_in_pages(guest)
    people = guest.page.get_by_role("list", name="Wer hier ist")
    expect(guest.tile("Plenum")).to_contain_text(re.compile(r"hier\s*1 Person$"))
    expect(people.get_by_role("listitem")).to_have_count(1)
    expect(people).to_contain_text("Teilnehmerin 1")
    figures = {
        "slowest key, ms": keys[-1] if keys else 0,
        "keys slower than 200 ms": sum(key > USUAL_KEY for key in keys),
        "memory grown by": after["JSHeapUsedSize"] - before["JSHeapUsedSize"],
        "elements": after["Nodes"],
    }
    record_testsuite_property("a full room", figures)
    assert figures["slowest key, ms"] < SLOWEST_KEY, figures
    assert figures["keys slower than 200 ms"] < len(text) / 4, figures
    assert figures["memory grown by"] < MEMORY, figures
    assert figures["elements"] < ELEMENTS, figures
