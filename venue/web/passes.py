"""Tickets and passes as signed texts (JWT, RFC 7519): made and read here, and nowhere else.

One algorithm (HS256) is pinned; what a text is for is its `typ` claim, so that a pass never opens the door as a
ticket; which event it is for is `aud`. Times are real time and always an argument. Claims of a ticket:

    typ "ticket"   aud the event's slug   sub the participant's id   jti the ticket's id   iat, exp (nbf): seconds
    name   org   roles: ["participant", ...]   rooms: ["plenum", ...] (optional)   rehearsal: true (optional)

A registration system that holds the secret may issue its own; `iss` and unknown claims are not looked at.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

import jwt
import msgspec

from venue.model.ids import EventSlug, ParticipantId, RoomId, is_participant_id
from venue.model.names import BadName, clean_name, clean_org
from venue.model.people import Person, Role
from venue.model.tickets import LARGEST, PassClaims, Ticket, may_name_ticket
from venue.web.door_refusal import DoorRefusal

_ALGORITHM: Final = "HS256"
_ISSUER: Final = "venue"
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\Z")
_signatures: Final = jwt.PyJWS(algorithms=[_ALGORITHM])

_Typ = Literal["ticket", "pass", "calendar"]

Seconds = Annotated[float, msgspec.Meta(ge=0, le=2**53)]
"""NumericDate: other issuers may write fractions."""


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    typ: str = ""
    aud: str | list[str] = ""
    sub: str
    jti: str
    exp: Seconds


class _TicketClaims(_Claims, frozen=True, kw_only=True):
    iat: Seconds = 0
    nbf: Seconds = 0
    name: str
    org: str = ""
    roles: tuple[Role, ...] = ("participant",)
    rooms: Annotated[tuple[RoomId, ...], msgspec.Meta(max_length=200)] = ()
    rehearsal: bool = False


class _PassClaims(_Claims, frozen=True, kw_only=True):
    iat_ms: int


_as_ticket: Final = msgspec.json.Decoder(_TicketClaims)
_as_pass: Final = msgspec.json.Decoder(_PassClaims)


def issue_ticket(ticket: Ticket, secret: str) -> str:
    """The signed text of a ticket, for a door link."""
    person = ticket.person
    claims: dict[str, Any] = {
        **_common("ticket", ticket.slug, person.id, ticket.id, ticket.expires),
        "iat": ticket.issued,
        "name": person.name,
        "org": person.org,
        "roles": list(person.roles),
    }
    if person.rooms:
        claims["rooms"] = list(person.rooms)
    if person.rehearsal:
        claims["rehearsal"] = True
    if ticket.not_before:
        claims["nbf"] = ticket.not_before
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def issue_pass(claims: PassClaims, secret: str, slug: str) -> str:
    """The signed text of a pass, for the cookie or a program."""
    return _issue("pass", claims, secret, slug)


def issue_calendar(claims: PassClaims, secret: str, slug: str) -> str:
    """The signed text that opens a person's calendar and nothing else; for its link."""
    return _issue("calendar", claims, secret, slug)


def _issue(typ: _Typ, claims: PassClaims, secret: str, slug: str) -> str:
    common = _common(typ, slug, claims.person_id, claims.ticket, claims.expires)
    return jwt.encode(
        {**common, "iat": claims.issued_ms // 1000, "iat_ms": claims.issued_ms}, secret, algorithm=_ALGORITHM
    )


def door_link(base_url: str, slug: str, ticket: str) -> str:
    """The invitation: the ticket stands in the fragment, which no browser sends to a server."""
    return f"{base_url.rstrip('/')}/{slug}/door#ticket={ticket}"


def read_ticket(raw: str, secret: str, slug: str, now: int) -> Ticket:
    """The ticket that `raw` is, valid for the event `slug` at `now` (s).

    Raises `DoorRefusal`: `ticket_forged`, `ticket_other_event`, `ticket_expired`, or `name_...` for a name that cannot
    be shown. Whether it was revoked is for the house to say.
    """
    payload = _verified(raw, secret)
    if payload is None:
        raise DoorRefusal("ticket_forged")
    try:
        claims = _as_ticket.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise DoorRefusal("ticket_forged", "the ticket's claims are not those of a ticket") from None
    if claims.typ != "ticket" or not is_participant_id(claims.sub) or not may_name_ticket(claims.jti):
        raise DoorRefusal("ticket_forged", "the ticket's claims are not those of a ticket")
    if not _is_for(claims, slug):
        raise DoorRefusal("ticket_other_event")
    ticket = Ticket(
        id=claims.jti,
        slug=EventSlug(slug),
        person=_person(claims),
        issued=int(claims.iat),
        expires=int(claims.exp),
        not_before=int(claims.nbf),
    )
    if not ticket.is_valid_at(now):
        raise DoorRefusal("ticket_expired", "" if now >= ticket.expires else "the ticket is not valid yet")
    return ticket


def name_ticket(raw: str, secret: str) -> tuple[str, ParticipantId] | None:
    """Which ticket `raw` is and whose, whatever its event and expiry: for withdrawing it. None: it is none of ours."""
    payload = _verified(raw, secret)
    try:
        claims = _as_ticket.decode(payload or b"")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if claims.typ != "ticket" or not is_participant_id(claims.sub) or not may_name_ticket(claims.jti):
        return None
    return claims.jti, ParticipantId(claims.sub)


def read_pass(raw: str, secret: str, slug: str, now: int) -> PassClaims:
    """The pass that `raw` is, valid at `now` (s). Raises `DoorRefusal`: `pass_ended`, whatever is wrong with it.

    Whether it was ended before its time is for the house to say (`ended_at`).
    """
    return _read("pass", raw, secret, slug, now)


def read_calendar(raw: str, secret: str, slug: str, now: int) -> PassClaims:
    """The same for the text of a calendar's link."""
    return _read("calendar", raw, secret, slug, now)


def _read(typ: _Typ, raw: str, secret: str, slug: str, now: int) -> PassClaims:
    payload = _verified(raw, secret)
    if payload is None:
        raise DoorRefusal("pass_ended")
    try:
        claims = _as_pass.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise DoorRefusal("pass_ended") from None
    found = PassClaims(
        person_id=ParticipantId(claims.sub), ticket=claims.jti, issued_ms=claims.iat_ms, expires=int(claims.exp)
    )
    if claims.typ != typ or not _is_for(claims, slug) or not is_participant_id(claims.sub):
        raise DoorRefusal("pass_ended")
    if not found.is_valid_at(now):
        raise DoorRefusal("pass_ended")
    return found


def _common(typ: _Typ, slug: str, sub: str, jti: str, exp: int) -> dict[str, Any]:
    return {"iss": _ISSUER, "typ": typ, "aud": slug, "sub": sub, "jti": jti, "exp": exp}


def _verified(raw: str, secret: str) -> bytes | None:
    """The claims, as JSON bytes, of a text that was signed with `secret`; None for every other text."""
    if len(raw) > LARGEST or _SHAPE.match(raw) is None:
        return None
    try:
        payload: bytes = _signatures.decode(raw, secret, algorithms=[_ALGORITHM])
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None
    return payload


def _is_for(claims: _Claims, slug: str) -> bool:
    return slug in ([claims.aud] if isinstance(claims.aud, str) else claims.aud)


def _person(claims: _TicketClaims) -> Person:
    try:
        name, org = clean_name(claims.name), clean_org(claims.org)
    except BadName as fault:
        raise DoorRefusal(fault.code, "the name on the ticket cannot be used") from None
    return Person(
        id=ParticipantId(claims.sub),
        name=name,
        org=org,
        roles=claims.roles or ("participant",),
        rooms=claims.rooms,
        rehearsal=claims.rehearsal,
    )
