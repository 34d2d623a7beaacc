"""The way to Redis: never longer than a second, never for an old run, and nobody left waiting."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import uvloop

from tests.redis_server import RedisServer
from venue.errors import StoreUnavailable
from venue.model.ids import EventSlug
from venue.store.client import ANSWER_SECONDS, CALLS_AT_ONCE, Store
from venue.store.house import HouseStore
from venue.store.patience import SLICES
from venue.store.subscription import Subscription

PREFIX = "v:{day}:"


@pytest.fixture
def server(own_redis: Callable[..., RedisServer]) -> RedisServer:
    """A Redis for this test alone."""
    return own_redis()


@pytest.fixture
async def own(server: RedisServer) -> AsyncIterator[Store]:
    """A store on it."""
    async with Store(server.url) as store:
        store.run_id = await store.current_run()
        yield store


async def ends(store: Store) -> Any:
    """Some script."""
    return await store.call("snapshot", PREFIX)


def stand_still(seconds: float) -> None:
    """As when the machine gives this process no time."""
    time.sleep(seconds)


async def test_scripts_and_commands_of_one_moment_come_back_to_who_asked(store: Store) -> None:
    await store.ask("SET", "counter", 0)
    numbers = await asyncio.gather(*(store.ask("INCR", "counter") for _ in range(CALLS_AT_ONCE + 100)))
    assert numbers == list(range(1, CALLS_AT_ONCE + 101)), "in the order in which they were asked"
    snapshot, number = await asyncio.gather(ends(store), store.ask("INCR", "counter"))
    assert (number, snapshot[3]) == (CALLS_AT_ONCE + 101, 0)


async def test_a_fault_of_one_is_not_the_others(store: Store) -> None:
    await store.ask("SET", "word", "hello")
    answers = await asyncio.gather(store.ask("INCR", "word"), store.ask("GET", "word"), return_exceptions=True)
    assert isinstance(answers[0], Exception)
    assert not isinstance(answers[0], StoreUnavailable), "asking again would not help: it is a bug"
    assert answers[1] == b"hello"


async def test_what_cannot_even_be_sent_leaves_nobody_waiting(store: Store) -> None:
    async with asyncio.timeout(5):
        answers = await asyncio.gather(store.ask("SET", "word", "\ud800"), ends(store), return_exceptions=True)
    assert isinstance(answers[0], Exception)
    assert (await store.ask("PING")) in (b"PONG", True)


async def test_scripts_that_redis_forgot_are_loaded_again(store: Store) -> None:
    await ends(store)
    await store.ask("SCRIPT", "FLUSH")
    answers = await asyncio.gather(*(ends(store) for _ in range(20)))
    assert len(answers) == 20


async def test_scripts_that_are_forgotten_again_and_again_are_no_trouble(
    store: Store, redis_server: RedisServer
) -> None:
    enough = threading.Event()

    def forget() -> None:
        with redis_server.client() as client:
            while not enough.wait(0.004):
                client.execute_command("SCRIPT", "FLUSH")

    forgetting = asyncio.create_task(asyncio.to_thread(forget))
    try:
        for _ in range(300):
            await ends(store)
    finally:
        enough.set()
        await forgetting


async def test_many_at_the_very_beginning_share_the_loading(store: Store) -> None:
    answers = await asyncio.gather(*(asyncio.create_task(ends(store)) for _ in range(50)))
    assert len(answers) == 50


async def test_a_hung_redis_costs_a_second_however_many_ask(own: Store, server: RedisServer) -> None:
    await ends(own)
    server.pause()
    began = time.monotonic()
    answers = await asyncio.gather(*(ends(own) for _ in range(50)), own.ask("PING"), return_exceptions=True)
    assert time.monotonic() - began < 1.5
    assert all(isinstance(answer, StoreUnavailable) for answer in answers)
    assert str(server.socket) in str(answers[0]), "the address is named"
    server.resume()
    async with asyncio.timeout(10):
        while True:
            try:
                await ends(own)
                break
            except StoreUnavailable:
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("standing", [ANSWER_SECONDS * 0.95, ANSWER_SECONDS + 0.3])
def test_a_process_that_stood_still_itself_misses_no_answer(one_redis: RedisServer, standing: float) -> None:
    async def ask() -> None:
        async with Store(one_redis.url) as store:
            asked_who = asyncio.create_task(store.current_run())
            await asyncio.sleep(0.005)
            stand_still(standing)
            store.run_id = await asked_who
            await ends(store)  # connected, the scripts loaded
            for before in (0.0, ANSWER_SECONDS / 2):  # it begins with the asking, or while the answer is waited for
                asked = [asyncio.create_task(store.ask("BLPOP", f"late-{before}-{n}", "2")) for n in range(3)]
                await asyncio.sleep(before + 0.01)
                with one_redis.client() as other:
                    for n in range(3):
                        other.rpush(f"late-{before}-{n}", "there")
                stand_still(standing)
                assert [bool(answer) for answer in await asyncio.gather(*asked)] == [True] * 3

    uvloop.run(ask())


async def test_a_connection_that_was_given_up_while_it_began_answers_no_later_question(
    own: Store, server: RedisServer
) -> None:
    server.pause()
    with pytest.raises(StoreUnavailable):
        await own.ask("ECHO", "before")  # connected, but Redis has not said which run it is of
    asked = asyncio.create_task(own.ask("ECHO", "after"))
    await asyncio.sleep(0.05)
    server.resume()
    assert await asked == b"after"


async def test_a_process_that_stands_still_again_and_again_waits_no_longer_for_a_hung_redis(
    own: Store, server: RedisServer
) -> None:
    await ends(own)
    server.pause()
    began = time.monotonic()
    asked = asyncio.create_task(ends(own))
    while not asked.done():
        await asyncio.sleep(0.01)
        stand_still(ANSWER_SECONDS)
    assert isinstance(asked.exception(), StoreUnavailable)
    assert time.monotonic() - began < (SLICES + 2) * (ANSWER_SECONDS + 0.1)


async def test_a_redis_that_is_gone_is_said_at_once(own: Store, server: RedisServer) -> None:
    server.kill()
    began = time.monotonic()
    for asking in (ends(own), own.ask("PING"), own.current_run()):
        with pytest.raises(StoreUnavailable):
            await asking
    assert time.monotonic() - began < 1


async def test_a_restarted_redis_is_not_spoken_to_before_it_was_recovered_from(own: Store, server: RedisServer) -> None:
    await own.ask("SET", "word", "hello")
    old = own.run_id
    server.restart()
    with pytest.raises(StoreUnavailable):
        await own.ask("GET", "word")
    with pytest.raises(StoreUnavailable, match="not recovered yet"):
        await own.ask("GET", "word")
    own.run_id = await own.current_run()
    assert own.run_id != old
    assert await own.ask("GET", "word") == b"hello"


async def test_the_epoch_is_renewed_once_per_run_whoever_recovers(own: Store, server: RedisServer, slug: str) -> None:
    house = HouseStore(own, EventSlug(slug))
    first = await house.recover(own.run_id, {})
    assert await house.recover(own.run_id, {}) == first
    server.restart()
    own.run_id = await own.current_run()
    second = await house.recover(own.run_id, {})
    assert second.epoch != first.epoch
    assert await house.recover(own.run_id, {}) == second


async def test_a_subscription_that_is_cut_off_says_so(store: Store) -> None:
    async with Subscription(store, [b"news"]) as subscription:
        assert (await subscription.heard(5) or ())[:2] == (b"subscribe", b"news")
        await store.ask("PUBLISH", "news", "hello")
        assert await subscription.heard(5) == (b"message", b"news", b"hello")
        assert await subscription.heard(0.01) is None
        await store.ask("CLIENT", "KILL", "TYPE", "pubsub")
        with pytest.raises(StoreUnavailable):
            await subscription.heard(5)


async def test_a_password_is_never_said(server: RedisServer) -> None:
    async with Store("redis://:hunter2@127.0.0.1:1/0") as store:
        with pytest.raises(StoreUnavailable) as fault:
            await store.current_run()
    assert "hunter2" not in str(fault.value)
