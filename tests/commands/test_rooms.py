"""Rooms that close, and steps of the day that take people along: two nodes, and everybody who hears of it."""

from __future__ import annotations

import asyncio

import pytest

from tests.guest import Guest
from tests.nodes import Day
from venue.model.ids import ParticipantId
from venue.model.show import AS_PLANNED, Cut, ShowState, effective
from venue.store.rooms import Command

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def taken_along(day: Day, who: str, session: str, node: int = 0) -> Guest:
    """Somebody in the foyer with a place, who wants to be taken along."""
    guest = await day.come(who, "foyer", node=node)
    await guest.do("place.take", session=session)
    await guest.do("place.follow", how="always")
    return guest


async def test_when_a_step_begins_those_who_want_it_are_in_their_session_on_every_node(day: Day) -> None:
    guests = await asyncio.gather(
        taken_along(day, "a", "wide"), taken_along(day, "b", "wide", node=1), taken_along(day, "c", "narrow")
    )
    asked = await day.come("asked", "foyer")
    await asked.do("place.take", session="wide")
    moderator = await day.staff(node=1)
    await moderator.do("show.skip")
    rooms = ["workshop", "workshop", "cafeteria.1"]
    for guest, room in zip(guests, rooms, strict=True):
        moved = await guest.hears("you.moved", room=room)
        assert moved["cause"] == "programme"
        await guest.enter(room)
    assert not asked.heard("you.moved")
    assert day.site().house.room_of(ParticipantId("asked")) == "foyer"


async def test_who_walks_on_after_the_step_stays_there_though_their_line_breaks(day: Day) -> None:
    guest = await taken_along(day, "a", "wide")
    moderator = await day.staff()
    await moderator.do("show.skip")
    await guest.hears("you.moved", room="workshop")
    await guest.enter("cafeteria")
    await guest.lose()
    back = await day.back(await day.pass_of("a"), "a", node=1)
    assert back.welcome["here"] == "cafeteria"


async def test_who_comes_in_and_is_taken_along_is_told_why(day: Day) -> None:
    guest = await taken_along(day, "a", "wide")
    await guest.do("venue.leave")
    moderator = await day.staff()
    await moderator.do("show.skip")
    back = await day.come("a", node=1)
    assert (back.welcome["here"], back.welcome["moved"]["cause"]) == ("workshop", "programme")
    again = await day.back(await day.pass_of("a"), "a")
    assert again.welcome["moved"] is None, "nothing has happened since"


async def test_a_step_by_the_clock_begins_at_its_time(day: Day) -> None:
    guest = await taken_along(day, "a", "wide")
    site = day.site(1)
    found = effective(site.event, site.house.show, site.clock.now_ms())
    by = {"all": found.at + 1000 - found.running.ends}
    state = ShowState(number=1, moved=by, cut={"all": Cut(1, rest=False)})
    await site.shows.decide(Command(ParticipantId("m"), "soon", "show.extend"), AS_PLANNED, state, b"{}", b"{}")
    assert not guest.heard("you.moved")
    moved = await guest.hears("you.moved", within=5, room="workshop")
    assert moved["cause"] == "programme"
    late = await guest.do("venue.ping")
    assert late["at"] - (found.at + 1000) < 1500, "at its time"


async def test_a_room_closes_for_everybody_and_opens_again(day: Day) -> None:
    inside, outside = await day.come("a", "cafeteria.2"), await day.come("b", "foyer", node=1)
    moderator = await day.staff(node=1)
    expected = {"room": "cafeteria", "into": {"foyer": 1}}
    assert await moderator.do("room.close", room="cafeteria", dry_run=True) == expected
    assert await moderator.do("room.close", room="cafeteria") == expected
    moved = await inside.hears("you.moved", room="foyer")
    assert moved["cause"] == "closed"
    await inside.enter("foyer")
    await outside.hears("room.closed", room="cafeteria")
    assert await outside.refused("room.enter", room="cafeteria.2") == "room_closed"
    assert await moderator.refused("people.move", people=["b"], to="cafeteria") == "room_closed"
    assert (await day.come("c")).welcome["closed"] == ["cafeteria"]
    await moderator.do("room.open", room="cafeteria")
    await outside.hears("room.opened", room="cafeteria")
    await outside.enter("cafeteria.2")
    assert (await moderator.do("conduct.journal"))["entries"][0]["action"] == "open_room"


async def test_the_foyer_stays_open_and_who_takes_part_closes_nothing(day: Day) -> None:
    guest, moderator = await day.come("a"), await day.staff()
    assert await guest.refused("room.close", room="workshop") == "not_allowed"
    assert await moderator.refused("room.close", room="foyer") == "not_allowed"
    assert await moderator.refused("room.close", room="nowhere") == "no_room"


async def test_a_free_seat_is_kept_for_who_has_a_place(day: Day) -> None:
    await asyncio.gather(*(taken_along(day, f"h{n}", "narrow", node=n) for n in range(2)))
    moderator = await day.staff()
    stranger = await day.come("x", "foyer")
    await moderator.do("room.close", room="cafeteria.1")
    await moderator.do("show.skip")
    await moderator.do("room.open", room="cafeteria.1")
    assert await stranger.refused("room.enter", room="cafeteria.1") == "room_full"
