"""Another version of the event takes the place of one: what was foreseen is what happens, in one step."""

from __future__ import annotations

import asyncio
import dataclasses
import secrets

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redis_server import RedisServer
from tests.store.ledger import JOURNAL_ENTRY, Ledger, opened_store
from tests.store.publisher import PEOPLE, ROOMS, SESSIONS, Plan, Publisher
from tests.store.taken_along import LATER
from venue.model.effects import EventEffect
from venue.model.event import Event
from venue.model.house import Snapshot
from venue.model.ids import EventSlug, ParticipantId
from venue.model.places import bookable
from venue.model.show import ShowState
from venue.store.client import Store
from venue.store.rooms import Command, ScriptRefused
from venue.store.versions import KEPT, Changed, Publication, VersionStore, digest


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any rooms and sessions: those of one slot may share a room here, which a file's author may not."""
    names = draw(st.lists(st.sampled_from(ROOMS), min_size=1, unique=True))
    rooms = {name: draw(st.integers(1, 4)) for name in names}
    sessions = {
        name: (draw(st.integers(0, 1)), draw(st.sampled_from(names)))
        for name in draw(st.lists(st.sampled_from(SESSIONS), min_size=1, unique=True))
    }
    return Plan(rooms, sessions)


async def filled(publisher: Publisher, data: st.DataObject) -> None:
    """People come in, sit somewhere, and have places, offers and places in line."""
    ledger = publisher.ledger
    for who in PEOPLE:
        rooms = data.draw(st.one_of(st.just([]), st.lists(st.sampled_from(ROOMS), min_size=1, unique=True)))
        staff = data.draw(st.integers(0, 5)) == 0
        await ledger.admit(who, *(("moderator",) if staff else ()), rooms=rooms)
        await ledger.arrive(who)
        await ledger.enter(who, data.draw(st.sampled_from(("foyer", *(room.id for room in publisher.event.rooms)))))
    for who in data.draw(st.lists(st.sampled_from(PEOPLE), max_size=14)):
        session = data.draw(st.sampled_from([session.id for session in publisher.event.sessions]))
        try:
            await ledger.take(who, session, instead=data.draw(st.booleans()))
        except ScriptRefused:
            continue


def totals(foreseen: tuple[EventEffect, ...], kind: str) -> dict[str, tuple[int, int]]:
    return {effect.id: (effect.count, effect.more) for effect in foreseen if effect.kind == kind}


def compare(before: Snapshot, after: Snapshot, foreseen: tuple[EventEffect, ...], new: Event) -> None:
    """What happened to people is what was foreseen, person by person in number."""
    rooms = {room.id for room in new.rooms}
    gone = {room for room in before.seats.values() if room not in rooms}
    leaving = {room: sum(seat == room for seat in before.seats.values()) for room in gone}
    assert totals(foreseen, "leave_room") == {room: (count, 0) for room, count in leaving.items()}
    assert set(before.seats) == set(after.seats), "nobody is thrown out"
    assert set(after.seats.values()) <= rooms
    assert all(before.seats[who] == seat for who, seat in after.seats.items() if before.seats[who] in rooms)
    for session, booking in before.places.sessions.items():
        now_booked = after.places.sessions.get(session)
        kept = set(now_booked.placed) if now_booked else set()
        waiting = {*now_booked.waiting, *now_booked.offered} if now_booked else set()
        had = set(booking.placed)
        lost = had - kept - waiting
        lists = {*booking.offered, *booking.waiting} - kept - waiting
        ended = totals(foreseen, "places_gone").get(session, (0, 0))
        barred, collided = (totals(foreseen, f"places_{why}").get(session, (0, 0))[0] for why in ("barred", "collide"))
        assert sum(ended) + barred + collided == len(lost | lists), session
        assert totals(foreseen, "places_queued").get(session, (0, 0))[0] == len(had & waiting), session


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=plans(), second=plans(), data=st.data())
def test_what_was_foreseen_is_what_happens(
    one_redis: RedisServer, first: Plan, second: Plan, data: st.DataObject
) -> None:
    async def publish() -> None:
        async with opened_store(one_redis.url) as store:
            publisher = Publisher(Ledger(store, f"v-{secrets.token_hex(6)}"))
            await publisher.begin(first)
            await filled(publisher, data)
            before = await publisher.ledger.houses.snapshot()
            foreseen = await publisher.publish(second)
            await publisher.ledger.check()
            compare(before, publisher.ledger.snapshot, foreseen, publisher.event)

    asyncio.run(publish())


@pytest.fixture
async def publisher(store: Store, slug: str) -> Publisher:
    publisher = Publisher(Ledger(store, slug))
    await publisher.begin(Plan({"small": 3, "hall": 4}, {"a1": (0, "small"), "b1": (0, "hall")}))
    for who in PEOPLE:
        await publisher.ledger.admit(who)
        await publisher.ledger.arrive(who)
    return publisher


async def test_who_came_first_keeps_the_place_and_the_last_ones_stand_at_the_head_of_the_line(
    publisher: Publisher,
) -> None:
    ledger = publisher.ledger
    for who in ("p5", "p2", "p4", "p1"):
        await ledger.take(who, "a1")
    await publisher.publish(Plan({"small": 1, "hall": 4}, {"a1": (0, "small"), "b1": (0, "hall")}))
    await ledger.check()
    assert ledger.placed("a1") == {"p5"}
    assert ledger.line("a1") == ["p2", "p4", "p1"]
    await publisher.publish(Plan({"small": 2, "hall": 4}, {"a1": (0, "small"), "b1": (0, "hall")}))
    await ledger.check()
    assert ledger.offered("a1") == {"p2"}, "a place that is there again is offered in that order"


async def test_a_session_that_has_begun_keeps_its_places(publisher: Publisher) -> None:
    for who in ("p1", "p2", "p3"):
        await publisher.ledger.take(who, "a1")
    foreseen = await publisher.publish(Plan({"small": 1, "hall": 4}, {"a1": (0, "small")}, begun=True))
    assert totals(foreseen, "places_over") == {"a1": (2, 0)}
    publisher.ledger.sessions = {
        session: msgspec.structs.replace(about, capacity=None) for session, about in publisher.ledger.sessions.items()
    }
    await publisher.ledger.check()
    assert publisher.ledger.placed("a1") == {"p1", "p2", "p3"}


async def test_of_two_publications_upon_the_same_version_one_counts(publisher: Publisher) -> None:
    await publisher.publish(Plan({"small": 2}, {"a1": (0, "small")}))
    with pytest.raises(Changed) as changed:
        await publisher.publish(Plan({"small": 4}, {"a1": (0, "small")}), expected=1)
    assert changed.value.number == 2


async def test_times_that_do_not_count_any_more_are_not_published(publisher: Publisher) -> None:
    event = publisher.event
    seen = Publication("text", event, event, 1, bookable(event, lambda ms: ms), "browser")
    await publisher.ledger.run_show(ShowState(number=1, moved={}))
    with pytest.raises(Changed) as changed:
        await publisher.versions.publish(seen)
    assert changed.value.number == 1, "it is the run of show that changed"
    assert await publisher.versions.publish(dataclasses.replace(seen, show=1)) != (1, 0)


async def test_the_same_command_publishes_once(publisher: Publisher) -> None:
    event = publisher.event
    what = Publication("text", event, event, 1, bookable(event, lambda ms: ms), "browser")
    command = Command(ParticipantId("p1"), "r-1", "event.publish")
    assert await publisher.versions.publish(what, command=command, journal=JOURNAL_ENTRY) != (2, 0)
    assert await publisher.versions.publish(what, command=command, journal=JOURNAL_ENTRY) == (2, 0)
    kept = await publisher.versions.current()
    assert kept is not None
    assert (kept.text, kept.version.number, kept.version.by, kept.version.source) == ("text", 2, "p1", "browser")


async def test_the_oldest_versions_go_first(publisher: Publisher) -> None:
    for _ in range(KEPT + 2):
        await publisher.publish(Plan({"small": 3}, {"a1": (0, "small")}))
    assert [version.number for version in await publisher.versions.listed()] == list(range(KEPT + 3, 3, -1))
    assert await publisher.versions.kept(3) is None


async def test_a_store_that_forgot_a_version_gets_it_back_once(publisher: Publisher) -> None:
    await publisher.publish(Plan({"small": 2}, {"a1": (0, "small")}))
    kept = await publisher.versions.current()
    assert kept is not None
    other = VersionStore(publisher.ledger.store, EventSlug(f"other-{publisher.ledger.houses.keys.slug}"))
    assert await other.keep(kept)
    assert not await other.keep(kept)
    assert await other.current() == kept


async def test_which_texts_counted_is_known_for_longer_than_they_are_kept_but_not_for_ever(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venue.store.versions.REMEMBERED", 4)
    kept = await publisher.versions.current()
    assert kept is not None
    for _ in range(4):
        await publisher.publish(Plan({"small": 3}, {"a1": (0, "small")}))
    known = [await publisher.versions.knows(f"version {number}") for number in (1, 2, 3, 4, 5, 6)]
    assert known == [False, True, True, True, True, False]
    other = VersionStore(publisher.ledger.store, EventSlug(f"other-{publisher.ledger.houses.keys.slug}"))
    assert await other.keep(kept, await publisher.versions.digests() - {digest("version 2")})
    assert await other.digests() == {digest(f"version {number}") for number in (1, 3, 4, 5)}


async def test_who_has_two_places_in_one_slot_by_it_keeps_the_one_that_was_there(publisher: Publisher) -> None:
    ledger = publisher.ledger
    await publisher.publish(Plan({"small": 3, "hall": 4}, {"a1": (0, "small"), "b1": (1, "hall")}))
    for who, session in (("p1", "a1"), ("p1", "b1"), ("p2", "b1")):
        await ledger.take(who, session)
    foreseen = await publisher.publish(Plan({"small": 3, "hall": 4}, {"a1": (0, "small"), "b1": (0, "hall")}))
    await ledger.check()
    assert totals(foreseen, "places_collide") == {"b1": (1, 0)}
    assert (ledger.placed("a1"), ledger.placed("b1")) == ({"p1"}, {"p2"})


async def test_a_place_in_a_room_that_the_ticket_does_not_open_goes_to_the_next(publisher: Publisher) -> None:
    ledger = publisher.ledger
    await ledger.admit("limited", rooms=["small"])
    for who in ("limited", "p1", "p2", "p3"):
        await ledger.take(who, "a1")
    rooms = {"small": 3, "hall": 3}
    foreseen = await publisher.publish(Plan(rooms, {"a1": (0, "hall"), "b1": (0, "small")}))
    await ledger.check()
    assert totals(foreseen, "places_barred") == {"a1": (1, 0)}
    assert ledger.placed("a1") == {"p1", "p2"}
    assert ledger.offered("a1") == {"p3"}


async def test_an_announced_move_to_a_room_that_vanished_leaves_everybody_where_they_are(publisher: Publisher) -> None:
    ledger = publisher.ledger
    await ledger.come("s", "foyer", "speaker")
    await ledger.move("small", "people", "p1", "p2", "s", plan=LATER, ref="1")
    await publisher.publish(Plan({"hall": 4}, {"b1": (0, "hall")}))
    await ledger.answer("p2", "go", "o-1")
    for who in ("p1", "s"):
        await ledger.store.ask("ZADD", ledger.houses.keys["due"], 1, who)
    assert await ledger.carry() == 2
    assert set(ledger.seats.values()) == {"foyer"}
    assert await ledger.fates("o-1") == {"p1": "barred", "p2": "barred", "s": "barred"}, "none of them finds it full"
