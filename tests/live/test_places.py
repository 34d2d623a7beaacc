"""Places over time: sessions begin and end by the event's clock, and news of places is told together."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.day import day_called
from tests.nodes import day_at, opened, until
from tests.redis_server import RedisServer

HOUR = timedelta(hours=1)


async def test_sessions_begin_and_end_when_the_events_clock_says_so(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    event = day_called(slug)
    starts = event.slots[0].starts
    for hours, said in ((-5, "waiting"), (0.01, "session_full"), (1.01, "session_over")):
        async with (
            opened(one_redis.url, [event], tmp_path, clock=starts + hours * HOUR) as node,
            day_at([node], slug) as day,
        ):
            people = [await day.come(who) for who in "abc"]
            if hours < 0:
                for one in people[:2]:
                    await one.do("place.take", session="narrow")
            answer = await people[2].ask({"do": "place.take", "ref": f"at-{said}", "session": "narrow"})
            assert said == (answer["ok"]["state"] if "ok" in answer else answer["error"]["code"])
            if hours < 0:
                await people[2].do("place.give_up", session="narrow")
            assert people[0].welcome["places"]["narrow"] == [0 if hours < 0 else 2, 0]
            assert (await day.asked("me/data", await day.pass_of("a"))).json()["route"]["follow"] == "ask"


async def test_when_a_session_begins_those_who_wait_are_told_that_they_wait_no_longer(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    event = day_called(slug)
    clock = event.slots[0].starts - timedelta(seconds=5)
    async with (
        opened(one_redis.url, [event], tmp_path, clock=clock) as one,
        opened(one_redis.url, [event], tmp_path, clock=clock) as other,
        day_at([one, other], slug) as day,
    ):
        people = [await day.come(who, node=n % 2) for n, who in enumerate("abcd")]
        for each in people:
            await each.do("place.take", session="narrow")
        await people[0].do("place.give_up", session="narrow")
        await people[2].sees(lambda guest: guest.place("narrow")[0] == "offered")
        [offer] = people[2].route["places"]
        assert offer["until"] == round(event.slots[0].starts.timestamp() * 1000), "in the event's time"
        for each in people[2:]:
            await each.sees(lambda guest: guest.place("narrow") == ("", 0), 15)
        await people[1].sees(lambda guest: guest.places["narrow"] == (1, 0))
        assert (await people[3].do("place.take", session="narrow"))["state"] == "placed"
        assert await people[2].refused("place.accept", session="narrow") == "offer_gone"


async def test_a_new_tab_and_an_old_one_agree_however_quickly_things_change(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    async with opened(one_redis.url, [day_called(slug)], tmp_path) as node, day_at([node], slug) as day:
        text = await day.pass_of("a")
        tabs = [await day.back(text, "a")]
        for n in range(6):
            verb = "give_up" if n % 2 else "take"
            await tabs[0].do(f"place.{verb}", session="narrow")
            tabs.append(await day.back(text, "a"))
        await tabs[0].do("place.take", session="narrow")
        await until(lambda: {tab.place("narrow") for tab in tabs} == {("placed", 0)})
        await until(lambda: {tab.places["narrow"] for tab in tabs} == {(1, 0)})
