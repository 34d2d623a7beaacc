"""Who is where: one room each, seats that are counted, and short absences that are none."""

from __future__ import annotations

import pytest

from tests.store.ledger import FOR_EVER, Ledger, now
from venue.model.ids import ConnectionId, NodeId, ParticipantId, RoomId
from venue.store.house import Fenced, NotAdmitted
from venue.store.rooms import ScriptRefused


async def test_who_comes_for_the_first_time_is_in_the_foyer(ledger: Ledger) -> None:
    await ledger.admit("a")
    arrival = await ledger.arrive("a")
    assert (arrival.room, arrival.order, arrival.full) == ("foyer", None, False)
    assert ledger.here == {"a"}


async def test_who_was_never_let_in_does_not_arrive(ledger: Ledger) -> None:
    with pytest.raises(NotAdmitted):
        await ledger.arrive("a")


async def test_one_is_in_one_room_only(ledger: Ledger) -> None:
    await ledger.come("a")
    for room in ("workshop", "hall.1", "hall"):
        assert await ledger.enter("a", room) == "moved"
        assert ledger.seats == {"a": room}
    assert await ledger.enter("a", "hall") == "stayed"


async def test_a_room_that_does_not_exist_cannot_be_entered(ledger: Ledger) -> None:
    await ledger.come("a")
    assert await ledger.enter("a", "cellar") == "no_room"
    assert ledger.seats == {"a": "foyer"}


async def test_a_full_room_takes_nobody_but_staff(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.come("b")
    await ledger.come("s", "foyer", "speaker")
    assert await ledger.enter("b", "small") == "room_full"
    assert await ledger.enter("s", "small") == "moved"
    assert await ledger.enter("b", "small") == "room_full"
    await ledger.enter("a", "foyer")
    assert await ledger.enter("b", "small") == "moved"


async def test_a_ticket_may_be_limited_to_rooms_and_a_hall_includes_its_tables(ledger: Ledger) -> None:
    await ledger.admit("a", rooms=["hall"])
    assert (await ledger.arrive("a")).room == "foyer", "the foyer is for everybody"
    assert await ledger.enter("a", "workshop") == "not_allowed"
    assert await ledger.enter("a", "hall") == "moved"
    assert await ledger.enter("a", "hall.1") == "moved"
    await ledger.admit("b", rooms=["hall.1"])
    await ledger.arrive("b")
    assert await ledger.enter("b", "hall") == "not_allowed", "the limit to a table is none to its hall"


async def test_a_reload_is_no_absence(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    before = ledger.offset
    await ledger.depart("a")
    await ledger.sweep()
    assert (await ledger.arrive("a", "conn-2")).room == "workshop"
    await ledger.sweep()
    assert ledger.offset == before, "nobody was told anything"


async def test_a_second_tab_is_the_same_person_in_the_same_place(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    before = ledger.offset
    assert (await ledger.arrive("a", "conn-2")).room == "workshop"
    await ledger.depart("a", "conn-2", last=False)
    await ledger.sweep(grace=0)
    assert (ledger.offset, ledger.here) == (before, {"a"})


async def test_a_tab_on_another_node_keeps_one_present(ledger: Ledger) -> None:
    await ledger.start("o")
    await ledger.come("a", "workshop")
    await ledger.arrive("a", "conn-2", "o")
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    assert ledger.here == {"a"}


async def test_after_the_grace_one_is_away_and_the_seat_is_held_and_then_released(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.come("b")
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    assert (ledger.here, ledger.seats["a"]) == ({"b"}, "small")
    assert await ledger.houses.held() == 1
    assert await ledger.enter("b", "small") == "room_full", "the seat is held"
    await ledger.sweep(grace=0, hold=0)
    assert "a" not in ledger.seats
    assert await ledger.enter("b", "small") == "moved"


async def test_who_comes_back_to_a_held_seat_finds_it(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    assert (await ledger.arrive("a")).room == "small"
    assert ledger.here == {"a"}
    assert await ledger.houses.held() == 0


async def test_who_comes_back_later_is_in_the_last_room_if_there_is_a_seat(ledger: Ledger) -> None:
    for who in ("a", "b"):
        await ledger.come(who, "workshop")
        await ledger.depart(who)
    await ledger.sweep(grace=0, hold=0)
    assert ledger.seats == {}
    assert (await ledger.arrive("a")).room == "workshop"
    await ledger.come("c", "workshop")
    assert (await ledger.arrive("b")).room == "foyer", "it is full by now"


async def test_times_are_compared_with_the_last_sign_of_life(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    lost = now()
    await ledger.depart("a")
    await ledger.sweep(grace=0)
    assert lost - 5 <= ledger.snapshot.away[ParticipantId("a")] <= now() + 5


async def test_going_home_is_at_once(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.leave("a")
    assert (ledger.here, ledger.seats) == (set(), {})
    assert await ledger.enter("a", "small") == "not_here"
    assert (await ledger.arrive("a", "conn-2")).room == "foyer", "who went home begins at the door"


async def test_the_people_of_a_dead_node_are_away_after_the_grace_and_not_before(ledger: Ledger) -> None:
    await ledger.start("o")
    await ledger.admit("a")
    await ledger.arrive("a", node="o")
    await ledger.kill("o")
    await ledger.sweep(grace=10_000)
    assert ledger.here == {"a"}, "its last renewal was six seconds ago"
    await ledger.sweep(grace=5_000)
    assert ledger.here == set()
    assert (await ledger.arrive("a", "conn-2")).room == "foyer"


async def test_who_comes_back_through_another_node_was_never_away(ledger: Ledger) -> None:
    await ledger.start("o")
    await ledger.admit("a")
    await ledger.arrive("a", node="o")
    before = ledger.offset
    await ledger.kill("o")
    await ledger.arrive("a", "conn-2", "n")
    await ledger.sweep(grace=0)
    assert (ledger.here, ledger.offset) == ({"a"}, before)


async def test_a_node_whose_lease_was_swept_is_fenced_until_it_begins_anew(ledger: Ledger) -> None:
    await ledger.admit("a")
    await ledger.kill("n")
    await ledger.sweep()
    assert not await ledger.houses.renew(NodeId("n"), b"{}")
    with pytest.raises(Fenced):
        await ledger.arrive("a")
    await ledger.start("n")
    assert (await ledger.arrive("a")).room == "foyer"


async def test_a_node_that_stops_in_order_leaves_its_people_the_grace(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    await ledger.houses.retire(NodeId("n"))
    await ledger.sweep()
    assert ledger.here == {"a"}
    await ledger.sweep(grace=0)
    assert ledger.here == set()


async def test_after_a_pause_of_the_store_all_clocks_start_anew(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    await ledger.come("b", "workshop")
    await ledger.depart("a")
    await ledger.depart("b")
    await ledger.sweep(grace=0)
    await ledger.arrive("b")
    await ledger.depart("b")
    await ledger.kill("n")
    await ledger.sweep(grace=0, hold=0, pause=-1)
    assert ledger.seats == {"a": "workshop", "b": "workshop"}, "nobody is declared gone for what the store did"
    assert await ledger.houses.renew(NodeId("n"), b"{}"), "and no node"
    await ledger.sweep(grace=0, hold=0, pause=FOR_EVER)
    assert ledger.seats == {}


async def test_whoever_is_inside_keeps_the_seat_when_the_roles_change(ledger: Ledger) -> None:
    await ledger.come("s", "small", "speaker")
    await ledger.admit("s")
    assert ledger.seats == {"s": "small"}
    await ledger.come("b")
    assert await ledger.enter("b", "small") == "room_full", "and now it counts"
    await ledger.admit("s", "moderator")
    assert await ledger.enter("b", "small") == "moved"


async def test_a_room_that_is_gone_after_a_restart_leaves_its_people_in_the_foyer(ledger: Ledger) -> None:
    await ledger.come("a", "workshop")
    await ledger.houses.recover(ledger.store.run_id, {RoomId("foyer"): None})
    assert (await ledger.arrive("a", "conn-2")).room == "foyer"


async def test_a_silence_a_goodbye_and_a_welcome_are_one_step_each(ledger: Ledger) -> None:
    await ledger.come("a", "small")
    await ledger.conduct("conduct.silence", "a", 4711)
    assert ledger.snapshot.silenced == {"a": 4711}
    await ledger.conduct("conduct.unsilence", "a")
    assert ledger.snapshot.silenced == {}
    await ledger.conduct("conduct.show_out", "a")
    assert ledger.seats == {}
    assert set(ledger.snapshot.out) == {"a"}
    with pytest.raises(NotAdmitted):
        await ledger.arrive("a", "conn-2")
    await ledger.conduct("conduct.let_in", "a")
    assert (await ledger.arrive("a", "conn-3")).room == "small", "the last room, since there is a seat"
    with pytest.raises(ScriptRefused, match="not_found"):
        await ledger.conduct("conduct.silence", "nobody")


async def test_order_is_kept_once_per_ref(ledger: Ledger) -> None:
    await ledger.come("a")
    await ledger.conduct("conduct.silence", "a", ref="once")
    await ledger.conduct("conduct.unsilence", "a")
    await ledger.conduct("conduct.silence", "a", ref="once")
    assert ledger.snapshot.silenced == {}, "it was done already, and lifted since"
    with pytest.raises(ScriptRefused, match="conflict"):
        await ledger.conduct("conduct.show_out", "a", ref="once")


async def test_who_is_erased_leaves_no_name_behind(ledger: Ledger) -> None:
    await ledger.admit("a", name="Somebody Rare")
    await ledger.arrive("a")
    await ledger.admit("m", "moderator", name="Person m")
    await ledger.admit("b")
    await ledger.move("workshop", "people", "a", "b")
    await ledger.conduct("conduct.silence", "a")
    await ledger.forget("a")
    everything = await ledger.everything()
    assert "Somebody Rare" not in everything
    assert "Person m" in everything, "b still waits for m's order"
    await ledger.forget("m")
    assert "Person m" not in await ledger.everything()
    assert (await ledger.arrive("b")).room == "workshop", "the order is carried out all the same"


async def test_counting_connections_counts_living_nodes(ledger: Ledger) -> None:
    await ledger.start("o")
    await ledger.admit("a")
    await ledger.arrive("a", "c1")
    await ledger.arrive("a", "c2", "o")
    health, leases, at = await ledger.houses.nodes()
    assert set(health) == set(leases) == {"n", "o"}
    assert abs(at - now()) < 1000
    assert await ledger.houses.connections(health) == {"a": 2}
    await ledger.houses.depart(ParticipantId("a"), NodeId("o"), ConnectionId("c2"), True)
    assert await ledger.houses.connections(health) == {"a": 1}
