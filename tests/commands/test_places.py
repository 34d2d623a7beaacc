"""Registering for sessions, on two nodes: who has a place, who waits, and who should be where."""

from __future__ import annotations

import asyncio

import pytest

from tests.guest import Guest
from tests.nodes import Day, until
from venue.model.ids import ParticipantId, SessionId
from venue.model.places import bookable

pytestmark = pytest.mark.asyncio(loop_scope="module")

NARROW, WIDE = "narrow", "wide"
"""Side by side in one slot, with two places and with five."""


async def comers(day: Day, *who: str) -> list[Guest]:
    """People in the foyer, on both nodes in turn."""
    return list(await asyncio.gather(*(day.come(one, node=n % 2) for n, one in enumerate(who))))


async def expire(day: Day, who: str, session: str) -> None:
    """The time for that offer is over."""
    site = day.site()
    await site.store.ask("ZADD", site.keys[f"offered:{session}"], "XX", 1, who)


async def test_who_registers_is_told_in_every_tab_and_everybody_sees_the_numbers(day: Day) -> None:
    a, b = await comers(day, "a", "b")
    tab = await day.back(await day.pass_of("a"), "a", node=1)
    assert b.places == {NARROW: (0, 0), WIDE: (0, 0), "next": (0, 0)}
    assert await a.do("place.take", session=NARROW) == {"state": "placed", "ahead": 0}
    for one in (a, tab):
        await one.sees(lambda one: one.place(NARROW) == ("placed", 0))
    await b.sees(lambda one: one.places[NARROW] == (1, 0))
    assert b.heard("you.placed") == []
    late = await day.come("late", node=1)
    assert late.places[NARROW] == (1, 0)
    assert (await day.back(await day.pass_of("a"), "a")).place(NARROW) == ("placed", 0)


async def test_who_comes_when_it_is_full_waits_and_moves_up_and_is_offered_a_place(day: Day) -> None:
    a, b, c, d = await comers(day, "a", "b", "c", "d")
    for one in (a, b):
        await one.do("place.take", session=NARROW)
    assert await c.do("place.take", session=NARROW) == {"state": "waiting", "ahead": 0}
    assert await d.do("place.take", session=NARROW) == {"state": "waiting", "ahead": 1}
    await d.sees(lambda one: one.place(NARROW) == ("waiting", 1))
    at = (await a.do("venue.ping"))["at"]
    await a.do("place.give_up", session=NARROW)
    await c.sees(lambda one: one.place(NARROW) == ("offered", 0))
    [offer] = c.route["places"]
    assert at <= offer["until"] - 180_000 < at + 5_000
    await d.sees(lambda one: one.place(NARROW) == ("waiting", 0))
    await b.sees(lambda one: one.places[NARROW] == (2, 1))
    assert await c.do("place.accept", session=NARROW) == {"state": "placed", "ahead": 0}
    await c.sees(lambda one: one.place(NARROW) == ("placed", 0))
    assert await d.refused("place.accept", session=NARROW) == "offer_gone"


async def test_an_offer_that_nobody_answers_goes_on_by_itself_to_somebody_on_another_node(day: Day) -> None:
    a, b, c, d = await comers(day, "a", "b", "c", "d")
    for one in (a, b, c, d):
        await one.do("place.take", session=NARROW)
    await a.do("place.give_up", session=NARROW)
    await c.sees(lambda one: one.place(NARROW)[0] == "offered")
    await c.hang_up()
    await expire(day, "c", NARROW)
    await d.sees(lambda one: one.place(NARROW)[0] == "offered")
    back = await day.back(await day.pass_of("c"), "c")
    assert back.place(NARROW) == ("", 0)


async def test_offers_run_for_people_who_reload_and_are_shown_to_them_when_they_are_back(day: Day) -> None:
    a, b, c = await comers(day, "a", "b", "c")
    for one in (a, b, c):
        await one.do("place.take", session=NARROW)
    text = await day.pass_of("c")
    await c.lose()
    await a.do("place.give_up", session=NARROW)
    back = await day.back(text, "c", node=1)
    await back.sees(lambda one: one.place(NARROW)[0] == "offered")
    await back.do("place.accept", session=NARROW)


async def test_one_place_per_slot_and_changing_is_one_step(day: Day) -> None:
    [a] = await comers(day, "a")
    await a.do("place.take", session=NARROW)
    await a.do("place.take", session="next")
    assert await a.refused("place.take", session=WIDE) == "place_in_slot"
    await a.do("place.take", session=WIDE, instead=True)
    await a.sees(lambda one: [place["session"] for place in one.route["places"]] == [WIDE, "next"])
    told = [[place["session"] for place in event["route"]["places"]] for event in a.heard("you.placed")]
    assert all(len(route) < 3 for route in told), "nobody was shown two places in one slot"


async def test_what_is_no_session_or_has_no_slot_or_lies_behind_a_ticket_limit_is_refused(day: Day) -> None:
    a = await day.come("a", rooms=("foyer", "plenum", "workshop"))
    for verb in ("take", "give_up", "accept"):
        assert await a.refused(f"place.{verb}", session="nowhere") == "no_session"
    assert await a.refused("place.take", session="all") == "no_session", "everybody may come"
    assert await a.refused("place.take", session=NARROW) == "not_allowed"
    await a.do("place.take", session=WIDE)


async def test_staff_has_a_place_that_is_missing_to_nobody(day: Day) -> None:
    moderator, *others = await day.staff(), *await comers(day, "a", "b")
    for one in (moderator, *others):
        assert (await one.do("place.take", session=NARROW))["state"] == "placed"
    await moderator.sees(lambda one: one.places[NARROW] == (2, 0))


async def test_how_one_is_taken_along_is_told_to_every_tab_and_kept(day: Day) -> None:
    [a] = await comers(day, "a")
    tab = await day.back(await day.pass_of("a"), "a", node=1)
    assert a.route == {"follow": "ask", "places": []}
    await a.do("place.follow", how="always")
    await tab.sees(lambda one: one.route["follow"] == "always")
    assert (await day.back(await day.pass_of("a"), "a", node=1)).route["follow"] == "always"


async def test_who_is_shown_out_or_erased_leaves_the_place_to_the_next(day: Day) -> None:
    moderator = await day.staff(node=1)
    a, b, c, d = await comers(day, "a", "b", "c", "d")
    for one in (a, b, c, d):
        await one.do("place.take", session=NARROW)
    await moderator.do("conduct.show_out", person="a")
    await c.sees(lambda one: one.place(NARROW)[0] == "offered")
    text = await day.pass_of("b")
    data = (await day.asked("me/data", text)).json()
    assert [place["state"] for place in data["route"]["places"]] == ["placed"]
    assert (await day.asked("me/erase", text, body={})).status_code == 200
    await d.sees(lambda one: one.place(NARROW)[0] == "offered")
    await b.ended()
    for node in (0, 1):
        assert not day.site(node).places.standings(ParticipantId("b"))


async def test_should_and_is_name_everybody_who_has_a_place_and_whoever_else_is_there(day: Day) -> None:
    moderator = await day.staff(node=1)
    here, table, astray, gone, _ = await asyncio.gather(
        day.come("here", "workshop"),
        day.come("seated", "workshop", node=1),
        day.come("astray", "plenum"),
        day.come("gone"),
        day.come("guest", "workshop", node=1),
    )
    for one in (here, table, astray, gone):
        await one.do("place.take", session=WIDE)
    await gone.do("venue.leave")

    async def found() -> dict[str, object]:
        told = await moderator.do("place.expected", session=WIDE)
        return {
            "expected": told["expected"],
            "here": [one["id"] for one in told["here"]],
            "missing": [one["id"] for one in told["missing"]],
            "strayed": [(one["person"]["id"], one["room"]) for one in told["strayed"]],
            "unexpected": [one["id"] for one in told["unexpected"]],
        }

    whole = {
        "expected": 4,
        "here": ["here", "seated"],
        "missing": ["gone"],
        "strayed": [("astray", "plenum")],
        "unexpected": ["guest"],
    }

    async def so() -> bool:
        return await found() == whole

    await until(so)
    speaker = await day.come("s", "workshop", roles=("speaker",))
    assert await found() == whole, "who works there is never unexpected"
    assert await speaker.refused("place.expected", session=WIDE) == "not_allowed"
    assert await moderator.refused("place.expected", session="all") == "no_session"
    told = await moderator.do("place.expected", session=WIDE)
    assert 0 <= (await moderator.do("venue.ping"))["at"] - told["at"] < 5_000


async def test_a_rush_on_few_places_tells_numbers_and_lines_and_not_every_step(day: Day) -> None:
    people = await comers(day, *(f"p{n:02}" for n in range(16)))
    witness = await day.come("w")
    answers = await asyncio.gather(*(one.do("place.take", session=NARROW) for one in people))
    placed = [one for one, answer in zip(people, answers, strict=True) if answer["state"] == "placed"]
    assert len(placed) == 2
    assert sorted(answer["ahead"] for answer in answers if answer["state"] == "waiting") == list(range(14))
    await witness.sees(lambda one: one.places[NARROW] == (2, 14))
    await asyncio.gather(*(one.do("place.give_up", session=NARROW) for one in placed))

    def standing() -> list[tuple[str, int]]:
        return sorted(one.place(NARROW) for one in people if one not in placed)

    await until(lambda: standing() == [("offered", 0)] * 2 + [("waiting", n) for n in range(12)])
    assert len(witness.heard("places.counted")) <= 8
    assert max(len(one.heard("you.placed")) for one in people) <= 6


async def test_a_node_that_looks_at_the_store_anew_knows_the_same_places(day: Day) -> None:
    a, b, c = await comers(day, "a", "b", "c")
    for one in (a, b, c):
        await one.do("place.take", session=NARROW)
    site = day.site()
    before = site.places.booked()
    site.whereabouts.out_of_step.set()
    await until(lambda: not site.whereabouts.out_of_step.is_set() and site.in_step)
    assert site.places.booked() == before
    assert a.place(NARROW) == ("placed", 0)
    assert c.place(NARROW) == ("waiting", 0)


async def test_lists_close_when_a_session_really_begins_and_not_before(day: Day) -> None:
    one, two, waiting = [await day.come(who, "foyer", node=at % 2) for at, who in enumerate("abc")]
    moderator = await day.staff()
    for guest in (one, two, waiting):
        await guest.do("place.take", session="narrow")
    await moderator.do("show.extend", minutes=30)
    line = (await day.site().store.ask("HGET", day.site().keys["sessions"], "narrow")).decode().split()
    planned = bookable(day.site().event, day.site().clock.real_ms)[SessionId("narrow")]
    assert int(line[1]) == planned.starts + 30 * 60_000
    await moderator.do("show.skip")
    await waiting.sees(lambda guest: not guest.route.get("places"))
    data = (await day.asked("me/data", await day.pass_of("c"))).json()
    assert data["stood_for"] == ["narrow"], "that is kept of who waited, and shown to nobody else"
    late = await day.come("late")
    assert await late.refused("place.take", session="narrow") == "session_full"


async def test_a_dry_run_names_who_does_not_want_to_be_taken_along(day: Day) -> None:
    one, two = await day.come("a", "foyer"), await day.come("b", "foyer")
    moderator = await day.staff()
    await one.do("place.follow", how="never")
    await two.do("place.follow", how="ask")
    said = await moderator.do("people.move", people=["a", "b"], to="plenum", dry_run=True)
    assert (said["moved"], said["asked_not"]) == (["a", "b"], ["a"])
