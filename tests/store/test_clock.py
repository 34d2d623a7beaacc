"""The event's time is agreed on by all nodes."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from tests.day import DAY
from venue.model.ids import EventSlug
from venue.store.client import Store
from venue.store.clock import event_clock
from venue.store.keys import Keys

REAL = time.time_ns() // 1_000_000
MORNING = datetime.fromisoformat("2027-03-18T08:45")


async def living_node(store: Store) -> None:
    await store.ask("ZADD", Keys(EventSlug(DAY.slug))["nodes"], REAL + 10_000, "other")


async def test_without_a_wish_it_is_the_real_time(store: Store) -> None:
    assert (await event_clock(store, DAY, None, False, REAL)).offset_ms == 0


async def test_it_shows_the_wished_time_in_the_events_zone(store: Store) -> None:
    clock = await event_clock(store, DAY, MORNING, False, REAL)
    assert clock.moment(REAL, DAY.zone) == MORNING.replace(tzinfo=DAY.zone)


async def test_a_second_node_with_the_same_wish_shows_the_same_time(store: Store) -> None:
    first = await event_clock(store, DAY, MORNING, False, REAL)
    await living_node(store)
    assert await event_clock(store, DAY, MORNING, False, REAL + 5_000) == first


async def test_when_nobody_serves_the_event_the_wish_counts_anew(store: Store) -> None:
    first = await event_clock(store, DAY, MORNING, False, REAL)
    again = await event_clock(store, DAY, MORNING, False, REAL + 5_000)
    assert again.moment(REAL + 5_000) == first.moment(REAL)


async def test_another_wish_is_another_time(store: Store) -> None:
    await event_clock(store, DAY, MORNING, False, REAL)
    await living_node(store)
    later = MORNING + timedelta(hours=3)
    assert (await event_clock(store, DAY, later, False, REAL)).moment(REAL, DAY.zone).hour == 11


async def test_a_demo_begins_at_its_first_start_and_goes_on_over_restarts_until_it_is_over(store: Store) -> None:
    first = await event_clock(store, DAY, None, True, REAL)
    assert first.moment(REAL) == DAY.starts
    assert await event_clock(store, DAY, None, True, REAL + 3_600_000) == first
    after = REAL + 24 * 3_600_000
    assert (await event_clock(store, DAY, None, True, after)).moment(after) == DAY.starts
