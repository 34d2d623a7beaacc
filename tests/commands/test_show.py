"""Running the show: on two nodes, several moderators at once, and everybody who hears of it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio

from tests.guest import Frame, Guest
from tests.nodes import Day, Node, day_at, venue_open
from tests.redis_server import RedisServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

MINUTE = 60_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two_nodes(
    request: pytest.FixtureRequest, _lasting_redis: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[list[Node], list[str]]]:
    """Two nodes on which it is ten o'clock: the opening runs, until half past ten."""
    slugs = [f"day-{secrets.token_hex(4)}" for item in request.session.items if item.path == request.path]
    ten = datetime.fromisoformat("2027-03-18T10:00")
    async with venue_open(_lasting_redis.url, slugs, tmp_path_factory.mktemp("venue"), clock=ten) as nodes:
        yield nodes, slugs


@pytest_asyncio.fixture(loop_scope="module")
async def day(two_nodes: tuple[list[Node], list[str]]) -> AsyncIterator[Day]:
    """A day of which nothing was decided yet."""
    nodes, slugs = two_nodes
    async with day_at(nodes, slugs.pop()) as day:
        yield day


def span(show: Frame, session: str) -> tuple[int, int]:
    starts, ends = show["times"][session]
    return starts, ends


def late(show: Frame, step: str) -> float:
    """By how many minutes the end of a step is behind its plan."""
    found: Any = next(one for one in show["steps"] if one["id"] == step)
    return float((found["ends"] - found["planned"][1]) / MINUTE)


async def heard(guest: Guest, number: int) -> Frame:
    def shows() -> list[Frame]:
        return [event["show"] for event in guest.heard("show.changed") if event["show"]["number"] == number]

    await guest.sees(lambda _: shows())
    return shows()[0]


async def test_everybody_hears_that_there_are_five_minutes_more_and_who_comes_later_knows_it(day: Day) -> None:
    person, moderator = await day.come("a", "workshop"), await day.staff(node=1)
    show = person.welcome["show"]
    assert (show["step"], show["mode"], show["state"], show["number"]) == ("opening", "clock", "running", 0)
    assert show["times"].keys() == {"opening", "work"}
    decided = await moderator.do("show.extend", minutes=5, step="opening")
    for told in (decided, await heard(person, 1), (await day.come("late", node=1)).welcome["show"]):
        assert span(told, "opening")[1] == span(show, "opening")[1] + 5 * MINUTE
        assert span(told, "work")[0] == span(show, "work")[0] + 5 * MINUTE


async def test_minutes_of_two_moderators_on_two_nodes_both_count(day: Day) -> None:
    moderators = [await day.staff("m1"), await day.staff("m2", node=1)]
    await asyncio.gather(*(one.do("show.extend", minutes=2, step="opening") for one in moderators for _ in range(3)))
    show = await heard(moderators[0], 6)
    assert late(show, "opening") == 12


async def test_two_who_press_skip_at_once_skip_once_and_the_second_is_told(day: Day) -> None:
    moderators = [await day.staff(f"m{n}", node=n % 2) for n in range(6)]

    async def skips(one: Guest) -> str:
        reply = await one.ask({"do": "show.skip", "ref": one.next_ref(), "step": "opening"})
        return "done" if "ok" in reply else str(reply["error"]["code"])

    said = await asyncio.gather(*map(skips, moderators))
    assert sorted(said) == ["done"] + ["step_changed"] * 5
    show = await heard(moderators[0], 1)
    assert show["step"] == "break-after-opening"
    assert -31 < late(show, "opening") < -28


async def test_who_does_not_say_what_they_see_skips_no_two_steps_either(day: Day) -> None:
    moderators = [await day.staff(f"m{n}", node=n % 2) for n in range(4)]
    replies = await asyncio.gather(*(one.ask({"do": "show.skip", "ref": one.next_ref()}) for one in moderators))
    done = [reply["ok"] for reply in replies if "ok" in reply]
    assert len(done) >= 1
    assert len({show["number"] for show in done}) == len(done)
    assert {reply["error"]["code"] for reply in replies if "ok" not in reply} <= {"step_changed"}


async def test_a_held_clock_stands_for_everybody_until_it_runs_again(day: Day) -> None:
    person, moderator = await day.come("a", node=1), await day.staff()
    held = await moderator.do("show.hold")
    assert held["state"] == "held"
    assert held["until"] - held["at"] == 240 * MINUTE
    assert (await moderator.do("show.hold"))["number"] == 1, "held already"
    assert (await heard(person, 1))["state"] == "held"
    resumed = await moderator.do("show.resume")
    assert resumed["state"] == "running"
    stood = resumed["at"] - held["at"]
    assert span(resumed, "opening")[1] - span(held, "opening")[1] == stood
    assert (await heard(person, 2))["times"] == resumed["times"]


async def test_a_skip_is_undone_by_going_back_and_nothing_is_before_the_first_step(day: Day) -> None:
    moderator = await day.staff()
    before = moderator.welcome["show"]
    await moderator.do("show.skip")
    back = await moderator.do("show.back")
    assert (back["step"], back["times"]) == ("opening", before["times"])
    await moderator.do("show.back")
    assert await moderator.refused("show.back") == "no_step"


async def test_a_dry_run_tells_the_times_and_how_many_people_it_touches_and_changes_nothing(day: Day) -> None:
    for who in ("a", "b"):
        await day.come(who, "plenum")
    waits, moderator = await day.come("c", "workshop"), await day.staff(node=1)
    await moderator.sees(lambda one: one.counts["plenum"] == (2, 2) and one.counts["workshop"] == (1, 1))
    tried = await moderator.do("show.skip", dry_run=True)
    assert (tried["step"], tried["closes"], tried["opens"]) == ("break-after-opening", {"plenum": 2}, {})
    assert (await moderator.do("show.extend", minutes=5, dry_run=True))["closes"] == {}
    await moderator.do("show.skip")
    tried = await moderator.do("show.skip", dry_run=True)
    assert (tried["closes"], tried["opens"]) == ({}, {"workshop": 1})
    assert (await moderator.do("show.back", dry_run=True))["opens"] == {"plenum": 2}
    assert day.site().house.show.number == 1
    assert waits.heard("show.changed")[-1]["show"]["number"] == 1


async def test_by_hand_stays_by_hand_and_the_journal_says_who_decided(day: Day) -> None:
    person, moderator = await day.come("a"), await day.staff(node=1)
    await moderator.do("show.mode", mode="hand")
    assert (await heard(person, 1))["mode"] == "hand"
    assert (await moderator.do("show.mode", mode="hand"))["number"] == 1
    await moderator.do("show.extend", minutes=-5)
    entries = (await moderator.do("conduct.journal"))["entries"]
    assert [(entry["action"], entry["reason"]) for entry in entries] == [
        ("run", "-5 min: opening"),
        ("run", "hand: opening"),
    ]


async def test_who_only_takes_part_does_not_run_the_show_and_no_step_ends_before_it_began(day: Day) -> None:
    person, moderator = await day.come("a"), await day.staff()
    for command in ("hold", "resume", "skip", "back"):
        assert await person.refused(f"show.{command}") == "not_allowed"
    assert await person.refused("show.mode", mode="hand") == "not_allowed"
    assert await person.refused("show.extend", minutes=5) == "not_allowed"
    assert await moderator.refused("show.extend", minutes=-60) == "bad_end"
    assert await moderator.refused("show.extend", minutes=121) == "bad_field"
    assert await moderator.refused("show.skip", step="work") == "step_changed"


async def test_a_node_that_starts_later_knows_what_was_decided(day: Day) -> None:
    moderator = await day.staff()
    await moderator.do("show.extend", minutes=9)
    site = day.site(1)
    await moderator.sees(lambda _: site.house.show.number == 1)
    site.whereabouts.load(await site.houses.snapshot())
    assert late((await day.come("a", node=1)).welcome["show"], "opening") == 9
