"""Whether the sets and hashes of an event in Redis agree with each other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from venue.model.house import Snapshot
from venue.model.ids import RoomId
from venue.store.client import Store
from venue.store.keys import Keys


async def check_sets(store: Store, keys: Keys, capacities: Mapping[RoomId, int | None]) -> None:
    """Who has a seat where, as every set and hash has it; `capacities`: of all rooms."""
    ask = store.ask
    hashes = await asyncio.gather(*(ask("HGETALL", keys[name]) for name in ("seats", "here")))
    seats, here = (dict(zip(flat[::2], flat[1::2], strict=True)) for flat in hashes)
    of_rooms = [f"{kind}:{room}" for room in capacities for kind in ("in", "taken")]
    members = await asyncio.gather(*(ask("SMEMBERS", keys[name]) for name in ("staff", "out", *of_rooms)))
    staff, out, *sets = map(set, members)
    lost, away, due = await asyncio.gather(*(ask("ZRANGE", keys[name], 0, -1) for name in ("lost", "away", "due")))
    announced, put = await asyncio.gather(*(ask("HKEYS", keys[name]) for name in ("announced", "put")))
    assert set(announced) == set(due), "what is announced has its time"
    assert set(put) <= set(seats), "only a seat can be owed to an order"
    assert set(seats) == set(here) | set(away), "a seat is of somebody present, or held"
    assert set(here).isdisjoint(away)
    assert set(lost) <= set(here)
    assert set(out).isdisjoint(seats)
    for room, inside, taken in zip(capacities, sets[::2], sets[1::2], strict=True):
        there = {who for who, seat in seats.items() if seat == room.encode()}
        assert inside == there
        assert taken == there - set(staff)
        capacity = capacities[room]
        assert capacity is None or len(taken) <= capacity, f"{room} is overfull"


async def check_help(store: Store, keys: Keys, snapshot: Snapshot) -> None:
    """The open tickets of the info desk, as every set and hash has them."""
    ask = store.ask
    hashes = await asyncio.gather(*(ask("HGETALL", keys[name]) for name in ("helped", "helpers", "helptexts")))
    helped, helpers, texts = (dict(zip(flat[::2], flat[1::2], strict=True)) for flat in hashes)
    waits = await ask("ZRANGE", keys["helpwaits"], 0, -1)
    tickets = snapshot.help
    assert {int(number): who.decode() for who, number in helped.items()} == {n: t.id for n, t in tickets.items()}
    assert {int(n): by.decode() for n, by in helpers.items()} == {n: t.by for n, t in tickets.items() if t.by}
    assert [int(number) for number in waits] == sorted(n for n, t in tickets.items() if t.state == "waiting")
    assert {int(number) for number in texts} <= set(tickets), "a text without its ticket"
    assert max(tickets, default=0) <= snapshot.help_last
