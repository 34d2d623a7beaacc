"""The subscription is cut again and again while people talk and are moved about: no gap reaches anybody."""

from __future__ import annotations

import asyncio

from tests.faults.afternoon import obeyed
from tests.faults.conftest import Note, Scale
from tests.faults.scene import Scene
from tests.guest import Guest

ROOMS = ("plenum", "plenum", "cafeteria", "foyer")


class Cutter:
    """Kills every subscription at Redis, again and again."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.times = 0
        self.killed = 0

    def cut(self) -> None:
        with self._scene.server.client() as client:
            self.killed += int(client.client_kill_filter(_type="pubsub"))
        self.times += 1

    async def cut_for(self, seconds: float, every: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            await asyncio.to_thread(self.cut)
            await asyncio.sleep(every)


async def test_while_every_subscription_is_cut_again_and_again_under_load_no_gap_reaches_anybody(
    scene: Scene, scale: Scale, note: Note
) -> None:
    witnesses = [await scene.witness(f"w{node}", "plenum", node=node) for node in (0, 1)]
    load, cutter = scene.load(), Cutter(scene)
    await load.come(40, ROOMS)
    async with load.talking(per_second=120):
        await cutter.cut_for(scale.of(3, 60), every=scale.of(0.5, 2.0))
    said = load.said("plenum")
    for witness in witnesses:
        figures = await witness.must_have_heard(said, p99_ms=1000, worst_ms=3000, but=load.repeated)
        note(f"{witness.who}, {cutter.times} cuts, {cutter.killed} subscriptions killed", figures)
        assert (witness.resynced, witness.closed) == (0, []), "nobody had to begin anew"
        assert witness.troubled == 0, "the store was well all the time"
        assert witness.book().epochs == [witness.ear.epoch], "one history"
    assert cutter.killed >= 2 * cutter.times - 2, "both nodes were deaf each time"
    assert not load.faults
    assert not load.closed


async def test_who_is_moved_about_while_every_subscription_is_cut_ends_in_one_room_that_everybody_knows(
    scene: Scene, scale: Scale, note: Note
) -> None:
    day, cutter = scene.day, Cutter(scene)
    people = [await day.come(f"p{n}", "plenum", node=n % 2) for n in range(8)]
    moderators = [await day.staff(f"m{node}", "plenum", node=node) for node in (0, 1)]
    ids = [one.who for one in people]
    rooms = ("foyer", "cafeteria", "plenum")
    rounds = scale.people(12, 120)
    for n in range(rounds):
        to = rooms[n % 3]
        await asyncio.to_thread(cutter.cut)
        order = await obeyed(moderators[n % 2], "people.move", people=ids, to=to)
        assert sorted(order["moved"]) == ids, "each was where the last order had sent them"
        await asyncio.gather(*(_arrives(one, to) for one in people))
        await asyncio.sleep(scale.of(0.0, 0.5))  # nobody may give commands faster for long
    last = rooms[(rounds - 1) % 3]
    for one in people:
        await one.sees(lambda one: set(one.roster or ()) >= set(ids) and one.total == len(ids) + 2)
        assert [event["room"] for event in one.heard("you.moved")] == [rooms[n % 3] for n in range(rounds)]
        assert one.here == last
    note("moves", f"{rounds} of {len(people)} people, {cutter.times} cuts")


async def _arrives(guest: Guest, room: str) -> None:
    await guest.sees(lambda one: one.here == room)
    await obeyed(guest, "room.enter", room=room)
