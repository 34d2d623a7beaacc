"""Whatever people and faults do, in whatever order; and after every command of the MENU: all know the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.day import ROOMS
from tests.days import day, two_nodes
from tests.faults.afternoon import PEOPLE, TABS, Afternoon, afternoon_on, quicker_clocks
from tests.faults.conftest import Scale
from tests.faults.every_command import STAGED, Cast, assembled, tag
from tests.guest import Frame, Guest
from tests.nodes import Day
from tests.redis_server import RedisServer
from venue.commands.menu import MENU
from venue.protocol import wire
from venue.protocol.codes import Close
from venue.protocol.conduct import ConductLetIn, ConductShowOut
from venue.protocol.venue import VenueLeave

__all__ = ["day", "two_nodes"]

rooms = st.sampled_from(ROOMS)
nodes = st.sampled_from([0, 1])


class Stage:
    """Runs what happens, one after the other, until something goes wrong: that is the failure, whatever comes of it."""

    def __init__(self, loop: asyncio.Runner) -> None:
        self._loop = loop
        self.wrong: BaseException | None = None
        self.steps: list[str] = []

    def run(self, step: Coroutine[Any, Any, None], *about: object) -> None:
        if self.wrong is not None:  # the house is in disorder: nothing more can be learned from it
            step.close()
            raise self.wrong
        self.steps.append(f"{getattr(step, '__name__', step)} {' '.join(map(str, about))}")
        try:
            self._loop.run(step)
        except BaseException as wrong:
            self.wrong = wrong
            wrong.add_note("\n".join(self.steps))
            raise


class Faults(RuleBasedStateMachine):
    """Enter, leave, move, say, crash, reconnect, flush."""

    afternoon: Afternoon
    stage: Stage

    def run(self, step: Coroutine[Any, Any, None], *about: object) -> None:
        self.stage.run(step, *about)

    @initialize(where=st.lists(nodes, min_size=5, max_size=5))
    def some_are_there(self, where: list[int]) -> None:
        for who, node in zip(("m", "a", "b", "c", "a"), where, strict=True):
            self.run(self.afternoon.comes(who, node), who, node)

    def teardown(self) -> None:
        self.run(self.afternoon.everybody_home())
        self.stage.steps.clear()

    def _inside(self, data: st.DataObject, at_most: int = 99) -> str:
        people = [who for who, tabs in self.afternoon.tabs.items() if 0 < len(tabs) <= at_most]
        return data.draw(st.sampled_from(people), label="who")

    @rule(who=st.sampled_from(PEOPLE), node=nodes)
    def comes(self, who: str, node: int) -> None:
        if len(self.afternoon.tabs[who]) < TABS:
            self.run(self.afternoon.comes(who, node), who, node)

    @precondition(lambda self: self.afternoon.inside)
    @rule(data=st.data(), room=rooms)
    def walks(self, data: st.DataObject, room: str) -> None:
        who = self._inside(data)
        self.run(self.afternoon.walks(who, room), who, room)

    @precondition(lambda self: self.afternoon.inside)
    @rule(data=st.data(), again=st.booleans())
    def says(self, data: st.DataObject, again: bool) -> None:
        who = self._inside(data)
        self.run(self.afternoon.says(who, again), who, again)

    @precondition(lambda self: self.afternoon.tabs["m"])
    @rule(whom=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True), to=rooms)
    def are_moved(self, whom: list[str], to: str) -> None:
        self.run(self.afternoon.moves(whom, to), whom, to)

    @precondition(lambda self: self.afternoon.inside)
    @rule(data=st.data())
    def goes_home(self, data: st.DataObject) -> None:
        who = self._inside(data)
        self.run(self.afternoon.goes_home(who), who)

    @precondition(lambda self: self.afternoon.inside)
    @rule(data=st.data(), back=nodes, talking=st.booleans())
    def loses_the_connection_and_comes_back(self, data: st.DataObject, back: int, talking: bool) -> None:
        who = self._inside(data)
        self.run(self.afternoon.loses_connections(who), who)
        if talking and self.afternoon.inside:
            other = self._inside(data)
            self.run(self.afternoon.says(other, False), other)
        self.run(self.afternoon.comes(who, back), who, back)

    @precondition(lambda self: self.afternoon.inside)
    @rule(data=st.data())
    def loses_the_connection(self, data: st.DataObject) -> None:
        who = self._inside(data)
        self.run(self.afternoon.loses_connections(who), who)

    @rule()
    def all_talk_at_once(self) -> None:
        self.run(self.afternoon.all_talk())

    @rule()
    def scripts_are_forgotten_and_all_talk(self) -> None:
        self.run(self.afternoon.scripts_are_forgotten())
        self.run(self.afternoon.all_talk())

    @rule()
    def subscriptions_are_cut_and_all_talk(self) -> None:
        self.run(self.afternoon.subscriptions_are_cut())
        self.run(self.afternoon.all_talk())

    @precondition(lambda self: not self.afternoon.silent)
    @rule(node=nodes)
    def a_node_dies(self, node: int) -> None:
        self.run(self.afternoon.node_dies(node), node)

    @precondition(lambda self: self.afternoon.silent)
    @rule()
    def the_node_returns(self) -> None:
        [node] = self.afternoon.silent
        self.run(self.afternoon.node_returns(node), node)

    @rule()
    def everything_comes_to_rest(self) -> None:
        self.run(self.afternoon.settled())

    @invariant()
    def nobody_sees_a_gap_a_repetition_or_another_order(self) -> None:
        self.afternoon.check()


@pytest.fixture
def own_loop() -> Iterator[asyncio.Runner]:
    """The machine is no coroutine: between two of its steps the house stands still."""
    with asyncio.Runner() as runner:
        yield runner


def test_whatever_people_and_faults_do_there_is_one_order_no_gap_no_repetition_and_presence_is_who_is_connected(
    own_loop: asyncio.Runner,
    own_redis: Callable[..., RedisServer],
    tmp_path: Path,
    slug: str,
    scale: Scale,
    monkeypatch: pytest.MonkeyPatch,
    note: Callable[[str, object], None],
) -> None:
    quicker_clocks(monkeypatch)
    stack = AsyncExitStack()
    afternoon = own_loop.run(stack.enter_async_context(afternoon_on(own_redis(), slug, tmp_path)))

    class Today(Faults):
        pass

    Today.afternoon, Today.stage = afternoon, Stage(own_loop)
    try:
        run_state_machine_as_test(
            Today,
            settings=settings(
                max_examples=scale.people(6, 150),
                stateful_step_count=scale.people(30, 60),
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                phases=[Phase.generate],  # a smaller example says less here than the trace of this one
                print_blob=False,
            ),
        )
        note("done", dict(afternoon.done))
    except FlakyStrategyDefinition:  # what went wrong ended an example early, and that is all it noticed
        raise Today.stage.wrong or AssertionError("not to be repeated") from None
    finally:
        own_loop.run(stack.aclose())


# --- after every command ----------------------------------------------------------------------------------------------


async def test_every_command_of_the_menu_is_tried() -> None:
    assert STAGED.keys() == MENU.keys()


def me(guest: Guest) -> Frame:
    """Who I am and what I may, as last told."""
    changed = [event["me"] for event in guest.events if event["on"] == "you.changed"]
    told: Frame = changed[-1] if changed else guest.welcome["me"]
    return told


def reading(guest: Guest, entries: int) -> list[tuple[Any, ...]]:
    """The last entries of the room's log as one reads them."""
    read: list[tuple[Any, ...]] = []
    for entry in guest.log[-entries:] if entries else []:
        if entry["on"] == "chat.deleted" and entry.get("message") == entry["offset"]:
            read.append((entry["offset"], "deleted"))
        elif entry["on"] in ("chat.posted", "announcement.made"):
            read.append((entry["offset"], entry["text"], entry.get("edited", False)))
    return read


def known(guest: Guest, entries: int) -> dict[str, Any]:
    """Everything that a browser shows."""
    return {
        "here": guest.here,
        "me": me(guest),
        "counts": dict(guest.counts),
        "total": guest.total,
        "route": guest.route,
        "places": dict(guest.places),
        "position": (guest.epoch, guest.offset),
        "log": reading(guest, entries),
        "roster": deepcopy(guest.roster),
    }


async def agrees_with_a_fresh_snapshot(cast: Cast, who: str, node: int) -> None:
    """What somebody knew before, with what they have heard since, is what another tab of theirs is shown now."""
    guest, fresh = cast.people[who], await cast.another_tab(who, node)
    await fresh.enter(fresh.welcome["here"])
    entries = len(fresh.log)
    now = known(fresh, entries)
    await guest.sees(lambda one: one.here == now["here"])
    if guest.room is None:  # moved: the browser opens the room when it is told
        await guest.enter(now["here"])
    try:
        await guest.sees(lambda one: known(one, entries) == now)
    except AssertionError:
        assert known(guest, entries) == now
        raise
    await fresh.hang_up()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", MENU, ids=tag)
async def test_after_the_command_everybody_knows_what_a_fresh_snapshot_says(day: Day, kind: type[wire.Command]) -> None:
    cast = await assembled(day)
    staged = await STAGED[kind](cast)
    await asyncio.gather(*(guest.do("venue.ping") for guest in cast.people.values() if not guest._reading.done()))
    actor = cast.people[staged.actor]
    answer = await actor.ask({"do": tag(kind), "ref": "this-1", **staged.fields})
    assert "ok" in answer, answer
    gone = {VenueLeave: Close.LEFT, ConductShowOut: Close.PASS_ENDED, ConductLetIn: Close.PASS_ENDED}
    if kind in gone:
        assert await cast.people.pop("a").ended() == gone[kind]
    for first in (0, 1):
        people = enumerate(sorted(cast.people), first)
        await asyncio.gather(*(agrees_with_a_fresh_snapshot(cast, who, n % 2) for n, who in people))
