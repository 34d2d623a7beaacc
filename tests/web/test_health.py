"""What proxies and Prometheus ask: does the node live, can it serve, and how is it."""

from __future__ import annotations

import asyncio
import time

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain_metrics

from tests.redis_server import RedisServer
from tests.web.opened import Venue


async def ready_within(venue: Venue, status: int, seconds: float) -> bool:
    """Whether readiness is answered with `status` in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (await venue.client.get("/health/ready")).status_code == status:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_a_node_in_step_with_its_store_is_ready(venue: Venue) -> None:
    assert (await venue.client.get("/health/live")).json() == {"live": True}
    ready = await venue.client.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "waiting": []})
    assert (await venue.client.head("/health/ready")).status_code == 200


async def test_a_node_without_its_store_lives_and_is_not_ready_until_it_returns(
    own_redis_venue: tuple[Venue, RedisServer],
) -> None:
    venue, redis = own_redis_venue
    redis.kill()
    assert await ready_within(venue, 503, 10)
    waiting = (await venue.client.get("/health/ready")).json()
    assert sorted(waiting["waiting"]) == ["open-day", "our-day"]
    assert (await venue.client.get("/health/live")).status_code == 200
    redis.start()
    assert await ready_within(venue, 200, 15)


async def test_prometheus_can_read_the_numbers_in_both_of_its_formats(venue: Venue) -> None:
    await venue.pass_of("t-1", name="Person Confidential")
    await venue.knock({"ticket": "nonsense"})
    plain = await venue.client.get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in plain_metrics(plain.text)
        for sample in family.samples
    }
    assert samples["venue_door_entered_total", "our-day", "ticket"] == 1
    assert samples["venue_door_refused_total", "ticket_forged"] == 1
    newer = await venue.client.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert list(open_metrics(newer.text))  # type: ignore[no-untyped-call]
    for text in (plain.text, newer.text):
        assert "Confidential" not in text
        assert "t-1" not in text


async def test_two_venues_in_one_process_count_for_themselves(venue: Venue) -> None:
    from venue.web.metrics import Metrics

    await venue.pass_of("t-1")
    assert Metrics().registry.get_sample_value("venue_door_entered_total", {"event": "our-day", "by": "ticket"}) is None
