"""Places in a store that has lost history: what nodes still know of them is put back, and nothing else."""

from __future__ import annotations

from tests.store.ledger import CAPACITIES, HOUR, Ledger, now, sessions_from
from tests.store.pictures import picture_of_places
from venue.model.ids import ParticipantId, SessionId
from venue.model.places import Booked, Booking
from venue.store.client import Store

A1 = SessionId("a1")


async def people(ledger: Ledger, *who: str) -> None:
    for one in who:
        await ledger.admit(one)


async def test_a_store_that_came_back_empty_is_told_all_places_and_lists_in_their_order(
    ledger: Ledger, store: Store, slug: str
) -> None:
    await people(ledger, "a", "b", "c", "d", "e")
    await ledger.admit("s", "speaker")
    await ledger.take("s", "a1")
    for who in ("a", "d", "c", "b", "e"):
        await ledger.take(who, "a1")
    await ledger.give_up("a", "a1")
    await ledger.places.follow(ledger.command("b", "place.follow"), "always")
    await ledger.check()
    emptied = Ledger(store, f"{slug}-anew")
    await emptied.begin()
    for _ in range(2):  # each node that was there tells it
        await emptied.places.restore(ledger.folded_places.booked())
        await emptied.houses.restore(ledger.folded)
        await emptied.check()
    assert picture_of_places(emptied.folded_places)["sessions"].keys() == {"a1"}
    assert (emptied.placed("a1"), emptied.offered("a1"), emptied.line("a1")) == ({"s"}, {"d"}, ["c", "b", "e"])
    assert emptied.snapshot.places.follow == {"b": "always"}
    assert (await emptied.take("a", "a1")).ahead == 3, "whoever comes now comes last"


async def test_who_was_to_come_in_again_with_another_ticket_has_their_places_back_in_an_empty_store(
    ledger: Ledger, store: Store, slug: str
) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "b1")
    await ledger.conduct("tickets.revoke", "a", others=["k-2"])
    await ledger.conduct("tickets.revoke", "b")
    emptied = Ledger(store, f"{slug}-anew")
    await emptied.begin()
    await emptied.places.restore(ledger.folded_places.booked())
    await emptied.houses.restore(ledger.folded)
    await emptied.check()
    assert emptied.snapshot.ended == ledger.snapshot.ended
    assert (emptied.placed("a1"), emptied.placed("b1")) == ({"a"}, set())


async def test_a_store_that_came_back_older_is_told_what_was_decided_since_and_nothing_else(
    ledger: Ledger, store: Store, slug: str
) -> None:
    older = Ledger(store, f"{slug}-older")
    await older.begin()
    for books in (ledger, older):
        await people(books, "a", "b", "c", "d")
        await books.take("a", "a1")
        await books.take("b", "a1")
        await books.take("c", "b1")
    await ledger.give_up("a", "a1")
    await ledger.accept("b", "a1")
    await ledger.give_up("c", "b1")
    await older.take("d", "b1")  # by somebody who came before the node that knows more
    newer = [ParticipantId(who) for who in ("a", "b", "c")]
    await older.places.restore(ledger.folded_places.booked(), newer)
    await older.houses.restore(ledger.folded, newer)
    await older.check()
    assert (older.placed("a1"), older.placed("b1"), older.offered("a1")) == ({"b"}, {"d"}, set())
    late = Ledger(store, f"{slug}-late")
    late.sessions = ledger.sessions
    await older.places.restore(late.folded_places.booked())
    await older.check()
    assert older.placed("a1") == {"b"}, "a node that knows nothing takes nothing away"


async def test_who_waited_when_a_session_began_is_not_forgotten_by_a_store_that_kept_them(ledger: Ledger) -> None:
    await people(ledger, "a", "b", "c")
    for who in ("a", "b", "c"):
        await ledger.take(who, "a1")
    await ledger.reschedule(now() - 1)
    await ledger.settle()
    newer = [ParticipantId(who) for who in ("a", "b")]
    await ledger.places.restore(ledger.folded_places.booked(), newer)
    await ledger.houses.restore(ledger.folded, newer)
    await ledger.check()
    await ledger.reschedule(now() + HOUR)
    await ledger.settle()
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"a"}, ["b", "c"])


async def test_where_somebody_has_the_place_by_now_whoever_had_it_is_the_first_in_line(ledger: Ledger) -> None:
    await people(ledger, "a", "b")
    await ledger.take("a", "a1")
    await ledger.take("b", "a1")
    lost = Booked({A1: Booking(placed={ParticipantId("lost"): True}, waiting={ParticipantId("later"): 1})}, {})
    await ledger.places.restore(lost)
    await ledger.check()
    assert ledger.placed("a1") == {"a"}
    assert ledger.line("a1")[0] == "lost"
    assert set(ledger.line("a1")) == {"lost", "later", "b"}
    offered = Booked({A1: Booking(offered={ParticipantId("asked"): 1})}, {})
    await ledger.places.restore(offered)
    await ledger.check()
    assert "asked" in ledger.line("a1")[:2]
    await ledger.give_up("a", "a1")
    assert len(ledger.offered("a1")) == 1


async def test_an_offer_that_is_put_back_lasts_long_enough_to_be_seen(ledger: Ledger) -> None:
    await ledger.places.restore(Booked({A1: Booking(offered={ParticipantId("asked"): now() - 5_000})}, {}))
    await ledger.check()
    assert ledger.snapshot.places.sessions[A1].offered[ParticipantId("asked")] > now() + 30_000


async def test_a_store_that_came_back_empty_knows_again_who_came_first_and_gives_no_number_twice(
    ledger: Ledger, store: Store, slug: str
) -> None:
    crowd = ["c", "a", "b"]
    ledger.sessions = sessions_from(now() + HOUR, places=3)
    await ledger.houses.recover(store.run_id, CAPACITIES, ledger.sessions)
    await people(ledger, *crowd, "d")
    for who in (*crowd, "d"):
        await ledger.take(who, "a1")
    came = ledger.snapshot.places.sessions[A1].since
    assert sorted(came, key=lambda who: came[who]) == crowd
    emptied = Ledger(store, f"{slug}-anew")
    emptied.sessions = ledger.sessions
    await emptied.houses.recover(store.run_id, CAPACITIES, emptied.sessions)
    await emptied.places.restore(ledger.folded_places.booked())
    await emptied.houses.restore(ledger.folded)
    await emptied.check()
    assert emptied.snapshot.places.sessions[A1].since == came
    await people(emptied, "e", "f")
    await emptied.take("e", "b1")
    await emptied.take("f", "a1")
    assert emptied.line("a1") == ["d", "f"]
    booked = emptied.snapshot.places.sessions.values()
    numbers = [number for each in booked for number in (*each.since.values(), *each.waiting.values())]
    assert len(numbers) == len(set(numbers)) == 6


async def test_of_those_whose_places_others_have_by_now_who_came_first_is_the_first_in_line(ledger: Ledger) -> None:
    await people(ledger, "x", "y")
    await ledger.take("x", "a1")
    await ledger.take("y", "a1")
    had = {ParticipantId(who): at for at, who in enumerate(("c", "a", "b"), 5)}
    lost = Booking(placed=dict.fromkeys(had, True), offered={ParticipantId("o"): now() + HOUR}, since=had)
    await ledger.places.restore(Booked({A1: lost}, {}))
    await ledger.check()
    assert (ledger.placed("a1"), ledger.line("a1")) == ({"x"}, ["c", "a", "b", "o", "y"])
