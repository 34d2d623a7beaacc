"""My day as a calendar: what is in the file, and who may read it for how long."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.day import day_called
from tests.guest import Guest
from tests.nodes import SECRET, Day, day_at, opened, until
from tests.redis_server import RedisServer
from venue.model.ids import ParticipantId
from venue.model.tickets import PassClaims
from venue.web.icalendar import Occasion, calendar_file, escaped, folded
from venue.web.passes import issue_calendar, issue_pass

NOON = datetime(2027, 3, 18, 12, tzinfo=timezone(timedelta(hours=1)))


def unfolded(file: bytes) -> list[str]:
    """The lines of a file as a calendar program reads them (RFC 5545, 3.1)."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def unescaped(value: str) -> str:
    """A text as it was meant (3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def occasion(**changed: str) -> Occasion:
    about = {"uid": "u@venue", "title": "T", "place": "P", "description": "", "url": "https://v/d/room/p", **changed}
    return Occasion(starts=NOON, ends=NOON + timedelta(hours=1), **about)


def test_a_file_is_what_the_standard_says() -> None:
    file = calendar_file("My day", [occasion(description="so")], NOON)
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert unfolded(file) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//venue//venue//EN",
        "CALSCALE:GREGORIAN",
        "NAME:My day",
        "X-WR-CALNAME:My day",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        "BEGIN:VEVENT",
        "UID:u@venue",
        "DTSTAMP:20270318T110000Z",
        "DTSTART:20270318T110000Z",
        "DTEND:20270318T120000Z",
        "SUMMARY:T",
        "LOCATION:P",
        "DESCRIPTION:so",
        "URL:https://v/d/room/p",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text())
def test_whatever_a_title_says_it_is_read_as_it_was_written(title: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in title):
        return
    lines = unfolded(calendar_file("d", [occasion(title=title)], NOON))
    [read] = [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]
    kept = title.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(read) == "".join(c for c in kept if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    assert len(lines) == 19, "nothing that is written makes a line of its own"


@given(st.text(alphabet=st.sampled_from("aä€😀 "), max_size=400))
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(text: str) -> None:
    parts = list(folded(text))
    assert all(len(part) <= 77 and part.endswith(b"\r\n") for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    for part in parts:
        part.decode()
    assert b"".join(parts).decode().replace("\r\n ", "") == text + "\r\n"


def test_what_means_something_in_a_calendar_is_escaped() -> None:
    assert escaped("a,b;c\\d\r\ne\x07") == r"a\,b\;c\\d\ne"


# --- over HTTP ------------------------------------------------------------------------------------------------------


@pytest.fixture
async def day(one_redis: RedisServer, tmp_path: Path, slug: str) -> AsyncIterator[Day]:
    """A day on two nodes of its own."""
    events = [day_called(slug)]
    async with (
        opened(one_redis.url, events, tmp_path) as one,
        opened(one_redis.url, events, tmp_path) as other,
        day_at([one, other], slug) as day,
    ):
        yield day


async def with_place(day: Day, who: str = "a") -> tuple[Guest, str]:
    text = await day.pass_of(who)
    guest = await day.back(text, who)
    await guest.do("place.take", session="narrow")
    return guest, text


async def linked(day: Day, text: str) -> str:
    answer = await day.asked("me/day", text)
    assert answer.status_code == 200
    link: str = answer.json()["calendar"]
    assert link.startswith(f"/{day.slug}/calendar/")
    assert link.endswith(".ics")
    return link


async def fetched(day: Day, link: str, node: int = 0) -> tuple[int, list[str]]:
    """A calendar program asks, without a pass: the status, and the titles in the file."""
    answer = await day.http.get(day.nodes[node].url + link)
    if answer.status_code != 200:
        return answer.status_code, []
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return 200, [line[8:] for line in unfolded(answer.content) if line.startswith("SUMMARY:")]


async def test_a_day_holds_ones_places_and_what_is_for_everybody(day: Day) -> None:
    guest, text = await with_place(day)
    file = await day.asked("me/day.ics", text)
    assert file.headers["content-disposition"] == f'attachment; filename="{day.slug}.ics"'
    lines = unfolded(file.content)
    assert [line for line in lines if line.startswith("SUMMARY:")] == ["SUMMARY:All", "SUMMARY:Narrow"]
    assert f"URL:{day.nodes[0].url}/{day.slug}/room/cafeteria.1" in lines
    uids = {line for line in lines if line.startswith("UID:")}
    assert len(uids) == 2
    assert uids <= set(unfolded((await day.asked("me/day.ics", text)).content)), "the same in every file"
    await guest.do("place.give_up", session="narrow")
    assert "SUMMARY:Narrow" not in unfolded((await day.asked("me/day.ics", text)).content)
    assert (await day.asked("me/day.ics")).status_code == 401
    assert (await day.asked("me/day")).status_code == 401


async def test_a_calendar_subscribes_with_a_link_on_any_node_and_sees_what_changes(day: Day) -> None:
    guest, text = await with_place(day)
    link = await linked(day, text)
    assert await fetched(day, link, 1) == (200, ["All", "Narrow"])
    await guest.do("place.take", session="wide", instead=True)
    assert await fetched(day, link) == (200, ["All", "Wide"])
    assert (await fetched(day, link + "?language=en"))[0] == 200


@pytest.mark.parametrize("ends", ["erased", "shown out", "withdrawn"])
async def test_the_link_ends_with_the_person(day: Day, ends: str) -> None:
    guest, text = await with_place(day)
    link = await linked(day, text)
    match ends:
        case "erased":
            await day.asked("me/erase", text, body={})
        case "shown out":
            await (await day.staff()).do("conduct.show_out", person="a")
        case _:
            await day.site().tickets.revoke(["k-a"], ParticipantId("a"), "desk", "lost", b'{"number":0}')
    await guest.ended()
    for node in (0, 1):
        await until(lambda node=node: day.site(node).house.ended_at(ParticipantId("a")))  # type: ignore[misc]
        assert (await fetched(day, link, node))[0] == 410
    if ends == "erased":
        assert "a" in (await day.come("a")).who
        assert (await fetched(day, link))[0] == 410, "an old link stays ended"


async def test_a_pass_is_no_link_and_a_link_is_no_pass(day: Day) -> None:
    _, text = await with_place(day)
    assert (await fetched(day, f"/{day.slug}/calendar/{text}.ics"))[0] == 401
    token = (await linked(day, text)).rpartition("/")[2].removesuffix(".ics")
    assert (await day.asked("me", token)).status_code == 401
    claims = PassClaims(person_id=ParticipantId("a"), ticket="k-a", issued_ms=0, expires=2**40)
    for forged in (
        issue_calendar(claims, SECRET, "another-day"),
        issue_calendar(claims, "some other secret, as long as it", day.slug),
        issue_pass(claims, SECRET, day.slug),
        "x",
    ):
        assert (await fetched(day, f"/{day.slug}/calendar/{forged}.ics"))[0] == 401


async def test_no_link_stands_in_the_log(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = await with_place(day)
    link = await linked(day, text)
    await fetched(day, link)
    await fetched(day, link[:-8] + "xxxx.ics")
    said = capsys.readouterr()
    assert link.rpartition("/")[2][:40] not in said.out + said.err
