"""Move orders that somebody is still to follow: until a browser has shown it, and however old they are."""

from __future__ import annotations

from tests.store.ledger import Ledger
from tests.store.test_orders import GENTLE, goes_away
from venue.model.ids import ParticipantId
from venue.store.orders import Plan


async def test_an_old_order_that_somebody_is_still_to_follow_is_kept_and_can_be_cancelled(ledger: Ledger) -> None:
    for who in ("a", "off", "b", "seen"):
        await ledger.come(who)
    await goes_away(ledger, "off")
    await ledger.move("workshop", "people", "a", "seen", plan=GENTLE, ref="announced")
    await ledger.answer("seen", "go", "o-announced")
    await ledger.move("workshop", "people", "off", ref="offline")
    await many_orders(ledger, "b", 51)
    assert (await ledger.orders.look()).ids[:3] == ("o-announced", "o-offline", "o-b1")
    assert (await ledger.recall("cancel", "o-announced")).cancelled == ("a",)
    assert (await ledger.recall("cancel", "o-offline")).cancelled == ("off",)
    assert (await ledger.arrive("off", "back")).room == "foyer"
    await ledger.houses.arrived("o-announced", [ParticipantId("seen")])
    await many_orders(ledger, "b", 1)
    assert len((await ledger.orders.look()).ids) == 50
    assert await kept_of_orders(ledger) == {*(await ledger.orders.look()).ids}


async def test_of_too_many_open_orders_the_oldest_are_called_off(ledger: Ledger) -> None:
    people = [f"p{n}" for n in range(4)]
    for who in (*people, "b"):
        await ledger.come(who)
    await goes_away(ledger, "p1")
    for who in people:
        plan = Plan() if who == "p1" else GENTLE
        await ledger.move("workshop", "people", who, plan=plan, ref=who)
    await crowded(ledger, 49)
    await many_orders(ledger, "b", 50)
    look = await ledger.orders.look()
    assert len(look.ids) == 100
    assert look.ids[0] == "o-p3"
    assert list(ledger.folded.announced) == ["p3"]
    assert (await ledger.arrive("p1", "back")).room == "foyer"
    assert await kept_of_orders(ledger) == set(look.ids)


async def test_of_an_order_that_is_not_kept_nothing_is_written_down(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.move("workshop", "people", "a", plan=GENTLE, ref="1")
    await ledger.store.ask("DEL", ledger.houses.keys["order:o-1"], ledger.houses.keys["fates:o-1"])
    await ledger.answer("a", "go", "o-1")
    assert ledger.seats["a"] == "workshop"
    assert await kept_of_orders(ledger) == set()


async def test_undone_an_order_puts_nobody_there_who_lost_their_seat_before_they_saw_it(ledger: Ledger) -> None:
    for who, room in (("a", "workshop"), ("back", "foyer"), ("seen", "foyer")):
        await ledger.come(who, room)
    for who in ("a", "back"):
        await ledger.depart(who)
    await ledger.move("hall", "people", "a", "back", "seen", ref="1")
    await ledger.houses.arrived("o-1", [ParticipantId("seen")])
    await ledger.depart("seen")
    await ledger.sweep(grace=-1)
    await ledger.sweep(grace=-1, hold=-1)
    assert (await ledger.arrive("back", "again")).room == "hall"
    undone = await ledger.recall("undo", "o-1")
    assert (undone.cancelled, undone.returned, undone.stayed) == (("a",), ("back",), ("seen",))
    back = await ledger.arrive("a", "back")
    assert (back.room, back.order) == ("workshop", None)
    assert (await ledger.fates("o-1"))["a"] == "cancelled"


async def test_an_order_waits_until_a_browser_has_shown_it(ledger: Ledger) -> None:
    await ledger.come("a")
    await goes_away(ledger, "a")
    await ledger.move("hall", "people", "a", ref="1")
    for connection in ("first", "second"):
        arrival = await ledger.arrive("a", connection)
        assert arrival.order is not None
        assert (arrival.room, arrival.order.order, arrival.order.to) == ("hall", "o-1", "hall")
        await ledger.depart("a", connection)
    assert await ledger.fates("o-1") == {"a": "ordered"}
    await ledger.arrive("a", "third")
    await ledger.houses.arrived("o-1", [ParticipantId("a")])
    assert await ledger.fates("o-1") == {"a": "arrived"}
    assert (await ledger.arrive("a", "fourth")).order is None
    assert (await ledger.recall("undo", "o-1")).returned == ("a",)
    assert ledger.seats["a"] == "foyer"


async def test_who_walks_on_before_their_browser_has_shown_an_order_is_elsewhere(ledger: Ledger) -> None:
    await ledger.come("a")
    await goes_away(ledger, "a")
    await ledger.move("hall", "people", "a", ref="1")
    await ledger.arrive("a", "back")
    await ledger.enter("a", "workshop")
    assert await ledger.fates("o-1") == {"a": "elsewhere"}
    assert (await ledger.arrive("a", "another tab")).order is None


async def test_who_finds_the_room_of_an_order_full_on_return_is_not_on_the_way_any_more(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.depart("a")
    await ledger.move("small", "people", "a", ref="1")
    await ledger.sweep(grace=-1)
    await ledger.sweep(grace=-1, hold=-1)
    await ledger.come("b", "small")
    arrival = await ledger.arrive("a", "back")
    assert (arrival.room != "small", arrival.full) == (True, True)
    assert await ledger.fates("o-1") == {"a": "full"}
    assert not (await ledger.arrive("a", "again")).full, "they are told once"


async def test_who_is_away_and_put_there_by_their_order_when_their_room_closes_is_told_of_it(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.come(who, "workshop")
        await goes_away(ledger, who)
    await ledger.move("hall", "people", "a", "b", ref="1")
    await ledger.close("workshop")
    assert (ledger.seats["a"], await ledger.fates("o-1")) == ("hall", {"a": "ordered", "b": "ordered"})
    assert set(ledger.folded.chosen) >= {"a", "b"}
    arrival = await ledger.arrive("a", "back")
    assert arrival.order is not None
    assert (arrival.room, arrival.order.order) == ("hall", "o-1")
    await ledger.houses.arrived("o-1", [ParticipantId("a")])
    assert await ledger.fates("o-1") == {"a": "arrived", "b": "ordered"}
    await ledger.close("workshop", verb="open")
    assert (await ledger.recall("undo", "o-1")).returned == ("a", "b")
    assert (ledger.seats["a"], ledger.seats["b"]) == ("workshop", "workshop")


async def test_who_is_present_when_the_room_of_their_order_closes_is_elsewhere(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.move("workshop", "people", "a", ref="1")
    await ledger.close("workshop")
    assert (ledger.seats["a"], await ledger.fates("o-1")) == ("foyer", {"a": "elsewhere"})
    assert (await ledger.arrive("a", "back")).order is None


async def many_orders(ledger: Ledger, who: str, count: int) -> None:
    """The person is moved to and fro."""
    for n in range(count):
        ledger.refs += 1
        await ledger.move(
            "hall" if n % 2 else "foyer", "people", who, ref=f"{who}{n}" if count > 1 else f"r{ledger.refs}"
        )


async def crowded(ledger: Ledger, count: int) -> None:
    """So many people are away, and to follow an order each."""
    for n in range(count):
        await ledger.admit(f"away{n}")
        await ledger.move("hall", "people", f"away{n}", ref=f"away{n}")


async def kept_of_orders(ledger: Ledger) -> set[str]:
    """The orders of which what became of people is kept."""
    prefix = ledger.houses.keys["fates:"]
    keys = await ledger.store.ask("KEYS", prefix.replace("[", "?") + "*")
    return {key.decode().removeprefix(prefix) for key in keys}
