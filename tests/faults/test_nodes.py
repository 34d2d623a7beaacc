"""A node dies, or is told to stop, with people in several rooms: the other one takes them, and nothing is lost."""

from __future__ import annotations

import asyncio
import signal
import time
from itertools import pairwise
from typing import Final

import pytest

from tests.faults.conftest import Note, Scale
from tests.faults.load import Load
from tests.faults.rough import RoughPeer
from tests.faults.scene import Scene
from tests.faults.witness import Witness
from venue.protocol.codes import Close

ROOMS: Final = ("plenum", "foyer", "plenum", "cafeteria", "plenum")
"""Where people are; the workshop and a table, which have few seats, are filled besides."""
P99_MS: Final = 400.0
GHOSTS_GONE: Final = 10.0
"""Seconds: the architecture's promise."""
BUSY: Final = 1.0
"""Seconds for a machine that has other things to do, too."""


async def crowded_house(scene: Scene, scale: Scale) -> tuple[Load, list[Witness]]:
    """People in all rooms, over both nodes, a workshop and a table full; three witnesses on the second node."""
    load = scene.load()
    await load.come(scale.people(60, 300), ROOMS)
    await load.come(5, ("workshop",), "seated")
    await load.come(2, ("cafeteria.1",), "table")
    witnesses = [await scene.witness(f"w-{room}", room, node=1) for room in ("plenum", "foyer", "cafeteria")]
    for witness in witnesses:
        await witness.sees(lambda one: one.quiet_for > 1)  # nobody is still on their way from the foyer
    return load, witnesses


async def all_heard(load: Load, witnesses: list[Witness], note: Note) -> None:
    """Every witness, on whichever node, has everything that was said in their room."""
    for witness in witnesses:
        figures = await witness.must_have_heard(load.said(witness.room), p99_ms=P99_MS, but=load.repeated)
        note(f"{witness.who} in the {witness.room}", figures)
    assert not load.faults, load.faults[:8]


def seats(scene: Scene) -> dict[str, str]:
    """Who sits where, as Redis has it."""
    with scene.server.client() as client:
        found: dict[str, str] = client.hgetall(scene.keys["seats"])
        return found


async def test_after_kill_9_everybody_is_back_in_their_seat_through_another_node_and_ghosts_are_gone_in_ten_seconds(
    scene: Scene, scale: Scale, note: Note
) -> None:
    load, witnesses = await crowded_house(scene, scale)
    witnesses.append(await scene.witness("w-killed", "plenum", node=0))
    ghosts = [await scene.day.come(f"ghost{n}", room, node=0) for n, room in enumerate(("plenum", "foyer"))]
    scene.held |= {ghost.who for ghost in ghosts}
    before = seats(scene)
    for witness in witnesses:
        witness.forget()
    async with load.talking(scale.of(40, 150)):
        await asyncio.sleep(scale.of(0.9, 10))
        died = time.monotonic()
        await scene.nodes[0].kill()
        newcomer = await scene.day.come("late", node=1)
        assert await newcomer.refused("room.enter", room="workshop") == "room_full", "the seats of the lost are held"
        for ghost, witness in zip(ghosts, witnesses, strict=False):
            await witness.sees(lambda one, who=ghost.who: one.announced_gone[who], GHOSTS_GONE + BUSY)  # type: ignore[misc]
        note("ghosts gone after", f"{time.monotonic() - died:.1f} s")
        await asyncio.sleep(scale.of(0.9, 20))
    away = load.away()
    note("back after", f"{len(away)} people, median {away[len(away) // 2]:.2f}, last {away[-1]:.2f} s")
    assert away[-1] < 5
    assert {who: room for who, room in seats(scene).items() if who != "late"} == before, "everybody has their seat"
    for witness in witnesses:
        told = set(witness.announced_gone)
        assert told <= {"ghost0", "ghost1"}, f"{witness.who} was told that {told} had gone"
        assert max(witness.announced_gone.values(), default=0) <= 1, "one left per person at most"
    assert len(away) == sum(visitor.nodes[0] == 0 for visitor in load.visitors), "and nobody else lost anything"
    await all_heard(load, witnesses, note)


@pytest.fixture
def drain_seconds(scale: Scale) -> int:
    """Long enough to see that people are handed over one after the other."""
    return scale.people(4, 20)


async def test_a_draining_node_hands_everybody_over_spread_out_although_a_peer_is_stuck_and_nothing_is_lost_or_doubled(
    scene: Scene, scale: Scale, note: Note, drain_seconds: int
) -> None:
    load, witnesses = await crowded_house(scene, scale)
    witnesses.append(await scene.witness("w-drained", "plenum", node=0))
    stuck = [await stuck_in_the_plenum(scene, f"stuck{n}") for n in range(3)]
    stuck[2].fall_silent()
    for witness in witnesses:
        witness.forget()
    async with load.talking(scale.of(40, 150), filling=" and much more" * 60):
        await asyncio.sleep(scale.of(1.9, 10))
        told = time.monotonic()
        scene.nodes[0].signal(signal.SIGTERM)
        assert await scene.nodes[0].ended() == 0
        took = time.monotonic() - told
    note("exit after SIGTERM", f"{took:.1f} s, told to take {drain_seconds} s")
    assert drain_seconds - 1 < took < min(30.0, drain_seconds + 8)
    assert set(load.closed) == {Close.DRAINED}, "everybody was told to come back, and nobody had to be cut off"
    spread_out(load, told, drain_seconds, note)
    for witness in witnesses:
        wrongly = set(witness.announced_gone) - {"stuck0", "stuck1", "stuck2"}
        assert not wrongly, f"{witness.who} was told that {wrongly} had gone"
    await all_heard(load, witnesses, note)
    away = load.away()
    note("between two connections", f"median {away[len(away) // 2]:.2f}, longest {away[-1]:.2f} s")
    for peer in stuck:
        peer.close()
    assert "Traceback" not in scene.nodes[0].logged


async def stuck_in_the_plenum(scene: Scene, who: str) -> RoughPeer:
    """Somebody who reads nothing, on the node that will stop."""
    peer = await RoughPeer.open(scene.nodes[0].url, scene.day.slug, await scene.pass_of(who), receives=4096)
    await peer.enter("plenum")
    return peer


def spread_out(load: Load, told: float, drain_seconds: int, note: Note) -> None:
    """No second in which much more than its share was handed over, and no long silence."""
    moments = sorted(at - told for visitor in load.visitors for at in visitor.closed_at)
    busiest = max(sum(at <= each < at + 1 for each in moments) for at in moments)
    share = len(moments) / drain_seconds
    longest = max(later - earlier for earlier, later in pairwise(moments))
    note("handed over", f"{len(moments)} people in {moments[-1]:.1f} s, at most {busiest} in one second")
    assert moments[-1] - moments[0] > 0.7 * drain_seconds
    assert busiest < 2 * share + 3
    assert longest < drain_seconds / 2
