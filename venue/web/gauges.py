"""The house in numbers for Prometheus: read from the sites when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from venue.live.site import Site


class _Sites(Collector):
    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites

    def collect(self) -> Iterable[Metric]:
        labels = ["event"]
        connections = GaugeMetricFamily("venue_connections", "Open websockets on this node.", labels=labels)
        ready = GaugeMetricFamily("venue_in_step", "1 while this node is in step with the store.", labels=labels)
        lag = GaugeMetricFamily("venue_loop_lag_ms", "Worst delay of the event loop in the last second.", labels=labels)
        trip = GaugeMetricFamily("venue_store_trip_ms", "Round trip of one script to Redis.", labels=labels)
        bus = GaugeMetricFamily("venue_bus_lag_ms", "From publishing to hearing it back.", labels=labels)
        people = GaugeMetricFamily("venue_people", "People present, by kind of room.", labels=["event", "kind"])
        deliveries = CounterMetricFamily("venue_deliveries", "Events written to connections.", labels=labels)
        commands = CounterMetricFamily("venue_commands", "Commands heard.", labels=labels)
        refusals = CounterMetricFamily("venue_refusals", "Commands refused.", labels=labels)
        for slug, site in self._sites.items():
            measures = site.measures
            connections.add_metric([slug], len(site.connections))
            ready.add_metric([slug], int(site.in_step))
            lag.add_metric([slug], measures.loop_lag)
            trip.add_metric([slug], measures.store_trip)
            bus.add_metric([slug], site.bus.lag_ms)
            deliveries.add_metric([slug], measures.deliveries)
            commands.add_metric([slug], measures.commands)
            refusals.add_metric([slug], measures.refusals)
            kinds: dict[str, int] = {}
            for room in site.event.rooms:
                kinds[room.kind] = kinds.get(room.kind, 0) + len(site.house.present.get(room.id, ()))
            for kind, count in kinds.items():
                people.add_metric([slug, kind], count)
        yield from (connections, ready, lag, trip, bus, people, deliveries, commands, refusals)


def watch_sites(registry: CollectorRegistry, sites: Mapping[str, Site]) -> None:
    """Let the registry tell the numbers of these sites, whichever are there when it is asked."""
    registry.register(_Sites(sites))
