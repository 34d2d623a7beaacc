"""Copies of an event for rehearsals: opened and removed by operators, through any node."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.live.copies import Copies, NoCopy, TooMany
from venue.model.copies import removed_by
from venue.model.ids import EventSlug
from venue.model.people import permissions
from venue.protocol.rehearsals import RehearsalOpen, RehearsalOpened
from venue.protocol.wire import Done
from venue.web.answers import json_answer
from venue.web.asking import whose
from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of
from venue.web.origin import has_foreign_origin
from venue.web.posted import posted
from venue.web.site import Site, site_of

_COST: Final = 5
"""Entries' worth: every node has work with it."""


async def begin(request: Request) -> Response:
    """`POST /{slug}/api/rehearsals`."""
    wanted = await posted(request, RehearsalOpen)
    site = await _of_an_operator(request)
    if site.event.copy_of is not None:
        raise DoorRefusal("bad_request", "this is a copy already", status=409)
    try:
        copy = await _copies(request).open(site.event, wanted.people, timedelta(seconds=wanted.seconds))
    except TooMany:
        raise DoorRefusal("bad_request", "there are as many rehearsals as may be", status=409) from None
    return json_answer(RehearsalOpened(copy.slug, removed_by(copy)))


async def end(request: Request) -> Response:
    """`DELETE /{slug}/api/rehearsals/{copy}`; well also where it is gone already."""
    if has_foreign_origin(request, front_of(request).base_url):
        raise DoorRefusal("bad_request", "the request comes from a page of another site", status=403)
    site = await _of_an_operator(request)
    try:
        await _copies(request).close(site.event.slug, EventSlug(str(request.path_params["copy"])))
    except NoCopy:
        raise DoorRefusal("bad_request", "that is no rehearsal of this event", status=409) from None
    return json_answer(Done())


async def _of_an_operator(request: Request) -> Site:
    """The event, where whoever asks operates it."""
    site, front = site_of(request), front_of(request)
    person, _ = await whose(request, site, front)
    if "operate" not in permissions(person.roles):
        raise DoorRefusal("bad_request", "only an operator may do that", status=403)
    front.limits.participant(site.event.slug, person.id, front.steady(), _COST)
    return site


def _copies(request: Request) -> Copies:
    return cast(Copies, request.app.state.copies)


ROUTES: Final = [
    Route("/{slug}/api/rehearsals", begin, methods=["POST"]),
    Route("/{slug}/api/rehearsals/{copy}", end, methods=["DELETE"]),
]
