"""From the link to the foyer with an empty cache: few bytes, from one host, kept for good, and not one complaint."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import httpx
from playwright.sync_api import expect

from tests.journeys.browser import Guest, Guests

LARGEST: Final = 150_000
"""Bytes transferred from the door to the foyer, headers included."""


class Traffic:
    """What a page loads, as the browser's own network log counts it."""

    def __init__(self, guest: Guest) -> None:
        self.transferred = 0
        self.answers: list[dict[str, Any]] = []
        self._kept: set[str] = set()
        session = guest.context.new_cdp_session(guest.page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": False})
        session.on("Network.requestServedFromCache", lambda told: self._kept.add(told["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._framed)

    @property
    def loaded(self) -> list[str]:
        """What was really fetched from the venue."""
        return [answer["url"] for answer in self.answers if not answer["kept"]]

    def _answered(self, told: dict[str, Any]) -> None:
        answer = told["response"]
        kept = told["requestId"] in self._kept or answer.get("fromDiskCache", False)
        self.answers.append({"url": answer["url"], "headers": answer["headers"], "kept": kept})

    def _finished(self, told: dict[str, Any]) -> None:
        self.transferred += round(told["encodedDataLength"])

    def _framed(self, told: dict[str, Any]) -> None:
        self.transferred += len(told["response"]["payloadData"].encode())


def test_the_way_from_the_door_to_the_foyer_is_light(
    guests: Guests, example: str, record_testsuite_property: Callable[[str, object], None]
) -> None:
    guest = guests("Teilnehmerin 1", slug=example)
    traffic = Traffic(guest)
    guest.comes_to_the_door()
    guest.enters()
    expect(guest.page.get_by_role("banner").get_by_text("verbunden", exact=True)).to_be_visible()
    expect(guest.house.get_by_role("link").first).to_be_visible()
    assert 20_000 < traffic.transferred < LARGEST, traffic.transferred
    record_testsuite_property("bytes from the door to the foyer", traffic.transferred)
    assert not guest.console, guest.console
    for answer in traffic.answers:
        url = answer["url"]
        assert url.startswith((guest.url(), f"{guest.address}/assets/")), url
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        if url.endswith((".js", ".css")):
            assert headers["cache-control"] == "public, max-age=31536000, immutable", url
            assert headers["content-encoding"] in ("br", "gzip"), url
            assert re.search(r"-[\w-]{8}\.(js|css)$", url), "its name changes with its content"


def test_a_second_visit_loads_only_what_may_have_changed(guests: Guests) -> None:
    guest = guests()
    guest.is_let_in()
    traffic = Traffic(guest)
    guest.page.reload()
    guest.is_in("Foyer")
    assert not [url for url in traffic.loaded if "/assets/" in url], traffic.loaded
    assert traffic.transferred < 30_000, traffic.transferred


def test_nothing_of_the_page_may_come_from_elsewhere_or_be_written_into_it(guests: Guests) -> None:
    guest = guests()
    page = httpx.get(guest.url("door"))
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    for source in ("script-src", "style-src", "connect-src"):
        assert policy[source] == "'self'", source
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text), "nothing is written into it"
    assert page.headers["cache-control"] == "no-cache"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] in ("no-referrer", "same-origin")
