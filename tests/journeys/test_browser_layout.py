"""Everything can be read and reached at 320 px, at 200 % zoom, and with the reader's own text spacing."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.browser import PHONE, WIDE, Guest, Guests
from tests.journeys.layout import beyond_the_edge, cut_off, space_texts
from tests.journeys.open_venue import OpenVenue
from tests.journeys.views import INSIDE, OUTSIDE
from tests.journeys.wire import Caller, lively_house

NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
ZOOMED: Final[ViewportSize] = {"width": WIDE["width"] // 2, "height": WIDE["height"] // 2}
"""What is left of a wide window at 200 %."""
LAPTOP: Final[ViewportSize] = {"width": 1024, "height": 700}


def faults_at(guest: Guest, window: ViewportSize) -> list[str]:
    """What cannot be read or reached in a window of this size, with the page's own text spacing and the reader's."""
    guest.page.set_viewport_size(window)
    faults: list[str] = []
    for spaced in (False, True):
        space_texts(guest.page, on=spaced)
        guest.is_drawn()
        found = cut_off(guest.page) + beyond_the_edge(guest.page)
        faults += [f"{window['width']}{', spaced' * spaced}: {fault}" for fault in found]
    space_texts(guest.page, on=False)
    return faults


# German has the longer words, so it stands for both languages where there is room.
@pytest.mark.parametrize(
    ("locale", "windows"), [("de-DE", (NARROW, ZOOMED, WIDE)), ("en-GB", (NARROW,))], ids=["de", "en"]
)
def test_nothing_is_cut_off_and_nobody_scrolls_sideways(
    guests: Guests, venue: OpenVenue, day: str, locale: str, windows: tuple[ViewportSize, ...]
) -> None:
    outside, inside = guests("Teilnehmerin 1", locale=locale), guests("Info-Schalter", "operator", locale=locale)
    faults: list[str] = []
    with lively_house(venue, day):
        inside.is_let_in()
        for guest, views in ((outside, OUTSIDE), (inside, INSIDE)):
            for where, path in views.items():
                # One run loads every view by its address, the other one walks there.
                (guest.turns_to if guest is inside and windows == (NARROW,) else guest.opens)(path)
                for window in windows:
                    faults += [f"{where}, {fault}" for fault in faults_at(guest, window)]
    assert not faults, "\n".join(faults)


def test_how_long_it_is_until_a_move_is_read_on_the_smallest_phone(guests: Guests, venue: OpenVenue, day: str) -> None:
    guest = guests("Teilnehmerin 1", window=NARROW)
    guest.is_let_in()
    with Caller(venue, day, "Moderation", "moderator") as moderator:
        moderator.asks("people.move", room="foyer", rooms=["plenum", "beratung"], delay=60, more=True)
        expect(guest.main.get_by_role("timer")).to_have_text(re.compile(r"in (1:00|0:\d\d)"))
        faults = [fault for window in (NARROW, PHONE) for fault in faults_at(guest, window)]
    assert not faults, "\n".join(faults)


def test_long_names_of_the_example_fit(guests: Guests, example: str) -> None:
    guest = guests("Teilnehmerin 1", slug=example)
    faults: list[str] = []
    guest.is_let_in()
    for path in ("", "room/plenum", "room/cafeteria", "programme", "room/beratungsintensitaet"):
        guest.opens(path)
        for window in (NARROW, ZOOMED, LAPTOP, WIDE):
            faults += [f"{path}, {fault}" for fault in faults_at(guest, window)]
    assert not faults, "\n".join(faults)
