"""Whether the node lives, and whether it can serve: for proxies and container managers."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.web.answers import json_answer
from venue.web.front import front_of
from venue.web.site import sites_of


async def live(_request: Request) -> Response:
    """`GET /health/live`: the process answers. The store is not asked: restarting nodes would not bring it back."""
    return json_answer({"live": True})


async def ready(request: Request) -> Response:
    """`GET /health/ready`: 200 when this node is in step with the store for every event, else 503 and for which not.

    Copies for rehearsals do not count.
    """
    sites = sites_of(request).items()
    waiting = [slug for slug, site in sites if not site.ready and site.event.copy_of is None]
    return json_answer({"ready": not waiting, "waiting": waiting}, 503 if waiting else 200)


async def metrics(request: Request) -> Response:
    """`GET /metrics`: for Prometheus."""
    return front_of(request).metrics.answer(request)


ROUTES: Final = [
    Route("/health/live", live),
    Route("/health/ready", ready),
    Route("/metrics", metrics),
]
