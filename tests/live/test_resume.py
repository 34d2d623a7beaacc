"""After a lost connection: complete, or honestly a fresh start."""

from __future__ import annotations

import asyncio

import pytest

from tests.guest import Guest
from tests.nodes import Day
from venue.live.room_log import RING
from venue.model.ids import ParticipantId, RoomId
from venue.protocol.chat import ChatPosted
from venue.protocol.codec import encode
from venue.store.rooms import Command

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLENUM = RoomId("plenum")


async def crowd_says(day: Day, count: int) -> None:
    """Much is said by somebody whom no limit slows down."""
    [who] = await day.crowd(1, "plenum", prefix="talker")
    site = day.site()
    bodies = [
        encode(ChatPosted(by=ParticipantId(who), name="Talker", text=f"words {n}", at=n, ref=f"t-{n}"))
        for n in range(count)
    ]
    await asyncio.gather(*(
        site.rooms.post(Command(ParticipantId(who), f"t-{n}", "chat.send"), PLENUM, body, n)
        for n, body in enumerate(bodies)
    ))  # fmt: skip


async def away_and_back(day: Day, who: str = "a", said_meanwhile: int = 5, node: int = 1) -> tuple[Guest, bool]:
    """Somebody hears a little, loses the connection while others talk, and continues on the other node."""
    text = await day.pass_of(who)
    guest = await day.back(text, who)
    await guest.enter("plenum")
    await guest.say("before")
    await guest.sees(lambda one: one.texts[-1:] == ["before"])
    await guest.lose()
    await crowd_says(day, said_meanwhile)
    back = await day.back(text, who, node=node)
    back.log, back.epoch, back.offset = list(guest.log), guest.epoch, guest.offset
    snapshot = await back.resume("plenum", guest.epoch, guest.offset)
    return back, snapshot["resumed"]


async def offsets(guest: Guest) -> list[int]:
    return [entry["offset"] for entry in guest.log]


async def test_what_was_missed_comes_back_complete_on_the_other_node(day: Day) -> None:
    back, resumed = await away_and_back(day)
    assert resumed is True
    assert await offsets(back) == list(range(1, 7))
    await crowd_says(day, 0)
    await back.say("after")
    await back.sees(lambda one: one.texts[-1] == "after")


async def test_nothing_missed_is_nothing_told(day: Day) -> None:
    back, resumed = await away_and_back(day, said_meanwhile=0)
    assert resumed is True
    assert await offsets(back) == [1]


async def test_more_than_a_node_remembers_is_read_from_the_store(day: Day) -> None:
    back, resumed = await away_and_back(day, said_meanwhile=RING + 60)
    assert resumed is True
    assert await offsets(back) == list(range(1, RING + 62))


async def test_more_than_the_log_keeps_is_a_fresh_start(day: Day) -> None:
    back, resumed = await away_and_back(day, said_meanwhile=450)
    assert resumed is False, "400 are kept"
    assert await offsets(back) == list(range(402, 452))


async def test_a_foreign_epoch_is_a_fresh_start(day: Day) -> None:
    guest = await day.come("a", "plenum")
    await guest.say("hello")
    await guest.sees(lambda one: one.texts == ["hello"])
    snapshot = await guest.resume("plenum", "another", 0)
    assert (snapshot["resumed"], len(snapshot["events"])) == (False, 1)
    assert snapshot["position"] == {"epoch": guest.epoch, "offset": 1}


async def test_a_position_that_has_not_been_is_a_fresh_start(day: Day) -> None:
    guest = await day.come("a", "plenum")
    await guest.say("hello")
    await guest.sees(lambda one: one.texts == ["hello"])
    assert (await guest.resume("plenum", guest.epoch, 4711))["resumed"] is False
    assert guest.texts == ["hello"]


async def test_who_was_moved_meanwhile_finds_the_room_where_they_are_now(day: Day) -> None:
    text = await day.pass_of("a")
    guest, moderator = await day.back(text, "a"), await day.staff()
    await guest.enter("plenum")
    await guest.lose()
    order = await moderator.do("people.move", people=["a"], to="workshop", reason="It begins")
    assert order["moved"] == ["a"]
    back = await day.back(text, "a", node=1)
    assert back.welcome["here"] == "workshop"
    assert back.welcome["moved"]["by"] == "The moderator"
    assert back.welcome["moved"]["reason"] == "It begins"
    snapshot = await back.resume("plenum", guest.epoch, guest.offset)
    assert (snapshot["room"], snapshot["resumed"]) == ("workshop", False), "resuming walks nowhere"
    assert (await moderator.hears("people.arrived"))["people"] == ["a"]


async def test_an_absence_that_a_deletion_fell_into_shows_no_text(day: Day) -> None:
    text = await day.pass_of("a")
    guest, other = await day.back(text, "a"), await day.come("b", "plenum", node=1)
    await guest.enter("plenum")
    await guest.lose()
    message = await other.say("firsttext")
    await other.do("chat.edit", room="plenum", message=message, text="secondtext")
    await other.do("chat.delete", room="plenum", message=message)
    for node in (0, 1):
        back = await day.back(text, "a", node=node)
        snapshot = await back.resume("plenum", guest.epoch, guest.offset)
        assert [event["on"] for event in snapshot["events"]] == ["chat.deleted", "log.voided", "chat.deleted"]
        assert snapshot["resumed"] is True


async def test_resuming_while_others_talk_leaves_no_gap_and_nothing_twice(day: Day) -> None:
    text = await day.pass_of("a")
    talker = await day.come("b", "plenum", node=1)
    talking = asyncio.create_task(asyncio.wait_for(_talk(talker, 36), 20))
    guest = await day.back(text, "a")
    await guest.enter("plenum")
    for node in (1, 0, 1):
        await guest.lose()
        back = await day.back(text, "a", node=node)
        back.log, back.epoch, back.offset = guest.log, guest.epoch, guest.offset
        assert (await back.resume("plenum", guest.epoch, guest.offset))["resumed"] is True
        guest = back
    await talking
    await guest.sees(lambda one: one.texts == [f"word {n}" for n in range(36)])


async def _talk(talker: Guest, count: int) -> None:
    for n in range(count):
        await talker.say(f"word {n}")
