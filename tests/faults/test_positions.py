"""Coming back from a position that is trimmed, not yet, impossible or of another history: complete or refused."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.days import day, two_nodes
from tests.faults.conftest import Scale
from tests.faults.every_command import without_limits
from tests.guest import Frame, Guest
from tests.nodes import Day, until
from venue.live.room_log import RING
from venue.model.ids import ParticipantId, RoomId
from venue.protocol.chat import ChatPosted
from venue.protocol.codec import encode, splice
from venue.protocol.codes import Close
from venue.store import house
from venue.store.rooms import Command

__all__ = ["day", "two_nodes"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLENUM = RoomId("plenum")
SECRET = "not for who is elsewhere"


class Talker:
    """Somebody whom no limit slows down."""

    def __init__(self, day: Day, who: str) -> None:
        self.day = day
        self.who = ParticipantId(who)
        self.said = 0

    async def says(self, count: int, room: RoomId = PLENUM, text: str = "words") -> None:
        rooms = self.day.site(self.said % 2).rooms
        numbers = range(self.said, self.said + count)
        self.said += count
        for n in numbers:
            body = encode(ChatPosted(by=self.who, name="Talker", text=f"{text} {n}", at=n, ref=f"t-{n}"))
            await rooms.post(Command(self.who, f"t-{n}", "chat.send"), room, body, n)


async def talker(day: Day, room: str = "plenum") -> Talker:
    [who] = await day.crowd(1, room, prefix="talker")
    return Talker(day, who)


async def truth(day: Day, room: RoomId = PLENUM) -> dict[int, Frame]:
    """The log as the store has it: offset -> event."""
    logs = day.site().logs
    extent = await logs.extent(room)
    entries = await logs.read(room, extent.first, extent.end)
    assert [entry.offset for entry in entries] == list(range(extent.first, extent.end + 1))
    return {entry.offset: json.loads(splice(room, entry.offset, entry.body)) for entry in entries}


def check_complete(snapshot: Frame, known: dict[int, Frame], epoch: str, position: Any) -> None:
    """Continued without a hole, or begun anew and said so; never something in between."""
    end, events = max(known), snapshot["events"]
    offsets = [event["offset"] for event in events]
    assert snapshot["position"] == {"epoch": epoch, "offset": end}
    assert events == [known[offset] for offset in offsets], "as the store has it, and nothing else"
    if snapshot["resumed"]:
        assert position["epoch"] == epoch
        assert offsets == list(range(position["offset"] + 1, end + 1))
    else:
        assert offsets == list(range(end - len(events) + 1, end + 1))
        assert snapshot["older"] == (offsets[0] > 1)


async def a_long_log(day: Day) -> None:
    """More than is kept has been said, some of it edited and some deleted."""
    crowd = await talker(day)
    await crowd.says(60)
    author = await day.come("author", "plenum")
    for part in range(4):
        message = await author.say(f"a slip {part}")
        await author.do("chat.edit", room="plenum", message=message, text=f"a worse slip {part}")
        await author.do("chat.delete", room="plenum", message=message)
        await crowd.says(95)
    await until(lambda: all(day.site(n).room_logs[PLENUM].end == 60 + 4 * 98 for n in (0, 1)))


async def test_from_whatever_position_one_comes_back_complete_or_is_refused_on_either_node(
    day: Day, scale: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    await a_long_log(day)
    known = await truth(day)
    first, end = min(known), max(known)
    assert first > 1, "the beginning is trimmed"
    readers = [await day.come("r", "plenum", node=node) for node in (0, 1)]
    epoch = readers[0].epoch
    chance = random.Random(1)
    edges = [0, 1, first - 2, first - 1, first, end - RING - 1, end - RING, end - RING + 1, end - 1, end]
    beyond = [end + 1, end + 2, end + 10_000, 2**53]
    some = [chance.randrange(end + 5) for _ in range(scale.people(6, 500))]
    resumed = 0
    for epoch_given in (epoch, "", "another", epoch.upper() + "x", epoch[:-1]):
        for offset in (*edges, *beyond, *some) if epoch_given == epoch else (0, first, end, end + 1):
            position = {"epoch": epoch_given, "offset": offset}
            for reader in readers:
                snapshot = await reader.do("venue.resume", room="plenum", position=position)
                check_complete(snapshot, known, epoch, position)
                must = epoch_given == epoch and end - RING <= offset <= end
                assert snapshot["resumed"] or not must, "what a node remembers it tells"
                resumed += snapshot["resumed"]
                assert not [frame for frame in reader.frames if "slip" in frame], "what was deleted is in no answer"
                # Continued from anywhere again and again, the reader's log would grow, and each step last longer.
                reader.frames.clear()
                reader.log.clear()
    assert resumed


@pytest.mark.parametrize("offset", [-1, -(2**63), 2**53 + 1, 2**64, 1.5, "7", None, True, [1], {"n": 1}])
async def test_a_position_that_no_log_can_have_is_refused_and_changes_nothing(day: Day, offset: Any) -> None:
    guest, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    position = {"epoch": guest.epoch, "offset": offset}
    assert await guest.refused("venue.resume", room="plenum", position=position) == "bad_field"
    await other.say("we hear each other as before")
    await guest.sees(lambda one: one.texts == ["we hear each other as before"])


async def test_resuming_while_the_log_grows_and_is_trimmed_is_complete_or_a_fresh_start(
    day: Day, scale: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    crowd = await talker(day)
    await crowd.says(430)
    readers = [await day.come("r", "plenum", node=node) for node in (0, 1)]
    talking = asyncio.create_task(crowd.says(scale.people(600, 20_000)))
    chance, outcomes = random.Random(2), {True: 0, False: 0}
    while not talking.done():
        for reader in readers:
            back = chance.choice([1, RING - 1, RING, RING + 1, RING + 40, 390, 398, 399, 400, 401, 405])
            asked = max(0, reader.offset - back)
            snapshot = await reader.do("venue.resume", room="plenum", position={"epoch": reader.epoch, "offset": asked})
            offsets = [event["offset"] for event in snapshot["events"]]
            end = snapshot["position"]["offset"]
            begin = asked + 1 if snapshot["resumed"] else end - len(offsets) + 1
            assert offsets == list(range(begin, end + 1))
            outcomes[snapshot["resumed"]] += 1
    await talking
    for reader in readers:
        await reader.sees(lambda one: one.offset == crowd.said)
    assert outcomes[True], "most of it was still there"


async def test_who_was_shown_out_learns_nothing_of_the_room_by_resuming(day: Day) -> None:
    text = await day.pass_of("a")
    guest, moderator = await day.back(text, "a"), await day.staff(room="workshop", node=1)
    await guest.enter("workshop")
    await guest.lose()
    await moderator.do("conduct.show_out", person="a")
    await moderator.say(SECRET)
    for node in (0, 1):
        back = await day.connected(text, "a", node=node)
        with suppress(ConnectionClosed):
            await back.send(_resume("workshop", guest))
        assert await back.ended() == Close.PASS_ENDED
        assert SECRET not in "".join(back.frames)


def _resume(room: str, guest: Guest) -> str:
    position = {"epoch": guest.epoch, "offset": guest.offset}
    return json.dumps({"do": "venue.resume", "ref": "back-1", "room": room, "position": position})


async def elsewhere_after(day: Day, text: str, guest: Guest) -> None:
    """Back on each node: in the foyer, and nothing of the workshop comes along."""
    for node in (0, 1):
        back = await day.back(text, "a", node=node)
        assert back.welcome["here"] == "foyer"
        snapshot = await back.resume("workshop", guest.epoch, guest.offset)
        assert (snapshot["room"], snapshot["resumed"]) == ("foyer", False)
        assert SECRET not in "".join(back.frames)
        assert {person["id"] for person in snapshot["roster"]["people"]}.isdisjoint({"b0", "b1", "b2", "b3", "b4"})
        assert await back.refused("chat.older", room="workshop", before=99) == "not_here"
        assert await back.refused("roster.page", room="workshop") == "not_here"
        await back.hang_up()


async def test_a_room_that_filled_up_meanwhile_is_not_shown_to_who_resumes_into_it(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "GRACE_MS", 0)
    monkeypatch.setattr(house, "HOLD_MS", 0)
    text = await day.pass_of("a")
    guest = await day.back(text, "a")
    await guest.enter("workshop")
    await guest.lose()
    await until(lambda: all(day.site(n).house.room_of(ParticipantId("a")) is None for n in (0, 1)))
    people = [await day.come(f"b{n}", "workshop", node=n % 2) for n in range(5)]
    await people[0].say(SECRET)
    await elsewhere_after(day, text, guest)


async def test_a_room_that_the_ticket_does_not_open_any_more_is_not_shown_to_who_resumes_into_it(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "GRACE_MS", 0)
    monkeypatch.setattr(house, "HOLD_MS", 0)
    text = await day.pass_of("a")
    guest, other = await day.back(text, "a"), await day.come("b0", "workshop", node=1)
    await guest.enter("workshop")
    await guest.lose()
    await until(lambda: all(day.site(n).house.room_of(ParticipantId("a")) is None for n in (0, 1)))
    await day.pass_of("a", node=1, rooms=("foyer", "plenum"))
    await other.say(SECRET)
    await elsewhere_after(day, text, guest)


async def test_who_went_home_resumes_nowhere(day: Day) -> None:
    text = await day.pass_of("a")
    guest, other = await day.back(text, "a"), await day.come("b0", "workshop", node=1)
    await guest.enter("workshop")
    await guest.send('{"do":"venue.leave","ref":"home-1"}')
    await guest.ended()
    await other.say(SECRET)
    await elsewhere_after(day, text, guest)


async def test_who_remembers_a_room_that_does_not_exist_finds_themselves_where_they_are(day: Day) -> None:
    guest = await day.come("a", "plenum")
    for room in ("cellar", "~", "!", "cafeteria.4", "plenum\n", "Plenum"):
        snapshot = await guest.do("venue.resume", room=room, position={"epoch": guest.epoch, "offset": 0})
        assert (snapshot["room"], snapshot["resumed"]) == ("plenum", False)


async def test_who_is_moved_while_they_resume_hears_one_room_the_one_they_are_in(
    day: Day, scale: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    crowd = await talker(day)
    await crowd.says(RING + 80)
    text, moderator = await day.pass_of("a"), await day.staff(node=1)
    guest = await day.back(text, "a")
    await guest.enter("plenum")
    epoch, rounds = guest.epoch, scale.people(12, 400)
    for n in range(rounds):
        await guest.lose()
        guest = await day.back(text, "a", node=n % 2)
        to = ("workshop", "cafeteria")[n % 2]
        answer, order, _ = await asyncio.gather(
            guest.ask({"do": "venue.resume", "ref": f"r-{n}", "room": "plenum",
                       "position": {"epoch": epoch, "offset": 20}}),
            moderator.do("people.move", people=["a"], to=to),
            crowd.says(1),
        )  # fmt: skip
        assert order["moved"] == ["a"]
        assert answer["ok"]["room"] in ("plenum", to)
        await guest.hears("you.moved", room=to)
        assert (await guest.enter(to))["room"] == to
        await guest.enter("plenum")


async def test_who_goes_home_and_comes_back_at_once_through_a_node_that_has_not_heard_of_it_stays(day: Day) -> None:
    text, deaf = await day.pass_of("a"), day.site(1)
    guest, other = await day.back(text, "a"), await day.back(text, "a", node=1)
    real, deaf.heard_log = deaf.heard_log, lambda *_: None  # type: ignore[method-assign]
    assert await guest.do("venue.leave") == {}
    back = await day.back(text, "a", node=1)
    deaf.heard_log = real  # type: ignore[method-assign]
    assert back.events[0]["on"] == "venue.welcome"
    await back.enter("plenum")
    await back.say("here again")
    assert await other.ended() == Close.LEFT, "this tab was there before, and its person left"
    assert await guest.ended() == Close.LEFT
    assert not back._reading.done()
    await until(lambda: all(day.site(n).house.total == 1 for n in (0, 1)))
