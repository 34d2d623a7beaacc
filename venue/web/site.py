"""What the HTTP side needs of an event that is being served, and where it finds it.

`venue.live.site.Site` is what stands behind `Site` in a running server: a replica of the house in memory, so that a
request costs no trip to the store unless it changes something or asks for what only the store has.
"""

from __future__ import annotations

from typing import Protocol, cast

from starlette.requests import HTTPConnection

from venue.model.event import Event
from venue.model.ids import ParticipantId
from venue.model.people import Person
from venue.protocol.door import MyData
from venue.protocol.places import Route
from venue.protocol.venue import Me
from venue.web.door_refusal import DoorRefusal


class House(Protocol):
    """Who is known at this event, in memory."""

    @property
    def known(self) -> int:
        """How many people are known, those who left included."""
        ...

    def person(self, person_id: ParticipantId, /) -> Person | None:
        """The person of that id; None: never came in, or was erased."""
        ...

    def is_shown_out(self, person_id: ParticipantId, /) -> bool: ...

    def ended_at(self, person_id: ParticipantId, /) -> int | None:
        """Real time in ms: passes issued up to then have ended; None: none was ended."""
        ...


class EventTime(Protocol):
    """The event's clock."""

    def now_ms(self) -> int:
        """Event time in ms since 1970."""
        ...


class Site(Protocol):
    """One event, as it is served by this node. What asks the store may raise `Refusal("store_unavailable")`."""

    @property
    def event(self) -> Event: ...

    @property
    def info_json(self) -> bytes:
        """`EventInfo` as JSON; the same for everybody."""
        ...

    @property
    def version(self) -> str:
        """Changes when `info_json` does."""
        ...

    @property
    def ready(self) -> bool:
        """Whether the store answers and this node is in step with it, its subscription included."""
        ...

    @property
    def recovered(self) -> bool:
        """Whether the store answers, and knows who is here: it may just have come back without knowing."""
        ...

    @property
    def clock(self) -> EventTime: ...

    @property
    def house(self) -> House: ...

    async def is_sure(self) -> bool:
        """Take over what happened on other nodes and was not heard yet.

        False: who is not known then may still be, since the store does not answer, or has lost its history.
        """
        ...

    async def admit(self, person: Person, ticket_id: str, /) -> None:
        """The person may come in: known to every node from now on."""
        ...

    async def leave(self, person_id: ParticipantId, /) -> None: ...

    async def erase(self, person_id: ParticipantId, /) -> None: ...

    async def my_data(self, person_id: ParticipantId, /) -> MyData: ...

    async def ticket_revoked(self, ticket_id: str, /) -> bool: ...

    def me(self, person_id: ParticipantId, /) -> Me: ...

    def route(self, person_id: ParticipantId, /) -> Route:
        """The person's places."""
        ...


def sites_of(connection: HTTPConnection) -> dict[str, Site]:
    """The events that are served, by slug."""
    return cast(dict[str, Site], connection.app.state.venues)


def shelf(event: Event) -> str:
    """Where answers about the event are kept. Copies come and go, so that all of them share one place."""
    return event.slug if event.copy_of is None else "a copy"


def site_of(connection: HTTPConnection) -> Site:
    """The event in the request's path; 404 where there is none."""
    site = sites_of(connection).get(str(connection.path_params["slug"]))
    if site is None:
        raise DoorRefusal("bad_request", "there is no such event", status=404)
    return site
