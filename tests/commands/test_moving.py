"""Moderators move people: decided in one step for everybody, told to each, and answered for each."""

from __future__ import annotations

import asyncio

import pytest

from tests.nodes import Day, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

LISTS = ("moved", "already", "offline", "full", "barred")


async def test_who_is_moved_hears_from_whom_why_and_where_to(day: Day) -> None:
    person, moderator = await day.come("a", "plenum"), await day.staff(node=1)
    order = await moderator.do("people.move", people=["a"], to="workshop", reason="It begins")
    assert {name: order[name] for name in LISTS} == {name: ["a"] if name == "moved" else [] for name in LISTS}
    news = await person.hears("you.moved")
    assert (news["room"], news["by"], news["reason"]) == ("workshop", "The moderator", "It begins")
    assert news["order"] == order["order"]
    await person.enter("workshop")
    assert await moderator.hears("people.arrived") == {
        "on": "people.arrived",
        "order": order["order"],
        "people": ["a"],
        "full": [],
    }


async def test_a_room_is_moved_with_its_tables_and_the_moderator_stays(day: Day) -> None:
    hall, table = await day.come("a", "cafeteria"), await day.come("b", "cafeteria.2", node=1)
    elsewhere, moderator = await day.come("c", "foyer"), await day.staff(room="cafeteria")
    order = await moderator.do("people.move", room="cafeteria", to="plenum")
    assert sorted(order["moved"]) == ["a", "b"]
    for one in (hall, table):
        await one.hears("you.moved", room="plenum")
    await elsewhere.sees(lambda one: one.counts["plenum"] == (2, 2))
    assert moderator.here == "cafeteria"
    assert elsewhere.here == "foyer"


async def test_everyone_is_moved_but_who_gives_the_order(day: Day) -> None:
    people = [
        await day.come(who, room, node=n % 2) for n, (who, room) in enumerate((("a", "foyer"), ("b", "cafeteria.1")))
    ]
    moderator = await day.staff(room="foyer")
    order = await moderator.do("people.move", everyone=True, to="plenum", reason="Closing")
    assert sorted(order["moved"]) == ["a", "b"]
    for one in people:
        await one.hears("you.moved", room="plenum", cause="moderator")


async def test_nobody_is_left_without_an_answer(day: Day) -> None:
    moderator = await day.staff(room="foyer")
    for n in range(7):
        await day.come(f"p{n}", "plenum", node=n % 2)
    gone, limited = await day.come("gone", "plenum"), await day.come("limited", rooms=("foyer", "plenum"))
    await limited.enter("plenum")
    there = await day.come("there", "workshop")
    await gone.lose()
    await day.site().houses.depart("gone", day.site().incarnation, "none", True)  # type: ignore[arg-type]
    site = day.site()
    await site.store.ask("HDEL", site.keys["here"], "gone")
    everybody = [*(f"p{n}" for n in range(7)), "gone", "limited", "there", "stranger"]
    planned = await moderator.do("people.move", people=everybody, to="workshop", dry_run=True)
    assert there.here == "workshop"
    assert [len(planned[name]) for name in LISTS] == [4, 1, 1, 3, 2], "a dry run says what would be"
    assert not [one for one in day.guests if one.heard("you.moved")], "and does nothing"
    order = await moderator.do("people.move", people=everybody, to="workshop", reason="Round one")
    assert {name: order[name] for name in LISTS} == {name: planned[name] for name in LISTS}
    assert sorted(who for name in LISTS for who in order[name]) == sorted(everybody)
    assert (order["already"], order["offline"], sorted(order["barred"])) == (
        ["there"],
        ["gone"],
        ["limited", "stranger"],
    )


async def test_who_is_away_is_moved_when_they_come_back(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await day.staff(room="foyer", node=1)
    await person.enter("plenum")
    await person.lose()
    site = day.site()
    await until(lambda: not site.by_person.get("a"))  # type: ignore[call-overload]
    await site.store.ask("HDEL", site.keys["here"], "a")  # as the sweep does after the grace
    order = await moderator.do("people.move", people=["a"], to="workshop", reason="Your place")
    assert order["offline"] == ["a"]
    back = await day.back(text, "a", node=1)
    assert back.welcome["here"] == "workshop"
    assert (back.welcome["moved"]["by"], back.welcome["moved"]["reason"]) == ("The moderator", "Your place")
    await back.enter("workshop")
    assert (await moderator.hears("people.arrived"))["people"] == ["a"]


async def test_a_repeated_order_is_one_order(day: Day) -> None:
    await day.come("a", "plenum")
    moderator = await day.staff()
    ref = moderator.next_ref()
    first = await moderator.do("people.move", ref=ref, people=["a"], to="workshop")
    again = await moderator.do("people.move", ref=ref, people=["a"], to="workshop")
    assert first == again
    assert first["moved"] == ["a"]
    journal = await moderator.do("conduct.journal")
    assert [entry["action"] for entry in journal["entries"]] == ["move"]


async def test_two_moderators_at_once_and_the_person_is_in_one_room(day: Day) -> None:
    person = await day.come("a", "foyer")
    one, other = await day.staff("m1"), await day.staff("m2", node=1)
    orders = await asyncio.gather(
        one.do("people.move", people=["a"], to="workshop"), other.do("people.move", people=["a"], to="plenum")
    )
    assert [order["moved"] for order in orders] == [["a"], ["a"]]
    await until(lambda: len(person.heard("you.moved")) == 2)
    found = await one.do("people.find", query="person a")
    last = person.heard("you.moved")[-1]["room"]
    assert found["people"][0]["room"] == last
    snapshot = await person.resume("foyer", person.epoch, person.offset)
    assert snapshot["room"] == last


async def test_fifty_people_for_five_seats_on_two_nodes(day: Day) -> None:
    people = [await day.come(f"p{n}", "foyer", node=n % 2) for n in range(50)]

    async def tries(one) -> bool:  # type: ignore[no-untyped-def]
        answer = await one.ask({"do": "room.enter", "ref": one.next_ref(), "room": "workshop"})
        assert "ok" in answer or answer["error"]["code"] == "room_full"
        return "ok" in answer

    assert sum(await asyncio.gather(*(tries(one) for one in people))) == 5
    moderator = await day.staff(room="workshop")
    assert moderator.here == "workshop", "who works there takes no seat"
    await moderator.sees(lambda one: one.counts["workshop"] == (6, 5))


async def test_who_may_not_move_others_cannot_and_an_order_needs_exactly_one_aim(day: Day) -> None:
    person, moderator = await day.come("a"), await day.staff()
    assert await person.refused("people.move", everyone=True, to="plenum") == "not_allowed"
    assert await moderator.refused("people.move", to="plenum") == "bad_field"
    assert await moderator.refused("people.move", people=["a"], everyone=True, to="plenum") == "bad_field"
    assert await moderator.refused("people.move", everyone=True, to="cellar") == "no_room"


async def test_who_comes_back_to_a_full_room_is_told_to_the_moderator(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await day.staff(node=1)
    await person.enter("plenum")
    await person.lose()
    site = day.site()
    await until(lambda: not site.by_person.get("a"))  # type: ignore[call-overload]
    await site.store.ask("HDEL", site.keys["here"], "a")  # as the sweep does after the grace
    order = await moderator.do("people.move", people=["a"], to="workshop")
    assert order["offline"] == ["a"]
    for n in range(5):
        await day.come(f"p{n}", "workshop")
    back = await day.back(text, "a")
    assert (back.welcome["here"], back.welcome["moved"]) == ("plenum", None)
    assert (await moderator.hears("people.arrived", order=order["order"]))["full"] == ["a"]
