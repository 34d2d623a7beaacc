"""Numbers for Prometheus, in a registry of the node's own. No names, no texts, no ids of people."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.exposition import choose_encoder
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from starlette.requests import Request
from starlette.responses import Response


class Metrics:
    """The door's counters. Others register theirs in `registry`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._entered = Counter("venue_door_entered", "People who entered.", ("event", "by"), registry=self.registry)
        self._refused = Counter(
            "venue_door_refused", "Requests at the door that were refused.", ("code",), registry=self.registry
        )

    def entered(self, slug: str, by: str) -> None:
        """Somebody came in `by` "ticket" or "name"."""
        self._entered.labels(slug, by).inc()

    def refused(self, code: str) -> None:
        """The door stayed shut; `code` is one of `DOOR_REFUSALS`."""
        self._refused.labels(code).inc()

    def answer(self, request: Request) -> Response:
        """All numbers, in the text format that the asker prefers."""
        try:
            encode, content_type = choose_encoder(request.headers.get("accept", ""))
        except (TypeError, ValueError):  # of a malformed version in it
            encode, content_type = choose_encoder("")
        return Response(encode(self.registry), headers={"Content-Type": content_type, "Cache-Control": "no-store"})
