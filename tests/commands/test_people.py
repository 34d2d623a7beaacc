"""Finding people, and who may: the same numbers and places that everybody can see."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.guest import Frame, Guest
from tests.nodes import Day, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def ids(found: Frame) -> list[str]:
    return [one["person"]["id"] for one in found["people"]]


async def find(guest: Guest, **fields: Any) -> Frame:
    return await guest.do("people.find", **fields)


async def test_people_are_found_by_name_organisation_role_and_room(day: Day) -> None:
    await day.come("a", "plenum", name="Zoë Müller", org="Landkreis Süd")
    await day.come("b", "cafeteria.1", node=1, name="Person B", org="landkreis sud")
    await day.come("c", "foyer", name="Person C", roles=("speaker",))
    moderator = await day.staff(node=1)
    assert ids(await find(moderator, query="zoe")) == ["a"], "without accents, in any case"
    assert ids(await find(moderator, query="SÜD person")) == ["b"], "each word, in name or organisation"
    assert ids(await find(moderator, org="Landkreis Süd")) == ["b", "a"]
    assert ids(await find(moderator, room="cafeteria")) == ["b"], "a hall includes its tables"
    assert ids(await find(moderator, role="speaker")) == ["c"]
    everybody = await find(moderator)
    assert sorted(ids(everybody)) == sorted(everybody["ids"]) == ["a", "b", "c", "m"]
    assert everybody["total"] == 4
    assert await moderator.refused("people.find", room="cellar") == "no_room"


async def test_pages_put_together_name_everybody_once_and_all_can_be_selected(day: Day) -> None:
    crowd = await day.crowd(45, "plenum")
    moderator = await day.staff(node=1)
    await until(lambda: day.site(1).house.total == 46)
    people: list[str] = []
    page = await find(moderator, room="plenum", limit=20)
    while True:
        people += ids(page)
        assert sorted(page["ids"]) == sorted(crowd)
        if not page["next"]:
            break
        page = await find(moderator, room="plenum", limit=20, after=page["next"])
    assert people == sorted(crowd, key=lambda who: int(who[1:])), "by name"


async def test_what_is_found_says_where_since_when_and_how(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a", node=node) for node in (0, 1)]
    await tabs[0].enter("workshop")
    moderator = await day.staff()
    await moderator.do("conduct.silence", person="a")
    [found] = (await find(moderator, query="person a"))["people"]
    assert (found["room"], found["present"], found["connections"]) == ("workshop", True, 2)
    assert (found["silenced_until"], found["shown_out"]) == (0, False)
    assert 0 <= (await moderator.do("venue.ping"))["at"] - found["since"] < 60_000
    monkeypatch.setattr("venue.store.house.GRACE_MS", 0)
    for tab in tabs:
        await tab.lose()
    await moderator.sees(lambda one: one.counts["workshop"] == (0, 1))
    [found] = (await find(moderator, query="person a"))["people"]
    assert (found["room"], found["present"], found["connections"]) == ("workshop", False, 0), "the seat is held"
    await moderator.do("conduct.show_out", person="a")
    assert ids(await find(moderator)) == ["m"], "who has no seat is in no list"
    [found] = (await find(moderator, query="person a"))["people"]
    assert (found["room"], found["shown_out"]) == (None, True), "but can be searched for"


async def test_who_may_not_observe_finds_nobody_and_sees_only_their_own_room(day: Day) -> None:
    person, speaker = await day.come("a", "plenum"), await day.come("s", "plenum", roles=("speaker",))
    for one in (person, speaker):
        assert await one.refused("people.find") == "not_allowed"
        assert await one.refused("roster.page", room="foyer") == "not_here"
        assert (await one.do("roster.page", room="plenum"))["total"] == 2
    moderator = await day.staff(node=1)
    assert (await moderator.do("roster.page", room="plenum"))["total"] == 2


async def test_who_may_not_operate_any_more_hears_no_more_numbers(day: Day) -> None:
    operator = await day.staff("o", role="operator")
    await operator.do("operations.watch")
    await operator.hears("operations.measured")
    await day.asked("enter", node=1, body={"ticket": day.ticket("o", name="The operator", roles=("moderator",))})
    await operator.hears("you.changed")
    await until(lambda: not day.site().watchers)
    assert await operator.refused("operations.watch") == "not_allowed"


async def test_the_operators_board_says_how_the_nodes_are(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a", node=1) for _ in range(2)]
    for tab in tabs:
        await tab.enter("plenum")
    operator = await day.staff("o", "plenum", role="operator")
    await operator.do("operations.watch")

    def told(guest: Guest) -> list[Frame]:
        """Measurements of a second in which something was delivered, by nodes that know who is there."""
        return [
            measured
            for measured in guest.heard("operations.measured")
            if sorted((node["connections"], node["people"]) for node in measured["nodes"]) == [(1, 1), (2, 1)]
            and any(node["deliveries"] > 0 for node in measured["nodes"])
        ]

    async with asyncio.timeout(10):
        while not told(operator):
            await tabs[0].say("and on it goes")
            await asyncio.sleep(0.09)
    busy = told(operator)[0]
    assert {node["node"] for node in busy["nodes"]} == {day.site(0).node, day.site(1).node}
    assert all(node["memory"] > 0 and node["store_trip"] > 0 and node["started"] > 0 for node in busy["nodes"])
    assert (busy["store"], busy["held"], busy["store_version"] != "") == (True, 0, True)
    assert (await operator.do("operations.watch", on=False)) == {}
    assert not day.site().watchers


async def test_an_announcement_repeated_with_the_same_ref_is_made_once(day: Day) -> None:
    person, moderator = await day.come("a", "plenum", node=1), await day.staff()
    ref = moderator.next_ref()
    for _ in range(2):
        await moderator.do("announcement.make", ref=ref, room="plenum", text="Lunch")
    await moderator.do("announcement.make", room="plenum", text="After lunch")
    await person.sees(lambda one: one.texts == ["Lunch", "After lunch"])


async def test_who_walked_on_before_they_saw_the_room_has_not_arrived(day: Day) -> None:
    person, moderator = await day.come("a"), await day.staff(node=1)
    await moderator.do("people.move", people=["a"], to="workshop")
    await person.hears("you.moved", room="workshop")
    await person.enter("plenum")
    await moderator.do("people.move", people=["a"], to="cafeteria", ref="second")
    await person.hears("you.moved", room="cafeteria")
    await person.enter("cafeteria")
    arrived = await moderator.hears("people.arrived")
    assert arrived["order"].endswith(".second"), "to the plenum one walks oneself"
    assert len(moderator.heard("people.arrived")) == 1
