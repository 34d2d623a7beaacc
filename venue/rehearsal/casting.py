"""The people of a rehearsal: invented for it and marked as such, or those of a list of tickets."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import secrets
from collections.abc import Callable, Sequence
from typing import Annotated, Final
from urllib.parse import unquote, urlsplit

import msgspec

from venue.errors import UserMistake
from venue.model.ids import ParticipantId
from venue.model.people import Person, Role, permissions
from venue.rehearsal.orders import Cast

WORDS: Final[dict[str, dict[Role, str]]] = {
    "de": {"participant": "Probe", "moderator": "Probe-Moderation", "operator": "Probe-Betrieb"},
    "en": {"participant": "Rehearsal", "moderator": "Rehearsal moderator", "operator": "Rehearsal operator"},
}  # fmt: skip
"""Roles instead of names."""

ORG: Final = {"de": "Generalprobe", "en": "Rehearsal"}

STAFF: Final[tuple[Role, ...]] = ("operator", "moderator")
"""The first people of every invented cast: one who looks at everything, one who moves people."""


def new_run() -> str:
    """A name for one rehearsal: in ids, and in everything that is said."""
    return secrets.token_hex(3)


def invent(run: str, count: int, language: str, issue: Callable[[Person], str]) -> tuple[Cast, ...]:
    """A cast of `count` people: one operator, one moderator, participants. `issue` signs a person's ticket."""
    words, org = WORDS.get(language, WORDS["en"]), ORG.get(language, ORG["en"])
    cast = []
    for number in range(count):
        role: Role = STAFF[number] if number < len(STAFF) else "participant"
        person = Person(
            id=ParticipantId(f"rehearsal-{run}-{number:04d}"),
            name=f"{words[role]} {number:04d}",
            org=org,
            roles=(role,),
            rehearsal=True,
        )
        cast.append(Cast(number, person.id, person.name, person.roles, issue(person)))
    return tuple(cast)


class _Claims(msgspec.Struct, frozen=True):
    sub: str
    name: str
    aud: str | list[str] = ""
    roles: tuple[Role, ...] = ("participant",)
    rehearsal: bool = False
    rooms: Annotated[tuple[str, ...], msgspec.Meta(max_length=200)] = ()


def invited(lists: Sequence[bytes], slug: str, count: int | None) -> tuple[tuple[Cast, ...], bool]:
    """The cast of CSV files as `venue tickets issue` prints them; whether all its people are marked as a rehearsal's.

    Staff come first, so that a part of the list (`count`) can still look and move. Raises `UserMistake`.
    """
    people: dict[str, Cast] = {}
    marked = True
    for line, link in (each for raw in lists for each in _links(raw)):
        ticket = _ticket(link, line)
        claims = _claims(ticket, line)
        if claims.aud not in (slug, [slug]):
            raise UserMistake(f"The ticket in line {line} is for another event ({claims.aud}), not {slug}.")
        people[claims.sub] = Cast(0, claims.sub, claims.name, claims.roles, ticket)
        marked = marked and claims.rehearsal
    ranked = sorted(people.values(), key=_usefulness)
    if count is not None and count > len(ranked):
        raise UserMistake(f"The list has tickets for {len(ranked)} people, and {count} are wanted.")
    return tuple(msgspec.structs.replace(cast, number=n) for n, cast in enumerate(ranked[:count])), marked


def _usefulness(cast: Cast) -> int:
    roles = cast.roles
    return 0 if "operator" in roles else 1 if "moderator" in roles else 2


def can(cast: Cast, permission: str) -> bool:
    """Whether this person's roles allow something."""
    return permission in permissions(_roles(cast.roles))


def _roles(roles: Sequence[str]) -> tuple[Role, ...]:
    return msgspec.convert(tuple(roles), type=tuple[Role, ...])


def _links(raw: bytes) -> list[tuple[int, str]]:
    text = raw.decode("utf-8-sig", "replace")
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    if "link" not in (reader.fieldnames or ()):
        raise UserMistake("The list of tickets has no column `link`.", "`venue tickets issue` writes such a list.")
    links = [(reader.line_num, (row["link"] or "").strip()) for row in reader]
    if not links:
        raise UserMistake("The list of tickets names nobody.")
    return links


def _ticket(link: str, line: int) -> str:
    """What stands behind `#ticket=` in a door link."""
    marker, _, ticket = urlsplit(link).fragment.partition("=")
    if marker != "ticket" or not ticket:
        raise UserMistake(f"Line {line} has no door link: it must end with #ticket=...")
    return unquote(ticket)


def _claims(ticket: str, line: int) -> _Claims:
    """What the ticket says; whether it is genuine, the door will see."""
    try:
        payload = ticket.split(".")[1]
        return msgspec.json.decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)), type=_Claims)
    except (IndexError, binascii.Error, msgspec.DecodeError):
        raise UserMistake(f"The ticket in line {line} cannot be read.") from None
