"""Who is asking: from a request with its pass to the person, for HTTP and the websocket alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from starlette.requests import HTTPConnection
from starlette.responses import Response

from venue.model.people import Person
from venue.model.tickets import PassClaims
from venue.web.door_refusal import DoorRefusal
from venue.web.front import Front
from venue.web.origin import is_https
from venue.web.passes import read_pass
from venue.web.site import Site

T = TypeVar("T")


class NotKnownHere(DoorRefusal):
    """The pass is good, but this node knows nobody of that id: erased, or just entered through another node."""


COOKIE: Final = "venue_pass"


def shows_bearer(connection: HTTPConnection) -> bool:
    """Whether the asker is a program: `Authorization: Bearer PASS`, which no page of another site can send."""
    return connection.headers.get("authorization", "")[:7].lower() == "bearer "


def who_asks(connection: HTTPConnection, site: Site, front: Front) -> tuple[Person, PassClaims]:
    """The person whose pass this is. Raises `DoorRefusal`: `pass_ended` (none, bad, over, ended) or `shown_out`.

    Costs no trip to the store. The caller sees to the Origin.
    """
    if shows_bearer(connection):
        shown = connection.headers["authorization"][7:].strip()
    else:
        shown = connection.cookies.get(COOKIE, "")
    claims = read_pass(shown, front.secret, site.event.slug, front.real_ms() // 1000)
    return _person_of(claims, site), claims


def _person_of(claims: PassClaims, site: Site) -> Person:
    if site.house.is_shown_out(claims.person_id):
        raise DoorRefusal("shown_out")
    ended = site.house.ended_at(claims.person_id)
    if ended is not None and claims.issued_ms <= ended:
        raise DoorRefusal("pass_ended")
    person = site.house.person(claims.person_id)
    if person is None:
        raise NotKnownHere("pass_ended", "the person is not known here any more")
    return person


async def _looked_up(find: Callable[[], T], site: Site) -> T:
    """What is found; who entered through another node a moment ago is not known here before one has looked.

    Raises `DoorRefusal` as `find` does, or `store_unavailable`: this node cannot look now, and others may know them.
    """
    try:
        return find()
    except NotKnownHere:
        sure = await site.is_sure()
    try:
        return find()
    except NotKnownHere:
        if sure:
            raise
        raise DoorRefusal("store_unavailable", wait=1) from None


async def whose(connection: HTTPConnection, site: Site, front: Front) -> tuple[Person, PassClaims]:
    """The person whose pass this is, as `who_asks` finds them; on whichever node they entered."""
    return await _looked_up(lambda: who_asks(connection, site, front), site)


async def still_counts(claims: PassClaims, site: Site) -> Person:
    """Whose claims these are, if they were not ended since. Raises `DoorRefusal` as `whose` does."""
    return await _looked_up(lambda: _person_of(claims, site), site)


def give_pass(connection: HTTPConnection, answer: Response, front: Front, slug: str, text: str, seconds: int) -> None:
    """Sets the cookie: for this event alone, out of reach of scripts and of other sites' forms."""
    answer.set_cookie(
        COOKIE,
        text,
        max_age=seconds,
        path=f"/{slug}/",
        secure=is_https(connection, front.base_url),
        httponly=True,
        samesite="lax",
    )


def take_pass(connection: HTTPConnection, answer: Response, front: Front, slug: str) -> None:
    """Deletes the cookie."""
    give_pass(connection, answer, front, slug, "", 0)
