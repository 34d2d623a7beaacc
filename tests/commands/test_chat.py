"""Talking in a room."""

from __future__ import annotations

import asyncio

import pytest

from tests.nodes import Day

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_everybody_in_the_room_hears_the_same_in_the_same_order_on_both_nodes(day: Day) -> None:
    people = [await day.come(who, "plenum", node=at % 2) for at, who in enumerate("abcd")]
    await asyncio.gather(*(one.say(f"{one.who}{n}") for one in people for n in range(8)))
    for one in people:
        await one.sees(lambda one: len(one.texts) == 32)
    assert len({tuple(one.texts) for one in people}) == 1
    assert sorted(people[0].texts) == sorted(f"{who}{n}" for who in "abcd" for n in range(8))
