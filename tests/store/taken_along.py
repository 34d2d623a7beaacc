"""People with places who want to be taken along, for tests of where they are then."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import HealthCheck, settings

from tests.store.ledger import HOUR, Ledger, now
from venue.model.ids import SessionId
from venue.model.moves import Moved
from venue.model.places import Bookable
from venue.store.client import Store
from venue.store.house import entry
from venue.store.keys import HOUSE
from venue.store.orders import Plan

LATER = Plan(by_name="Person m", reason="so", delay=60_000)
fresh = itertools.count()
slowly = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def opened(store: Store, slug: str) -> Ledger:
    """An event of its own, for one example."""
    ledger = Ledger(store, f"{slug}-{next(fresh)}")
    await ledger.begin()
    return ledger


async def place(ledger: Ledger, who: str, session: str, *, follow: str = "") -> None:
    """A place that was taken in time."""
    keys = ledger.houses.keys
    about = ledger.sessions[SessionId(session)]
    await ledger.store.ask("HSET", keys["sessions"], session, _at(about, now() + HOUR).line)
    await ledger.take(who, session)
    await ledger.store.ask("HSET", keys["sessions"], session, about.line)
    if follow:
        how: Any = follow
        await ledger.places.follow(ledger.command(who, "place.follow"), how)
        await ledger.check()


def _at(about: Bookable, starts: int) -> Bookable:
    return Bookable(about.slot, starts, starts + HOUR, about.capacity, about.room)


async def moves(ledger: Ledger, since: int = 0) -> list[tuple[str, str, set[str]]]:
    """Cause, room and people of every move that the house was told."""
    told = [entry(each.body) for each in await ledger.logs.read(HOUSE, since + 1, ledger.offset)]
    return [(one.cause, str(one.to), set(map(str, one.ids))) for one in told if isinstance(one, Moved)]
