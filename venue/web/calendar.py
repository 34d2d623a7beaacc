"""A person's day as a calendar: once as a file, or as a subscription whose link needs no pass.

The link holds a signed token for one person of one event. Whoever has it can read where that person wants to be and
nothing else. It ends with the pass it was asked for with, and when the person is erased, shown out, or their ticket is
withdrawn. Like a ticket it stands in no log.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.model.event import Event, Session
from venue.model.ids import ParticipantId
from venue.protocol.door import MyDay
from venue.web.answers import json_answer
from venue.web.asking import still_counts, whose
from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of
from venue.web.icalendar import Occasion, calendar_file
from venue.web.origin import own_origin
from venue.web.passes import issue_calendar, read_calendar
from venue.web.site import Site, site_of

_TYPE: Final = "text/calendar; charset=utf-8"


async def link(request: Request) -> Response:
    """`GET /{slug}/api/me/day`: the path under which a calendar can subscribe to it."""
    site, front = site_of(request), front_of(request)
    person, claims = await whose(request, site, front)
    front.limits.participant(site.event.slug, person.id, front.steady())
    now = msgspec.structs.replace(claims, issued_ms=front.real_ms())
    token = issue_calendar(now, front.secret, site.event.slug)
    return json_answer(MyDay(calendar=f"/{site.event.slug}/calendar/{token}.ics"))


async def once(request: Request) -> Response:
    """`GET /{slug}/api/me/day.ics`, with the pass; `?language=en` for another of the event's languages."""
    site, front = site_of(request), front_of(request)
    person, _ = await whose(request, site, front)
    front.limits.participant(site.event.slug, person.id, front.steady())
    return _answer(request, site, person.id)


async def subscribed(request: Request) -> Response:
    """`GET /{slug}/calendar/{token}.ics`; 410 when it has ended, so that calendars stop asking."""
    site, front = site_of(request), front_of(request)
    claims = read_calendar(str(request.path_params["token"]), front.secret, site.event.slug, front.real_ms() // 1000)
    try:
        person = await still_counts(claims, site)
    except DoorRefusal as fault:
        if fault.retry:
            raise
        raise DoorRefusal("pass_ended", "this calendar has ended", status=410) from None
    front.limits.participant(site.event.slug, person.id, front.steady())
    return _answer(request, site, person.id)


def _answer(request: Request, site: Site, who: ParticipantId) -> Response:
    event = site.event
    wanted = request.query_params.get("language", "")
    language = wanted if wanted in event.languages else event.default_language
    mine = {place.session for place in site.route(who).places if place.state == "placed"}
    base = f"{own_origin(request, front_of(request).base_url)}/{event.slug}"
    occasions = [
        _occasion(event, session, who, base, language)
        for session in event.sessions
        if session.slot is None or session.id in mine
    ]
    made = datetime.fromtimestamp(front_of(request).real_ms() // 1000, UTC)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    body = calendar_file(event.text(event.title, language), occasions, made)
    return Response(body, headers=headers, media_type=_TYPE)


def _occasion(event: Event, session: Session, who: ParticipantId, base: str, language: str) -> Occasion:
    room = event.rooms_by_id[session.room]
    return Occasion(
        # Of the person, too: two people's days may meet in one calendar. Hashed: it says nothing to who reads it.
        uid=hashlib.sha256(f"{event.slug} {who} {session.id}".encode()).hexdigest()[:32] + "@venue",
        starts=session.starts,
        ends=session.ends,
        title=event.text(session.title, language),
        place=event.text(room.title, language),
        description=event.text(session.description, language),
        url=f"{base}/room/{room.id}",
    )


ROUTES: Final = [
    Route("/{slug}/api/me/day", link),
    Route("/{slug}/api/me/day.ics", once),
    Route("/{slug}/calendar/{token}.ics", subscribed),
]
