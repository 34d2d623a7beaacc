"""Every view in both languages, complete; and how each reader wants to see it: light, dark, without motion."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Guest, Guests
from tests.journeys.open_venue import OpenVenue
from tests.journeys.views import INSIDE, OUTSIDE
from tests.journeys.wire import lively_house
from tests.journeys.words import Language, every_phrase

_SPOKEN: Final = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node.data);
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
  return found.map((text) => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""
_NO_TEXT: Final = re.compile(r"undefined|\bnull\b|\bNaN\b|\[object|=>|\$\{|[{}]|^[a-z]+(\.[a-z_]+)+$|Invalid Date")
"""What stands in a page where a text is missing."""

_MOVING: Final = """() => document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().duration > 10)
  .map((animation) => animation.animationName ?? animation.transitionProperty)"""

OTHER: Final[dict[Language, Language]] = {"de": "en", "en": "de"}
HERE: Final[dict[Language, str]] = {"de": "Deutsch", "en": "English"}


def spoken(page: Page) -> list[str]:
    """Everything that is seen or read out."""
    texts: list[str] = page.evaluate(_SPOKEN)
    return texts


def speaks_only(guest: Guest, language: Language, where: str) -> None:
    """The view says nothing in the other language, and lacks no text."""
    expect(guest.page.locator("html")).to_have_attribute("lang", language)
    foreign = every_phrase(OTHER[language]) - every_phrase(language)
    texts = spoken(guest.page)
    wrong = [text for text in texts if _NO_TEXT.search(text) or any(phrase in text for phrase in foreign)]
    assert not wrong, f"{where} in {language}: {wrong}"


def chooses(guest: Guest, label: str) -> None:
    """Presses a choice of language or appearance: in the bar outside, in one's own menu inside."""
    if guest.me_button.count():
        guest.me_button.click()
    guest.page.get_by_role("button", name=label, exact=True).click()
    expect(guest.page.get_by_role("button", name=label, exact=True)).to_have_attribute("aria-pressed", "true")
    if guest.me_button.count():
        guest.page.keyboard.press("Escape")
        expect(guest.me_button).to_be_focused()


def test_every_view_inside_speaks_both_languages(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests("Info-Schalter", "operator")
    with lively_house(venue, day):
        guest.is_let_in()
        language: Language = "de"
        for where, path in INSIDE.items():
            guest.turns_to(path)
            speaks_only(guest, language, where)
            language = OTHER[language]
            chooses(guest, HERE[language])
            expect(guest.heading(1)).to_be_visible()
            speaks_only(guest, language, where)


def test_every_view_outside_speaks_both_languages(guests: Guests) -> None:
    guest = guests()
    language: Language = "de"
    for where, path in OUTSIDE.items():
        guest.opens(path)
        speaks_only(guest, language, where)
        language = OTHER[language]
        chooses(guest, HERE[language])
        speaks_only(guest, language, where)


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("de-AT", "de"), ("fr-FR", "de")])
def test_the_browser_says_which_language_comes_first(guests: Guests, locale: str, language: Language) -> None:
    guest = guests(locale=locale)
    guest.opens("door")
    expect(guest.page.locator("html")).to_have_attribute("lang", language)


def test_a_choice_of_language_stays_and_moves_nobody(guests: Guests) -> None:
    guest = guests("Teilnehmerin 1")
    guest.comes_to_the_door()
    chooses(guest, "English")
    guest.page.get_by_role("button", name="Enter as Teilnehmerin 1").click()
    expect(guest.heading(1)).to_have_text("Welcome, Teilnehmerin 1")
    guest.page.get_by_role("navigation", name="The house").get_by_role("link", name=re.compile("^Plenary hall")).click()
    expect(guest.composer).to_have_accessible_name("Message to: Plenary hall")  # drafts belong to their rooms
    guest.composer.fill("half a sentence")
    chooses(guest, "Deutsch")
    guest.is_in("Plenum")
    expect(guest.composer).to_have_value("half a sentence")
    guest.page.reload()
    guest.is_in("Plenum")


def test_light_and_dark_are_chosen_or_follow_the_device(guests: Guests) -> None:
    guest = guests(scheme="dark")
    guest.is_let_in("room/plenum")
    dark = _ground(guest)
    guest.page.emulate_media(color_scheme="light")
    light = _ground(guest)
    assert light > 200 > 80 > dark, (light, dark)
    chooses(guest, "Dunkel")
    assert _ground(guest) == dark
    guest.page.reload()
    guest.is_in("Plenum")
    assert _ground(guest) == dark
    chooses(guest, "Hell")
    guest.page.emulate_media(color_scheme="dark")
    assert _ground(guest) == light
    chooses(guest, "Automatisch")
    assert _ground(guest) == dark


def test_nothing_moves_for_those_who_want_no_motion(guests: Guests) -> None:
    guest = guests(motion="reduce")
    guest.is_let_in()
    guest.goes_to("Plenum")
    guest.page.get_by_role("button", name="Applaus").click()
    expect(guest.main.get_by_text(re.compile("^Applaus 1$"))).to_be_visible()
    guest.me_button.click()
    moving = guest.page.evaluate(_MOVING)
    assert not moving, moving


def _ground(guest: Guest) -> int:
    """How bright the ground of the page is, 0 to 255."""
    colour: str = guest.page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
