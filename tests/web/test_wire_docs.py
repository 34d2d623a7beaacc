"""The wire's documentation as the server shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.routing import Route

from tests.web.opened import Venue
from venue.protocol.calls import CALLS
from venue.protocol.codec import COMMANDS
from venue.protocol.codes import DOOR_REFUSALS, REFUSALS, Close
from venue.protocol.schema import tag
from venue.protocol.typescript import EVENTS
from venue.web.door_refusal import STATUS
from venue.web.routes import ROUTES
from venue.web.wire_page import wire_page

PAGE = wire_page()
VOID = {"meta", "link", "br", "img", "input"}


class Reader(HTMLParser):
    """Notes what a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.unstyled = True
        self.open: list[str] = []
        self.mismatched: list[str] = []

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]
        self.unstyled &= "style" not in found and not any(key.startswith("on") for key in found) and name != "style"
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            self.mismatched.append(name)


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = Reader()
    found.feed(PAGE)
    return found


def test_every_word_of_the_wire_stands_on_the_page(reader: Reader) -> None:
    for kind in (*COMMANDS, *EVENTS):
        assert kind.__name__ in reader.ids
        assert f"<code>{tag(kind)}</code>" in PAGE
    for code in (*REFUSALS, *DOOR_REFUSALS, *(str(close.value) for close in Close)):
        assert f"<code>{code}</code>" in PAGE
    for call in CALLS:
        assert f"<code>{call.method} {call.path}</code>" in PAGE


def test_every_link_on_the_page_leads_somewhere_and_to_no_other_host(reader: Reader) -> None:
    assert len(reader.ids) == len(set(reader.ids))
    for link in reader.links:
        assert link.startswith(("#", "/docs/")) or link == "data:,", link
        if link.startswith("#"):
            assert link[1:] in reader.ids, link


def test_the_page_is_whole_and_keeps_to_the_content_security_policy(reader: Reader) -> None:
    assert (reader.open, reader.mismatched) == ([], [])
    assert reader.unstyled
    assert "<script" not in PAGE
    assert not re.search(r"https?://", PAGE)


def test_every_call_that_is_served_is_documented_and_the_other_way_round() -> None:
    served = {
        (method, route.path)
        for route in ROUTES
        if isinstance(route, Route) and "/api/" in route.path and "{path:path}" not in route.path
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert served == {(call.method, call.path) for call in CALLS}


def test_every_refusal_at_the_door_has_a_status() -> None:
    assert STATUS.keys() == DOOR_REFUSALS.keys()


async def test_the_documentation_is_served_with_all_it_needs(venue: Venue) -> None:
    page = await venue.client.get("/docs/wire")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text == PAGE
    style = await venue.client.get("/docs/page.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert (await venue.client.get("/docs/wire/asyncapi.json")).json()["asyncapi"] == "3.0.0"
    assert "Command" in (await venue.client.get("/docs/wire/schema.json")).json()["$defs"]
