"""Door links for trying the venue out: two participants, a moderator, an operator. Printed by `serve --demo` alone."""

from __future__ import annotations

import secrets
import time
from typing import Final

from venue.model.event import Event
from venue.model.ids import ParticipantId
from venue.model.people import Person, Role
from venue.model.tickets import Ticket, ticket_expiry
from venue.web.passes import door_link, issue_ticket

_PEOPLE: Final[tuple[tuple[str, str, str, Role], ...]] = (
    ("demo-1", "Teilnehmerin 1", "Jobcenter Landkreis A", "participant"),
    ("demo-2", "Teilnehmer 2", "Jobcenter Stadt B", "participant"),
    ("demo-3", "Moderation", "Tagungsteam", "moderator"),
    ("demo-4", "Info-Schalter", "Tagungsteam", "operator"),
)


def demo_links(event: Event, secret: str, base_url: str) -> list[tuple[str, str]]:
    """(who, link) for each of the four."""
    now = int(time.time())
    links: list[tuple[str, str]] = []
    for person_id, name, org, role in _PEOPLE:
        ticket = Ticket(
            id=f"demo-{secrets.token_hex(8)}",
            slug=event.slug,
            person=Person(id=ParticipantId(person_id), name=name, org=org, roles=(role,)),
            issued=now,
            expires=ticket_expiry(now, int(event.ends.timestamp())),
        )
        links.append((f"{name} ({role})", door_link(base_url, event.slug, issue_ticket(ticket, secret))))
    width = max(len(who) for who, _ in links)
    return [(who.ljust(width), link) for who, link in links]
