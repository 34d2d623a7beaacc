"""Pages: the app under every address of an event, and what every answer says to the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.redis_server import RedisServer
from tests.web.opened import DAY, Venue, opened
from venue.web.security import CONTENT_SECURITY_POLICY

APP_PATHS = [
    "",
    "door",
    "room/plenum",
    "room/cafeteria.7",
    "programme",
    "moderation",
    "operations",
    "privacy",
    "legal/imprint",
]


@pytest.mark.parametrize("path", APP_PATHS)
async def test_every_address_of_an_event_opens_the_app(venue: Venue, path: str) -> None:
    page = await venue.client.get(f"/our-day/{path}")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    assert '<html lang="de">' in page.text
    assert "<title>Unser Tag</title>" in page.text
    assert 'src="/assets/' in page.text


async def test_a_page_that_did_not_change_is_not_sent_again(venue: Venue) -> None:
    page = await venue.client.get("/our-day/")
    again = await venue.client.get("/our-day/door", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304


async def test_every_answer_keeps_strangers_out_of_the_page(venue: Venue) -> None:
    for path in (
        "/our-day/",
        "/our-day/api/event",
        "/our-day/api/me",
        "/assets/none.js",
        "/health/live",
        "/docs/wire",
        "/x",
    ):
        answer = await venue.client.get(path)
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "microphone=()" in answer.headers["permissions-policy"]
        assert "strict-transport-security" not in answer.headers, "it is for https alone"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


async def test_all_files_that_the_page_names_are_there_and_kept_for_good(venue: Venue) -> None:
    page = await venue.client.get("/our-day/")
    named = [part.split('"')[0] for part in page.text.split('="/')[1:]]
    assert [name for name in named if name.endswith(".js")]
    for name in named:
        answer = await venue.client.get(f"/{name}")
        assert answer.status_code == 200, name
        assert "immutable" in answer.headers["cache-control"]


async def test_several_events_are_listed(venue: Venue) -> None:
    page = await venue.client.get("/")
    assert page.status_code == 200
    assert '<a href="/our-day/">Unser Tag</a>' in page.text
    assert '<a href="/open-day/">Unser Tag</a>' in page.text


async def test_one_event_is_opened_at_once(one_redis: RedisServer, tmp_path: Path) -> None:
    async with opened(one_redis.url, tmp_path, events=(DAY,)) as venue:
        for path in ("/", "/our-day"):
            answer = await venue.client.get(path)
            assert (answer.status_code, answer.headers["location"]) == (307, "/our-day/")


async def test_an_event_that_is_not_here_is_said_to_be_missing(venue: Venue) -> None:
    for path in ("/no-day", "/no-day/", "/no-day/room/plenum"):
        page = await venue.client.get(path)
        assert page.status_code == 404
        assert "Hier ist keine Veranstaltung" in page.text
        assert "There is no event here" in page.text


async def test_search_engines_are_asked_to_stay_outside(venue: Venue) -> None:
    assert (await venue.client.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"
    assert (await venue.client.get("/our-day/")).headers["x-robots-tag"] == "noindex"


async def test_the_websocket_address_asked_as_a_page_says_what_it_is(venue: Venue) -> None:
    answer = await venue.client.get("/our-day/ws")
    assert (answer.status_code, answer.headers["upgrade"]) == (426, "websocket")


async def test_what_the_event_is_can_be_read_by_everybody_and_kept(venue: Venue) -> None:
    answer = await venue.client.get("/our-day/api/event")
    info = answer.json()
    assert info["slug"] == "our-day"
    assert info["title"] == {"de": "Unser Tag", "en": "Our day"}
    assert [room["id"] for room in info["rooms"]] == ["foyer", "plenum", "beratung", "wohnen"]
    assert info["retention"] == {"messages_hours": 72, "names_hours": 168, "journal_hours": 720}
    assert answer.headers["content-encoding"] == "gzip"
    again = await venue.client.get("/our-day/api/event", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
