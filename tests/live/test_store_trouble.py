"""The store goes away and comes back: people stay, are told, and lose nothing that the store has kept."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.guest import Frame, Guest
from tests.nodes import Day, day_at, venue_open
from tests.redis_server import RedisServer

pytestmark = pytest.mark.asyncio(loop_scope="function")

Own = Callable[[], RedisServer]


@asynccontextmanager
async def day_on(redis: RedisServer, data: Path) -> AsyncIterator[Day]:
    """A day on two nodes whose Redis nobody else uses."""
    slug = f"day-{secrets.token_hex(4)}"
    async with venue_open(redis.url, [slug], data) as nodes, day_at(nodes, slug) as day:
        yield day


async def refused_quickly(person: Guest) -> None:
    """A command is refused with `retry`, and no handler blocks over a second."""
    began = time.monotonic()
    answer = await person.ask({"do": "chat.send", "ref": person.next_ref(), "room": "plenum", "text": "lost?"})
    assert answer["error"]["code"] == "store_unavailable"
    assert answer["error"]["retry"]
    assert time.monotonic() - began < 1.5


async def answered(person: Guest, do: str, **fields: object) -> Frame:
    """Repeats with the same ref, as a browser does, until the answer is not "try again"."""
    command = {"do": do, "ref": person.next_ref(), **fields}
    for _ in range(300):
        answer = await person.ask(dict(command))
        if not answer.get("error", {}).get("retry"):
            return answer
        await asyncio.sleep(0.05)
    raise AssertionError(f"{do} was never answered")


async def said_at_last(person: Guest, text: str) -> None:
    """Says it, sooner or later."""
    assert "ok" in await answered(person, "chat.send", room="plenum", text=text)


async def test_a_hanging_store_is_told_to_everybody_and_nobody_is_gone_for_it(own_redis: Own, tmp_path: Path) -> None:
    redis = own_redis()
    async with day_on(redis, tmp_path) as day:
        person, witness = await day.come("a", "plenum"), await day.come("w", "plenum", node=1)
        redis.pause()
        try:
            for one in (person, witness):
                await one.hears("venue.troubled", within=10)
            await refused_quickly(person)
        finally:
            redis.resume()
        for one in (person, witness):
            await one.hears("venue.recovered", within=10)
        await said_at_last(person, "here again")
        await witness.sees(lambda one: one.texts[-1:] == ["here again"])
        assert not witness.heard("roster.changed", left=["a"])
        assert not witness.heard("venue.resynced"), "the same Redis: nothing was lost"


async def test_a_store_that_died_and_came_back_with_its_file_has_everything(own_redis: Own, tmp_path: Path) -> None:
    redis = own_redis()
    async with day_on(redis, tmp_path) as day:
        person, witness = await day.come("a", "plenum"), await day.come("w", "plenum", node=1)
        await person.say("before")
        await witness.sees(lambda one: one.texts == ["before"])
        epoch = witness.epoch
        redis.restart()
        await witness.hears("venue.resynced", within=10)
        await said_at_last(person, "after")
        await witness.enter("plenum")
        await witness.sees(lambda one: one.texts == ["before", "after"])
        assert witness.epoch != epoch, "it may be older than what people have seen"
        assert witness.roster is not None
        assert set(witness.roster) == {"a", "w"}


async def test_an_emptied_store_keeps_nobody_out_and_lets_nobody_back_in(own_redis: Own, tmp_path: Path) -> None:
    redis = own_redis()
    async with day_on(redis, tmp_path) as day:
        person, witness = await day.come("a", "plenum"), await day.come("w", "plenum", node=1)
        rude, moderator = await day.come("rude", "plenum"), await day.staff(node=1)
        await moderator.do("conduct.silence", person="w", reason="Later")
        await moderator.do("conduct.show_out", person="rude", reason="Insults")
        await rude.ended()
        await person.say("before")
        redis.flush()
        redis.restart()
        await person.hears("venue.resynced", within=10)
        await said_at_last(person, "after")
        await person.enter("plenum")
        assert person.texts == ["after"], "an empty store has lost what was said, and says so with a new epoch"
        refused = await answered(witness, "chat.send", room="plenum", text="but")
        assert refused["error"]["code"] == "silenced"
        assert (await day.asked("enter", body={"ticket": day.ticket("rude")})).json()["error"]["code"] == "shown_out"
        found = await answered(moderator, "people.find")
        assert {one["person"]["id"] for one in found["ok"]["people"]} == {"a", "w", "m"}


async def test_a_lost_subscription_leaves_no_gap(own_redis: Own, tmp_path: Path) -> None:
    redis = own_redis()
    async with day_on(redis, tmp_path) as day:
        person, witness = await day.come("a", "plenum"), await day.come("w", "plenum", node=1)
        site = day.site()
        for n in range(20):
            if n % 5 == 2:
                await site.store.ask("CLIENT", "KILL", "TYPE", "pubsub")
            await person.say(f"message {n}")
        await witness.sees(lambda one: one.texts == [f"message {n}" for n in range(20)], within=10)
        assert [event["offset"] for event in witness.heard("chat.posted")] == list(range(1, 21))


async def test_forgotten_scripts_are_loaded_again(own_redis: Own, tmp_path: Path) -> None:
    async with day_on(own_redis(), tmp_path) as day:
        person = await day.come("a", "plenum")
        await day.site().store.ask("SCRIPT", "FLUSH")
        await asyncio.gather(*(person.say(f"{n}") for n in range(5)))
        await person.sees(lambda one: len(one.texts) == 5)
