"""Move orders outlive the node where they were given: what is announced happens, and the list is live elsewhere."""

from __future__ import annotations

from tests.faults.scene import Scene
from tests.guest import Frame, Guest


def fates(orders: list[Frame], order: str) -> dict[str, str]:
    """What became of each person in an order, as far as these say."""
    known: dict[str, str] = {}
    for each in orders:
        if each["order"] == order:
            known |= {who: group["state"] for group in each["people"] or () for who in group["people"]}
    return known


def told(moderator: Guest, order: str) -> dict[str, str]:
    """The same as the moderator heard it, piece by piece."""
    return fates([each for event in moderator.heard("orders.changed") for each in event["orders"]], order)


async def test_an_announced_move_happens_and_is_followed_though_the_node_that_gave_it_dies(scene: Scene) -> None:
    day = scene.day
    people = [await day.come(f"a{n}", "foyer", node=1) for n in range(3)]
    witness = await day.staff("m2", node=1)
    await witness.do("orders.list")
    giver_pass = await day.pass_of("m1", name="The giver", roles=("moderator",))
    giver = await day.back(giver_pass, "m1", node=0)
    ids = [person.who for person in people]
    order = (await giver.do("people.move", people=ids, to="plenum", delay=2, reason="It begins"))["order"]
    for person in people:
        await person.hears("you.announced", order=order)
    await witness.sees(lambda one: told(one, order) == dict.fromkeys(ids, "announced"))
    await scene.nodes[0].kill()
    for person in people:
        await person.hears("you.moved", order=order, room="plenum", within=8.0)
        await person.enter("plenum")
    await witness.sees(lambda one: told(one, order) == dict.fromkeys(ids, "arrived"))
    back = await day.back(giver_pass, "m1", node=1)
    assert fates((await back.do("orders.list"))["orders"], order) == dict.fromkeys(ids, "arrived")
    undone = await back.do("order.undo", order=order)
    assert undone["returned"] == ids
    await witness.sees(lambda one: told(one, order) == dict.fromkeys(ids, "returned"))
    for person in people:
        await person.hears("you.moved", room="foyer")
