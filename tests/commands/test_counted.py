"""What Prometheus is told of a day: what was commanded, refused, delivered, resumed."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.nodes import Day

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def numbers(day: Day, node: int = 0) -> dict[tuple[str, ...], float]:
    """Every sample of this day by its name and its labels besides the day."""
    text = (await day.http.get(f"{day.nodes[node].url}/metrics")).text
    return {
        (sample.name, *(value for label, value in sorted(sample.labels.items()) if label != "event")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.labels.get("event", day.slug) == day.slug
    }


async def test_commands_are_counted_by_kind_and_refusals_by_code(day: Day) -> None:
    person = await day.come("a", "plenum")
    await person.say("hello")
    await person.say("again")
    assert await person.refused("chat.send", room="foyer", text="elsewhere") == "not_here"
    await person.send("no command at all")
    await person.do("venue.ping")
    told = await numbers(day)
    assert told["venue_commands_total", "chat.send"] == 3
    assert told["venue_commands_total", "unreadable"] == 1
    assert told["venue_refusals_total", "not_here"] == 1
    assert told["venue_refusals_total", "bad_json"] == 1
    assert told["venue_connections",] == 1
    assert told["venue_people", "plenum"] == 1
    assert told["venue_leases_total",] == 1


async def test_deliveries_frames_and_bytes_tell_how_much_is_joined(day: Day) -> None:
    first, second = await day.come("a", "plenum"), await day.come("b", "plenum")
    before = await numbers(day)
    await first.say("x" * 500)
    await second.hears("chat.posted")
    told = await numbers(day)
    assert told["venue_deliveries_total",] - before["venue_deliveries_total",] >= 2
    assert told["venue_sent_bytes_total",] - before["venue_sent_bytes_total",] > 1000
    assert told["venue_coalescing_factor",] == told["venue_deliveries_total",] / told["venue_frames_total",] >= 1
    assert told["venue_outbox_bytes",] == 0
    assert told["venue_slow_readers",] == 0


async def test_who_comes_back_is_counted_as_resumed_or_as_having_started_again(day: Day) -> None:
    text = await day.pass_of("a")
    person = await day.back(text, "a")
    await person.enter("plenum")
    await person.say("before")
    await person.lose()
    back = await day.back(text, "a")
    await back.resume("plenum", person.epoch, person.offset)
    await back.resume("plenum", "another epoch", person.offset)
    told = await numbers(day)
    assert (told["venue_resumes_total",], told["venue_resyncs_total",]) == (1, 1)
