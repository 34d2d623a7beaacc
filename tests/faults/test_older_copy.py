"""Redis comes back with an older copy of its data, or with none: what was decided since then is not undone by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_store import PATIENCE, Files
from tests.guest import Guest
from tests.nodes import Day, day_at, until, venue_open
from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, opened_store
from tests.store.pictures import picture, picture_of_places
from venue.live import keeper
from venue.model.house import House
from venue.model.ids import NodeId, ParticipantId, RoomId, SessionId
from venue.model.people import Person
from venue.model.places import Places


@pytest.fixture
async def day(server: RedisServer, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    """A day on two nodes in this process, with a Redis that can be stopped, and a quicker heart."""
    monkeypatch.setattr(keeper, "BEAT", 0.3)
    async with venue_open(server.url, [slug], tmp_path / "nodes") as nodes, day_at(nodes, slug) as day:
        yield day


async def all_agree(day: Day) -> None:
    """Each node's house is what the store says, to the last detail."""

    async def same() -> bool:
        fresh = House()
        snapshot, places = await day.site().houses.snapshot(), Places()
        fresh.load(snapshot)
        places.load(snapshot.places)
        return all(
            picture(day.site(node).house) == picture(fresh)
            and picture_of_places(day.site(node).places) == picture_of_places(places)
            for node in (0, 1)
        )

    await until(lambda: all(day.site(node).recovered for node in (0, 1)), PATIENCE)
    await until(same, PATIENCE)


async def exchanged(day: Day, server: RedisServer, older: Path | None) -> None:
    """Redis dies, and starts with what it knew then; None: with nothing."""
    server.kill()
    if older is None:
        Files(server.folder).lose()
    else:
        Files(server.folder).become(older)
    await asyncio.to_thread(server.start)
    for guest in day.guests:
        if not guest._reading.done():
            await guest.hears("venue.resynced", PATIENCE)
    await all_agree(day)


def room_of(day: Day, who: str) -> set[Any]:
    return {day.site(node).house.room_of(ParticipantId(who)) for node in (0, 1)}


async def test_what_was_decided_after_the_copy_was_made_still_holds_for_everybody(
    day: Day, server: RedisServer, tmp_path: Path
) -> None:
    chief = await day.staff("chief", "foyer")
    former = await day.staff("former", "foyer", node=1)
    quiet, loud = await day.come("quiet", "foyer"), await day.come("loud", "foyer", node=1)
    walker, out = await day.come("walker", "plenum", node=1), await day.come("out", "plenum")
    home = await day.come("home", "plenum")
    for one in (quiet, loud, walker, former):
        await one.do("place.take", session="narrow")
    await chief.do("conduct.silence", person="quiet")
    await chief.do("conduct.show_out", person="out")
    await out.ended()
    Files(server.folder).copy(tmp_path / "older")
    await chief.do("conduct.unsilence", person="quiet")
    await chief.do("conduct.let_in", person="out")
    await chief.do("conduct.silence", person="loud")
    await day.asked("enter", node=0, body={"ticket": day.ticket("former", name="The former moderator")})
    await former.hears("you.changed")
    await quiet.do("place.give_up", session="narrow")
    await walker.do("place.accept", session="narrow")
    await walker.do("place.follow", how="always")
    for one in (chief, home):
        await one.do("place.take", session="wide")
    await walker.enter("workshop")
    await home.send('{"do":"venue.leave","ref":"home-1"}')
    await home.ended()
    await all_agree(day)
    await exchanged(day, server, tmp_path / "older")
    assert await former.refused("people.find") == "not_allowed", "nobody becomes a moderator again by that"
    assert await loud.refused("chat.send", room="foyer", text="but") == "silenced"
    await quiet.enter("foyer")
    await quiet.say("thank you")
    assert room_of(day, "walker") == {"workshop"}
    assert room_of(day, "home") == {None}, "who went home is not inside again"
    assert (await loud.do("place.take", session="narrow"))["state"] == "placed", "who had a place has it"
    assert (await quiet.do("place.take", session="narrow"))["ahead"] == 1, "who gave it up waits behind"
    assert (await day.back(await day.pass_of("walker"), "walker")).route == {
        "follow": "always",
        "places": [{"session": "narrow", "state": "placed", "ahead": 0, "until": 0}],
    }
    for node in (0, 1):
        assert day.site(node).places.count(SessionId("wide")) == (1, 0), "staff is not counted"
    assert (await day.come("out", node=1)).here == "plenum", "let in again, to where they were"


async def test_places_and_lists_outlive_a_store_that_came_back_empty(day: Day, server: RedisServer) -> None:
    people = [await day.come(f"p{n}", node=n % 2) for n in range(6)]
    await people[5].do("place.take", session="wide")
    for one in people:
        await one.do("place.take", session="narrow", instead=True)
    await people[1].do("place.give_up", session="narrow")
    standing = [("placed", 0), ("", 0), ("offered", 0), ("waiting", 0), ("waiting", 1), ("waiting", 2)]
    await until(lambda: [one.place("narrow") for one in people] == standing)
    await all_agree(day)
    await exchanged(day, server, None)
    for node in (0, 1):
        assert day.site(node).places.sessions[SessionId("narrow")].line() == ["p3", "p4", "p5"]
    assert await people[1].do("place.take", session="narrow") == {"state": "waiting", "ahead": 3}
    assert await people[2].do("place.accept", session="narrow") == {"state": "placed", "ahead": 0}
    assert [one.place("narrow") for one in people[3:]] == standing[3:], "nobody moved"
    assert people[5].place("wide") == ("placed", 0)


async def test_passes_that_were_ended_twice_stay_ended_after_the_second_was_forgotten(
    server: RedisServer, slug: str
) -> None:
    async with opened_store(server.url) as store:
        ledger = Ledger(store, slug)
        await ledger.begin()
        await ledger.come("a")
        await ledger.conduct("tickets.revoke", "a")
        first = dict(ledger.snapshot.ended)
        await ledger.arrive("a", "conn-2")
        known = House()
        known.load(ledger.snapshot)
        known.ended[ParticipantId("a")] = first[ParticipantId("a")] + 5_000
        await ledger.houses.restore(known)
        await ledger.check()
        assert ledger.snapshot.ended == {"a": first[ParticipantId("a")] + 5_000}
        await ledger.houses.restore(known)
        known.ended = dict(first)
        await ledger.houses.restore(known)
        await ledger.check()
        assert ledger.snapshot.ended == {"a": first[ParticipantId("a")] + 5_000}, "an older time changes nothing"


async def test_a_node_that_is_late_undoes_nothing_that_was_decided_since_the_restart(
    server: RedisServer, slug: str
) -> None:
    """The first node that looks knows more than the copy; whoever comes after it only fills in what is missing."""
    async with opened_store(server.url) as store:
        ledger = Ledger(store, slug)
        await ledger.begin()
        for who in ("a", "b"):
            await ledger.come(who)
        await ledger.conduct("conduct.silence", "a", 0)
        late = House()
        late.load(ledger.snapshot)
        late.silenced[ParticipantId("b")] = 0
        await ledger.conduct("conduct.silence", "a", 4_000_000)
        await ledger.admit("a", "speaker", name="Person Anew")
        await ledger.enter("a", "workshop")
        await ledger.houses.restore(late)
        await ledger.check()
        assert ledger.snapshot.silenced == {"a": 4_000_000, "b": 0}
        assert ledger.snapshot.people[ParticipantId("a")] == Person(
            ParticipantId("a"), "Person Anew", roles=("speaker",)
        )
        assert ledger.seats == {"a": "workshop", "b": "foyer"}
        await ledger.houses.retire(NodeId("n"))  # nobody is connected yet
        await ledger.houses.restore(late, newer=[ParticipantId("a")])
        await ledger.start("n")
        assert (await ledger.arrive("a", "conn-2")).room == RoomId("foyer"), "the first one puts back what it knows"
        assert ledger.snapshot.silenced == {"a": 0, "b": 0}


async def test_nobody_is_shown_the_old_history_under_the_new_epoch_while_a_node_looks_anew(
    day: Day, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, tab = await day.come("a", "plenum"), await day.come("b", "plenum")
    for n in range(3):
        await guest.say(f"word {n}")
    await tab.sees(lambda one: len(one.texts) == 3)
    old, site = tab.epoch, day.site()
    looking, go_on = asyncio.Event(), asyncio.Event()
    snapshot = site.houses.snapshot

    async def slowly() -> Any:
        looking.set()
        await go_on.wait()
        return await snapshot()

    monkeypatch.setattr(site.houses, "snapshot", slowly)
    with server.client() as client:
        client.flushall()
    async with asyncio.timeout(PATIENCE):
        await looking.wait()
    told = [await _entered(tab), await _entered(tab), await _resumed(tab, old), await _resumed(tab, site.epoch)]
    go_on.set()
    for epoch, offset in told:
        assert epoch in ("", old) or offset == 0, f"{offset} of {epoch} is another history"
    await tab.hears("venue.resynced", PATIENCE, room="plenum")
    await until(lambda: site.in_step and site.room_logs[RoomId("plenum")].loaded, PATIENCE)
    await tab.enter("plenum")
    assert (tab.epoch != old, tab.offset, tab.texts) == (True, 0, [])


async def _entered(guest: Guest) -> tuple[str, int]:
    """The position that one is shown; epoch "" where one is asked to come back later."""
    return _position(await guest.ask({"do": "room.enter", "ref": guest.next_ref(), "room": "plenum"}))


async def _resumed(guest: Guest, epoch: str) -> tuple[str, int]:
    position = {"epoch": epoch, "offset": 2}
    answer = {"do": "venue.resume", "ref": guest.next_ref(), "room": "plenum", "position": position}
    return _position(await guest.ask(answer))


def _position(answer: dict[str, Any]) -> tuple[str, int]:
    if "error" in answer:
        assert answer["error"]["code"] == "store_unavailable"
        return "", 0
    return answer["ok"]["position"]["epoch"], answer["ok"]["position"]["offset"]
