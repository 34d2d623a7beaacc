"""The house in numbers for Prometheus: read from the sites when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from venue.live.measures import Measures
from venue.live.site import Site
from venue.live.websocket import OVERFLOWED


class _Sites(Collector):
    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites

    def collect(self) -> Iterable[Metric]:
        gauges = _Gauges()
        totals = _Totals()
        for slug, site in self._sites.items():
            gauges.look_at(slug, site)
            totals.look_at(slug, site.measures)
        yield from vars(gauges).values()
        yield from vars(totals).values()
        yield CounterMetricFamily(
            "venue_outbox_overflowed", "Readers cut off for leaving too much unread.", OVERFLOWED.value
        )


class _Gauges:
    """What is now."""

    def __init__(self) -> None:
        self._connections = _gauge("venue_connections", "Open websockets on this node.")
        self._in_step = _gauge("venue_in_step", "1 while this node is in step with the store.")
        self._lag = _gauge("venue_loop_lag_ms", "Worst delay of the event loop in the last second.")
        self._trip = _gauge("venue_store_trip_ms", "Round trip of one script to Redis.")
        self._bus = _gauge("venue_bus_lag_ms", "From publishing to hearing it back.")
        self._bus_alive = _gauge("venue_bus_alive", "1 while the subscription to Redis is alive.")
        self._unsent = _gauge("venue_outbox_bytes", "Bytes that wait for their readers, beyond what the kernel holds.")
        self._slow = _gauge("venue_slow_readers", "Connections that read too slowly now.")
        self._factor = _gauge("venue_coalescing_factor", "Events per frame since the start.")
        self._people = _gauge("venue_people", "People present, by kind of room.", "kind")

    def look_at(self, slug: str, site: Site) -> None:
        measures = site.measures
        outboxes = [connection.outbox for connection in site.connections]
        self._connections.add_metric([slug], len(outboxes))
        self._in_step.add_metric([slug], int(site.in_step))
        self._lag.add_metric([slug], measures.loop_lag)
        self._trip.add_metric([slug], measures.store_trip)
        self._bus.add_metric([slug], site.bus.lag_ms)
        self._bus_alive.add_metric([slug], int(site.bus.alive))
        self._unsent.add_metric([slug], sum(outbox.unsent for outbox in outboxes))
        self._slow.add_metric([slug], sum(outbox.slow for outbox in outboxes))
        self._factor.add_metric([slug], measures.deliveries / measures.frames if measures.frames else 1.0)
        kinds: dict[str, int] = {}
        for room in site.event.rooms:
            kinds[room.kind] = kinds.get(room.kind, 0) + len(site.house.present.get(room.id, ()))
        for kind, count in kinds.items():
            self._people.add_metric([slug, kind], count)


class _Totals:
    """What has been counted since the start."""

    def __init__(self) -> None:
        self._deliveries = _counter("venue_deliveries", "Events written to connections.")
        self._frames = _counter("venue_frames", "Frames they were written in.")
        self._bytes = _counter("venue_sent_bytes", "Bytes of these frames.")
        self._commands = _counter("venue_commands", "Commands heard, by kind.", "kind")
        self._refusals = _counter("venue_refusals", "Commands refused, by code.", "code")
        self._resumes = _counter("venue_resumes", "Connections that came back and missed nothing.")
        self._resyncs = _counter("venue_resyncs", "Connections that had to start again from a snapshot.")
        self._leases = _counter("venue_leases", "Leases begun: one at the start, one after each trouble.")
        self._slow = _counter("venue_slow_readers_cut", "Readers cut off for being slow too long.")

    def look_at(self, slug: str, measures: Measures) -> None:
        self._deliveries.add_metric([slug], measures.deliveries)
        self._frames.add_metric([slug], measures.frames)
        self._bytes.add_metric([slug], measures.bytes)
        for kind, count in measures.by_kind.items():
            self._commands.add_metric([slug, kind or "unreadable"], count)
        for code, count in measures.by_refusal.items():
            self._refusals.add_metric([slug, code], count)
        self._resumes.add_metric([slug], measures.resumes)
        self._resyncs.add_metric([slug], measures.resyncs)
        self._leases.add_metric([slug], measures.leases)
        self._slow.add_metric([slug], measures.slow_readers)


def _gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, labels=["event", *labels])


def _counter(name: str, says: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(name, says, labels=["event", *labels])


def watch_sites(registry: CollectorRegistry, sites: Mapping[str, Site]) -> None:
    """Let the registry tell the numbers of these sites, whichever are there when it is asked."""
    registry.register(_Sites(sites))
