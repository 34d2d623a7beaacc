"""One's own data: shown whole, and erased."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.protocol.wire import Done
from venue.web.answers import json_answer
from venue.web.asking import take_pass, whose
from venue.web.door import Nothing
from venue.web.front import front_of
from venue.web.posted import posted
from venue.web.site import site_of

_COST: Final = 5
"""Entries' worth: the store reads every log for it."""


async def show(request: Request) -> Response:
    """`GET /{slug}/api/me/data`."""
    site, front = site_of(request), front_of(request)
    person, _ = await whose(request, site, front)
    front.limits.participant(site.event.slug, person.id, front.steady(), _COST)
    return json_answer(await site.my_data(person.id))


async def erase(request: Request) -> Response:
    """`POST /{slug}/api/me/erase`: name, whereabouts and messages are gone, connections closed, the pass worthless."""
    site, front = site_of(request), front_of(request)
    await posted(request, Nothing)
    person, _ = await whose(request, site, front)
    front.limits.participant(site.event.slug, person.id, front.steady(), _COST)
    await site.erase(person.id)
    erased = json_answer(Done())
    take_pass(request, erased, front, site.event.slug)
    return erased


ROUTES: Final = [
    Route("/{slug}/api/me/data", show),
    Route("/{slug}/api/me/erase", erase, methods=["POST"]),
]
