"""An emptied or older store is told what it lost: until then nothing is decided; whoever is first, nobody is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_older_copy import all_agree, day, exchanged, room_of
from tests.faults.test_store import PATIENCE, Files
from tests.live.test_trouble import end_of_a_beat
from tests.nodes import SECRET, Day, until
from tests.redis_server import RedisServer
from venue.live import keeper
from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.places import Booked
from venue.model.tickets import PassClaims
from venue.protocol.codes import Close
from venue.web.passes import issue_pass

__all__ = ["day"]


def node_0_is_first(day: Day, patch: pytest.MonkeyPatch, before_it_tells: Callable[[], Awaitable[object]]) -> None:
    """At the next restart node 0 looks at the store before node 1 does, and is held up before it tells anything."""
    first, other, looked = day.site(0).houses, day.site(1).houses, asyncio.Event()
    look, look_later, restore = first.recover, other.recover, first.restore

    async def looks(*args: Any, **about: Any) -> Any:
        found = await look(*args, **about)
        looked.set()
        return found

    async def looks_later(*args: Any, **about: Any) -> Any:
        await looked.wait()
        return await look_later(*args, **about)

    async def tells(*args: Any, **about: Any) -> None:
        await before_it_tells()
        await restore(*args, **about)

    patch.setattr(first, "recover", looks)
    patch.setattr(other, "recover", looks_later)
    patch.setattr(first, "restore", tells)


async def present(day: Day) -> dict[str, str]:
    """Who is there, and in which room, as the store has it."""
    snapshot = await day.site().houses.snapshot()
    return {who: snapshot.seats[who] for who in snapshot.here}


@pytest.mark.parametrize("kept", [False, True], ids=["emptied", "an older copy"])
async def test_however_late_the_first_node_tells_what_it_knows_nobody_on_another_one_loses_seat_and_presence(
    day: Day, server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "foyer", node=1)
    Files(server.folder).copy(tmp_path / "older")
    await one.enter("workshop")
    await other.enter("plenum")
    await all_agree(day)

    async def late() -> None:
        for _ in range(100):  # a second: time enough for the other node to go on alone
            if day.site(1).recovered and day.site(1).epoch == day.site(0).epoch:
                return
            await asyncio.sleep(0.01)

    node_0_is_first(day, monkeypatch, late)
    await exchanged(day, server, tmp_path / "older" if kept else None)
    assert await present(day) == {"a": "workshop", "b": "plenum"}
    assert not one.heard("you.moved")
    assert not other.heard("you.moved"), "nobody was elsewhere in between"
    await other.enter("plenum")
    await other.say("still here")


async def test_where_the_first_node_does_not_tell_what_it_knows_another_one_does(
    day: Day, server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await day.come("a", "workshop")
    other = await day.come("b", "foyer", node=1)
    Files(server.folder).copy(tmp_path / "older")
    await other.enter("plenum")
    await all_agree(day)
    go_on = asyncio.Event()
    node_0_is_first(day, monkeypatch, go_on.wait)
    server.kill()
    Files(server.folder).become(tmp_path / "older")
    await asyncio.to_thread(server.start)
    await until(lambda: day.site(1).recovered and day.site(1).epoch != other.epoch, PATIENCE)
    assert not day.site(0).recovered
    assert day.site(1).house.room_of(ParticipantId("b")) == "plenum", "it was decided after the copy was made"
    await other.hears("venue.resynced", PATIENCE)
    await other.enter("workshop")
    go_on.set()
    await all_agree(day)
    assert room_of(day, "b") == {"workshop"}, "and who had the time to tell, and did not, undoes nothing"
    assert await present(day) == {"a": "workshop", "b": "workshop"}


async def test_until_the_store_is_told_who_is_here_nobody_comes_or_goes_and_no_pass_ends(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await day.come("a", "workshop")
    passes = {who: await day.pass_of(who) for who in ("b", "c")}
    now = time.time_ns() // 1_000_000
    claims = PassClaims(person_id=ParticipantId("d"), ticket="k-d", issued_ms=now, expires=now // 1000 + 3600)
    unknown = issue_pass(claims, SECRET, EventSlug(day.slug))
    for who, text in passes.items():
        tab = await day.back(text, who)
        await tab.do("place.take", session="wide")
        await tab.hang_up()
    telling, go_on = asyncio.Event(), asyncio.Event()
    bookings, restore = day.site().bookings, day.site().bookings.restore

    async def held_up(booked: Booked, *about: Any) -> None:
        telling.set()
        await go_on.wait()
        await restore(booked, *about)

    for node in (0, 1):
        monkeypatch.setattr(day.site(node).bookings, "restore", held_up)
    assert day.site().bookings is bookings
    with server.client() as client:
        client.flushall()
    async with asyncio.timeout(PATIENCE):
        await telling.wait()
    await until(lambda: not any(day.site(node).recovered for node in (0, 1)), PATIENCE)
    for node in (0, 1):
        tab = await day.connected(passes["b"], "b", node)
        closing = await tab.hears("venue.closing")
        assert (await tab.ended(), closing["wait"] > 0) == (Close.OVERLOADED, True)
        tab = await day.connected(unknown, "d", node)
        assert await tab.ended() == Close.OVERLOADED, "perhaps they have just entered through another node"
        for call, text, body in (
            ("enter", "", {"ticket": day.ticket("b")}),
            ("leave", passes["c"], {}),
            ("leave", unknown, {}),
            ("me", unknown, None),
            ("me/erase", passes["c"], {}),
        ):
            answer = await day.asked(call, text, node=node, body=body)
            assert (answer.status_code, answer.json()["error"]["code"]) == (503, "store_unavailable")
    go_on.set()
    await one.hears("venue.resynced", PATIENCE)
    await all_agree(day)
    for who in ("b", "c"):
        assert (await day.back(passes[who], who)).place("wide") == ("placed", 0), who


@pytest.mark.parametrize("known", [True, False])
async def test_who_comes_before_the_node_notices_that_the_store_is_empty_keeps_their_pass(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    text, epoch = await day.pass_of("a"), day.site().epoch
    if not known:  # they entered through the other node a moment ago, and this one has not heard of it
        await until(lambda: ParticipantId("a") in day.site(1).house.standings, PATIENCE)
        day.site().house.standings.pop(ParticipantId("a"))
    monkeypatch.setattr(keeper, "BEAT", 5.0)
    await end_of_a_beat(day, monkeypatch)
    with server.client() as client:
        client.flushall()
    tab = await day.connected(text, "a")
    assert await tab.ended() == Close.OVERLOADED
    await until(lambda: day.site().recovered and day.site().epoch != epoch, PATIENCE)
    await until(lambda: ParticipantId("a") in day.site().house.standings, PATIENCE)
    assert (await day.back(text, "a")).here == "foyer"


async def test_whom_the_store_knows_no_more_is_refused_and_nothing_breaks(day: Day) -> None:
    """Their seat is in a room that is not served, and they were erased a moment ago: this node has not heard of it."""
    guest, site = await day.come("a", "plenum"), day.site()
    await site.store.ask("HDEL", site.keys["people"], "a")
    site.house.standings[ParticipantId("a")].room = RoomId("cellar")
    assert await guest.refused("venue.resume", room="plenum", position={"epoch": "", "offset": 0}) == "not_here"
