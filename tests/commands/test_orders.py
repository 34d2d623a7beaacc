"""Move orders on two nodes: the live list, announced moves, cancelling, undoing, and two moderators at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.guest import Frame, Guest
from tests.nodes import Day, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def fates(order: Frame) -> dict[str, str]:
    """What became of each person, as far as the order says."""
    return {who: group["state"] for group in order["people"] or () for who in group["people"]}


def told(moderator: Guest, order: str) -> dict[str, str]:
    """What a moderator was told of an order's people, piece by piece."""
    known: dict[str, str] = {}
    for event in moderator.heard("orders.changed"):
        for listed in event["orders"]:
            if listed["order"] == order:
                known |= fates(listed)
    return known


async def staff(day: Day, who: str = "m", **about: Any) -> Guest:
    """Somebody who may move others, and looks at the orders."""
    moderator = await day.staff(who, **about)
    await moderator.do("orders.list")
    return moderator


async def listed(moderator: Guest, order: str) -> Frame:
    found: Frame = next(each for each in (await moderator.do("orders.list"))["orders"] if each["order"] == order)
    return found


async def goes_away(day: Day, person: Guest) -> None:
    """Lost, and the grace is over."""
    await person.lose()
    for node in (0, 1):
        site = day.site(node)
        await until(lambda site=site: not site.by_person.get(person.who))  # type: ignore[misc]
    await day.site().store.ask("HDEL", day.site().keys["here"], person.who)


async def its_time_comes(day: Day, *people: str) -> None:
    """What was announced to these people is due."""
    for who in people:
        await day.site().store.ask("ZADD", day.site().keys["due"], 1, who)


async def test_every_moderator_sees_every_order_fill_wherever_they_are(day: Day) -> None:
    people = [await day.come(who, "foyer", node=n % 2) for n, who in enumerate("abc")]
    giver, other = await staff(day, "m1"), await staff(day, "m2", node=1)
    order = (await giver.do("people.move", people=["a", "b", "c"], to="plenum", reason="It begins"))["order"]
    await other.sees(lambda one: set(told(one, order).values()) == {"ordered"} and len(told(one, order)) == 3)
    for person in people[:2]:
        await person.hears("you.moved")
        await person.enter("plenum")
    for moderator in (giver, other):
        await moderator.sees(lambda one: told(one, order) == {"a": "arrived", "b": "arrived", "c": "ordered"})
    late = await staff(day, "m3", node=1)
    assert fates(await listed(late, order)) == {"a": "arrived", "b": "arrived", "c": "ordered"}
    whole = await late.do("order.show", order=order)
    assert (whole["by_name"], whole["rooms"], whole["reason"]) == ("The moderator", ["plenum"], "It begins")
    assert whole["counts"] == {"arrived": 2, "ordered": 1}
    assert not [event for person in people for event in person.heard("orders.changed")], "nobody else is told"


async def test_news_of_orders_are_few_and_only_differences(day: Day) -> None:
    people = [await day.come(f"p{n}", "foyer", node=n % 2) for n in range(12)]
    moderator = await staff(day, node=1)
    order = (await moderator.do("people.move", room="foyer", to="plenum"))["order"]
    for person in people:
        await person.hears("you.moved")
        await person.enter("plenum")
    await moderator.sees(lambda one: list(told(one, order).values()) == ["arrived"] * 12)
    news = moderator.heard("orders.changed")
    named = [who for event in news for each in event["orders"] for who in fates(each)]
    assert max(map(named.count, set(named))) <= 2, "each person once per change"
    assert len(news) <= 8


async def test_a_cancelled_order_moves_nobody_who_comes_back_later(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await staff(day, node=1)
    await person.enter("plenum")
    await goes_away(day, person)
    order = (await moderator.do("people.move", people=["a"], to="workshop"))["order"]
    receipt = await moderator.do("order.cancel", order=order)
    assert receipt["cancelled"] == ["a"]
    other = await staff(day, "m2")
    assert await other.do("order.cancel", order=order) == receipt, "whoever repeats it"
    back = await day.back(text, "a")
    assert (back.welcome["here"], back.welcome["moved"]) == ("plenum", None)
    shown = await other.do("order.show", order=order)
    assert shown["cancelled"]["by_name"] == "The moderator"
    journal = await moderator.do("conduct.journal")
    assert [entry["action"] for entry in journal["entries"]] == ["cancel_move", "move"]


async def test_a_line_that_breaks_before_the_room_is_shown_leaves_the_order_to_the_next_one(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await staff(day, node=1)
    await person.enter("foyer")
    await goes_away(day, person)
    order = (await moderator.do("people.move", people=["a"], to="plenum", reason="It begins"))["order"]
    await goes_away(day, await day.back(text, "a"))
    back = await day.back(text, "a", node=1)
    assert back.welcome["here"] == "plenum"
    assert back.welcome["moved"]["order"] == order
    await moderator.sees(lambda one: told(one, order) == {"a": "ordered"})
    await back.enter("plenum")
    await moderator.sees(lambda one: told(one, order) == {"a": "arrived"})


async def test_undone_everybody_returns_who_has_not_moved_since(day: Day) -> None:
    people = {who: await day.come(who, room) for who, room in (("a", "foyer"), ("b", "plenum"), ("c", "foyer"))}
    moderator, other = await staff(day), await staff(day, "m2", node=1)
    order = (await moderator.do("people.move", people=["a", "b", "c"], to="workshop"))["order"]
    for person in people.values():
        await person.hears("you.moved", room="workshop")
        await person.enter("workshop")
    await moderator.sees(lambda one: list(told(one, order).values()) == ["arrived"] * 3)
    await people["c"].enter("cafeteria.1")
    for person in people.values():
        person.forget()
    undone = await other.do("order.undo", order=order)
    assert (undone["returned"], undone["stayed"], undone["full"]) == (["a", "b"], ["c"], [])
    assert await moderator.do("order.undo", order=order) == undone
    for who, room in (("a", "foyer"), ("b", "plenum")):
        assert (await people[who].hears("you.moved"))["room"] == room
    assert not people["c"].heard("you.moved")
    await moderator.sees(lambda one: told(one, order) == {"a": "returned", "b": "returned", "c": "arrived"})
    assert (await listed(moderator, order))["undone"]["result"] == undone


async def test_an_announced_move_is_told_with_its_time_and_happens_on_time(day: Day) -> None:
    person, moderator = await day.come("a", "foyer", node=1), await staff(day)
    order = await moderator.do("people.move", people=["a"], to="plenum", reason="Soon", delay=1, more=True)
    assert (order["announced"], order["moved"]) == (["a"], [])
    news = await person.hears("you.announced")
    assert (news["to"], news["by"], news["reason"]) == ("plenum", "The moderator", "Soon")
    assert (news["more"], news["may_decline"], news["at"]) == (True, False, order["due"])
    moved = await person.hears("you.moved", order=order["order"])
    assert order["due"] <= moved["at"] <= order["due"] + 2500
    await person.enter("plenum")
    await moderator.sees(lambda one: told(one, order["order"]) == {"a": "arrived"})


async def test_who_comes_in_while_a_move_is_ahead_is_told_after_the_welcome(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await staff(day, node=1)
    await moderator.do("people.move", people=["a"], to="plenum", delay=300)
    first = await person.hears("you.announced")
    await person.lose()
    back = await day.back(text, "a", node=1)
    assert await back.hears("you.announced") == first
    assert [event["on"] for event in back.events[:2]] == ["venue.welcome", "you.announced"]


async def test_people_go_now_wait_or_decline_as_far_as_they_may(day: Day) -> None:
    a, b, c = [await day.come(who, "foyer", node=n % 2) for n, who in enumerate("abc")]
    moderator = await staff(day)
    order = (
        await moderator.do("people.move", people=["a", "b", "c"], to="plenum", delay=300, more=True, may_decline=True)
    )["order"]
    for person in (a, b, c):
        await person.hears("you.announced")
    await a.do("order.go", order=order)
    await a.hears("you.moved", room="plenum")
    at = b.heard("you.announced")[0]["at"]
    b.forget()
    await b.do("order.more", order=order)
    assert (await b.hears("you.announced"))["at"] == at + 120_000
    b.forget()
    await b.do("order.more", order=order)
    assert not (await b.hears("you.announced"))["more"]
    assert await b.refused("order.more", order=order) == "not_allowed"
    await c.do("order.decline", order=order)
    assert (await c.hears("you.called_off"))["why"] == "declined"
    assert await c.refused("order.go", order=order) == "no_order"
    assert await a.refused("order.go", order="m.nothing") == "no_order"
    await moderator.sees(lambda one: told(one, order) == {"a": "ordered", "b": "announced", "c": "declined"})
    cancelled = await moderator.do("order.cancel", order=order)
    assert cancelled["cancelled"] == ["b"]
    assert (await b.hears("you.called_off"))["why"] == "cancelled"


async def test_what_is_due_is_carried_out_by_the_node_that_is_left(day: Day) -> None:
    person, moderator = await day.come("a", "foyer", node=1), await staff(day, node=1)
    order = await moderator.do("people.move", people=["a"], to="plenum", delay=300)
    await person.hears("you.announced")
    gone, left = day.site(0), day.site(1)
    gone.order_board.close()  # this node will not be there when it is due
    await its_time_comes(day, "a")
    await left.order_board.beat()
    await person.hears("you.moved", order=order["order"], room="plenum")


async def test_two_moderators_at_once_and_the_one_who_lost_is_told_who_and_when(day: Day) -> None:
    person = await day.come("a", "foyer")
    one, other = await staff(day, "m1"), await staff(day, "m2", node=1, role="operator")
    orders = await asyncio.gather(
        one.do("people.move", people=["a"], to="workshop"), other.do("people.move", people=["a"], to="plenum")
    )
    overtaking = [order for order in orders if order["overtaken"]]
    assert len(overtaking) == 1, "one of them wins"
    [winner] = overtaking
    loser = next(order for order in orders if order is not winner)
    [overtaken] = winner["overtaken"]
    assert (overtaken["person"], overtaken["order"]) == ("a", loser["order"])
    assert overtaken["by_name"] == ("The moderator" if loser is orders[0] else "The operator")
    assert overtaken["at"] > 0
    for moderator in (one, other):
        await moderator.sees(lambda each: told(each, loser["order"]) == {"a": "overtaken"})
    shown = await one.do("order.show", order=loser["order"])
    assert shown["people"][0]["by"] == winner["order"]
    await person.sees(lambda guest: guest.here == winner["to"])


async def test_a_dry_run_of_a_distribution_says_what_the_deed_does(day: Day) -> None:
    people = [await day.come(f"p{n}", "foyer", node=n % 2) for n in range(7)]
    moderator = await staff(day)
    wish: dict[str, Any] = {
        "room": "foyer",
        "rooms": ["cafeteria.1", "cafeteria.2", "cafeteria.3", "workshop"],
        "spread": "random",
        "seed": 4711,
        "together": [["p1", "p5"]],
    }
    tried = await moderator.do("people.move", **wish, dry_run=True)
    assert not [one for one in people if one.heard("you.moved")]
    done = await moderator.do("people.move", **wish)
    for name in ("moved", "full", "into", "apart", "rooms"):
        assert done[name] == tried[name]
    assert sum(done["into"].values()) == 7
    rooms = {person.who: (await person.hears("you.moved"))["room"] for person in people}
    assert rooms["p1"] == rooms["p5"]
    sizes = list(done["into"].values())
    assert max(sizes) - min(sizes) <= 1


async def test_orders_ask_for_what_makes_sense(day: Day) -> None:
    person, moderator = await day.come("a"), await staff(day)
    assert await moderator.refused("people.move", everyone=True, to="plenum", rooms=["plenum"]) == "bad_field"
    assert await moderator.refused("people.move", everyone=True, rooms=["plenum", "cellar"]) == "no_room"
    assert await moderator.refused("people.move", everyone=True, to="plenum", delay=301) == "bad_field"
    assert await moderator.refused("order.undo", order="m.never") == "no_order"
    assert await person.refused("orders.list") == "not_allowed"
    assert await person.refused("order.undo", order="m.never") == "not_allowed"


async def test_ones_own_data_names_the_orders_one_was_in(day: Day) -> None:
    text = await day.pass_of("a")
    person, moderator = await day.back(text, "a"), await staff(day)
    await moderator.do("people.move", people=["a"], to="plenum", reason="It begins")
    await person.hears("you.moved")
    data = (await day.asked("me/data", text)).json()
    assert data["moves"] == ["foyer > plenum: ordered: It begins"]
    assert (await day.asked("me/erase", text, body={})).status_code == 200
    assert (await moderator.do("orders.list"))["orders"][0]["counts"] == {}
