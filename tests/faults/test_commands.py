"""The same command again and again, on many connections and nodes at once, and answers that never came: done once."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable

import pytest

from tests.days import day, two_nodes
from tests.faults.conftest import Scale
from tests.faults.crossing import LISTS, Crossing
from tests.faults.cuttable import line_to_node
from tests.faults.every_command import CHANGING, STAGED, Cast, Staged, assembled, ends, growth, tag, without_limits
from tests.guest import SOON, Frame, Guest
from tests.nodes import Day, until
from venue.commands.menu import MENU
from venue.protocol import wire
from venue.protocol.announcements import AnnouncementMake
from venue.protocol.codes import Close
from venue.protocol.help import HelpWatch
from venue.protocol.operations import OperationsWatch
from venue.protocol.reactions import ReactionSend
from venue.protocol.room import RoomEnter
from venue.protocol.venue import VenueLeave, VenueResume

__all__ = ["day", "two_nodes"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

TIMES = 100
LASTING = tuple(kind for kind in CHANGING if kind not in (VenueResume, OperationsWatch, HelpWatch, VenueLeave))
"""Commands whose effect outlives the connection that gave them, and that leave their person inside."""


async def test_every_command_of_the_menu_has_its_scene() -> None:
    assert STAGED.keys() == MENU.keys()


def said_to(guest: Guest, ref: str) -> list[Frame]:
    """Every receipt and refusal that a connection got for that ref."""
    lines = (json.loads(line) for frame in guest.frames for line in frame.split("\n") if '"re":' in line)
    return [said for said in lines if said.get("re") == ref]


async def hammered(tabs: list[Guest], command: Frame) -> list[Frame]:
    """The command a hundred times, shared out and without waiting; the answers, as many as the tabs lived to hear."""
    frame = json.dumps(command)
    for tab in tabs * (TIMES // len(tabs)):
        await tab.send(frame)
    each, answer = TIMES // len(tabs), f'"re":"{command["ref"]}"'

    def answered(tab: Guest) -> bool:
        return sum(frame.count(answer) for frame in tab.frames) == each or tab._reading.done()

    await until(lambda: all(map(answered, tabs)), 4 * SOON)
    return [said for tab in tabs for said in said_to(tab, command["ref"])]


def command_of(kind: type[wire.Command], scene: Staged, ref: str) -> Frame:
    return {"do": tag(kind), "ref": ref, **scene.fields}


def claps(guest: Guest) -> int:
    return sum(event["counts"].get("applause", 0) for event in guest.heard("reaction.counted"))


async def check_done_once(
    day: Day, kind: type[wire.Command], cast: Cast, scene: Staged, before: dict[str, int]
) -> None:
    """Each log grew by one application; and what is in no log happened once, too."""
    assert growth(before, await ends(day)) == scene.grows
    for who in ("w", "x"):
        witness = cast.people[who]
        await witness.sees(lambda one: one.offset == before.get("plenum", 0) + scene.grows.get("plenum", 0))
        assert len([entry["offset"] for entry in witness.log]) == len({entry["offset"] for entry in witness.log})
        if kind is ReactionSend:
            await witness.sees(lambda one: claps(one) >= 3)
        if kind is AnnouncementMake:
            assert len(witness.heard("announcement.made")) == 1


@pytest.mark.parametrize("kind", [kind for kind in CHANGING if kind is not VenueLeave], ids=tag)
async def test_a_command_given_a_hundred_times_on_four_connections_and_two_nodes_is_done_once(
    day: Day, kind: type[wire.Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    cast = await assembled(day)
    scene = await STAGED[kind](cast)
    tabs = [await cast.another_tab(scene.actor, node) for node in (0, 1, 0, 1)]
    before = await ends(day)
    answers = await hammered(tabs, command_of(kind, scene, "same-1"))
    assert len(answers) == TIMES
    assert not [answer for answer in answers if "ok" not in answer]
    if kind in (RoomEnter, VenueResume):  # answered with the room as it is then
        assert {answer["ok"]["room"] for answer in answers} == {scene.fields["room"]}
    else:
        assert len({json.dumps(answer) for answer in answers}) == 1, "the same receipt for all"
    await check_done_once(day, kind, cast, scene, before)
    if kind is ReactionSend:
        await asyncio.gather(*(guest.do("venue.ping") for guest in cast.people.values()))
        await cast.people["w"].do("reaction.send", room="plenum", kind="heart")
        for who in ("w", "x"):  # whatever was counted before the heart has been told with it
            await cast.people[who].sees(lambda one: any("heart" in e["counts"] for e in one.heard("reaction.counted")))
            assert claps(cast.people[who]) == 3
    if kind is OperationsWatch:
        assert [len(day.site(node).watchers) for node in (0, 1)] == [2, 2], "each connection for itself, once"


async def test_going_home_a_hundred_times_on_four_connections_and_two_nodes_is_going_once(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    cast = await assembled(day)
    scene = await STAGED[VenueLeave](cast)
    tabs = [await cast.another_tab("a", node) for node in (0, 1, 0, 1)]
    before = await ends(day)
    answers = await hammered(tabs, command_of(VenueLeave, scene, "same-1"))
    assert answers
    assert all(answer["ok"] == {} for answer in answers)
    for tab in (*tabs, cast.people["a"]):
        assert await tab.ended() == Close.LEFT
    assert growth(before, await ends(day)) == scene.grows, "one departure, however often it was said"
    assert "a" not in (await day.site().houses.snapshot()).seats


@pytest.mark.parametrize("kind", LASTING, ids=tag)
async def test_a_receipt_that_was_lost_on_its_way_is_the_same_when_the_command_is_repeated_elsewhere(
    day: Day, kind: type[wire.Command]
) -> None:
    cast = await assembled(day)
    scene = await STAGED[kind](cast)
    command = command_of(kind, scene, "lost-1")
    before = await ends(day)
    async with line_to_node(day.nodes[0].url) as line:
        unlucky = await Guest.connect(
            f"{line.address.replace('http', 'ws')}/{day.slug}/ws", cast.passes[scene.actor], scene.actor
        )
        await unlucky.hears("venue.welcome")
        line.withhold()
        await unlucky.send(json.dumps(command))

        async def done() -> bool:
            return growth(before, await ends(day)) == scene.grows and (
                kind is not ReactionSend or claps(cast.people["x"]) == 3
            )

        await until(done)
        line.cut()
        await unlucky.ended()
        assert not said_to(unlucky, "lost-1"), "nobody told them that it was done"
    receipts = []
    for node in (1, 0):
        back = await cast.another_tab(scene.actor, node)
        answer = await back.ask(command)
        assert "ok" in answer, answer
        receipts.append(answer["ok"])
    if kind is RoomEnter:
        assert [receipt["room"] for receipt in receipts] == [scene.fields["room"]] * 2
    else:
        assert receipts[0] == receipts[1]
    if kind is ReactionSend:
        await cast.people["w"].do("reaction.send", room="plenum", kind="heart")
        await cast.people["x"].sees(lambda one: any("heart" in e["counts"] for e in one.heard("reaction.counted")))
        assert claps(cast.people["x"]) == 3
    await check_done_once(day, kind, cast, scene, before)


async def test_a_command_cut_off_at_any_moment_and_repeated_is_done_once(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the cut came before the command was read, after it was done or in between, nobody knows beforehand."""
    without_limits(day, monkeypatch)
    cast = await assembled(day)
    text, rounds = cast.passes["a"], 30
    for n in range(rounds):
        guest = await day.back(text, "a", node=n % 2)
        command = {"do": "chat.send", "ref": f"cut-{n}", "room": "plenum", "text": f"word {n}"}
        await guest.send(json.dumps(command))
        for _ in range(n % 6):
            await asyncio.sleep(0)  # a little later each time
        await guest.lose()
        back = await day.back(text, "a", node=(n + 1) % 2)
        first = await back.ask(command)
        assert first == await cast.people["a"].ask(command)
        await back.hang_up()
    for who in ("w", "x"):
        await cast.people[who].sees(lambda one: len(one.texts) == rounds)
        assert cast.people[who].texts == [f"word {n}" for n in range(rounds)]


async def test_a_walk_repeated_after_somebody_was_moved_on_does_not_undo_the_move(day: Day) -> None:
    cast = await assembled(day)
    person, moderator = cast.people["a"], cast.people["m"]
    walk = {"do": "room.enter", "ref": "walk-1", "room": "workshop"}
    assert (await person.ask(walk))["ok"]["room"] == "workshop"
    await moderator.do("people.move", people=["a"], to="cafeteria")
    await person.hears("you.moved", room="cafeteria")
    back = await cast.another_tab("a", 1)
    assert back.welcome["here"] == "cafeteria"
    assert (await back.ask(walk))["error"]["code"] == "not_here", "that walk is over"
    assert (await day.site().houses.snapshot()).seats["a"] == "cafeteria"  # type: ignore[index]


async def test_who_went_home_and_whose_receipt_was_lost_is_gone_when_they_say_so_again(day: Day) -> None:
    cast = await assembled(day)
    async with line_to_node(day.nodes[0].url) as line:
        url = f"{line.address.replace('http', 'ws')}/{day.slug}/ws"
        await cast.people["a"].hang_up()
        unlucky = await Guest.connect(url, cast.passes["a"], "a")
        await unlucky.hears("venue.welcome")
        line.withhold()
        await unlucky.send(json.dumps({"do": "venue.leave", "ref": "home-1"}))
        await cast.people["x"].sees(lambda one: "a" not in (one.roster or ()))
        line.cut()
    back = await cast.another_tab("a", 1)
    assert await back.do("venue.leave", ref="home-1") == {}
    assert await back.ended() == Close.LEFT
    snapshot = await day.site().houses.snapshot()
    assert "a" not in snapshot.seats
    assert "a" not in snapshot.here


async def test_whoever_is_moved_twice_at_once_while_leaving_and_the_room_fills_up_is_in_one_room_and_both_are_told_so(
    day: Day, scale: Scale, note: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_limits(day, monkeypatch)
    crossing = Crossing(day)
    await crossing.assemble()
    answers: Counter[str] = Counter()
    rounds = scale.people(40, 2000)
    for seed in range(rounds):
        orders, history = await crossing.round(seed)
        try:
            await crossing.check(orders, history)
        except AssertionError as wrong:
            wrong.add_note(f"in the round of seed {seed}: {orders}")
            raise
        answers.update(name for order in orders for name in LISTS if order[name])
        answers["overtaken"] += len(orders) == 2 and all(order["moved"] for order in orders)
    note("rounds and answers", f"{rounds}: {dict(answers)}")
    assert {"moved", "already", "full", "offline"} <= answers.keys(), "every kind of answer was given"
