"""With which version of its event file a node opens."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime

from tests.day import DAY_FILE
from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.event_file import read_event
from venue.model.ids import EventSlug, ParticipantId, SessionId
from venue.model.people import Person
from venue.model.show import AS_PLANNED, extend
from venue.store.client import Store
from venue.store.house import HouseStore
from venue.store.keys import Keys
from venue.store.opening import opened_version
from venue.store.places import PlaceStore
from venue.store.rooms import Command
from venue.store.show import ShowStore
from venue.store.versions import KEPT, VersionStore


def file(slug: str, old: str = "", new: str = "") -> str:
    return DAY_FILE.replace('slug = "day"', f'slug = "{slug}"').replace(old or "\0", new)


def clock_at(moment: str) -> Clock:
    """It is that time, in the zone of the file."""
    return Clock.starting_at(datetime.fromisoformat(f"{moment}+01:00"), time.time_ns() // 1_000_000)


async def opened(store: Store, text: str, clock: Clock = Clock()) -> tuple[Event, int]:  # noqa: B008 (it is frozen)
    """A node opens with this file: what it serves, and which version that is."""

    async def clock_of(_: Event) -> Clock:
        return clock

    event, kept = await opened_version(store, read_event(text, "day.toml"), text, clock_of)
    assert kept is not None
    return event, kept.version.number


async def test_the_first_node_brings_the_first_version_and_the_others_find_it(store: Store, slug: str) -> None:
    assert (await opened(store, file(slug)))[1] == 1
    assert (await opened(store, file(slug)))[1] == 1


async def test_a_file_that_nobody_knows_becomes_the_version_that_counts(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    event, number = await opened(store, file(slug, "capacity = 5", "capacity = 6"))
    assert (number, event.rooms_by_id[event.rooms[2].id].capacity) == (2, 6)
    assert await store.ask("HGET", Keys(EventSlug(slug))["caps"], "workshop") == b"6"


async def test_a_node_with_an_older_file_serves_what_was_published_since(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    await opened(store, file(slug, "capacity = 5", "capacity = 6"))
    event, number = await opened(store, file(slug))
    assert (number, event.rooms[2].capacity) == (2, 6)
    assert len(await VersionStore(store, EventSlug(slug)).listed()) == 2


async def test_a_text_that_counted_once_is_known_however_long_ago_and_however_its_lines_end(
    store: Store, slug: str
) -> None:
    first = file(slug)
    await opened(store, "\ufeff" + first.replace("\n", "\r\n"))
    for seats in range(6, 7 + KEPT):
        await opened(store, file(slug, "capacity = 5", f"capacity = {seats}"))
    event, number = await opened(store, first)
    assert (number, event.rooms[2].capacity) == (KEPT + 2, KEPT + 6)


async def test_while_others_serve_the_event_what_everything_hangs_on_stays(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    moved = file(slug, "Europe/Berlin", "Europe/Lisbon")
    await store.ask("ZADD", Keys(EventSlug(slug))["nodes"], 10**14, "another-node")
    event, number = await opened(store, moved)
    assert (number, event.timezone) == (1, "Europe/Berlin")
    await store.ask("DEL", Keys(EventSlug(slug))["nodes"])
    event, number = await opened(store, moved)
    assert (number, event.timezone) == (2, "Europe/Lisbon"), "nobody is there who would be confused"


async def test_a_version_of_another_release_that_cannot_be_read_is_replaced(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    await store.ask("HSET", Keys(EventSlug(slug))["texts"], 1, "no = such = file")
    event, number = await opened(store, file(slug))
    assert (number, event.slug) == (2, slug)


async def test_a_version_of_another_release_stays_while_a_node_that_can_read_it_lives(store: Store, slug: str) -> None:
    keys, text = Keys(EventSlug(slug)), file(slug)
    await opened(store, text)
    await store.ask("HSET", keys["texts"], 1, "no = such = file")

    async def clock_of(_: Event) -> Clock:
        return Clock()

    await store.ask("ZADD", keys["nodes"], 10**14, "another-node")
    opening = asyncio.create_task(opened_version(store, read_event(text, "day.toml"), text, clock_of))
    renewed = 0
    while not opening.done():
        renewed += 1
        await store.ask("ZADD", keys["nodes"], 10**14 + renewed, "another-node")
    event, kept = await opening
    assert (event.slug, kept) == (slug, None)
    assert await store.ask("HGET", keys["meta"], "version") == b"1"


async def test_a_lease_that_a_dead_node_left_behind_is_no_node(store: Store, slug: str) -> None:
    keys, text = Keys(EventSlug(slug)), file(slug)
    await opened(store, text)
    await store.ask("HSET", keys["texts"], 1, "no = such = file")
    await store.ask("ZADD", keys["nodes"], time.time_ns() // 1_000_000 + 600, "dead-node")
    assert (await opened(store, text))[1] == 2


async def test_who_waits_for_a_session_that_is_late_waits_on_when_a_node_opens_with_a_new_file(
    store: Store, slug: str
) -> None:
    keys, text = Keys(EventSlug(slug)), file(slug, "capacity = 5", "capacity = 1")
    event, _ = await opened(store, text, clock_at("2027-03-18T10:50"))
    houses, places = HouseStore(store, EventSlug(slug)), PlaceStore(store, EventSlug(slug))
    for who in ("p1", "p2"):
        await houses.admit(Person(ParticipantId(who), f"Person {who}"))
        await places.take(Command(ParticipantId(who), "r", "place.take"), SessionId("work"), instead=False)
    late = extend(event, AS_PLANNED, clock_at("2027-03-18T10:50").at(time.time_ns() // 1_000_000), 15 * 60_000)
    command = Command(ParticipantId("m"), "r", "show.extend")
    await ShowStore(store, EventSlug(slug)).decide(command, AS_PLANNED, late, b"", b"")
    _, number = await opened(store, file(slug, "capacity = 5", "capacity = 1 # one"), clock_at("2027-03-18T11:05"))
    assert number == 2
    assert await store.ask("ZRANGE", keys["waiting:work"], 0, -1) == [b"p2"]


async def test_a_file_by_which_everything_would_be_erased_at_once_does_not_count(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    event, number = await opened(store, file(slug, "date = 2027-03-18", "date = 2025-03-18"))
    assert (number, event.ends.year) == (1, 2027)


async def test_hours_by_which_names_would_be_erased_just_after_the_end_do_not_count(store: Store, slug: str) -> None:
    await opened(store, file(slug))
    sooner = file(slug, "messages_hours = 72\nnames_hours = 168", "messages_hours = 0\nnames_hours = 0")
    event, number = await opened(store, sooner, clock_at("2027-03-18T15:00"))
    assert (number, event.retention.names_hours) == (2, 0), "nothing is erased before the end"
    event, number = await opened(store, file(slug), clock_at("2027-03-18T15:10"))
    await opened(store, file(slug, "names_hours = 168", "names_hours = 169"), clock_at("2027-03-18T15:20"))
    event, number = await opened(store, sooner + "# again\n", clock_at("2027-03-18T16:10"))
    assert (number, event.retention.names_hours) == (3, 169)
