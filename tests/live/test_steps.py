"""Steps of the day over time: by the clock they end when their time is over, by hand when somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.day import DAY
from tests.guest import Guest
from tests.nodes import Day, Node, day_at, opened, until
from tests.redis_server import RedisServer
from venue.live.show import bookable_now
from venue.live.steps import LONGEST, seconds_to_wait
from venue.model.event import Event
from venue.model.ids import EventSlug, ParticipantId
from venue.model.show import MINUTE, ShowState, effective, hold, run_by
from venue.model.steps import in_ms
from venue.store.rooms import Command

SLOT = in_ms(DAY.slots[0].starts)
"""The round begins; before it there is a break."""
LONG = 4 * MINUTE


def open_at(time: str, slug: str, redis: RedisServer, data: Path) -> AbstractAsyncContextManager[Node]:
    """A node on which it is that time of the day."""
    event = msgspec.structs.replace(DAY, slug=EventSlug(slug))
    return opened(redis.url, [event], data, clock=datetime.fromisoformat(f"2027-03-18T{time}"))


async def begins_in(day: Day) -> int:
    """In how many ms the session `work` begins as far as the store knows."""
    site = day.site()
    line = (await site.store.ask("HGET", site.keys["sessions"], "work")).decode().split()
    return int(line[1]) - site.clock.real_ms(site.clock.now_ms())


async def beat(day: Day) -> None:
    """The node looks at the clock and at the lists, as it does every second."""
    await day.site().steps.beat()
    await day.site().bookings.settle()


async def come(day: Day, who: Sequence[str]) -> list[Guest]:
    guests = [await day.come(one) for one in who]
    for guest in guests:
        await guest.do("place.take", session="work")
    return guests


async def takes_longer(day: Day, step: str, by: int) -> None:
    """By hand, that step's time has been over for some minutes; `by`: its end is moved so far, ms."""
    site = day.site()
    new = ShowState(number=1, mode="hand", step=step, moved={step: by})
    command = Command(ParticipantId("m"), "longer", "show.mode")
    await site.shows.decide(command, site.house.show, new, b"{}", b"{}", bookable_now(site, new))
    await until(lambda: site.house.show == new)
    assert effective(site.event, new, site.clock.now_ms()).running.step.id == step


async def test_by_hand_people_wait_and_are_offered_places_until_somebody_begins_the_session(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    async with open_at("10:40", slug, one_redis, tmp_path) as node, day_at([node], slug) as day:
        moderator, (a, *_, f, g) = await day.staff(), await come(day, "abcdefg")
        await takes_longer(day, "break-after-opening", -25 * MINUTE)
        await beat(day)
        await g.sees(lambda guest: guest.place("work") == ("waiting", 1))
        late = await day.come("late")
        assert await late.do("place.take", session="work") == {"state": "waiting", "ahead": 2}
        await a.do("place.give_up", session="work")
        await f.sees(lambda guest: guest.place("work")[0] == "offered")
        [offer] = f.route["places"]
        assert offer["until"] - (await f.do("venue.ping"))["at"] > 2 * MINUTE, "there is time to answer"
        await moderator.do("show.skip")
        for guest in (f, g, late):
            await guest.sees(lambda guest: guest.place("work") == ("", 0))


async def test_by_hand_a_session_that_takes_longer_still_takes_people(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    async with open_at("11:40", slug, one_redis, tmp_path) as node, day_at([node], slug) as day:
        moderator, late = await day.staff(), await day.come("late")
        await takes_longer(day, "round", -30 * MINUTE)
        await beat(day)
        assert (await late.do("place.take", session="work"))["state"] == "placed"
        await moderator.do("show.skip")
        assert await (await day.come("later")).refused("place.take", session="work") == "session_over"


async def test_after_a_skip_that_is_taken_back_everybody_stands_in_line_where_they_stood(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    async with open_at("10:40", slug, one_redis, tmp_path) as node, day_at([node], slug) as day:
        moderator, (a, *_, f, g, h) = await day.staff(), await come(day, "abcdefgh")
        await a.do("place.give_up", session="work")
        stood = {f: ("offered", 0), g: ("waiting", 0), h: ("waiting", 1)}

        async def stand(where: dict[Guest, tuple[str, int]]) -> None:
            for guest, at in where.items():
                await guest.sees(partial(stands, at))

        await stand(stood)
        await moderator.do("show.skip")
        await beat(day)
        await stand(dict.fromkeys(stood, ("", 0)))
        await moderator.do("show.back")
        await beat(day)
        await stand(stood)


def stands(at: tuple[str, int], guest: Guest) -> bool:
    return guest.place("work") == at


@pytest.mark.parametrize(("command", "given"), [("show.hold", {}), ("show.mode", {"mode": "hand"})])
async def test_in_the_last_second_of_a_break_the_store_knows_at_once_that_it_lasts(
    one_redis: RedisServer, tmp_path: Path, slug: str, command: str, given: dict[str, Any]
) -> None:
    async with open_at("10:59:50", slug, one_redis, tmp_path) as node, day_at([node], slug) as day:
        moderator = await day.staff()
        assert 0 < await begins_in(day) < 10_000
        await moderator.do(command, **given)
        assert await begins_in(day) > LONG
        await beat(day)
        assert await begins_in(day) > LONG
        await moderator.do("show.skip")
        assert await begins_in(day) <= 0


def test_a_node_looks_again_when_the_time_is_over_and_not_for_ever_where_nobody_knows_when_that_is() -> None:
    event: Event = DAY
    before, after = SLOT - 10_000, SLOT + 20 * MINUTE
    by_hand = run_by(event, ShowState(), before, "hand")
    assert 10 <= seconds_to_wait(effective(event, ShowState(), before), before) < 10.1
    for show, now in ((by_hand, before), (by_hand, after), (hold(event, ShowState(), before), before)):
        assert seconds_to_wait(effective(event, show, now), now) == LONGEST
