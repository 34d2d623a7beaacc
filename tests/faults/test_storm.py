"""Everybody's connection is cut at once, as when a router dies: all are back before anybody could notice."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from tests.faults.conftest import Note, Scale
from tests.faults.load import Load
from tests.faults.scene import Scene
from tests.faults.witness import Witness
from venue.store.house import GRACE_MS

ROOMS: Final = ("plenum", "plenum", "plenum", "foyer", "cafeteria")
WORST_MS: Final = 3_000.0
"""What may delay a text at the witness while a thousand handshakes run beside it, on the same two cores."""
FRAMES_PER_SECOND: Final = 2
"""Of presence, to one client, whatever happens."""


async def test_when_all_connections_are_cut_at_once_all_are_back_within_the_grace_and_nobody_is_announced_as_gone(
    scene: Scene, scale: Scale, note: Note
) -> None:
    load = scene.load()
    await load.come(scale.people(200, 1000), ROOMS)
    witnesses = [await scene.witness(f"w-{node}", "plenum", node=node) for node in (0, 1)]
    for witness in witnesses:
        await witness.sees(lambda one: one.quiet_for > 1)
    seats = where(scene)
    for _ in range(scale.people(1, 5)):
        await storm(scene, load, witnesses, scale, note)
        assert where(scene) == seats, "nobody is misplaced"


async def storm(scene: Scene, load: Load, witnesses: list[Witness], scale: Scale, note: Note) -> None:
    """One cut, and everybody's way back, while people talk."""
    people, before = len(load.visitors), load.presence_frames
    for witness in witnesses:
        witness.forget()
    for visitor in load.visitors:
        visitor.away.clear()
    async with load.talking(scale.of(40, 100), load.visitors[:40]):
        await asyncio.sleep(0.09)
        cut = time.monotonic()
        load.cut()
        await load.settled(GRACE_MS / 1000)
        took = time.monotonic() - cut
        for witness in witnesses:
            await witness.sees(lambda one: time.monotonic() - cut > 1.5 and one.quiet_for > 0.6)
    away, seconds = load.away(), time.monotonic() - cut
    note("back", f"{people} people in {took:.1f} s: median {away[len(away) // 2]:.2f}, last {away[-1]:.2f} s")
    frames = load.presence_frames - before
    note("presence frames", f"{frames} to {people} people in {seconds:.1f} s, {frames / people:.1f} each")
    assert len(away) == people
    assert frames <= people * (FRAMES_PER_SECOND * seconds + 1), "two per second and client"
    for witness in witnesses:
        assert not witness.announced_gone, f"announced as gone: {witness.announced_gone}"
        assert witness.least_present in (None, people + len(witnesses)), "nor does any number sink"
        figures = await witness.must_have_heard(
            load.said("plenum"), p99_ms=WORST_MS, worst_ms=WORST_MS, but=load.repeated
        )
        note(witness.who, figures)
    assert not load.faults, load.faults[:8]
    assert await scene.connections(0) + await scene.connections(1) == people + len(witnesses)


def where(scene: Scene) -> dict[str, str]:
    """Who sits where, as Redis has it."""
    with scene.server.client() as client:
        found: dict[str, str] = client.hgetall(scene.keys["seats"])
        return found
