"""The event's clock, agreed on by all nodes: where it does not show the real time, its offset is kept in Redis."""

from __future__ import annotations

from datetime import datetime

from venue.model.clock import Clock
from venue.model.event import Event
from venue.model.ids import EventSlug
from venue.store.client import Store
from venue.store.keys import Keys


async def event_clock(store: Store, event: Event, starting: datetime | None, demo: bool, real_ms: int) -> Clock:
    """The clock to serve the event with.

    With `starting` it shows that time now, unless another living node was started with the same. In a demo the day
    begins when it is started for the first time, and goes on over restarts until the event's end; then it begins anew.
    """
    keys = Keys(event.slug)
    if starting is None and not demo:
        await store.ask("HDEL", keys["meta"], "clock")  # of another day, on which it did not show the real time
        return Clock()
    moment = starting or event.starts
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=event.zone)
    new = Clock.starting_at(moment, real_ms)
    label = starting.isoformat() if starting else "demo"
    stored = await store.ask("HGET", keys["meta"], "clock")
    if stored is not None:
        offset, _, kept_label = stored.decode().partition(" ")
        kept = Clock(int(offset))
        others = await store.ask("ZCOUNT", keys["nodes"], real_ms, "+inf")
        goes_on = others or (demo and starting is None and kept.moment(real_ms) < event.ends)
        if kept_label == label and goes_on:
            return kept
    await store.ask("HSET", keys["meta"], "clock", f"{new.offset_ms} {label}")
    await store.ask(
        "DEL", keys["show"], keys["step"], keys["running"]
    )  # another day: nothing has been held or skipped in it
    return new


async def running_clock(store: Store, slug: EventSlug) -> Clock:
    """The clock that the event is served with now, as the nodes agreed on it."""
    stored = await store.ask("HGET", Keys(slug)["meta"], "clock")
    return Clock(int(stored.decode().partition(" ")[0])) if stored else Clock()
