"""Places in sessions as the store decides about them: never one too many, and everybody in their turn."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable

import pytest

from tests.redis_server import RedisServer
from tests.store.ledger import HOUR, Ledger, now, opened_store, sessions_from
from venue.model.ids import ParticipantId, SessionId
from venue.model.people import Person
from venue.model.places import Follow
from venue.store.places import Given, PlaceStore
from venue.store.rooms import Conducted, ScriptRefused

A1, B1 = SessionId("a1"), SessionId("b1")
OFFER_MS = 180_000


async def refused(work: Awaitable[object]) -> str:
    """The code with which the script says no."""
    with pytest.raises(ScriptRefused) as no:
        await work
    return no.value.code


async def people(ledger: Ledger, *who: str) -> None:
    for one in who:
        await ledger.admit(one)


async def test_who_registers_has_a_place_and_who_comes_when_it_is_full_waits_in_order(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c")
    assert (await ledger.take("a", "a1")).state == "placed"
    second, third = await ledger.take("b", "a1"), await ledger.take("c", "a1")
    assert [(one.state, one.ahead) for one in (second, third)] == [("waiting", 0), ("waiting", 1)]
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"a"}, ["b", "c"])


async def test_whoever_asks_again_is_told_where_they_stand_and_changes_nothing(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "a1")
    end = ledger.offset
    assert (await ledger.take("a", "a1")).state == "placed"
    assert (await ledger.take("b", "a1")).ahead == 0
    assert ledger.offset == end


async def test_a_repeated_command_is_done_once_and_another_with_its_ref_is_a_conflict(ledger: Ledger) -> None:
    await people(ledger, "a")
    first = await ledger.take("a", "a1", ref="same")
    await ledger.give_up("a", "a1")
    again = await ledger.take("a", "a1", ref="same")
    assert (again.state, again.ahead) == (first.state, first.ahead)
    assert ledger.placed("a1") == set()
    assert await refused(ledger.places.give_up(ledger.command("a", "place.give_up", "same"), A1)) == "conflict"


async def test_a_person_has_one_place_per_slot_and_may_change_it_in_one_step(ledger: Ledger) -> None:
    await people(ledger, "a")
    await ledger.take("a", "a1")
    await ledger.take("a", "a2")
    assert await refused(ledger.take("a", "b1")) == "place_in_slot"
    assert (await ledger.take("a", "b1", instead=True)).state == "placed"
    assert (ledger.placed("a1"), ledger.placed("b1"), ledger.placed("a2")) == (set(), {"a"}, {"a"})


async def test_who_wants_to_change_into_a_full_session_keeps_the_old_place_until_the_offer_is_accepted(
    ledger: Ledger,
) -> None:
    await people(ledger, "a", "b", "c")
    await ledger.take("a", "a1")
    await ledger.take("b", "b1")
    assert (await ledger.take("b", "a1", instead=True)).state == "waiting"
    assert ledger.placed("b1") == {"b"}
    await ledger.give_up("a", "a1")
    assert (ledger.offered("a1"), ledger.placed("b1")) == ({"b"}, {"b"})
    await ledger.accept("b", "a1")
    assert (ledger.placed("a1"), ledger.placed("b1")) == ({"b"}, set())


async def test_who_accepts_leaves_the_slots_other_lists_and_offers_and_those_behind_move_up(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c", "d", "e")
    await ledger.take("a", "a1")
    for one in ("b", "c"):
        await ledger.take(one, "b1")
    for one in ("d", "e"):
        await ledger.take(one, "a1")
        await ledger.take(one, "b1")
    await ledger.give_up("b", "b1")
    await ledger.give_up("a", "a1")
    assert (ledger.offered("a1"), ledger.offered("b1")) == ({"d"}, {"d"})
    await ledger.accept("d", "a1")
    assert (ledger.placed("a1"), ledger.offered("b1"), ledger.line("b1")) == ({"d"}, {"e"}, [])
    assert ledger.line("a1") == ["e"]


async def test_a_free_place_is_offered_to_the_next_for_three_minutes_and_reserved_meanwhile(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c")
    await ledger.take("a", "a1")
    await ledger.take("b", "a1")
    before = now()
    await ledger.give_up("a", "a1")
    until = ledger.snapshot.places.sessions[A1].offered[ParticipantId("b")]
    assert before + OFFER_MS <= until <= now() + OFFER_MS
    assert (await ledger.take("c", "a1")).state == "waiting", "it is reserved"
    assert (await ledger.accept("b", "a1")).state == "placed"
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"b"}, ["c"])


async def test_an_offer_that_is_refused_or_expires_goes_on_to_the_next(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c", "d")
    for one in ("a", "b", "c", "d"):
        await ledger.take(one, "a1")
    await ledger.give_up("a", "a1")
    await ledger.give_up("b", "a1")
    assert ledger.offered("a1") == {"c"}
    await ledger.expire("c", "a1")
    assert await refused(ledger.places.accept(ledger.command("c", "place.accept"), A1)) == "offer_gone"
    await ledger.check()
    assert (ledger.offered("a1"), ledger.line("a1")) == ({"d"}, [])
    await ledger.expire("d", "a1")
    await ledger.settle()
    assert (ledger.offered("a1"), ledger.placed("a1")) == (set(), set())
    assert await refused(ledger.accept("a", "a1")) == "offer_gone"


async def test_an_offer_ends_with_the_start_of_the_session_and_then_nobody_waits_any_more(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c", "d")
    for one in ("a", "b", "c"):
        await ledger.take(one, "a1")
    starts = now() + 60_000
    await ledger.reschedule(starts)
    await ledger.give_up("a", "a1")
    assert ledger.snapshot.places.sessions[A1].offered == {"b": starts}
    await ledger.reschedule(now() - 1)
    await ledger.settle()
    assert (ledger.offered("a1"), ledger.line("a1")) == (set(), [])
    assert (await ledger.take("d", "a1")).state == "placed", "a place that is left over is taken by whoever comes"
    assert await refused(ledger.take("a", "a1")) == "session_full"
    await ledger.reschedule(now() - 2 * HOUR)
    assert await refused(ledger.take("a", "a1")) == "session_over"


async def test_what_does_not_exist_or_is_not_allowed_is_refused(ledger: Ledger) -> None:
    await people(ledger, "a")
    await ledger.admit("limited", rooms=("workshop",))
    assert await refused(ledger.take("a", "nowhere")) == "no_session"
    assert await refused(ledger.give_up("a", "nowhere")) == "no_session"
    assert await refused(ledger.accept("a", "nowhere")) == "no_session"
    assert await refused(ledger.take("limited", "a1")) == "not_allowed"
    assert (await ledger.take("limited", "b1")).state == "placed"
    assert await refused(ledger.take("stranger", "a1")) == "not_found"


async def test_staff_takes_no_place_from_anybody_and_another_role_is_counted_at_once(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.admit("s", "speaker")
    await ledger.take("a", "a1")
    assert (await ledger.take("s", "a1")).state == "placed"
    assert ledger.snapshot.places.sessions[A1].placed == {"a": True, "s": False}
    await ledger.take("b", "a1")
    await ledger.admit("a", "speaker")
    assert ledger.offered("a1") == {"b"}, "the place is free for the next"
    await ledger.admit("a")
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"s"}, ["a"]), "and is not there any more"
    await ledger.admit("s")
    assert (ledger.placed("a1"), ledger.line("a1")) == (set(), ["a", "s"])


async def test_who_waits_and_becomes_staff_has_what_they_waited_for_and_blocks_nobody(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c", "d")
    for one in ("a", "b", "c", "d"):
        await ledger.take(one, "a1")
    await ledger.give_up("a", "a1")
    await ledger.admit("c", "moderator")
    assert (ledger.placed("a1"), ledger.counted("a1"), ledger.line("a1")) == ({"c"}, set(), ["d"])
    await ledger.admit("b", "moderator")
    assert (ledger.placed("a1"), ledger.offered("a1"), ledger.line("a1")) == ({"b", "c"}, {"d"}, [])


async def test_who_becomes_staff_keeps_the_place_they_have_and_waits_for_no_other_in_its_slot(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "b1")
    await ledger.take("b", "a1", instead=True)
    await ledger.admit("b", "moderator")
    assert (ledger.placed("a1"), ledger.line("a1"), ledger.placed("b1")) == ({"a"}, [], {"b"})
    assert await refused(ledger.take("b", "a1")) == "place_in_slot"
    assert (await ledger.take("b", "a1", instead=True)).state == "placed"


async def test_a_place_in_a_room_that_the_ticket_does_not_open_goes_to_the_next(ledger: Ledger) -> None:
    early = [Given(ParticipantId("a"), A1, False), Given(ParticipantId("a"), SessionId("a2"), False)]
    assert (await ledger.places.give(early, ledger.sessions, dry_run=False)).given == 2
    await people(ledger, "b")
    await ledger.take("b", "a1")
    await ledger.take("b", "b1")
    await ledger.admit("a", rooms=("workshop", "hall"))
    assert (ledger.placed("a1"), ledger.offered("a1"), ledger.placed("a2")) == (set(), {"b"}, set())


async def test_a_larger_room_makes_offers_and_a_smaller_one_takes_nothing_away(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c", "d")
    for one in ("a", "b", "c", "d"):
        await ledger.take(one, "a1")
    await ledger.reschedule(now() + HOUR, places=3)
    await ledger.settle()
    assert (ledger.offered("a1"), ledger.line("a1")) == ({"b", "c"}, ["d"])
    await ledger.accept("b", "a1")
    await ledger.houses.recover(ledger.store.run_id, {}, sessions_from(now() + HOUR, places=1))
    assert (await ledger.places.accept(ledger.command("c", "place.accept"), A1)).state == "placed", "it was reserved"
    assert (await ledger.places.take(ledger.command("a", "place.take"), A1, False)).state == "placed"
    await ledger.places.give_up(ledger.command("a", "place.give_up"), A1)
    ledger.sessions = sessions_from(now() + HOUR, places=3)
    await ledger.check()
    assert (ledger.placed("a1"), ledger.offered("a1"), ledger.line("a1")) == ({"b", "c"}, set(), ["d"])


@pytest.mark.parametrize("goes", ["forgotten", "shown out", "ticket withdrawn"])
async def test_whoever_is_erased_or_may_not_come_any_more_leaves_everything_to_the_next(
    ledger: Ledger, goes: str
) -> None:
    await people(ledger, "a", "b", "c")
    await ledger.places.follow(ledger.command("a", "place.follow"), "always")
    await ledger.take("a", "a1")
    await ledger.take("a", "a2")
    await ledger.take("b", "a1")
    await ledger.take("b", "a2")
    await ledger.take("c", "b1")
    await ledger.take("c", "b1")
    match goes:
        case "forgotten":
            await ledger.forget("a")
            assert ledger.snapshot.places.follow == {}
            everything = (await ledger.everything()).replace("Person", "")
            assert '"p":{"id":"a"' not in everything
        case "shown out":
            await ledger.conduct("conduct.show_out", "a")
        case _:
            await ledger.conduct("tickets.revoke", "a")
    assert (ledger.offered("a1"), ledger.offered("a2"), ledger.placed("b1")) == ({"b"}, {"b"}, {"c"})


async def test_who_has_another_ticket_keeps_places_until_that_is_withdrawn_too(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "a2")
    await ledger.take("a", "a2")
    places = ledger.snapshot.places
    done = await ledger.conduct("tickets.revoke", "a", others=["k-2"])
    assert done == Conducted(inside=True, lost=0)
    assert ledger.snapshot.places == places
    assert ledger.snapshot.ended.keys() == {"a"}, "what they may do is for the other ticket to say"
    assert "a" not in ledger.snapshot.out
    await ledger.store.ask("SADD", ledger.rooms.keys["revoked"], "k-2")
    done = await ledger.conduct("tickets.revoke", "a", ref="again", others=["k-2"])
    assert done == Conducted(inside=True, lost=1)
    assert await ledger.conduct("tickets.revoke", "a", ref="again", others=["k-2"]) == done, "the same receipt"
    assert (ledger.placed("a1"), ledger.line("a2")) == (set(), [])


async def test_how_one_is_taken_along_is_kept_until_one_says_otherwise(ledger: Ledger) -> None:
    await people(ledger, "a")
    choices: tuple[Follow, ...] = ("always", "never")
    for how in choices:
        await ledger.places.follow(ledger.command("a", "place.follow"), how)
        await ledger.check()
        assert ledger.snapshot.places.follow == {"a": how}
    await ledger.places.follow(ledger.command("a", "place.follow"), "ask")
    await ledger.check()
    assert ledger.snapshot.places.follow == {}


async def test_many_takers_on_two_nodes_at_once_never_get_one_place_too_many(
    redis_server: RedisServer, slug: str
) -> None:
    async with opened_store(redis_server.url) as one, opened_store(redis_server.url) as other:
        ledger = Ledger(one, slug)
        await ledger.begin()
        crowd = [f"p{n}" for n in range(60)]
        await asyncio.gather(*(ledger.houses.admit(person(who)) for who in crowd))
        nodes = (ledger.places, PlaceStore(other, ledger.houses.keys.slug))
        wishes = [(who, session) for who in crowd for session in ("a1", "b1", "b2")]
        random.Random(7).shuffle(wishes)
        takes = (
            nodes[at % 2].take(ledger.command(who, "place.take"), SessionId(session), True)
            for at, (who, session) in enumerate(wishes)
        )
        taken = await asyncio.gather(*takes)
        await ledger.check()
        assert len(ledger.placed("b2")) == 60
        assert (len(ledger.placed("a1")), len(ledger.placed("b1"))) == (1, 2)
        waiting = [one for one in taken if one.state == "waiting"]
        assert len(waiting) == len(ledger.line("a1")) + len(ledger.line("b1")) + len(ledger.offered("a1"))


async def test_as_many_offers_are_made_as_people_leave_at_once_and_in_the_order_in_which_others_came(
    redis_server: RedisServer, slug: str
) -> None:
    async with opened_store(redis_server.url) as one, opened_store(redis_server.url) as other:
        ledger = Ledger(one, slug)
        ledger.sessions = sessions_from(now() + HOUR, places=10)
        await ledger.begin()
        crowd = [f"p{n:02}" for n in range(30)]
        await asyncio.gather(*(ledger.houses.admit(person(who)) for who in crowd))
        for who in crowd:
            await ledger.take(who, "a1")
        nodes = (ledger.places, PlaceStore(other, ledger.houses.keys.slug))
        leaving = random.Random(3).sample(crowd[:10], 7)
        await asyncio.gather(
            *(nodes[at % 2].give_up(ledger.command(who, "place.give_up"), A1) for at, who in enumerate(leaving))
        )
        await ledger.check()
        assert ledger.offered("a1") == set(crowd[10:17])
        assert ledger.line("a1") == crowd[17:]
        for who in crowd[10:14]:
            await ledger.expire(who, "a1")
        await asyncio.gather(nodes[0].settle(), nodes[1].settle())
        await ledger.check()
        assert ledger.offered("a1") == set(crowd[14:21])


async def test_offers_last_longer_by_the_time_in_which_nobody_could_answer(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "a1")
    await ledger.settle()
    await ledger.give_up("a", "a1")
    until = ledger.snapshot.places.sessions[A1].offered[ParticipantId("b")]
    await ledger.store.ask("HINCRBY", ledger.houses.keys["meta"], "settled", -60_000)
    await ledger.settle()
    assert ledger.snapshot.places.sessions[A1].offered[ParticipantId("b")] - until >= 60_000


async def test_a_list_of_places_is_given_whole_or_not_at_all(ledger: Ledger) -> None:
    await people(ledger, "a", "limited")
    await ledger.admit("limited", rooms=("workshop",))
    await ledger.admit("out")
    await ledger.conduct("conduct.show_out", "out")
    await ledger.take("a", "a2")

    def given(*rows: tuple[str, str]) -> list[Given]:
        return [Given(ParticipantId(who), SessionId(session), who == "staff") for who, session in rows]

    good = given(("a", "a1"), ("a", "a2"), ("staff", "a1"), ("later", "b1"))
    bad = given(("x", "a1"), ("a", "b1"), ("limited", "a2"), ("out", "b1"), ("y", "nowhere"), ("x", "b1"))
    found = await ledger.places.give([*good, *bad], ledger.sessions, dry_run=False)
    assert found.faults == (
        (4, "session_full"),
        (5, "place_in_slot"),
        (6, "not_allowed"),
        (7, "not_found"),
        (8, "no_session"),
    )
    await ledger.check()
    assert ledger.placed("a1") == set()
    assert (await ledger.places.give(good, ledger.sessions, dry_run=True)).given == 3
    await ledger.check()
    assert ledger.placed("a1") == set()
    done = await ledger.places.give(good, ledger.sessions, dry_run=False)
    assert (done.given, done.had, done.faults) == (3, 1, ())
    await ledger.check()
    assert ledger.placed("a1") == {"a", "staff"}
    assert ledger.snapshot.places.sessions[B1].placed == {"later": True}
    await ledger.admit("later", "speaker")
    assert ledger.snapshot.places.sessions[B1].placed == {"later": False}


async def test_five_thousand_faults_are_all_named(ledger: Ledger) -> None:
    rows = [Given(ParticipantId(f"p{n}"), SessionId("nowhere"), False) for n in range(5_000)]
    assert len((await ledger.places.give(rows, {}, dry_run=False)).faults) == 5_000


def person(who: str) -> Person:
    return Person(ParticipantId(who), f"Person {who}")
