"""People at their browsers. They find everything by what it is called and what it is, as people and screen readers do.

German is what they read unless a story says otherwise. No method looks for a style class or waits for time to pass.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Request,
    ViewportSize,
    expect,
)

from tests.journeys.line import Line
from tests.journeys.open_venue import OpenVenue
from venue.model.people import Role
from venue.web.passes import door_link

PATIENCE: Final = 15_000
"""Milliseconds until something counts as not happening: the machine may be busy with other tests."""

LAUNCHED_WITH: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Many people share one machine here: whoever is not in front must not fall asleep.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)

WIDE: Final[ViewportSize] = {"width": 1440, "height": 900}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}

_ANSWERED: Final = re.compile(r"the server responded with a status of 4\d\d")
"""The browser's own note on a refusal that the page has shown in words."""


_FOLLOW: Final = """(address) => {
  document.activeElement.blur();
  const link = document.createElement('a');
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}"""
"""A link as any in the app; the view that it leads to takes the focus."""


class Guest:
    """One person with one browser: cookies, storage and windows of their own."""

    def __init__(self, context: BrowserContext, venue: OpenVenue, slug: str, name: str, ticket: str) -> None:
        self.context = context
        self.venue = venue
        self.slug = slug
        self.name = name
        self.ticket = ticket
        self.address = venue.address
        """How this browser reaches the venue; over another line it is another one."""
        self.console: list[str] = []
        self.complaints: list[str] = []
        """What no page of ours may cause: errors, refused content, requests to other hosts."""
        self._forgiven: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        self.page = context.new_page()

    # Coming and going

    @property
    def link(self) -> str:
        """The invitation."""
        return door_link(self.address, self.slug, self.ticket)

    def url(self, path: str = "") -> str:
        """The address of something of the event, as this browser reaches it."""
        return f"{self.address}/{self.slug}/{path}"

    def comes_to_the_door(self, link: str = "") -> None:
        """Opens the link of the invitation."""
        self.page.goto(link or self.link)
        expect(self.heading(1)).to_be_visible()

    def enters(self) -> None:
        """Through the door, as everybody does."""
        self.page.get_by_role("button", name=f"Eintreten als {self.name}").click()
        expect(self.heading(1)).to_have_text(re.compile("Willkommen"))

    def is_let_in(self, at: str = "") -> None:
        """Shows the ticket without looking at the door, and opens an address: for stories of what is inside."""
        answer = self._shows_ticket()
        for _ in range(3):  # as the app asks again by itself
            if answer.status == 503:
                time.sleep(float(answer.headers["retry-after"]))
                answer = self._shows_ticket()
        assert answer.ok, answer.text()
        self.opens(at)
        if at == "" or at.startswith("room/"):
            expect(self.composer).to_be_visible()

    def _shows_ticket(self) -> APIResponse:
        headers = {"Origin": self.address}
        return self.context.request.post(self.url("api/enter"), data={"ticket": self.ticket}, headers=headers)

    def opens(self, path: str) -> None:
        """Types an address of the event into the address bar, and waits until the view has the focus."""
        self.page.goto(self.url(path))
        expect(self.heading(1)).to_be_visible()
        expect(self.page.locator("main:focus, main :focus")).to_have_count(1)

    def turns_to(self, path: str) -> None:
        """Follows a link to an address of the event inside the app, and waits until the view has the focus."""
        if self.page.url != self.url(path):
            self.page.evaluate(_FOLLOW, self.url(path))
        expect(self.page.locator("main:focus, main :focus")).to_have_count(1)
        expect(self.heading(1)).to_be_visible()

    def leaves(self) -> None:
        self.me_button.click()
        self.page.get_by_role("button", name="Veranstaltung verlassen").click()
        self.dialog.get_by_role("button", name="Veranstaltung verlassen").click()
        expect(self.heading(1)).to_have_text("Bis bald!")

    # Walking

    @property
    def house(self) -> Locator:
        """The plan of the house, beside the rooms on wide windows."""
        return self.page.get_by_role("navigation", name="Das Haus")

    def tile(self, room: str) -> Locator:
        """The room on the plan."""
        return self.house.get_by_role("link", name=re.compile(f"^{re.escape(room)}"))

    def goes_to(self, room: str) -> None:
        """Walks into a room over the plan of the house."""
        self.tile(room).click()
        self.is_in(room)
        expect(self.heading(1)).to_be_focused()

    def is_in(self, room: str) -> None:
        """The room is shown: one writes to it."""
        expect(self.page.get_by_role("textbox", name=f"Nachricht an: {room}")).to_be_visible()

    # Talking

    @property
    def composer(self) -> Locator:
        """Where one writes, in whatever room and language."""
        return self.page.get_by_role("textbox", name=re.compile(r"^(Nachricht an|Message to): "))

    @property
    def talk(self) -> Locator:
        """What was said in the room."""
        return self.page.get_by_role("log")

    def says(self, text: str) -> None:
        """Writes and sends, with the keyboard."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.composer).to_have_value("")

    def reads(self, *texts: str) -> None:
        """Each text stands in the conversation, once."""
        for text in texts:
            expect(self.talk.get_by_text(text, exact=True)).to_have_count(1)

    def numbers_of(self, word: str) -> list[int]:
        """Of messages like "Beitrag 7": the numbers, in the order in which they stand."""
        return [
            int(text.split()[-1]) for text in self.talk.get_by_text(re.compile(rf"^{word} \d+$")).all_text_contents()
        ]

    def opens_the_menu_of(self, text: str) -> None:
        """The actions of a message, by keyboard: arrows walk up from the newest message, Tab goes to the actions."""
        self.talk.get_by_text(text, exact=True).wait_for()
        self.talk.focus()
        for _ in range(50):
            self.page.keyboard.press("ArrowUp")
            if text in self.focused().inner_text():
                actions = self.focused().get_by_role("button", name="Aktionen zu dieser Nachricht")
                expect(actions).to_have_attribute("tabindex", "0")
                self.page.keyboard.press("Tab")
                expect(self.focused()).to_have_accessible_name("Aktionen zu dieser Nachricht")
                self.page.keyboard.press("Enter")
                expect(self.focused()).to_have_accessible_name(re.compile("^(Bearbeiten|Löschen)$"))
                return
        raise AssertionError(f"the arrow keys did not lead to {text!r}")

    def looks_at_the_people(self) -> Locator:
        """Opens the list of those who are here; returns it."""
        self.page.get_by_role("tab", name=re.compile("^Personen")).click()
        self.is_drawn()
        return self.page.get_by_role("list", name="Wer hier ist")

    # Looking

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def me_button(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^(Ihr Menü|Your menu)"))

    @property
    def alert(self) -> Locator:
        """What was said to everybody or to me, at once."""
        return self.page.get_by_role("alert")

    def is_drawn(self) -> None:
        """What was done last is on the screen, and what follows from it is under way."""
        self.page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    def heading(self, level: int) -> Locator:
        return self.main.get_by_role("heading", level=level).first

    def focused(self) -> Locator:
        return self.page.locator(":focus")

    # Complaints of the browser

    def forgive(self, *patterns: str) -> None:
        """In this story the browser has to complain about these: a line that was cut, say."""
        self._forgiven.extend(patterns)

    def unforgiven(self) -> list[str]:
        """What the browser complained about without reason in the story."""
        return [
            complaint
            for complaint in self.complaints
            if not any(re.search(pattern, complaint) for pattern in self._forgiven)
        ]

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", f"{self.venue.address}/", "blob:", "data:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        line = f"{message.type}: {message.text} ({message.location.get('url', '')})"
        self.console.append(line)
        if message.type in ("error", "warning") and not _ANSWERED.search(message.text):
            self.complaints.append(line)


class Guests:
    """Makes the people of one story, and tells afterwards what their browsers complained about."""

    def __init__(self, browser: Browser, venue: OpenVenue, slug: str) -> None:
        self._browser = browser
        self.venue = venue
        self.slug = slug
        self.everybody: list[Guest] = []

    def __call__(
        self,
        name: str = "Teilnehmerin",
        *roles: Role,
        venue: OpenVenue | None = None,
        slug: str = "",
        ticket: str = "",
        over: Line | None = None,
        window: ViewportSize = WIDE,
        locale: str = "de-DE",
        scheme: Literal["light", "dark"] = "light",
        motion: Literal["reduce", "no-preference"] = "reduce",
        touch: bool = False,
    ) -> Guest:
        """Somebody with a ticket and a browser, not yet at the door."""
        venue, slug = venue or self.venue, slug or self.slug
        context = self._browser.new_context(
            locale=locale,
            timezone_id="Europe/Berlin",
            viewport=window,
            color_scheme=scheme,
            reduced_motion=motion,
            has_touch=touch,
        )
        guest = Guest(context, venue, slug, name, ticket or venue.ticket(slug, name, *roles))
        if over:
            guest.address = over.address
        self.everybody.append(guest)
        return guest

    def evidence(self, folder: Path) -> list[str]:
        """What each of them sees and heard from their browser, as files; one line for each."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        for number, guest in enumerate(self.everybody, 1):
            screen = folder / f"{number}.png"
            said = folder / f"{number}.log"
            said.write_text("\n".join(guest.console), encoding="utf-8")
            if not guest.page.is_closed():
                guest.page.screenshot(path=screen, timeout=5_000)
            lines.append(f"{guest.name}: {screen} at {guest.page.url.partition('#')[0]}; the browser said: {said}")
        return lines

    def close(self) -> None:
        for guest in self.everybody:
            guest.context.close()

    def complaints(self) -> Sequence[str]:
        return [f"{guest.name}: {complaint}" for guest in self.everybody for complaint in guest.unforgiven()]
