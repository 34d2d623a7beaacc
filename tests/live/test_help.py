"""The info desk on a node that is out of step, restarted or on its own: nobody believes what is not so."""

from __future__ import annotations

import pytest

from tests.days import day, two_nodes
from tests.nodes import Day, until

__all__ = ["day", "two_nodes"]

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_node_that_loads_the_house_anew_tells_what_it_missed(day: Day) -> None:
    person, waiting = await day.come("a", node=1), await day.come("b", node=1)
    helper = await day.staff()
    for one in (person, waiting):
        await one.do("help.ask", text="Please")
    await waiting.hears("you.helped", ahead=1)
    site = day.site(1)
    site.whereabouts.log.pause()  # deaf for a while
    await helper.do("help.take", number=1)
    await helper.do("help.close", number=1, reason="solved")
    site.whereabouts.load(await site.houses.snapshot())
    await site.whereabouts.log.load((await site.logs.ends())[1]["~"])  # type: ignore[index]
    site.whereabouts.reconcile()
    await person.sees(lambda one: one.heard("you.helped")[-1]["state"] == "none")
    await waiting.sees(lambda one: one.heard("you.helped")[-1]["ahead"] == 0)


async def test_nothing_is_kept_of_people_who_are_not_connected_here(day: Day) -> None:
    person = await day.come("a", node=1)
    await person.do("help.ask", text="Please")
    await until(lambda: day.site(0).house.help.open)
    assert not day.site(0).desk._told
    await person.hang_up()
    desk = day.site(1).desk
    await until(lambda: not desk._told)


async def test_how_much_there_is_to_do_is_told_again_only_when_it_is_another_number(day: Day) -> None:
    person, helper = await day.come("a"), await day.staff(node=1)
    await person.do("help.ask", text="Please")
    await helper.hears("help.counted", waiting=1)
    told = len(helper.heard("help.counted"))
    await person.do("help.ask", text="Please do")
    await person.enter("plenum")
    await helper.do("help.watch")
    await helper.hears("help.listed")
    await helper.sees(lambda one: one.heard("help.listed")[-1]["tickets"][0]["here"] == "plenum")
    assert len(helper.heard("help.counted")) == told
