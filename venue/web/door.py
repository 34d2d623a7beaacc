"""The door: what one sees in front of it, entering by ticket or by name, and leaving."""

from __future__ import annotations

import secrets
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.model.ids import ParticipantId
from venue.model.names import BadName, clean_name, clean_org
from venue.model.people import Person
from venue.model.tickets import PassClaims, Ticket, pass_expiry
from venue.protocol.door import DoorPreview, Entered, EnterWith
from venue.protocol.wire import Done
from venue.web.answers import json_answer
from venue.web.asking import COOKIE, give_pass, shows_bearer, take_pass, whose
from venue.web.door_refusal import DoorRefusal
from venue.web.front import Front, front_of
from venue.web.passes import issue_pass, read_ticket
from venue.web.posted import posted
from venue.web.representation import ASK_AGAIN, answer, represent
from venue.web.site import Site, shelf, site_of

MOST_NAMED: Final = 10_000
"""People of an open event, with those who left: names cost nothing there, and every node keeps them in memory."""


class Nothing(msgspec.Struct, frozen=True):
    """The body of a request that says all by its address."""


async def read_event(request: Request) -> Response:
    """`GET /{slug}/api/event`."""
    site = site_of(request)
    info, what = site.info_json, f"info {shelf(site.event)}"
    kept = front_of(request).keep(what, site.version, lambda: represent(info, "application/json", ASK_AGAIN))
    return answer(request, kept)


async def preview(request: Request) -> Response:
    """`POST /{slug}/api/door`: whom the ticket is for, and whether the door would open."""
    site, front = site_of(request), front_of(request)
    shown = await posted(request, EnterWith)
    person = (await _checked_ticket(shown.ticket, site, front)).person
    return json_answer(DoorPreview(person.name, person.org, person.roles))


async def enter(request: Request) -> Response:
    """`POST /{slug}/api/enter`: a ticket, or a name where the event is open, against a pass."""
    site, front = site_of(request), front_of(request)
    shown = await posted(request, EnterWith)
    asked_ms = front.real_ms()
    if shown.ticket or site.event.entry == "ticket":
        ticket = await _checked_ticket(shown.ticket, site, front)
        person, ticket_id = ticket.person, ticket.id
    else:
        if site.house.known >= MOST_NAMED:
            raise DoorRefusal("too_many", "more people than an open event takes", wait=60)
        ticket, person, ticket_id = None, _named(shown, front), ""
    await site.admit(person, ticket_id)
    # Withdrawn between the first look and here: from now on the person is known, so a later withdrawal ends this pass,
    # which is as old as the request.
    if ticket and await site.ticket_revoked(ticket.id):
        raise DoorRefusal("ticket_revoked")
    expires = pass_expiry(asked_ms // 1000, _real_end(site, asked_ms), ticket.expires if ticket else None)
    claims = PassClaims(person_id=person.id, ticket=ticket_id, issued_ms=asked_ms, expires=expires)
    text = issue_pass(claims, front.secret, site.event.slug)
    entered = json_answer(Entered(pass_=text, me=site.me(person.id)))
    give_pass(request, entered, front, site.event.slug, text, expires - asked_ms // 1000)
    front.metrics.entered(site.event.slug, "ticket" if ticket else "name")
    return entered


async def read_me(request: Request) -> Response:
    """`GET /{slug}/api/me`: who I am; nobody without a pass; 401 with one that has ended."""
    site = site_of(request)
    if COOKIE not in request.cookies and not shows_bearer(request):
        return json_answer({"me": None})
    person, _ = await whose(request, site, front_of(request))
    return json_answer({"me": site.me(person.id)})


async def leave(request: Request) -> Response:
    """`POST /{slug}/api/leave`: go home. Without a valid pass there is nothing to leave, and that is well."""
    site, front = site_of(request), front_of(request)
    await posted(request, Nothing)
    try:
        person, _ = await whose(request, site, front)
    except DoorRefusal as fault:
        if fault.retry:  # perhaps they are inside
            raise
    else:
        await site.leave(person.id)
    left = json_answer(Done())
    take_pass(request, left, front, site.event.slug)
    return left


async def _checked_ticket(raw: str, site: Site, front: Front) -> Ticket:
    """The ticket, if it opens the door now."""
    if not raw:
        raise DoorRefusal("ticket_needed")
    try:
        ticket = read_ticket(raw, front.secret, site.event.slug, front.real_ms() // 1000)
    except DoorRefusal as fault:
        if fault.code == "ticket_forged":
            front.limits.forged(front.steady())
        raise
    front.limits.participant(site.event.slug, ticket.person.id, front.steady())
    if await site.ticket_revoked(ticket.id):
        raise DoorRefusal("ticket_revoked")
    if site.house.is_shown_out(ticket.person.id):
        raise DoorRefusal("shown_out")
    return ticket


def _named(shown: EnterWith, front: Front) -> Person:
    """A new person of an open event."""
    try:
        name, org = clean_name(shown.name), clean_org(shown.org)
    except BadName as fault:
        raise DoorRefusal(fault.code) from None
    front.limits.named(front.steady())
    return Person(id=ParticipantId(f"p-{secrets.token_hex(6)}"), name=name, org=org)


def _real_end(site: Site, now_ms: int) -> int:
    """The event's end in s of real time: the event's own clock may show another day."""
    ahead_ms = site.clock.now_ms() - now_ms
    return round(site.event.ends.timestamp() - ahead_ms / 1000)


ROUTES: Final = [
    Route("/{slug}/api/event", read_event),
    Route("/{slug}/api/door", preview, methods=["POST"]),
    Route("/{slug}/api/enter", enter, methods=["POST"]),
    Route("/{slug}/api/me", read_me),
    Route("/{slug}/api/leave", leave, methods=["POST"]),
]
