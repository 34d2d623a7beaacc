"""A store that came back emptier is told what it lost by one node at a time; nobody who came since is undone by it."""

from __future__ import annotations

from tests.store.ledger import CAPACITIES, Ledger
from venue.model.house import House
from venue.model.ids import NodeId, ParticipantId
from venue.store.client import Store
from venue.store.house import Recovered

A, B = ParticipantId("a"), ParticipantId("b")


async def looks(ledger: Ledger, teller: str = "") -> Recovered:
    """A node looks at the store after a restart."""
    return await ledger.houses.recover("a later run", CAPACITIES, ledger.sessions, teller=teller)


async def is_too_slow(ledger: Ledger, teller: str) -> None:
    """Its time to tell what it knows is over."""
    await ledger.store.ask("HSET", ledger.houses.keys["meta"], "telling", f"{teller} 1")


async def test_while_one_node_tells_what_was_lost_the_others_wait(ledger: Ledger) -> None:
    first = await looks(ledger, "one")
    assert (first.first, first.wait) == (True, 0)
    for teller in ("other", ""):
        waits = await looks(ledger, teller)
        assert (waits.first, 0 < waits.wait <= 2_000, waits.epoch) == (False, True, first.epoch)
    await ledger.houses.told("other")
    assert (await looks(ledger, "other")).wait, "that is not for the other one to say"
    assert (await looks(ledger, "one")).first, "after some trouble it is still the first"
    await ledger.houses.told("one")
    for teller in ("other", "one", ""):
        found = await looks(ledger, teller)
        assert (found.first, found.wait) == (False, 0)


async def test_when_the_one_who_tells_is_gone_another_takes_its_place(ledger: Ledger) -> None:
    await looks(ledger, "one")
    await is_too_slow(ledger, "one")
    fresh = await looks(ledger)
    assert (fresh.first, fresh.wait) == (False, 0), "who knows nothing waits no longer, and tells nothing"
    assert (await looks(ledger, "other")).first
    assert (await looks(ledger, "one")).wait, "now this one waits"


async def test_where_a_node_that_has_just_begun_looks_first_nobody_waits(ledger: Ledger) -> None:
    assert (await looks(ledger)).first
    found = await looks(ledger, "one")
    assert (found.first, found.wait) == (False, 0)


async def test_who_is_connected_since_the_restart_keeps_seat_and_presence_whatever_is_told_late(ledger: Ledger) -> None:
    taken = (("a", "a1"), ("b", "b1"))
    for who, session in taken:
        await ledger.come(who, "hall")
        await ledger.take(who, session)
    known, places = House(), ledger.snapshot.places
    known.load(ledger.snapshot)
    await looks(ledger, "one")
    assert await ledger.houses.connections([NodeId("n")]) == {}, "every node begins anew"
    await ledger.start("n")
    for who, session in taken:
        await ledger.give_up(who, session)
    await ledger.arrive("a")
    await ledger.places.restore(places, [A, B], "one")
    await ledger.houses.restore(known, [A, B], booked=places, teller="one")
    await ledger.check()
    assert (ledger.placed("a1"), ledger.placed("b1")) == (set(), {"b"}), "what a has done since counts"
    assert (ledger.seats, ledger.here) == ({"a": "hall"}, {"a"})
    assert (await ledger.arrive("b")).room == "hall", "who was not there yet finds their seat"


async def test_a_node_whose_place_another_took_undoes_nothing_any_more(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.admit(who)
    await ledger.take("a", "a1")
    await ledger.conduct("conduct.silence", "b")
    known, places = House(), ledger.snapshot.places
    known.load(ledger.snapshot)
    await looks(ledger, "one")
    await is_too_slow(ledger, "one")
    await looks(ledger, "other")
    await ledger.give_up("a", "a1")
    await ledger.conduct("conduct.unsilence", "b")
    await ledger.admit("b", "speaker")
    known.silenced[B] = 7
    for teller, newer in (("one", False), ("other", True)):
        await ledger.conduct("conduct.silence", "b")
        await ledger.places.restore(places, [A, B], teller)
        await ledger.houses.restore(known, [A, B], booked=places, teller=teller)
        await ledger.check()
        assert ledger.placed("a1") == ({"a"} if newer else set())
        assert ledger.snapshot.silenced == {"b": 7 if newer else 0}
        assert ledger.snapshot.people[B].roles == (("participant",) if newer else ("speaker",))


async def test_whose_ticket_was_withdrawn_keeps_neither_place_nor_request_where_that_was_forgotten(
    ledger: Ledger, store: Store, slug: str
) -> None:
    older = Ledger(store, f"{slug}-older")
    await older.begin()
    for books in (ledger, older):
        for who, session in (("a", "a1"), ("b", "b1"), ("c", "a1")):
            await books.come(who)
            await books.take(who, session)
            await books.ask(who)
    await ledger.conduct("tickets.revoke", "a")
    await ledger.conduct("tickets.revoke", "b", others=["k-2"])
    places = ledger.folded_places.booked()
    await older.places.restore(places)
    await older.houses.restore(ledger.folded, booked=places)  # of a node that was not the first to look
    await older.check()
    assert older.snapshot.ended == ledger.snapshot.ended
    assert (older.placed("a1"), older.offered("a1")) == (set(), {"c"}), "the next in line is asked"
    assert older.placed("b1") == {"b"}, "with another ticket one keeps one's places"
    assert older.queue == ["c"], "nobody helps who is not inside"


async def test_what_was_asked_after_coming_back_with_another_ticket_is_still_asked(
    ledger: Ledger, store: Store, slug: str
) -> None:
    older = Ledger(store, f"{slug}-older")
    await older.begin()
    for books in (ledger, older):
        await books.come("a")
        await books.ask("a", "Where is the cloakroom?")
    await ledger.conduct("tickets.revoke", "a", others=["k-2"])
    await ledger.arrive("a", "conn-2")
    number, _ = await ledger.ask("a", "Where is my seat?")
    await older.houses.restore(ledger.folded, booked=ledger.folded_places.booked())
    await older.check()
    assert list(older.snapshot.help) == [number]
