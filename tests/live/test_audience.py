"""What is said in a room is heard by who is there then: not by who comes while it waits for its tick."""

from __future__ import annotations

import pytest

from tests.guest import Guest
from tests.nodes import Day
from venue.live import audience
from venue.model.ids import RoomId

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def long_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long enough to walk in while something waits."""
    monkeypatch.setattr(audience, "TICK", 0.6)


def told_after_snapshot(guest: Guest) -> list[str]:
    """What came after the receipt that opened the room, as it stands in the frames."""
    opened = next(at for at, frame in enumerate(guest.frames) if '"position"' in frame)
    return guest.frames[opened + 1 :]


async def test_who_comes_hears_nothing_of_what_waited_and_all_that_follows(day: Day, long_tick: None) -> None:
    talker = await day.come("a", "plenum")
    await talker.say("at once")
    await talker.say("waits")
    newcomer = await day.come("b", "plenum")
    assert newcomer.texts == ["at once", "waits"], "the snapshot has it"
    await talker.say("after")
    await newcomer.hears("chat.posted", text="after")
    await talker.hears("chat.posted", text="after")
    heard = "".join(told_after_snapshot(newcomer))
    assert "waits" not in heard
    assert "after" in heard
    assert talker.texts == newcomer.texts == ["at once", "waits", "after"]


async def test_a_roster_that_one_is_shown_is_not_changed_by_what_was_before(day: Day, long_tick: None) -> None:
    talker = await day.come("a", "plenum")
    await talker.say("at once")
    audience_of_plenum = day.site().audiences[RoomId("plenum")]
    audience_of_plenum.say(b'{"on":"roster.changed","room":"plenum","count":1,"joined":[],"left":[]}')
    newcomer = await day.come("b", "plenum")
    await talker.hears("roster.changed", count=1)
    await newcomer.sees(lambda guest: set(guest.roster or ()) == {"a", "b"})
    assert newcomer.faults == []


async def test_who_walks_on_takes_along_what_was_told_until_then(day: Day, long_tick: None) -> None:
    talker, walker = await day.come("a", "plenum"), await day.come("b", "plenum")
    await talker.say("at once")
    audience_of_plenum = day.site().audiences[RoomId("plenum")]
    audience_of_plenum.say(b'{"on":"house.counted","counts":{"workshop":[3,2]},"total":9,"at":1}')
    await walker.enter("foyer")
    assert walker.heard("house.counted", counts={"workshop": [3, 2]})
