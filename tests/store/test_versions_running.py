"""Another version of the event while sessions run: who is in one goes with it to its other room, and nobody else."""

from __future__ import annotations

import asyncio
import secrets

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, now, opened_store
from tests.store.publisher import LARGE, PEOPLE, ROOMS, Plan, Publisher
from venue.model.belonging import Rooms, RunningPlace, Stay, belongs
from venue.model.ids import ParticipantId, RoomId
from venue.model.places import ASKED, Follow
from venue.store.client import Store


@pytest.fixture
async def publisher(store: Store, slug: str) -> Publisher:
    publisher = Publisher(Ledger(store, slug))
    await publisher.begin(Plan({"small": 3, "hall": 4}, {"a1": (0, "small"), "b1": (0, "hall")}))
    for who in PEOPLE:
        await publisher.ledger.admit(who)
        await publisher.ledger.arrive(who)
    return publisher


async def test_who_follows_the_programme_goes_along_when_what_runs_changes_rooms(publisher: Publisher) -> None:
    ledger = publisher.ledger
    await ledger.take("p1", "a1")
    await ledger.take("p2", "a1")
    await ledger.take("p3", "a1")
    for who in ("p1", "p3"):
        await ledger.places.follow(ledger.command(who, "place.follow"), "always")
    rooms = {"small": 3, "hall": 4, "attic": 3}
    await publisher.publish(Plan(rooms, {"a1": (0, "small")}, begun=True))
    await publisher.begins("a1")
    for who, room in (("p1", "small"), ("p2", "small"), ("p3", "attic")):
        await ledger.enter(who, room)
    await publisher.publish(Plan(rooms, {"a1": (0, "hall")}, begun=True))
    await ledger.check()
    assert ledger.seats["p1"] == "hall", "also who had walked there"
    assert ledger.seats["p2"] == "small", "who wants to be asked is asked"
    assert ledger.seats["p3"] == "attic", "who chose another room stays there"
    await ledger.depart("p3")
    await ledger.sweep(grace=-1)
    await ledger.sweep(grace=-1, hold=-1)
    assert (await ledger.arrive("p3", "back")).room == "attic", "and comes back there"


async def test_who_was_sent_on_from_a_closed_room_goes_along_to_the_one_that_takes_its_place(
    publisher: Publisher,
) -> None:
    ledger = publisher.ledger
    for who in ("p1", "p2"):
        await ledger.take(who, "a1")
        await ledger.places.follow(ledger.command(who, "place.follow"), "always")
        await ledger.enter(who, "small")
    await publisher.publish(Plan({"small": 3, "hall": 4}, {"a1": (0, "small")}, begun=True))
    await publisher.begins("a1", at=now())
    await ledger.close("small")
    await ledger.enter("p2", "hall")
    await publisher.publish(Plan({"small": 3, "hall": 4, "attic": 3}, {"a1": (0, "attic")}, begun=True))
    await ledger.check()
    assert (ledger.seats["p1"], ledger.seats["p2"]) == ("attic", "hall")


async def test_brought_back_into_a_smaller_room_who_had_a_place_stands_before_who_waited(publisher: Publisher) -> None:
    ledger = publisher.ledger
    sessions = {"a1": (0, "small"), "b1": (0, "hall")}
    await publisher.publish(Plan({"small": 2, "hall": 4}, sessions))
    for who in ("p1", "p2", "p3", "p4"):
        await ledger.take(who, "a1")
    await publisher.publish(Plan({"small": 2, "hall": 4}, sessions, begun=True))
    await ledger.settle()
    await publisher.publish(Plan({"small": 1, "hall": 4}, sessions))
    await ledger.check()
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"p1"}, ["p2", "p3", "p4"])


async def test_who_waited_for_what_is_now_in_a_room_that_their_ticket_does_not_open_does_not_stand_again(
    publisher: Publisher,
) -> None:
    ledger = publisher.ledger
    rooms = {"small": 1, "attic": 1}
    await publisher.publish(Plan(rooms, {"a1": (0, "small")}))
    await ledger.admit("p2", rooms=("foyer", "small"))
    for who in ("p1", "p2", "p3"):
        await ledger.take(who, "a1")
    await publisher.publish(Plan(rooms, {"a1": (0, "small")}, begun=True))
    await ledger.settle()
    end = ledger.offset
    await publisher.publish(Plan(rooms, {"a1": (0, "attic")}, begun=True))
    await ledger.check()
    assert ledger.offset == end + 1, "nobody is told again that they do not wait"
    await publisher.publish(Plan(rooms, {"a1": (0, "attic")}))
    await ledger.give_up("p1", "a1")
    assert (ledger.offered("a1"), ledger.line("a1")) == ({"p3"}, [])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_when_what_runs_changes_rooms_everybody_is_where_the_rule_says(
    one_redis: RedisServer, data: st.DataObject
) -> None:
    async def publish() -> None:
        async with opened_store(one_redis.url) as store:
            publisher = Publisher(Ledger(store, f"v-{secrets.token_hex(6)}"))
            await publisher.begin(Plan(LARGE, {"a1": (0, "small"), "b1": (0, "hall")}))
            opened = await during(publisher, data)
            before, placed = (
                dict(publisher.ledger.seats),
                {name: publisher.ledger.placed(name) for name in ("a1", "b1")},
            )
            names = data.draw(st.lists(st.sampled_from(ROOMS), min_size=1, unique=True))
            running = data.draw(st.lists(st.sampled_from(("a1", "b1")), min_size=1, unique=True))
            sessions = {name: (0, data.draw(st.sampled_from(names))) for name in running}
            await publisher.publish(Plan(dict.fromkeys(names, 9), sessions, begun=True))
            await publisher.ledger.check()
            rooms = Rooms(foyer=RoomId("foyer"), known={room.id for room in publisher.event.rooms})
            for who, seat in before.items():
                mine = next((name for name in sessions if who in placed[name]), None)
                was = publisher.was.get(mine or "", "")
                along = mine is not None and seat == was != sessions[mine][1]
                stay = Stay(
                    seat=RoomId(seat),
                    chosen=0 if along else opened,
                    place=RunningPlace(RoomId(sessions[mine][1]), opened) if mine else None,
                    follow=publisher.ledger.snapshot.places.follow.get(ParticipantId(who), ASKED),
                )
                goes = along or seat not in rooms.known
                assert publisher.ledger.seats[who] == (belongs(stay, rooms).room if goes else seat)

    asyncio.run(publish())


async def during(publisher: Publisher, data: st.DataObject) -> int:
    """Both sessions run, and some people have walked since they began (at that time)."""
    ledger = publisher.ledger
    for who in PEOPLE[:4]:
        await ledger.admit(who)
        await ledger.arrive(who)
        await ledger.take(who, data.draw(st.sampled_from(("a1", "b1"))))
        how: Follow = data.draw(st.sampled_from(("always", "always", "ask")))
        await ledger.places.follow(ledger.command(who, "place.follow"), how)
    await publisher.publish(Plan(LARGE, {"a1": (0, "small"), "b1": (0, "hall")}, begun=True))
    opened = await publisher.begins("a1", "b1")
    for who in PEOPLE[:4]:
        await ledger.enter(who, data.draw(st.sampled_from(("small", "hall", *ROOMS))))
    return opened
