"""At the door: who gets in, who does not and why, and what the pass is."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest

from tests.redis_server import RedisServer
from tests.web.opened import DAY, Venue, closed_with, opened, rush
from venue.cli.invitations import journal_entry
from venue.model.ids import ParticipantId
from venue.store.client import Store
from venue.store.tickets import TicketStore
from venue.web.asking import COOKIE


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    fault = answer.json()["error"]
    assert set(fault) == {"code", "retry", "message"}
    return answer.status_code, str(fault["code"])


async def let_in_again(venue: Venue, within: float = 15.0) -> bool:
    """Whether somebody who keeps trying gets in, in time."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if (await venue.knock({"ticket": venue.ticket("t-2")})).status_code == 200:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_who_shows_a_ticket_gets_a_pass_and_is_known_from_then_on(venue: Venue) -> None:
    entered = await venue.knock({"ticket": venue.ticket(name="Person A", org="Jobcenter Süd", roles=("moderator",))})
    assert entered.status_code == 200
    me = entered.json()["me"]
    assert me["person"] == {"id": "t-1", "name": "Person A", "org": "Jobcenter Süd", "roles": ["moderator"]}
    assert "move" in me["grants"]
    assert (await venue.client.get("/our-day/api/me")).json() == {"me": me}
    assert (await venue.asked("me", entered.json()["pass"])).json() == {"me": me}


async def test_the_pass_is_a_cookie_that_only_this_event_and_no_script_can_read(venue: Venue) -> None:
    entered = await venue.knock({"ticket": venue.ticket()})
    parts = {part.strip().lower() for part in entered.headers["set-cookie"].split(";")[1:]}
    assert entered.headers["set-cookie"].startswith(f"{COOKIE}={entered.json()['pass']};")
    assert {"httponly", "samesite=lax", "path=/our-day/"} <= parts
    assert "secure" not in parts
    lasts = next(int(part.removeprefix("max-age=")) for part in parts if part.startswith("max-age="))
    assert 3590 <= lasts <= 3600, "never longer than the ticket"


async def test_over_https_the_cookie_never_travels_in_the_open(one_redis: RedisServer, tmp_path: Path) -> None:
    async with opened(one_redis.url, tmp_path, base_url="https://venue.example.org") as venue:
        entered = await venue.knock({"ticket": venue.ticket()})
        assert "secure" in entered.headers["set-cookie"].lower()
        assert entered.headers["strict-transport-security"] == "max-age=31536000"


async def test_behind_a_proxy_the_scheme_it_names_counts(venue: Venue) -> None:
    venue.headers = {"x-forwarded-proto": "https"}
    entered = await venue.knock({"ticket": venue.ticket()})
    assert "secure" in entered.headers["set-cookie"].lower()


async def test_the_door_says_whom_a_ticket_is_for_without_letting_in(venue: Venue) -> None:
    seen = await venue.knock({"ticket": venue.ticket(name="Person A", org="Amt")}, "door")
    assert seen.json() == {"name": "Person A", "org": "Amt", "roles": ["participant"]}
    assert "set-cookie" not in seen.headers
    assert (await venue.client.get("/our-day/api/me")).json() == {"me": None}


async def test_a_ticket_works_on_several_devices(venue: Venue) -> None:
    first, second = await venue.pass_of("t-1"), await venue.pass_of("t-1")
    for text in (first, second):
        assert (await venue.asked("me", text)).json()["me"]["person"]["id"] == "t-1"


@pytest.mark.parametrize("call", ["door", "enter"])
async def test_a_ticket_that_does_not_open_the_door_says_why(venue: Venue, call: str) -> None:
    now = int(time.time())
    cases = {
        "ticket_forged": venue.ticket(secret="somebody else's secret, long enough too"),
        "ticket_expired": venue.ticket(expires=now - 1),
        "ticket_other_event": venue.ticket(slug="their-day"),
        "ticket_needed": "",
    }
    for code, ticket in cases.items():
        assert code_of(await venue.knock({"ticket": ticket}, call)) == (403, code)
    for code, name in {"name_bad": "Per\u202eson", "name_needed": " ", "name_too_long": "x" * 81}.items():
        assert code_of(await venue.knock({"ticket": venue.ticket(name=name)}, call)) == (422, code)


async def test_a_name_does_not_open_the_door_of_an_event_by_ticket(venue: Venue) -> None:
    assert code_of(await venue.knock({"name": "Person A"})) == (403, "ticket_needed")


async def test_an_open_event_is_entered_with_a_name_and_everybody_is_somebody_else(venue: Venue) -> None:
    people = []
    for _ in range(2):
        entered = await venue.knock({"name": "  Person   A ", "org": "Amt"}, slug="open-day")
        assert entered.status_code == 200
        people.append(entered.json()["me"]["person"])
    assert [person["name"] for person in people] == ["Person A", "Person A"]
    assert people[0]["id"] != people[1]["id"]
    assert (await venue.client.get("/open-day/api/me")).json()["me"]["person"]["id"] == people[1]["id"]
    assert (await venue.client.get("/our-day/api/me")).json() == {"me": None}, "another event, another pass"


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "name_needed"), ("\u2003", "name_needed"), ("x" * 10_000, "name_too_long"), ("a\x00b", "name_bad"),
     ("Per\u202eson", "name_bad"), ("Per\u2066son", "name_bad"), ("Per\u200bson", "name_bad")],
)  # fmt: skip
async def test_a_name_that_cannot_be_shown_is_refused_with_the_reason(venue: Venue, name: str, code: str) -> None:
    assert code_of(await venue.knock({"name": name}, slug="open-day")) == (422, code)


async def test_what_is_no_request_is_refused_and_never_a_fault(venue: Venue) -> None:
    bodies = [
        b"",
        b"[]",
        b"{",
        b'{"ticket": 7}',
        b'{"ticket": "\\ud800"}',
        b"\xff\xfe",
        b'{"name": NaN}',
        b"[" * 15_000,
    ]
    for body in bodies:
        headers = {"content-type": "application/json"}
        answer = await venue.client.post("/our-day/api/enter", content=body, headers=headers)
        assert code_of(answer) in ((400, "bad_request"), (403, "ticket_needed"), (403, "ticket_forged")), body
    too_much = b'{"ticket": "' + b"x" * 20_000 + b'"}'
    answer = await venue.client.post(
        "/our-day/api/enter", content=too_much, headers={"content-type": "application/json"}
    )
    assert code_of(answer) == (413, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_the_form_of_another_site_cannot_act_in_a_visitors_name(venue: Venue, kind: str) -> None:
    body = b'{"ticket": "' + venue.ticket().encode() + b'"}'
    answer = await venue.client.post("/our-day/api/enter", content=body, headers={"content-type": kind})
    assert code_of(answer) == (415, "bad_request")


async def test_the_page_of_another_site_cannot_either(venue: Venue) -> None:
    for origin in ("https://evil.example", "null", venue.url + ".evil.example", venue.url.replace("http", "https")):
        venue.headers = {"origin": origin}
        assert code_of(await venue.knock({"ticket": venue.ticket()})) == (403, "bad_request"), origin
    venue.headers = {"origin": venue.url}
    assert (await venue.knock({"ticket": venue.ticket()})).status_code == 200


async def test_who_leaves_has_no_cookie_any_more_and_may_come_again(venue: Venue) -> None:
    await venue.knock({"ticket": venue.ticket()})
    left = await venue.knock({}, "leave")
    assert (left.status_code, left.json()) == (200, {})
    assert COOKIE not in venue.client.cookies
    assert (await venue.client.get("/our-day/api/me")).json() == {"me": None}
    assert (await venue.knock({}, "leave")).status_code == 200, "there is nothing to leave, and that is well"
    assert (await venue.knock({"ticket": venue.ticket()})).status_code == 200


async def test_a_withdrawn_ticket_ends_passes_at_once_connections_included(
    venue: Venue, one_redis: RedisServer
) -> None:
    text = await venue.pass_of("t-1")
    witness = await venue.pass_of("t-2", name="Person B")
    async with venue.connected(text) as connection, venue.connected(witness) as other, Store(one_redis.url) as store:
        await connection.recv()
        await other.recv()
        store.run_id = await store.current_run()
        tickets = TicketStore(store, DAY.slug)
        began = time.monotonic()
        who = ParticipantId("t-1")
        assert (await tickets.revoke(["k-t-1"], who, "venue tickets", "lost", journal_entry(who, "lost", 0))).inside
        assert await closed_with(connection) == 4501
        assert time.monotonic() - began < 2
        assert code_of(await venue.asked("me", text)) == (401, "pass_ended")
        assert code_of(await venue.knock({"ticket": venue.ticket("t-1")})) == (403, "ticket_revoked")
        assert code_of(await venue.knock({"ticket": venue.ticket("t-1")}, "door")) == (403, "ticket_revoked")
        async with venue.connected(text) as again:
            assert await closed_with(again) == 4502
        assert other.state.name == "OPEN", "nobody else is touched"
        fresh = await venue.knock({"ticket": venue.ticket("t-1", id="k-new")})
        assert fresh.status_code == 200, "with a new ticket the person is welcome"


async def test_too_many_attempts_of_one_person_leave_the_way_open_for_others(venue: Venue) -> None:
    knocks = [venue.knock({"ticket": venue.ticket("t-1")}, "door") for _ in range(40)]
    answers = await asyncio.gather(*knocks)
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert code_of(refused[0]) == (429, "too_many")
    assert refused[0].json()["error"]["retry"] is True
    assert int(refused[0].headers["retry-after"]) >= 1
    assert (await venue.knock({"ticket": venue.ticket("t-2")})).status_code == 200


async def test_guessing_tickets_is_slowed_down_and_harms_no_guest(venue: Venue) -> None:
    forged = venue.ticket(secret="somebody else's secret, long enough too")
    answers = [await venue.knock({"ticket": forged}, "door") for _ in range(260)]
    assert {code_of(answer)[1] for answer in answers} == {"ticket_forged", "too_many"}
    assert (await venue.knock({"ticket": venue.ticket("t-2")})).status_code == 200


async def test_four_hundred_people_enter_at_once(venue: Venue) -> None:
    bodies = [{"ticket": venue.ticket(f"t-{n}", name=f"Person {n}")} for n in range(400)]
    async with asyncio.timeout(10):
        assert set(await rush(venue, bodies)) == {200}


async def test_while_the_store_is_gone_the_door_says_to_try_again(
    own_redis_venue: tuple[Venue, RedisServer],
) -> None:
    venue, redis = own_redis_venue
    text = await venue.pass_of("t-1")
    redis.kill()
    status, code = code_of(await venue.knock({"ticket": venue.ticket("t-2")}))
    assert (status, code) == (503, "store_unavailable")
    assert (await venue.asked("me", text)).status_code == 200, "who is known is known without the store"
    redis.start()
    assert await let_in_again(venue), "the door opens when the store is back"


async def test_an_event_that_is_not_here_has_no_door(venue: Venue) -> None:
    assert code_of(await venue.knock({"name": "Person"}, slug="no-day")) == (404, "bad_request")
    assert code_of(await venue.client.get("/our-day/api/nothing")) == (404, "bad_request")
