"""A node's copy of a log: in order, once, without gaps, whatever happens to publications."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, opened_store
from venue.live.bus import Published
from venue.live.room_log import PAGE, RING, VOID, RoomLog, fitting
from venue.model.ids import ParticipantId, RoomId
from venue.store.rooms import Command

FOYER = RoomId("foyer")


class Copy:
    """A log in Redis, a node's copy of it, and what the copy passed on."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.delivered: list[tuple[int, bytes]] = []
        self.log = RoomLog(FOYER, ledger.logs, lambda offset, body: self.delivered.append((offset, body)))

    async def said(self, count: int) -> list[Published]:
        """So many entries more in the store; the publications, which may or may not arrive."""
        first = (await self.ledger.logs.extent(FOYER)).end + 1
        offsets = range(first, first + count)
        who = ParticipantId("a")
        saying = [self.ledger.rooms.post(Command(who, f"r{n}", "chat.send"), FOYER, body(n), n) for n in offsets]
        await asyncio.gather(*saying)
        return [Published(n, body(n)) for n in offsets]

    def check(self, first: int, last: int) -> None:
        """Everything from `first` to `last` was passed on, in order, once."""
        assert self.delivered == [(n, body(n)) for n in range(first, last + 1)]


def body(n: int) -> bytes:
    return b'{"on":"chat.posted","text":"%d"}' % n


@pytest.fixture
async def copy(one_redis: RedisServer, slug: str) -> AsyncIterator[Copy]:
    async with opened_store(one_redis.url) as store:
        ledger = Ledger(store, slug)
        ledger.rooms.keep = 400
        await ledger.begin()
        await ledger.come("a")
        yield Copy(ledger)


async def test_publications_that_continue_the_copy_are_passed_on(copy: Copy) -> None:
    await copy.log.load(0)
    for grown in await copy.said(3):
        assert copy.log.hear(grown)
    copy.check(1, 3)


async def test_what_was_heard_already_is_not_passed_on_again(copy: Copy) -> None:
    await copy.log.load(0)
    for grown in await copy.said(3) * 2:
        assert copy.log.hear(grown)
    copy.check(1, 3)


async def test_a_gap_is_read_from_the_store(copy: Copy) -> None:
    await copy.log.load(0)
    first, _, _, fourth = await copy.said(4)
    assert copy.log.hear(first)
    assert not copy.log.hear(fourth)
    assert await copy.log.catch_up()
    copy.check(1, 4)


async def test_what_comes_while_the_gap_is_read_waits_its_turn(copy: Copy) -> None:
    await copy.log.load(0)
    first, second, third = await copy.said(3)
    copy.log.hear(first)
    assert not copy.log.hear(third)
    reading = asyncio.create_task(copy.log.catch_up())
    await asyncio.sleep(0)
    assert copy.log.hear(second)
    [fourth] = await copy.said(1)
    copy.log.hear(fourth)
    assert await reading
    assert copy.log.hear(fourth) or await copy.log.catch_up()
    await copy.log.catch_up()
    copy.check(1, 4)


async def test_a_publication_that_never_came_is_found_by_comparing_ends(copy: Copy) -> None:
    await copy.log.load(0)
    await copy.said(2)
    assert await copy.log.catch_up(2)
    copy.check(1, 2)


async def test_too_large_a_gap_is_admitted(copy: Copy) -> None:
    await copy.log.load(0)
    await copy.said(RING + 1)
    assert not await copy.log.catch_up(RING + 1)
    assert copy.delivered == []


async def test_an_end_that_the_store_does_not_have_is_admitted(copy: Copy) -> None:
    await copy.log.load(0)
    await copy.said(1)
    assert not await copy.log.catch_up(5)


async def test_while_the_copy_is_loaded_anew_publications_are_noted_and_then_read(copy: Copy) -> None:
    await copy.log.load(0)
    early = await copy.said(2)
    copy.log.pause()
    for grown in early:
        assert copy.log.hear(grown)
    assert copy.delivered == []
    loading = asyncio.create_task(copy.log.load(1))
    await asyncio.sleep(0)
    [third] = await copy.said(1)
    copy.log.hear(third)
    await loading
    await copy.log.catch_up(3)
    copy.check(2, 3)


async def test_memory_is_bounded_and_says_how_far_it_reaches(copy: Copy) -> None:
    await copy.log.load(0)
    for grown in await copy.said(RING + 10):
        copy.log.hear(grown)
    assert (copy.log.first, copy.log.end) == (11, RING + 10)
    assert copy.log.since(9) is None
    since = copy.log.since(10)
    assert since is not None
    assert len(since) == RING
    assert since[0] == b'{"room":"foyer","offset":11,' + body(11)[1:]
    assert copy.log.since(RING + 10) == []
    assert copy.log.since(RING + 11) is None, "that has not been"
    assert len(copy.log.tail()) == PAGE


async def test_what_was_amended_is_amended_in_memory(copy: Copy) -> None:
    await copy.log.load(0)
    for grown in await copy.said(3):
        copy.log.hear(grown)
    copy.log.hear(Published(4, b'{"on":"edit"}', target=2, rewritten=b'{"on":"new"}'))
    copy.log.hear(Published(5, b'{"on":"gone"}', target=2, rewritten=b'{"on":"gone"}', voided=4))
    told = copy.log.since(0)
    assert told is not None
    assert [line.partition(b",")[2].partition(b",")[2] for line in told] == [
        part[1:] for part in (body(1), b'{"on":"gone"}', body(3), VOID, b'{"on":"gone"}')
    ]


def test_as_much_is_sent_at_once_as_fits_and_at_least_one() -> None:
    assert fitting([]) == 0
    assert fitting([b"x" * 10] * 5, 30) == 3
    assert fitting([b"x" * 10] * 3, 30) == 3
    assert fitting([b"x" * 99], 30) == 1
    assert fitting([b"x", b"x" * 99], 30) == 1
