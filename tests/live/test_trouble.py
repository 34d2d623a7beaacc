"""Redis hangs, dies, comes back, comes back empty: people stay, are told, and lose nothing that can be kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.day import day_called
from tests.guest import Guest, Refused
from tests.nodes import Day, day_at, opened, until, venue_open
from tests.redis_server import RedisServer
from venue.live import keeper
from venue.model.ids import ConnectionId, NodeId, ParticipantId
from venue.protocol.codes import Close
from venue.store.house import Arrival

REAL_BEAT = keeper.BEAT
PATIENCE = 15.0
"""Seconds: the machine may be busy, and a Redis has to start."""


@pytest.fixture
def server(own_redis: Callable[..., RedisServer]) -> RedisServer:
    """A Redis for this test alone."""
    return own_redis()


@pytest.fixture
async def day(server: RedisServer, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    """A day on two nodes; with a quicker heart, so that nobody waits long."""
    monkeypatch.setattr(keeper, "BEAT", 0.3)
    async with venue_open(server.url, [slug], tmp_path) as nodes, day_at(nodes, slug) as day:
        yield day


async def told_once_more(guest: Guest, text: str) -> None:
    """Says it again with the same ref until it is taken, as a browser does."""
    ref = guest.next_ref()
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await guest.do("chat.send", ref=ref, room=guest.room, text=text)
                return
            except Refused as refused:
                if refused.code != "store_unavailable":
                    raise
                await asyncio.sleep(0.05)


async def in_step(day: Day) -> None:
    await until(lambda: all(day.site(node).recovered for node in (0, 1)), PATIENCE)


async def test_while_redis_hangs_people_stay_are_told_and_commands_are_refused_in_a_second(
    day: Day, server: RedisServer
) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    await one.say("before")
    server.pause()
    began = time.monotonic()
    answer = await one.ask({"do": "chat.send", "ref": "x-1", "room": "plenum", "text": "during"})
    assert (answer["error"]["code"], answer["error"]["retry"]) == ("store_unavailable", True)
    assert time.monotonic() - began < 1.5, "a second, and something for a busy machine"
    for guest in (one, other):
        await guest.hears("venue.troubled", PATIENCE)
    server.resume()
    for guest in (one, other):
        await guest.hears("venue.recovered", PATIENCE)
    assert (await one.do("chat.send", ref="x-1", room="plenum", text="during"))["offset"] == 2
    await other.sees(lambda guest: guest.texts == ["before", "during"])
    assert not other.heard("venue.resynced"), "nothing was lost, so nobody starts again"
    assert day.site().presence.occupancy(one.room).present == 2  # type: ignore[arg-type]


async def test_a_killed_redis_comes_back_with_everything_and_a_new_epoch(day: Day, server: RedisServer) -> None:
    one, other = await day.come("a", "workshop"), await day.come("b", "workshop", node=1)
    await one.say("before")
    epoch = one.epoch
    server.kill()
    for guest in (one, other):
        await guest.hears("venue.troubled", PATIENCE)
    assert await one.refused("chat.send", room="workshop", text="during") == "store_unavailable"
    server.start()
    for guest in (one, other):
        await guest.hears("venue.recovered", PATIENCE)
        await guest.hears("venue.resynced", room="workshop")
        await guest.enter("workshop")
        assert guest.epoch != epoch
        assert guest.texts == ["before"]
    await one.say("after")
    await other.sees(lambda guest: guest.texts == ["before", "after"])
    assert (await one.resume("workshop", epoch, 1))["resumed"] is False, (
        "what the old epoch said may be another history"
    )
    assert other.counts["workshop"] == (2, 2)


async def test_a_restart_too_quick_for_a_beat_is_noticed_by_every_event_of_a_node(
    server: RedisServer, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "BEAT", 0.3)
    events = [day_called(slug), day_called(f"{slug}-b")]
    async with opened(server.url, events, tmp_path) as node, day_at([node], slug) as day:
        other_day = Day(f"{slug}-b", [node], day.http, day.guests)
        guests = [await day.come("a"), await other_day.come("b")]
        await guests[0].say("before")
        epochs = [guest.epoch for guest in guests]
        monkeypatch.setattr(keeper, "BEAT", 2.0)
        await end_of_a_beat(other_day, monkeypatch)
        server.restart()
        day.site().whereabouts.out_of_step.set()  # one event sees it first, and the other finds a store that answers
        for guest in guests:
            await guest.hears("venue.resynced", PATIENCE)
            await guest.enter("foyer")
        assert all(guest.epoch != epoch for guest, epoch in zip(guests, epochs, strict=True))
        assert guests[0].texts == ["before"]


async def end_of_a_beat(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits until a node has just looked at everything in the store: it does so again after a whole beat."""
    whereabouts, over = day.site().whereabouts, asyncio.Event()
    compare_ends = whereabouts.compare_ends

    async def compared() -> None:
        await compare_ends()
        over.set()

    monkeypatch.setattr(whereabouts, "compare_ends", compared)
    await over.wait()


@pytest.mark.parametrize("restarted", [False, True], ids=["emptied", "emptied and restarted"])
async def test_an_empty_redis_gets_back_who_was_where_and_who_kept_order_how(
    day: Day, server: RedisServer, restarted: bool
) -> None:
    one, other = await day.come("a", "workshop"), await day.come("b", "plenum", node=1)
    moderator = await day.staff(node=1)
    shown_out = await day.pass_of("out")
    revoked = day.ticket("r")
    await day.pass_of("r")
    await moderator.do("conduct.silence", person="b", reason="Too loud")
    await moderator.do("conduct.show_out", person="out")
    await moderator.do("show.extend", minutes=7)
    await moderator.do("room.close", room="cafeteria")
    await day.site().tickets.revoke(["k-r"], ParticipantId("r"), "The desk", "", b'{"number":0}')
    await until(lambda: ParticipantId("r") in day.site(0).house.ended and ParticipantId("r") in day.site(1).house.ended)
    await _beats(day, 2)
    await one.say("gone with the store")
    with server.client() as client:
        client.flushall()
    if restarted:
        server.restart()
    for guest in (one, other, moderator):
        await guest.hears("venue.resynced", PATIENCE)
    await in_step(day)
    await one.enter("workshop")
    assert one.texts == [], "what was said is lost, and nobody pretends otherwise"
    await one.say("and on we go")
    await other.enter("plenum")
    assert await other.refused("chat.send", room="plenum", text="but") == "silenced"
    again = await day.connected(shown_out, "out")
    assert await again.ended() == Close.PASS_ENDED
    entered = await day.asked("enter", body={"ticket": revoked})
    assert entered.json()["error"]["code"] == "ticket_revoked"
    late = await day.come("late")
    assert late.welcome["show"]["number"] == 1
    running = next(step for step in late.welcome["show"]["steps"] if step["id"] == late.welcome["show"]["step"])
    assert running["ends"] == running["planned"][1] + 7 * 60_000
    assert late.welcome["closed"] == ["cafeteria"]
    assert day.site().house.chosen.keys() >= {"a", "b"}, "where they walked is where they chose to be"
    await moderator.enter("foyer")
    await moderator.sees(lambda guest: guest.counts["workshop"] == (1, 1) and guest.counts["plenum"] == (1, 1))


async def test_while_an_emptied_store_is_told_who_is_here_nobody_hears_that_they_are_not(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await day.come("a", "workshop")
    whereabouts = day.site().whereabouts
    rearrive, begun, go_on = whereabouts.rearrive, asyncio.Event(), asyncio.Event()

    async def held_up() -> None:
        begun.set()
        await go_on.wait()
        await rearrive()

    monkeypatch.setattr(whereabouts, "rearrive", held_up)
    with server.client() as client:
        client.flushall()
    server.restart()
    await begun.wait()
    answer = await one.ask({"do": "chat.send", "ref": "x-1", "room": "workshop", "text": "still here"})
    assert (answer["error"]["code"], answer["error"]["retry"]) == ("store_unavailable", True)
    go_on.set()
    await until(lambda: day.site().recovered, PATIENCE)
    await one.do("chat.send", ref="x-1", room="workshop", text="still here")


async def _beats(day: Day, count: int) -> None:
    """Waits until each node has renewed its lease so many times: it has looked at the store as often."""
    site = day.site()
    for incarnation in [day.site(node).incarnation for node in range(len(day.nodes))]:
        for _ in range(count):
            before = await site.store.ask("ZSCORE", site.keys["nodes"], incarnation)

            async def renewed(incarnation: str = incarnation, before: object = before) -> bool:
                return bool(await site.store.ask("ZSCORE", site.keys["nodes"], incarnation) != before)

            await until(renewed, PATIENCE)


async def test_nobody_comes_back_as_a_moderator_because_a_node_was_out_of_step(day: Day) -> None:
    """A node that was frozen begins anew with what the store knows, not with what it remembers."""
    moderator = await day.staff("m1", node=1)
    loud = await day.come("a", node=1)
    keeper = await day.staff("m2")
    await keeper.do("conduct.silence", person="a")
    await loud.hears("you.changed")
    stale = day.site(1)
    real, stale.heard_log = stale.heard_log, lambda *_: None  # type: ignore[method-assign]
    await day.asked("enter", node=0, body={"ticket": day.ticket("m1", name="The moderator")})
    await keeper.do("conduct.unsilence", person="a")
    stale.heard_log = real  # type: ignore[method-assign]
    stale.whereabouts.out_of_step.set()
    assert (await moderator.hears("you.changed"))["me"]["grants"] == ["talk"]
    await until(lambda: not stale.whereabouts.out_of_step.is_set() and stale.in_step, PATIENCE)
    assert await moderator.refused("people.find") == "not_allowed"
    assert (await day.site(0).houses.snapshot()).silenced == {}
    await until(lambda: not day.site(1).house.silenced)


async def test_a_node_that_was_frozen_too_long_gives_its_people_back_their_places(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, witness = await day.come("a", "workshop", node=1), await day.come("w", "workshop")
    await witness.sees(lambda one: set(one.roster or ()) == {"a", "w"})
    monkeypatch.setattr("venue.store.house.GRACE_MS", 0)
    site, frozen = day.site(0), day.site(1).incarnation
    over = site.store.ask("ZADD", site.keys["nodes"], time.time_ns() // 1_000_000 - 9_000, frozen)
    await asyncio.gather(over, site.houses.sweep())
    assert "a" not in (await site.houses.snapshot()).here
    await until(lambda: day.site(1).incarnation != frozen and day.site(1).house.present["workshop"].get("a"), PATIENCE)  # type: ignore[index, call-overload]
    assert "a" in (await site.houses.snapshot()).here, "under its new name"
    await guest.say("was I away?")
    await witness.sees(lambda one: one.texts == ["was I away?"])
    await witness.sees(lambda one: set(one.roster or ()) == {"a", "w"} and one.counts["workshop"] == (2, 2))


async def test_forgotten_scripts_are_loaded_again_without_anybody_noticing(day: Day, server: RedisServer) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    with server.client() as client:
        client.script_flush()
    await asyncio.gather(*(one.say(f"{n}") for n in range(5)), other.enter("foyer"))
    assert sorted((await day.come("c", "plenum", node=1)).texts) == list("01234")
    assert not one.heard("venue.troubled")


async def test_a_lost_subscription_heals_and_nothing_is_missing(day: Day, server: RedisServer) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    with server.client() as client:
        for n in range(4):
            client.client_kill_filter(_type="pubsub")
            await one.say(f"word {n}")
    await other.sees(lambda guest: guest.texts == [f"word {n}" for n in range(4)], within=4)
    await one.sees(lambda guest: guest.texts == other.texts, within=4)
    await until(lambda: day.site(0).bus.alive and day.site(1).bus.alive)


async def test_a_publication_that_was_lost_last_is_noticed_all_the_same(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "BEAT", REAL_BEAT)
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    await one.say("heard")
    with server.client() as client:
        lost = '7 a {"on":"chat.posted","by":"a","name":"A","text":"lost on its way","at":7,"ref":"x"}'
        client.hset(f"v:{{{day.slug}}}:log:plenum", "2", lost)
        client.hincrby(f"v:{{{day.slug}}}:ends", "plenum", 1)
    for guest in (one, other):
        await guest.sees(lambda guest: guest.texts == ["heard", "lost on its way"], within=3)


async def test_a_move_that_was_lost_on_its_way_is_followed_all_the_same(day: Day) -> None:
    person, moderator = await day.come("a", "plenum", node=1), await day.staff()
    deaf = day.site(1)
    real, deaf.heard_log = deaf.heard_log, lambda *_: None  # type: ignore[method-assign]
    await moderator.do("people.move", people=["a"], to="workshop", reason="It begins")
    news = await person.hears("you.moved", within=4)
    deaf.heard_log = real  # type: ignore[method-assign]
    assert (news["room"], news["by"], news["reason"]) == ("workshop", "The moderator", "It begins")


async def test_after_a_gap_beyond_memory_everybody_in_the_room_starts_anew(day: Day) -> None:
    guest = await day.come("a", "plenum", node=1)
    deaf = day.site(1)
    real, deaf.heard_log = deaf.heard_log, lambda *_: None  # type: ignore[method-assign]
    [talker] = await day.crowd(1, "plenum")
    ask, log = day.site().store.ask, list[str | int]()
    prefix = f"v:{{{day.slug}}}:"
    for n in range(1, 301):
        body = f'7 {talker} {{"on":"chat.posted","by":"c0","name":"C","text":"{n}","at":7,"ref":"x"}}'
        log += [n, body]
    await asyncio.gather(ask("HSET", f"{prefix}log:plenum", *log), ask("HSET", f"{prefix}ends", "plenum", 300))
    await guest.hears("venue.resynced", within=4, room="plenum")
    deaf.heard_log = real  # type: ignore[method-assign]
    await guest.enter("plenum")
    assert guest.texts == [f"{n}" for n in range(251, 301)]


async def test_said_while_the_store_was_away_is_said_once(day: Day, server: RedisServer) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    server.pause()
    waiting = asyncio.create_task(told_once_more(one, "at last"))
    await one.hears("venue.troubled", PATIENCE)
    server.resume()
    await waiting
    await one.hears("venue.recovered", PATIENCE)
    await other.sees(lambda guest: guest.texts == ["at last"])
    assert (await day.come("c", "plenum")).texts == ["at last"]


async def test_who_comes_while_the_store_is_away_is_asked_to_come_back_later(day: Day, server: RedisServer) -> None:
    text = await day.pass_of("a")
    server.pause()
    guest = await day.connected(text, "a")
    closing = await guest.hears("venue.closing")
    assert (await guest.ended(), closing["code"]) == (Close.OVERLOADED, Close.OVERLOADED)
    assert closing["wait"] > 0
    server.resume()
    await in_step(day)
    assert (await day.come("a")).here == "foyer"


async def test_a_connection_that_closes_while_the_store_is_away_is_no_ghost_afterwards(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, witness = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    await witness.sees(lambda one: set(one.roster or ()) == {"a", "b"})
    server.pause()
    await guest.lose()
    await witness.hears("venue.troubled", PATIENCE)
    monkeypatch.setattr("venue.store.house.GRACE_MS", 1000)
    server.resume()
    await witness.hears("venue.recovered", PATIENCE)
    await witness.sees(lambda one: set(one.roster or ()) == {"b"}, PATIENCE)
    assert await day.site().connections_everywhere() == {"b": 1}


async def test_a_tab_that_closes_while_its_node_begins_anew_is_no_ghost_afterwards(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, witness = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    site = day.site()
    arrive = site.houses.arrive

    async def closing_meanwhile(who: ParticipantId, node: NodeId, connection: ConnectionId) -> Arrival:
        if who == "a":
            await guest.lose()
            await until(lambda: not site.by_person and not site.whereabouts.departures)
        return await arrive(who, node, connection)

    monkeypatch.setattr(site.houses, "arrive", closing_meanwhile)
    monkeypatch.setattr("venue.store.house.GRACE_MS", 500)
    site.whereabouts.out_of_step.set()
    await witness.sees(lambda one: set(one.roster or ()) == {"b"}, PATIENCE)
    assert await site.connections_everywhere() == {"b": 1}
