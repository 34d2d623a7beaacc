"""What the browser journeys share: one Chromium, one venue with many events, and for each story an event of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.chromium import find_chromium
from tests.journeys.browser import LAUNCHED_WITH, PATIENCE, Guests
from tests.journeys.days import example_day, small_day
from tests.journeys.open_venue import OpenVenue

SMALL_DAYS: Final = tuple(f"tag-{number}" for number in range(1, 101))
OPEN_DAYS: Final = tuple(f"offen-{number}" for number in range(1, 9))
EXAMPLE_DAYS: Final = tuple(f"beispiel-{number}" for number in range(1, 7))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys come last: while Playwright runs, its event loop holds the thread that other tests need."""
    items.sort(key=lambda item: item.path.name.startswith("test_browser_"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed journey shows what everybody saw at that moment."""
    report = yield
    guests = getattr(item, "funcargs", {}).get("guests")
    if report.failed and call.when == "call" and isinstance(guests, Guests):
        folder = item.config._tmp_path_factory.mktemp("screens")  # type: ignore[attr-defined]  # the only way in a hook
        try:
            lines = guests.evidence(folder)
        except Error as gone:
            lines = [f"the browser shows nothing any more: {gone}"]
        report.sections.append(("What everybody saw", "\n".join(lines)))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; every person gets a context of their own in it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCHED_WITH)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenVenue]:
    """One server with many events, so that each story has one in which nobody else is."""
    events = {slug: small_day(slug) for slug in SMALL_DAYS}
    events |= {slug: small_day(slug, "open") for slug in OPEN_DAYS}
    events |= {slug: example_day(slug) for slug in EXAMPLE_DAYS}
    with OpenVenue(tmp_path_factory.mktemp("venue"), events) as opened:
        yield opened


@pytest.fixture(scope="session")
def _days() -> dict[str, Iterator[str]]:
    return {"small": iter(SMALL_DAYS), "open": iter(OPEN_DAYS), "example": iter(EXAMPLE_DAYS)}


@pytest.fixture
def day(_days: dict[str, Iterator[str]]) -> str:
    """A small event by ticket, for this story alone."""
    return next(_days["small"])


@pytest.fixture
def open_day(_days: dict[str, Iterator[str]]) -> str:
    """The same, open to everybody who gives a name."""
    return next(_days["open"])


@pytest.fixture
def example(_days: dict[str, Iterator[str]]) -> str:
    """The example event, for this story alone."""
    return next(_days["example"])


@pytest.fixture
def guests(browser: Browser, venue: OpenVenue, day: str) -> Iterator[Guests]:
    """Makes people who come to this story's event. Their browsers must not have had a reason to complain."""
    made = Guests(browser, venue, day)
    yield made
    complaints = made.complaints()
    made.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place for files of this story."""
    return tmp_path
