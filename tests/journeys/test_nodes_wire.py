"""Stories of nodes that crash, stop and start again, and of people who hardly notice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.guest import Guest, Refused
from tests.nodes import Day, day_at
from tests.redis_server import RedisServer
from tests.venue_process import NodeProcess
from venue.protocol.codes import Close


def names(guest: Guest) -> set[str]:
    return set(guest.roster or ())


async def talk(day: Day, text: str, who: str, words: list[str], order: list[int]) -> Guest:
    """Says every word once, over whichever node there is: reconnects, resumes, and repeats what had no receipt."""
    guest = await day.back(text, who, node=order[0])
    await guest.enter("plenum")
    for n, word in enumerate(words):
        while True:
            try:
                await guest.do("chat.send", ref=f"{who}-{n}", room="plenum", text=word)
                break
            except Refused as refused:
                if not refused.retry:
                    raise
                await asyncio.sleep(0.05)
            except (ConnectionError, ConnectionClosed):
                await guest.ended()
                guest = await comes_back(day, text, guest, order)
    return guest


async def comes_back(day: Day, text: str, lost: Guest, order: list[int]) -> Guest:
    """Over the next node that answers."""
    for node in order[1:]:
        guest = await day.back(text, lost.who, node=node)
        guest.log, guest.epoch, guest.offset = list(lost.log), lost.epoch, lost.offset
        await guest.resume("plenum", lost.epoch, lost.offset)
        return guest
    raise AssertionError("there is no other node")


async def test_a_crashed_node_leaves_no_ghosts_and_its_people_come_back_through_the_other(
    own_redis: Callable[..., RedisServer], tmp_path: Path, slug: str
) -> None:
    server = own_redis()
    first = NodeProcess(tmp_path / "first", [slug], redis=server.url)
    second = NodeProcess(tmp_path / "second", [slug], redis=server.url)
    async with second, first, day_at([first, second], slug) as day:
        witness = await day.come("w", "plenum", node=1)
        ghost = await day.come("ghost", "plenum")
        text = await day.pass_of("a")
        words = [f"word {n}" for n in range(60)]
        talking = asyncio.create_task(talk(day, text, "a", words, [0, 1]))
        await witness.sees(lambda one: names(one) == {"a", "ghost", "w"} and len(one.texts) >= 5)
        witness.forget()
        died = time.monotonic()
        await first.kill()
        await (await talking).sees(lambda one: one.texts == words)
        await ghost.ended()
        await witness.sees(lambda one: names(one) == {"a", "w"}, within=11)
        assert time.monotonic() - died < 10.5, "ten seconds, and something for a busy machine"
        assert witness.texts == words, "nothing lost, nothing twice, nothing out of order"
        left = {who for event in witness.heard("roster.changed") for who in event["left"]}
        assert left == {"ghost"}, "who came back was never away"
        assert witness.counts["plenum"] == (2, 3), "the ghost's seat is held"


async def test_a_node_that_stops_hands_its_people_over_and_nobody_sees_them_go(
    own_redis: Callable[..., RedisServer], tmp_path: Path, slug: str
) -> None:
    server = own_redis()
    first = NodeProcess(tmp_path / "first", [slug], "--drain-seconds", "2", redis=server.url)
    second = NodeProcess(tmp_path / "second", [slug], redis=server.url)
    async with second, first, day_at([first, second], slug) as day:
        witness = await day.come("w", "plenum", node=1)
        passes = {who: await day.pass_of(who) for who in ("b", "c", "d")}
        people = [await day.back(text, who) for who, text in passes.items()]
        for one in people:
            await one.enter("plenum")
        text = await day.pass_of("a")
        words = [f"word {n}" for n in range(80)]
        talking = asyncio.create_task(talk(day, text, "a", words, [0, 1]))
        await witness.sees(lambda one: names(one) == {"a", "b", "c", "d", "w"} and len(one.texts) >= 5)
        witness.forget()
        stopping = asyncio.create_task(first.stop())
        for one in people:
            closing = await one.hears("venue.closing")
            assert (await one.ended(), closing["code"]) == (Close.DRAINED, Close.DRAINED)
            assert 0 < closing["wait"] <= 500
            await comes_back(day, passes[one.who], one, [0, 1])
        assert await stopping == 0
        await (await talking).sees(lambda one: one.texts == words)
        await witness.sees(lambda one: one.texts == words)
        assert not [event for event in witness.heard("roster.changed") if event["left"]], "nobody saw them go"
        assert "Traceback" not in first.logged


async def test_after_a_restart_of_everything_people_find_their_room_and_what_was_said(
    tmp_path: Path, slug: str
) -> None:
    node = NodeProcess(tmp_path / "venue", [slug])
    async with node, day_at([node], slug) as day:
        text = await day.pass_of("a")
        guest, moderator = await day.back(text, "a"), await day.staff(room="workshop")
        await guest.enter("workshop")
        message = await guest.say("what was said")
        await guest.say("a slip")
        await guest.do("chat.delete", room="workshop", message=message + 1)
        await moderator.do("conduct.silence", person="a", reason="Too loud")
        assert await node.stop() == 0
        assert await guest.ended() == Close.DRAINED
        await node.start()
        back = await day.back(text, "a")
        assert back.welcome["here"] == "workshop"
        await back.enter("workshop")
        assert back.texts == ["what was said"]
        assert back.welcome["me"]["silenced_until"] == 0
        assert await back.refused("chat.send", room="workshop", text="but") == "silenced"
        assert "a slip" not in "".join(back.frames)


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "unix:///nowhere/redis.sock"])
async def test_a_redis_that_cannot_be_reached_is_named_and_the_node_does_not_open(tmp_path: Path, address: str) -> None:
    node = NodeProcess(tmp_path, ["day"], redis=address)
    with pytest.raises(AssertionError, match="did not open"):
        await node.start()
    assert await node.ended() == 1
    assert address in node.logged
    assert "Traceback" not in node.logged
