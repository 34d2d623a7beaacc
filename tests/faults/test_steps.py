"""A step of the day begins while a node dies: afterwards everybody is where they belong, wherever they come back."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from websockets.exceptions import ConnectionClosed

from tests.faults.scene import Scene
from tests.guest import Guest
from tests.nodes import until

PEOPLE = 4
WITHIN = 8.0


async def goes_along(scene: Scene, who: str, node: int) -> tuple[str, Guest]:
    """Their pass, and they themselves in the foyer: with a place, and the wish to be taken along."""
    text = await scene.day.pass_of(who, node)
    guest = await scene.day.back(text, who, node=node)
    await guest.enter("foyer")
    await guest.do("place.take", session="work")
    await guest.do("place.follow", how="always")
    return text, guest


@pytest.mark.parametrize("moment", [0.0, 0.008])
async def test_a_step_begins_whole_though_the_node_that_was_told_to_begin_it_is_killed(
    scene: Scene, moment: float
) -> None:
    day = scene.day
    there = [await goes_along(scene, f"a{n}", n % 2) for n in range(PEOPLE)]
    asked = await day.come("asked", "foyer", node=1)
    await asked.do("place.take", session="work")
    moderator_pass = await day.pass_of("m", name="The moderator", roles=("moderator",))
    moderator = await day.back(moderator_pass, "m", node=0)
    for _ in range(2):  # the opening, then the break
        await moderator.do("show.skip")
    step = (await moderator.do("show.skip", dry_run=True))["step"]
    telling = asyncio.create_task(moderator.do("show.skip", ref="begin"))
    await asyncio.sleep(moment)  # the fault comes at another moment each time
    await scene.nodes[0].kill()
    with contextlib.suppress(ConnectionClosed, ConnectionError, TimeoutError):
        await telling
    again = await day.back(moderator_pass, "m", node=1)
    shown = await again.do("show.skip", ref="begin")
    assert shown["step"] == step, "done once, whoever was told"
    for n, (text, guest) in enumerate(there):
        if n % 2:
            await guest.hears("you.moved", room="workshop", cause="programme", within=WITHIN)
            await guest.enter("workshop")
        else:
            back = await day.back(text, f"a{n}", node=1)
            await back.enter(back.welcome["here"])
            if back.welcome["here"] != "workshop":
                await back.hears("you.moved", room="workshop", within=WITHIN)
    assert not asked.heard("you.moved"), "who wants to be asked is not taken along"
    await asked.sees(lambda guest: guest.counts["workshop"] == (PEOPLE, PEOPLE), within=WITHIN)
    with scene.server.client() as client:
        seats = client.hgetall(scene.keys["seats"])
    # The lease of the dead node is over.
    await until(lambda: sum(name.startswith("conns:") for name in scene.presence()) == 1, WITHIN)
    assert [seats[f"a{n}"] for n in range(PEOPLE)] == ["workshop"] * PEOPLE
