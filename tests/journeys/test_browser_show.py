"""Those who run the show give more time, hold and go on; everybody else sees it, and the same second."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.access import faults_in_light_and_dark
from tests.journeys.browser import Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.wire import Caller

FIVE_MINUTES = 5 * 60_000
LEFT = re.compile(r"^Noch \d:\d\d$")
NOTES = """element => {
  window.noted = {};
  const note = () => window.noted[element.textContent] ??= performance.timeOrigin + performance.now();
  new MutationObserver(note).observe(element, { characterData: true, childList: true, subtree: true });
}"""
"""Keeps when each text of the element was first seen, by a clock that the page cannot set."""

PRESSES_AGAIN = """button => new MutationObserver(() => {
  if (!button.ariaBusy) button.click();
}).observe(button, { attributeFilter: ['aria-busy'] })"""
"""A second press comes in the very moment in which the first one is done."""


def whose_clock_is_off(guest: Guest, by: int) -> Guest:
    """Their device shows another time, by so many milliseconds."""
    guest.context.add_init_script(
        f"""{{
          const Real = Date;
          window.Date = class extends Real {{
            constructor(...given) {{ given.length === 0 ? super(Real.now() + {by}) : super(...given); }}
            static now() {{ return Real.now() + {by}; }}
          }};
        }}"""
    )
    return guest


def left(guest: Guest) -> Locator:
    """What is left of the session, in the head of its room."""
    return guest.main.get_by_text(LEFT)


def seconds(guest: Guest) -> int:
    minutes, rest = left(guest).inner_text().removeprefix("Noch ").split(":")
    return 60 * int(minutes) + int(rest)


def noted(guest: Guest, count: int) -> dict[str, float]:
    guest.page.wait_for_function("count => Object.keys(window.noted).length >= count", arg=count)
    found: dict[str, Any] = guest.page.evaluate("window.noted")
    return found


def said(guest: Guest, words: str) -> Locator:
    """What a screen reader hears."""
    return guest.page.get_by_role("status").filter(has_text=words)


def test_more_time_is_seen_by_everybody_and_all_clocks_show_the_same_second(
    guests: Guests, venue: OpenVenue, day: str
) -> None:
    moderator = guests("Moderation", "moderator")
    early = whose_clock_is_off(guests("Teilnehmerin 1"), FIVE_MINUTES)
    late = whose_clock_is_off(guests("Teilnehmerin 2"), -FIVE_MINUTES)
    with Caller(venue, day, "Regie", "moderator") as director:
        show = director.asks("show.extend", minutes=-60)
        until = next(step for step in show["steps"] if step["id"] == show["step"])["ends"]
        director.asks("show.extend", minutes=-((until - show["at"]) // 60_000 - 2))
    early.is_let_in("room/plenum")
    moderator.is_let_in("run")
    expect(moderator.heading(1)).to_have_text("Ablauf")
    expect(left(early)).to_be_visible()
    before = seconds(early)
    assert 60 < before <= 180
    moderator.page.get_by_role("button", name="2 Minuten mehr").click()
    expect(early.main.get_by_text(re.compile("^Zwei Minuten mehr, bis"))).to_have_count(2)  # seen, and said aloud
    assert before + 100 < seconds(early) <= before + 120
    late.is_let_in("room/plenum")
    expect(left(late)).to_be_visible()
    for guest in (early, late):
        left(guest).evaluate(NOTES)
    first, second = noted(early, 4), noted(late, 4)
    apart = [abs(first[text] - second[text]) for text in first.keys() & second.keys()]
    assert len(apart) >= 3
    assert median(apart) < 250, apart  # a busy machine lets a page wait and draw one of them late
    assert early.page.evaluate("Date.now()") - late.page.evaluate("Date.now()") > 9 * 60_000


def test_a_held_show_stands_and_going_on_by_hand_opens_the_next_step(guests: Guests) -> None:
    moderator, guest = guests("Moderation", "moderator"), guests("Teilnehmerin 1")
    guest.is_let_in("room/plenum")
    moderator.is_let_in("run")
    timer = moderator.page.get_by_role("timer")
    expect(timer).to_have_text(re.compile(r"^\d+:\d\d(:\d\d)?$"))
    moderator.page.get_by_role("button", name="Anhalten").press("Enter")
    expect(moderator.page.get_by_role("button", name="Weiterlaufen lassen")).to_be_focused()
    expect(guest.main.get_by_text("Angehalten. Es geht gleich weiter.")).to_have_count(2)
    expect(guest.page.get_by_role("banner")).to_contain_text("angehalten")
    assert not faults_in_light_and_dark(moderator.page, "held")
    moderator.page.get_by_role("button", name="Weiterlaufen lassen").press("Enter")
    expect(guest.page.get_by_role("banner")).not_to_contain_text("angehalten")
    expect(said(moderator, "Die Zeit läuft wieder.")).to_have_count(1)
    foresight = moderator.page.get_by_role("region", name="Pause")
    expect(foresight).to_contain_text("Es endet: Plenum (1 Person dort)")
    moderator.page.get_by_role("button", name="Jetzt weiterschalten").press("Enter")
    expect(said(moderator, "Jetzt läuft: Pause.")).to_have_count(1)
    expect(moderator.page.get_by_role("region", name="Pause").get_by_role("timer")).to_be_visible()
    expect(moderator.page.get_by_role("button", name="Jetzt weiterschalten")).to_be_focused()
    expect(guest.heading(1)).to_have_text("Plenum")
    guest.opens("programme")
    expect(guest.main.get_by_text(re.compile("^verschoben: .* statt 10:30$"))).to_be_visible()
    moderator.page.get_by_role("button", name="Zurück zu: Eröffnung und Begrüßung").press("Enter")
    expect(moderator.dialog).to_contain_text("läuft dann wieder, bis 10:")
    moderator.dialog.get_by_role("button", name="Zurück", exact=True).click()
    expect(said(moderator, "Jetzt läuft: Eröffnung und Begrüßung.")).to_have_count(1)
    expect(guest.main.get_by_text(re.compile("^verschoben: "))).to_have_count(0)
    moderator.page.get_by_role("button", name="Von Hand").click()
    expect(moderator.main).to_contain_text("Ein Punkt läuft, bis Sie weiterschalten.")
    steps = moderator.page.get_by_role("region", name="Der ganze Tag").get_by_role("listitem")
    expect(steps.filter(has_text="Eröffnung und Begrüßung")).to_have_attribute("aria-current", "step")


def test_a_key_that_is_pressed_twice_or_held_moves_on_once(guests: Guests) -> None:
    moderator = guests("Moderation", "moderator")
    moderator.is_let_in("run")
    skip = moderator.page.get_by_role("button", name="Jetzt weiterschalten")
    skip.focus()
    skip.evaluate(PRESSES_AGAIN)
    keys = moderator.page.keyboard
    keys.down("Enter")
    expect(said(moderator, "Jetzt läuft: Pause.")).to_have_count(1)
    expect(skip).to_be_enabled()
    for _ in range(5):
        keys.down("Enter")  # a key that is down already repeats
    keys.up("Enter")
    expect(skip).to_be_focused()
    steps = moderator.page.get_by_role("region", name="Der ganze Tag").get_by_role("listitem")
    expect(steps.filter(has_text="Pause").first).to_have_attribute("aria-current", "step")
    keys.press("Enter")
    expect(said(moderator, "Jetzt läuft: Runde 1.")).to_have_count(1)


def test_who_only_takes_part_has_no_cockpit(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.is_let_in()
    expect(guest.page.get_by_role("link", name="Ablauf")).to_have_count(0)
    guest.opens("run")
    expect(guest.heading(1)).to_have_text("Dieser Bereich ist nicht für Sie freigeschaltet")
