"""The versions of the event file, for operators: listed, read, and published."""

from __future__ import annotations

import re
from typing import Final, cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from venue.live import publishing
from venue.live.site import Site
from venue.model.people import Person, permissions
from venue.protocol.versions import PublishWith
from venue.store.publishing import LARGEST_TEXT
from venue.store.rooms import ScriptRefused
from venue.web.answers import json_answer
from venue.web.asking import whose
from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of
from venue.web.posted import posted
from venue.web.site import site_of

LARGEST: Final = 2 * LARGEST_TEXT
"""Bytes of a body: a text, with what JSON adds to it."""
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}\Z")
_COST: Final = 2
"""Entries' worth: a text is parsed, and the house is read from the store."""


async def listed(request: Request) -> Response:
    """`GET /{slug}/api/versions`."""
    site, _ = await _operator(request)
    return json_answer(await publishing.versions(site))


async def text(request: Request) -> Response:
    """`GET /{slug}/api/versions/{number}`: the file as it was published."""
    site, _ = await _operator(request)
    number = str(request.path_params["number"])
    kept = await site.versions.kept(int(number)) if _NUMBER.match(number) else None
    if kept is None:
        raise DoorRefusal("bad_request", "that version is not kept", status=404)
    name = f"{site.event.slug}-{kept.version.number}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return PlainTextResponse(kept.text, headers=headers, media_type="application/toml")


async def publish(request: Request) -> Response:
    """`POST /{slug}/api/versions`: what it would mean, or do it."""
    site, person = await _operator(request)  # first: only who may publish sends so much
    if site.event.copy_of is not None:
        raise DoorRefusal("bad_request", "a rehearsal is not published", status=409)
    asked = await posted(request, PublishWith, LARGEST)
    try:
        return json_answer(await publishing.publish(site, person, asked))
    except ScriptRefused as refused:
        raise DoorRefusal("bad_request", f"refused: {refused.code}", status=409) from None


async def _operator(request: Request) -> tuple[Site, Person]:
    site, front = cast(Site, site_of(request)), front_of(request)
    person, _ = await whose(request, site, front)
    front.limits.participant(site.event.slug, person.id, front.steady(), _COST)
    if "operate" not in permissions(person.roles):
        raise DoorRefusal("not_allowed", "this needs the permission to operate")
    return site, person


ROUTES: Final = [
    Route("/{slug}/api/versions", listed),
    Route("/{slug}/api/versions", publish, methods=["POST"]),
    Route("/{slug}/api/versions/{number}", text),
]
