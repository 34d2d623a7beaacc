"""All of HTTP in one list, in the order in which it is matched, and what refusals become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from venue.errors import StoreUnavailable
from venue.protocol.codes import Refusal
from venue.web import calendar, door, health, pages, privacy, rehearsals, versions, wire_docs
from venue.web.answers import refused
from venue.web.door_refusal import DoorRefusal

ROUTES: Final[list[BaseRoute]] = [
    *pages.FIRST,
    *health.ROUTES,
    *wire_docs.ROUTES,
    *privacy.ROUTES,
    *calendar.ROUTES,
    *rehearsals.ROUTES,
    *versions.ROUTES,
    *door.ROUTES,
    *pages.LAST,
]
"""The websocket's route may stand anywhere: these are for HTTP alone. They need `app.state.front` and `.venues`."""

EXCEPTION_HANDLERS: Final[dict[type[Exception], Callable[[Request, Exception], Response]]] = {
    DoorRefusal: refused,
    Refusal: refused,
    StoreUnavailable: refused,
}
