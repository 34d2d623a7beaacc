"""Everybody is in exactly one room, on whichever node and in however many tabs."""

from __future__ import annotations

import asyncio

import pytest

from tests.guest import Guest
from tests.nodes import Day, until
from venue.live.whereabouts import CONNECTIONS_OF_ONE
from venue.protocol.codes import Close
from venue.store import house

pytestmark = pytest.mark.asyncio(loop_scope="module")


def names(guest: Guest) -> set[str]:
    return set(guest.roster or ())


def news_of(guest: Guest, who: str) -> list[str]:
    """What a witness was told of somebody."""
    return [event["on"] for event in guest.events[guest._since :] if f'"{who}"' in str(event).replace("'", '"')]


async def test_a_reload_is_no_absence_on_whichever_node_one_comes_back(day: Day) -> None:
    text = await day.pass_of("a")
    guest, witness = await day.back(text, "a"), await day.come("w", "workshop", node=1)
    await guest.enter("workshop")
    await witness.sees(lambda one: names(one) == {"a", "w"})
    for node in (1, 0):
        witness.forget()
        await guest.lose()
        await until(lambda: not any("a" in site.by_person for site in (day.site(0), day.site(1))))
        guest = await day.back(text, "a", node=node)
        assert guest.welcome["here"] == "workshop"
        await guest.enter("workshop")
        await guest.say("back")
        await witness.hears("chat.posted")
        assert news_of(witness, "a") == ["chat.posted"], "nothing but what was said"


async def test_after_the_grace_one_is_away_the_seat_is_held_and_then_free(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = await day.pass_of("a")
    guest, witness = await day.back(text, "a"), await day.come("w", "workshop", node=1)
    await guest.enter("workshop")
    await witness.sees(lambda one: one.counts["workshop"] == (2, 2))
    monkeypatch.setattr(house, "GRACE_MS", 0)
    await guest.lose()
    await witness.sees(lambda one: one.counts["workshop"] == (1, 2) and names(one) == {"w"})
    back = await day.back(text, "a", node=1)
    assert back.welcome["here"] == "workshop", "the seat was held"
    await witness.sees(lambda one: one.counts["workshop"] == (2, 2) and names(one) == {"a", "w"})
    monkeypatch.setattr(house, "HOLD_MS", 0)
    await back.lose()
    await witness.sees(lambda one: one.counts["workshop"] == (1, 1))
    again = await day.back(text, "a")
    assert again.welcome["here"] == "workshop", "the last room, since there is a seat"


async def test_two_tabs_are_one_person_and_follow_each_other(day: Day) -> None:
    text = await day.pass_of("a")
    one, other = await day.back(text, "a"), await day.back(text, "a", node=1)
    witness = await day.come("w", "plenum")
    for tab in (one, other):
        await tab.enter("foyer")
    await one.enter("plenum")
    assert (await other.hears("you.moved"))["cause"] == "self"
    assert not one.heard("you.moved"), "who walks oneself is not told so"
    await other.enter("plenum")
    await witness.sees(lambda one: names(one) == {"a", "w"} and one.counts["plenum"] == (2, 2))
    await one.say("to the other tab")
    for guest in (other, witness):
        await guest.sees(lambda one: one.texts == ["to the other tab"])
    witness.forget()
    await one.hang_up()
    await other.say("still here")
    await witness.hears("chat.posted", text="still here")
    assert news_of(witness, "a") == ["chat.posted"]


async def test_going_home_is_seen_at_once_frees_the_seat_and_closes_every_tab(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = [await day.back(text, "a", node=node) for node in (0, 1)]
    witness = await day.come("w", "workshop")
    await tabs[0].enter("workshop")
    await witness.sees(lambda one: one.counts["workshop"] == (2, 2))
    await tabs[0].do("venue.leave")
    await witness.sees(lambda one: one.counts["workshop"] == (1, 1) and names(one) == {"w"}, within=1.5)
    for tab in tabs:
        assert await tab.ended() == Close.LEFT


async def test_leaving_at_the_door_is_leaving(day: Day) -> None:
    text = await day.pass_of("a")
    tab, witness = await day.back(text, "a", node=1), await day.come("w")
    assert (await day.asked("leave", text, body={})).status_code == 200
    assert await tab.ended() == Close.LEFT
    await witness.sees(lambda one: names(one) == {"w"})


async def test_many_tabs_of_one_person_leave_room_for_the_newest(day: Day) -> None:
    text = await day.pass_of("a")
    tabs = await asyncio.gather(*(day.connected(text, "a") for _ in range(16)))
    await until(lambda: len(day.site().by_person.get("a", ())) == CONNECTIONS_OF_ONE)  # type: ignore[call-overload]
    ended = [tab for tab in tabs if tab.heard("venue.closing")]
    await until(lambda: len([tab for tab in tabs if tab.connection.close_code]) == 16 - CONNECTIONS_OF_ONE)
    assert {tab.connection.close_code for tab in tabs} == {Close.TOO_MANY_CONNECTIONS, None}
    assert ended
    newest = await day.come("a")
    await newest.say("the newest works")


async def test_a_ticket_limited_to_rooms_opens_no_other(day: Day) -> None:
    guest = await day.come("a", rooms=("cafeteria",))
    assert guest.welcome["me"]["rooms"] == ["cafeteria"]
    assert await guest.refused("room.enter", room="plenum") == "not_allowed"
    await guest.enter("cafeteria")
    await guest.enter("cafeteria.1")


async def test_who_is_refused_stays_and_goes_on_hearing_the_room(day: Day) -> None:
    guest, other = await day.come("a", "plenum", rooms=("plenum",)), await day.come("b", "plenum", node=1)
    assert await guest.refused("room.enter", room="workshop") == "not_allowed"
    await other.say("still with us?")
    await guest.sees(lambda one: one.texts == ["still with us?"])


async def test_entering_the_room_one_is_in_moves_nobody(day: Day) -> None:
    guest, witness = await day.come("a", "workshop"), await day.come("w", "workshop", node=1)
    await asyncio.gather(*(each.sees(lambda one: names(one) == {"a", "w"}) for each in (guest, witness)))
    before = day.site().whereabouts.log.end
    await guest.enter("workshop")
    assert day.site().whereabouts.log.end == before


async def test_one_hears_ones_own_walk_before_anything_else_in_the_room(day: Day) -> None:
    guest, talker = await day.come("a", "foyer"), await day.come("b", "plenum", node=1)
    talking = asyncio.create_task(_talk(talker))
    for room in ("plenum", "foyer", "plenum", "workshop", "plenum"):
        await guest.enter(room)
    await talking
    await guest.sees(lambda one: len(one.texts) == 30)
    assert guest.texts == [f"word {n}" for n in range(30)]


async def _talk(talker: Guest) -> None:
    for n in range(30):
        await talker.say(f"word {n}")


async def test_the_welcome_says_who_i_am_what_i_may_and_where_everybody_is(day: Day) -> None:
    await day.come("b", "plenum")
    moderator = await day.staff(node=1)
    welcome = moderator.welcome
    assert welcome["me"]["person"] == {"id": "m", "name": "The moderator", "roles": ["moderator"]}
    assert welcome["me"]["grants"] == ["announce", "assist", "move", "observe", "order", "run", "talk"]
    assert (welcome["here"], welcome["store"], welcome["total"]) == ("foyer", True, 2)
    assert welcome["counts"]["plenum"] == [1, 1]
    assert welcome["node"] == day.site(1).node
    now = (await moderator.do("venue.ping"))["at"]
    assert 0 <= now - welcome["at"] < 5000


async def test_with_the_pass_the_connection_ends(day: Day) -> None:
    guest = await day.come("a", lasts=2)
    assert await guest.ended() == Close.PASS_ENDED
    assert guest.heard("venue.closing")[0]["wait"] == 0


async def test_at_the_end_nothing_is_left_on_the_node(day: Day) -> None:
    text = await day.pass_of("a")
    for _ in range(5):
        tab = await day.back(text, "a")
        await tab.enter("plenum")
        await tab.lose()
    site = day.site()
    await until(lambda: not site.connections)
    assert (site.by_person, site.watchers) == ({}, set())
    assert not any(audience.members for audience in site.audiences.values())
    assert await site.connections_everywhere() == {}


async def test_whoever_is_on_a_node_that_missed_it_is_told_what_was_announced_or_called_off_meanwhile(day: Day) -> None:
    moderator = await day.come("m", roles=("moderator",))
    guest = await day.come("a", node=1)
    missing = day.site(1).whereabouts
    missing.log.pause()  # from here on only noted, as while a snapshot is read
    move = await moderator.do("people.move", people=["a"], to="plenum", delay=120)
    missing.out_of_step.set()
    told = await guest.hears("you.announced")
    assert (told["order"], told["to"]) == (move["order"], "plenum")
    missing.log.pause()
    await moderator.do("order.cancel", order=move["order"])
    missing.out_of_step.set()
    assert (await guest.hears("you.called_off"))["order"] == move["order"]
