"""Move orders in Redis: kept, announced, carried out once, answered, cancelled and undone as a whole."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.ledger import CAPACITIES, Ledger
from venue.model.house import House
from venue.model.ids import ParticipantId, RoomId
from venue.model.spread import How, Mover, Target, spread
from venue.store.keys import HOUSE, JOURNAL
from venue.store.orders import Plan
from venue.store.rooms import ScriptRefused

GENTLE = Plan(by_name="Person m", reason="so", delay=60_000, more=2, may_decline=True)


async def becomes_due(ledger: Ledger, *people: str) -> None:
    """The time of what was announced to them has come."""
    for who in people:
        await ledger.store.ask("ZADD", ledger.houses.keys["due"], 1, who)


async def goes_away(ledger: Ledger, who: str) -> None:
    await ledger.depart(who)
    await ledger.sweep(grace=-1)


async def test_what_became_of_everybody_is_kept_and_told_as_it_changes(ledger: Ledger) -> None:
    for who in ("a", "b", "c"):
        await ledger.come(who)
    await goes_away(ledger, "c")
    await ledger.move("workshop", "people", "a", "b", "c", "nobody", ref="1")
    assert await ledger.fates("o-1") == {"a": "ordered", "b": "ordered", "c": "offline", "nobody": "barred"}
    before = (await ledger.orders.look()).number
    await ledger.houses.arrived("o-1", [ParticipantId("a")])
    await ledger.enter("b", "hall")
    look = await ledger.orders.look(before)
    assert look.number > before
    assert {who: fate.state for who, fate in look.changed[0].fates.items()}[ParticipantId("b")] == "elsewhere"
    await ledger.arrive("c", "back")
    assert (await ledger.fates("o-1"))["c"] == "ordered", "in the room; the browser has not shown it"
    await ledger.houses.arrived("o-1", [ParticipantId("c")])
    assert await ledger.fates("o-1") == {"a": "arrived", "b": "elsewhere", "c": "arrived", "nobody": "barred"}


async def test_fifty_orders_are_kept_and_the_oldest_go(ledger: Ledger) -> None:
    await ledger.come("a")
    for n in range(53):
        await ledger.move("hall" if n % 2 else "foyer", "people", "a", ref=f"{n}")
    look = await ledger.orders.look()
    assert look.ids == tuple(f"o-{n}" for n in range(3, 53))
    assert await ledger.store.ask("EXISTS", ledger.houses.keys["fates:o-2"]) == 0


async def test_a_cancelled_order_is_not_carried_out_on_return_and_says_so_once(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.come(who)
    await goes_away(ledger, "b")
    await ledger.move("workshop", "people", "a", "b", ref="1")
    first = await ledger.recall("cancel", "o-1", ref="c")
    assert (first.cancelled, first.returned) == (("b",), ())
    assert await ledger.recall("cancel", "o-1", ref="c") == first
    assert await ledger.recall("cancel", "o-1", by="m2", ref="d") == first, "whoever repeats it"
    assert (await ledger.arrive("b", "back")).room == "foyer"
    assert ledger.seats == {"a": "workshop", "b": "foyer"}
    assert len(await ledger.logs.read(JOURNAL, 1, 10)) == 2
    with pytest.raises(ScriptRefused, match="no_order"):
        await ledger.recall("cancel", "o-9")


async def test_undone_all_who_have_not_moved_since_return_and_the_others_are_named(ledger: Ledger) -> None:
    for who, room in (("a", "foyer"), ("b", "hall"), ("c", "foyer"), ("d", "small"), ("e", "foyer"), ("f", "foyer")):
        await ledger.come(who, room)
    await goes_away(ledger, "f")
    await ledger.move("hall", "people", "a", "c", "d", "e", "f", ref="1")
    await ledger.houses.arrived("o-1", [ParticipantId("a")])
    await ledger.enter("c", "workshop")
    await ledger.enter("e", "foyer")
    await ledger.enter("e", "hall")
    await ledger.come("x", "small")
    undone = await ledger.recall("undo", "o-1")
    assert undone.returned == ("a",)
    assert undone.stayed == ("c", "e"), "who went away and came back has moved, too"
    assert undone.full == ("d",)
    assert undone.cancelled == ("f",)
    assert ledger.seats == {
        "a": "foyer",
        "b": "hall",
        "c": "workshop",
        "d": "hall",
        "e": "hall",
        "f": "foyer",
        "x": "small",
    }
    assert await ledger.recall("undo", "o-1", by="m2") == undone
    fates = await ledger.fates("o-1")
    assert (fates["a"], fates["d"]) == ("returned", "ordered")


async def test_two_who_changed_places_change_back_though_both_rooms_are_full(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.come("b")
    await ledger.move("hall", "people", "a", ref="0")
    await ledger.move("small", "people", "b", ref="1")
    await ledger.enter("b", "foyer")
    await ledger.move(("small", "hall.1"), "people", "a", "b", plan=Plan(spread="fill"), ref="2")
    assert ledger.seats == {"a": "small", "b": "hall.1"}
    undone = await ledger.recall("undo", "o-2")
    assert undone.returned == ("a", "b")
    assert ledger.seats == {"a": "hall", "b": "foyer"}


async def test_who_is_fetched_back_is_announced_no_other_move_any_more(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.move("hall", "people", "a", ref="1")
    await ledger.move("workshop", "people", "a", plan=GENTLE, ref="2")
    undone = await ledger.recall("undo", "o-1")
    assert undone.returned == ("a",)
    assert await ledger.fates("o-2") == {"a": "overtaken"}, "and who announced it sees that"
    await becomes_due(ledger, "a")
    await ledger.carry()
    assert ledger.seats == {"a": "foyer"}


async def test_an_announced_move_happens_once_when_its_time_has_come(ledger: Ledger) -> None:
    for who in ("a", "b", "c", "d"):
        await ledger.come(who)
    result = await ledger.move("workshop", "people", "a", "b", "c", "d", plan=GENTLE, ref="1")
    assert (result.announced, result.moved) == (("a", "b", "c", "d"), ())
    assert ledger.seats["a"] == "foyer"
    assert set(ledger.folded.announced) == {"a", "b", "c", "d"}
    assert await ledger.carry() == 0, "not yet"
    await goes_away(ledger, "d")
    await becomes_due(ledger, "a", "b", "c", "d")
    assert await ledger.carry() == 4
    assert await ledger.carry() == 0
    assert await ledger.fates("o-1") == {"a": "ordered", "b": "ordered", "c": "full", "d": "offline"}
    assert not ledger.folded.announced


async def test_people_answer_go_wait_twice_or_decline(ledger: Ledger) -> None:
    for who in ("a", "b", "c"):
        await ledger.come(who)
    await ledger.move("workshop", "people", "a", "b", "c", plan=GENTLE, ref="1")
    first = ledger.folded.announced[ParticipantId("b")].at
    await ledger.answer("a", "go", "o-1")
    assert ledger.seats["a"] == "workshop"
    await ledger.answer("b", "more", "o-1", ref="more")
    await ledger.answer("b", "more", "o-1", ref="more")
    assert ledger.folded.announced[ParticipantId("b")].at == first + 120_000, "a repeated wish is one wish"
    await ledger.answer("b", "more", "o-1")
    with pytest.raises(ScriptRefused, match="not_allowed"):
        await ledger.answer("b", "more", "o-1")
    await ledger.answer("c", "decline", "o-1")
    with pytest.raises(ScriptRefused, match="no_order"):
        await ledger.answer("c", "go", "o-1")
    assert await ledger.fates("o-1") == {"a": "ordered", "b": "announced", "c": "declined"}
    assert list(ledger.folded.announced) == ["b"]


async def test_nobody_declines_or_delays_what_does_not_allow_it(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.move("workshop", "people", "a", plan=Plan(delay=60_000), ref="1")
    for verb in ("more", "decline"):
        with pytest.raises(ScriptRefused, match="not_allowed"):
            await ledger.answer("a", verb, "o-1")


async def test_cancelled_while_announced_nobody_goes(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.come(who)
    await ledger.move("workshop", "people", "a", "b", plan=GENTLE, ref="1")
    await ledger.answer("a", "go", "o-1")
    assert (await ledger.recall("cancel", "o-1")).cancelled == ("b",)
    await becomes_due(ledger)
    assert await ledger.carry() == 0
    assert ledger.seats == {"a": "workshop", "b": "foyer"}


async def test_an_order_overtakes_another_one_and_both_say_so(ledger: Ledger) -> None:
    for who in ("a", "b", "c", "d"):
        await ledger.come(who)
    await goes_away(ledger, "c")
    await ledger.move("workshop", "people", "a", "c", ref="1")
    await ledger.move("workshop", "people", "b", plan=GENTLE, ref="2")
    later = await ledger.move("hall", "people", "a", "b", "c", "d", by="m2", ref="3")
    assert sorted((each.who, each.order) for each in later.overtaken) == [("a", "o-1"), ("b", "o-2"), ("c", "o-1")]
    assert {each.by for each in later.overtaken} == {"m"}
    look = await ledger.orders.look()
    fates = {kept.id: kept.fates for kept in look.changed}
    assert {(fate.state, fate.by) for fate in fates["o-1"].values()} == {("overtaken", "o-3")}
    assert fates["o-2"][ParticipantId("b")].state == "overtaken"
    assert not ledger.folded.announced
    assert (await ledger.recall("undo", "o-1")).stayed == ("a", "c")


async def test_who_goes_home_is_shown_out_or_erased_has_nothing_announced(ledger: Ledger) -> None:
    for who in ("a", "b", "c", "d"):
        await ledger.come(who)
    await ledger.move("workshop", "people", "a", "b", "c", "d", plan=GENTLE, ref="1")
    await ledger.leave("a")
    await ledger.conduct("conduct.show_out", "b")
    await ledger.forget("c")
    assert list(ledger.folded.announced) == ["d"]
    assert await ledger.fates("o-1") == {"a": "elsewhere", "b": "barred", "d": "announced"}
    await ledger.forget("m")
    assert "Person m" not in str(await ledger.orders.look())
    assert ledger.folded.announced[ParticipantId("d")].by_name == ""


async def test_when_names_are_erased_orders_are(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.move("workshop", "people", "a", plan=GENTLE, ref="1")
    await ledger.store.call("erase", ledger.houses.keys.prefix, "names", "anew")
    assert (await ledger.orders.look()).ids == ()
    snapshot = await ledger.houses.snapshot()
    assert not snapshot.announced
    ledger.folded.load(snapshot)
    ledger.offset = snapshot.offset
    assert (await ledger.logs.extent(HOUSE)).end == ledger.offset


async def test_a_store_that_came_back_empty_is_told_what_was_announced(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.come(who)
    await ledger.move("workshop", "people", "a", "b", plan=GENTLE, ref="1")
    known = ledger.folded
    before = dict(known.announced)
    for key in await ledger.store.ask("KEYS", ledger.houses.keys.prefix.replace("[", "?") + "*"):
        await ledger.store.ask("DEL", key)
    ledger.folded, ledger.offset = House(), 0
    await ledger.begin()
    await ledger.houses.restore(known, newer=tuple(before))
    await ledger.check()
    assert ledger.folded.announced == before
    assert await ledger.fates("o-1") == {"a": "announced", "b": "announced"}
    await ledger.arrive("a")
    await becomes_due(ledger, "a", "b")
    assert await ledger.carry() == 2
    assert await ledger.fates("o-1") == {"a": "ordered", "b": "offline"}


async def test_repeated_with_its_ref_an_order_is_the_same_one(ledger: Ledger) -> None:
    for who in ("a", "b", "c"):
        await ledger.come(who)
    plan = Plan(spread="random", seed=7, together=((ParticipantId("a"), ParticipantId("b")),))
    tried = await ledger.move(("hall.1", "workshop"), "people", "a", "b", "c", dry=True, plan=plan)
    first = await ledger.move(("hall.1", "workshop"), "people", "a", "b", "c", ref="1", plan=plan)
    assert (tried.moved, tried.into, tried.apart) == (first.moved, first.into, first.apart)
    assert await ledger.move(("hall.1", "workshop"), "people", "a", "b", "c", ref="1", plan=plan) == first
    assert ledger.seats["a"] == ledger.seats["b"]


ROOMS = ("hall.1", "small", "workshop", "hall")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_the_script_spreads_people_as_the_rule_says(ledger: Ledger, data: st.DataObject) -> None:
    """The rule of venue/model/spread.py, and the one in the script, on the same people and rooms."""
    ledger.refs += 1
    await erase_everybody(ledger)
    names = [f"p{n}" for n in range(data.draw(st.integers(1, 9)))]
    limits: dict[str, Any] = {}
    for who in names:
        limits[who] = data.draw(st.just(()) | st.sets(st.sampled_from(ROOMS), min_size=1).map(tuple))
        role = ("moderator",) if data.draw(st.integers(0, 5)) == 0 else ()
        await ledger.admit(who, *role, rooms=(*limits[who], "foyer") if limits[who] else ())
        await ledger.arrive(who)
        await ledger.enter(who, data.draw(st.sampled_from(("foyer", *ROOMS))))
    rooms = data.draw(st.lists(st.sampled_from(ROOMS), min_size=1, unique=True))
    how: How = data.draw(st.sampled_from(("fill", "even", "random")))
    seed = data.draw(st.integers(0, 2**31 - 1))
    groups = data.draw(st.lists(st.lists(st.sampled_from(names), max_size=3), max_size=3))
    movers = [
        Mover(
            ParticipantId(who),
            frozenset(room for room in map(RoomId, rooms) if admitted(limits[who], room)),
            ledger.folded.standings[ParticipantId(who)].person.roles == ("participant",),
            ledger.folded.room_of(ParticipantId(who)),
        )
        for who in names
    ]
    targets = [
        Target(RoomId(room), CAPACITIES[RoomId(room)], len(ledger.folded.taken.get(RoomId(room), ()))) for room in rooms
    ]
    together = tuple(tuple(map(ParticipantId, group)) for group in groups)
    expected = spread(movers, targets, how, seed, together)
    plan = Plan(spread=how, seed=seed, together=together)
    result = await ledger.move(
        rooms,
        "people",
        *random.Random(seed).sample(names, len(names)),
        plan=plan,
    )
    said = {who: ledger.seats[who] for who in (*result.moved, *result.already)}
    assert said == dict(expected.into)
    assert set(result.full) == set(expected.full)
    assert set(result.barred) == set(expected.barred)
    assert list(result.apart) == expected.apart


def admitted(limits: tuple[str, ...], room: str) -> bool:
    return not limits or room in limits or room.partition(".")[0] in limits


async def erase_everybody(ledger: Ledger) -> None:
    for who in tuple(ledger.folded.standings):
        await ledger.forget(who)
