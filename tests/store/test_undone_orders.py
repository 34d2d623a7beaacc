"""An order is undone after another one came: what came later stands, however soon it came."""

from __future__ import annotations

import pytest

from tests.store.ledger import Ledger
from tests.store.test_orders import GENTLE, becomes_due, goes_away
from venue.model.ids import ParticipantId

A = ParticipantId("a")
soon_and_late = pytest.mark.parametrize("late", [False, True])
"""Whether the later order came so long after the person had arrived that it does not count as two at once."""


async def brought_to_the_hall(ledger: Ledger, *, late: bool) -> None:
    """By the moderator m, with the order o-1; the browser has shown it."""
    await ledger.come("a")
    await ledger.move("hall", "people", "a", ref="1")
    await ledger.houses.arrived("o-1", [A])
    if late:
        key = ledger.houses.keys["fates:o-1"]
        state, at, *rest = (await ledger.store.ask("HGET", key, "a")).decode().split()
        await ledger.store.ask("HSET", key, "a", " ".join((state, str(int(at) - 60_000), *rest)))


@soon_and_late
async def test_what_somebody_else_ordered_since_for_who_is_away_stands(ledger: Ledger, late: bool) -> None:
    await brought_to_the_hall(ledger, late=late)
    await goes_away(ledger, "a")
    await ledger.move("workshop", "people", "a", by="n", ref="2")
    undone = await ledger.recall("undo", "o-1")
    assert (undone.stayed, undone.returned) == (("a",), ())
    assert await ledger.fates("o-2") == {"a": "offline"}
    arrival = await ledger.arrive("a", "back")
    assert arrival.order is not None
    assert (arrival.room, arrival.order.order) == ("workshop", "o-2")


@soon_and_late
async def test_who_somebody_else_wanted_where_they_were_already_stays_there(ledger: Ledger, late: bool) -> None:
    await brought_to_the_hall(ledger, late=late)
    assert (await ledger.move("hall", "people", "a", by="n", ref="2")).already == ("a",)
    assert (await ledger.recall("undo", "o-1")).stayed == ("a",)
    assert ledger.seats == {"a": "hall"}


@soon_and_late
@pytest.mark.parametrize("elsewhere", [False, True])
async def test_an_order_that_found_them_there_and_was_taken_back_keeps_nobody(
    ledger: Ledger, late: bool, elsewhere: bool
) -> None:
    await brought_to_the_hall(ledger, late=late)
    assert (await ledger.move("hall", "people", "a", by="n", ref="2")).already == ("a",)
    await ledger.recall("undo", "o-2", by="n")
    if elsewhere:
        await ledger.move("workshop", "people", "a", by="n", ref="3")
    undone = await ledger.recall("undo", "o-1")
    assert (undone.returned, undone.stayed) == (((), ("a",)) if elsewhere else (("a",), ()))
    assert ledger.seats == {"a": "workshop" if elsewhere else "foyer"}


@soon_and_late
async def test_what_came_later_and_to_nothing_keeps_nobody_from_returning(ledger: Ledger, late: bool) -> None:
    await brought_to_the_hall(ledger, late=late)
    await goes_away(ledger, "a")
    await ledger.move("workshop", "people", "a", by="n", ref="2")
    await ledger.recall("cancel", "o-2", by="n")
    assert (await ledger.recall("undo", "o-1")).returned == ("a",)
    assert ledger.seats == {"a": "foyer"}
    assert await ledger.fates("o-1") == {"a": "returned"}


@soon_and_late
async def test_what_somebody_else_announced_since_happens(ledger: Ledger, late: bool) -> None:
    await brought_to_the_hall(ledger, late=late)
    await ledger.move("workshop", "people", "a", by="n", plan=GENTLE, ref="2")
    assert (await ledger.recall("undo", "o-1")).stayed == ("a",)
    assert (ledger.seats, await ledger.fates("o-2")) == ({"a": "hall"}, {"a": "announced"})
    await becomes_due(ledger, "a")
    await ledger.carry()
    assert ledger.seats == {"a": "workshop"}
