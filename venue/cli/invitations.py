"""From people to links: tickets are signed, and written as the list that is sent out. No I/O."""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import dataclass
from typing import Final

import msgspec

from venue.cli.people_file import OURS, Invited, PeopleFile
from venue.errors import FoundWanting
from venue.model.event import Event, Language
from venue.model.ids import ParticipantId
from venue.model.people import Person, Role
from venue.model.tickets import LARGEST, Ticket
from venue.protocol.conduct import JournalEntry
from venue.store.tickets import Issued
from venue.web.passes import door_link, issue_ticket

BY: Final = "venue tickets"
"""Who withdrew a ticket, in the journal: the command line knows no person."""

_CALLED: Final[dict[Language, dict[Role, str]]] = {
    "de": {
        "participant": "Testperson",
        "speaker": "Test-Referat",
        "moderator": "Test-Moderation",
        "operator": "Test-Betrieb",
    },
    "en": {
        "participant": "Test person",
        "speaker": "Test speaker",
        "moderator": "Test moderator",
        "operator": "Test operator",
    },
}


@dataclass(frozen=True)
class Invitations:
    """What is registered, and the list of links as CSV."""

    issued: tuple[tuple[str, Issued], ...]
    sheet: str


def test_people(event: Event, role: Role, count: int, rehearsal: bool) -> PeopleFile:
    """So many people of a role, the same ones every time."""
    called = _CALLED[event.default_language][role]
    people = tuple(
        Invited(
            Person(ParticipantId(f"test-{role}-{n}"), f"{called} {n}", roles=(role,), rehearsal=rehearsal),
            {"name": f"{called} {n}", "roles": role},
        )
        for n in range(1, count + 1)
    )
    return PeopleFile(people, ("name", "roles"))


def invitations(listed: PeopleFile, event: Event, secret: str, base_url: str, now: int, expires: int) -> Invitations:
    """A new ticket for each, valid from `now` to `expires` (s). The list keeps its columns and gets three of ours.

    `id` says who it is, `ticket_id` what to withdraw, `link` is the key to the door. Raises `FoundWanting`.
    """
    columns = [column for column in listed.header if column and column.lower() not in (*OURS, "id", "kennung")]
    text = io.StringIO(newline="")
    end = "\r\n" if listed.marked or listed.delimiter != "," else "\n"
    sheet = csv.writer(text, delimiter=listed.delimiter, lineterminator=end)
    sheet.writerow((*columns, "id", *OURS))
    issued: list[tuple[str, Issued]] = []
    for invited in listed.people:
        person = invited.person
        ticket = Ticket(id=secrets.token_hex(8), slug=event.slug, person=person, issued=now, expires=expires)
        signed = issue_ticket(ticket, secret)
        if len(signed) > LARGEST:
            raise FoundWanting(f"The ticket of {person.id} would be larger than {LARGEST} bytes: name fewer rooms.")
        issued.append((ticket.id, Issued(person.id, person.roles, now, expires, person.rehearsal)))
        cells = (invited.cells.get(column, "") for column in columns)
        sheet.writerow((*cells, person.id, ticket.id, door_link(base_url, event.slug, signed)))
    return Invitations(tuple(issued), ("\ufeff" if listed.marked else "") + text.getvalue())


def journal_entry(person: ParticipantId, reason: str, at: int) -> bytes:
    """The journal's entry for tickets withdrawn at `at` (event time in ms), as the store keeps it."""
    return msgspec.json.encode(
        JournalEntry(
            number=0,
            at=at,
            action="revoke",
            by=ParticipantId("-"),
            by_name=BY,
            whom=person,
            whom_name="",
            room="",
            count=1,
            reason=reason,
        )
    )
