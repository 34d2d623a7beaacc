"""Takes the picture of the README: the plenum of the example event on the day, as a participant sees it.

    .venv/bin/python -m tests.journeys.picture [FILE]        default: docs/plenum.png

A real venue, a real browser, and some two hundred people over the wire; all of them are roles.
"""

from __future__ import annotations

import base64
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect, sync_playwright

from tests.chromium import find_chromium
from tests.journeys.browser import LAUNCHED_WITH, WIDE, Guests
from tests.journeys.crowd import crowd_in
from tests.journeys.days import example_day
from tests.journeys.open_venue import ROOT, OpenVenue
from tests.journeys.wire import Caller
from venue.model.people import Role

SLUG: Final = "jobcenter-tag"
CLOCK: Final = "2021-11-29T10:52"
LARGEST: Final = 250_000
"""Bytes that a README may ask of its readers."""

_PIXELS: Final = """async (png) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const drawing = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  drawing.drawImage(picture, 0, 0);
  const { data } = drawing.getImageData(0, 0, picture.width, picture.height);
  const rows = new Uint8Array(picture.height * (1 + 3 * picture.width));
  // Shades that nobody tells apart become one: the dithering of large gradients is most of a picture's weight.
  for (let at = 0, from = 0; at < rows.length; at++) {
    if (at % (1 + 3 * picture.width) === 0) continue;
    rows[at] = Math.min(255, Math.round(data[from] / 3) * 3);
    from += from % 4 === 2 ? 2 : 1;
  }
  return rows.toBase64();
}"""
"""Rows of red, green and blue, a zero before each, as PNG wants them (filter 0)."""

SAID: Final = (
    ("Moderation", "Guten Morgen auch an alle, die gerade erst dazukommen. Fragen bitte gern schon hier stellen."),
    ("Fallmanagement, Stadt D", "Was wird aus den Jahren ohne Vermögensprüfung, wenn jemand mitten darin umzieht?"),
    ("Leistungsrechnung, Landkreis F", "Das beschäftigt uns auch. Bei den Wohnkosten fehlt noch jede Übergangsregel."),
    ("Teamleitung, Stadt H", "Wir haben dazu eine Übersicht gebaut: https://example.org/wohnkosten-uebersicht"),
    ("Fallmanagement, Stadt D", "Danke! Genau so etwas habe ich gesucht."),
    ("Moderation", "Die Frage nehme ich gleich mit auf das Podium."),
    ("Beauftragte für Chancengleichheit", "Bitte auch an Alleinerziehende denken: Runde 3 heute Nachmittag."),
    ("Integrationsfachkraft", "Sehe ich auch so. Vertrauen entsteht im Gespräch, nicht im Bescheid."),
)


@contextmanager
def morning(venue: OpenVenue) -> Iterator[None]:
    """The house at eleven: most are in the plenum, some have a coffee, some have just arrived."""
    with ExitStack() as inside:
        rooms = {"plenum": 176, "foyer": 9, "cafeteria.3": 6, "cafeteria.7": 4, "cafeteria.12": 3, "cafeteria.21": 8}
        for room, count in rooms.items():
            names = [f"Teilnahme {room} {number}" for number in range(count)]
            inside.enter_context(crowd_in(venue, SLUG, room, names, per_second=0.001))
        people: dict[str, Caller] = {}
        for name, text in SAID:
            if name not in people:
                role: tuple[Role, ...] = ("moderator",) if name == "Moderation" else ()
                people[name] = inside.enter_context(Caller(venue, SLUG, name, *role, room="plenum"))
            people[name].says("plenum", text)
        for name in ("Autorin", "Redakteur"):
            inside.enter_context(Caller(venue, SLUG, name, "speaker", org="Podium", room="plenum"))
        for person in people.values():
            person.asks("reaction.send", room="plenum", kind="applause", times=4)
        yield


def lighter(page: Page, png: bytes) -> bytes:
    """The same picture with fewer shades, packed as tightly as zlib can."""
    rows = base64.b64decode(page.evaluate(_PIXELS, base64.b64encode(png).decode()))
    header = png[16:24] + struct.pack(">BBBBB", 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def take(file: Path) -> None:
    """Writes the picture; fails if it is too large."""
    with (
        tempfile.TemporaryDirectory(prefix="venue-picture-") as folder,
        OpenVenue(Path(folder), {SLUG: example_day(SLUG)}, ("--clock", CLOCK)) as venue,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCHED_WITH)
        guest = Guests(browser, venue, SLUG)("Teilnahme, Landkreis C")
        guest.is_let_in("room/plenum")
        with morning(venue):
            expect(guest.page.get_by_role("list", name="Auf dem Podium").get_by_role("listitem")).to_have_count(3)
            guest.reads(SAID[-1][1])
            guest.page.get_by_role("button", name="Applaus").click()
            expect(guest.main.get_by_text("Applaus", exact=False).first).to_be_visible()
            guest.page.mouse.move(0, 0)
            shot = guest.page.screenshot()
        file.write_bytes(lighter(browser.new_page(), shot))
        browser.close()
    size = file.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{file} has {size} bytes; {LARGEST} are the most.")
    sys.stdout.write(f"{file}: {WIDE['width']} x {WIDE['height']}, {size} bytes\n")


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "plenum.png")
