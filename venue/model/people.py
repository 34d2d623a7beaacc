"""Who a person is and what their roles allow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from venue.model.ids import ParticipantId, RoomId

Role = Literal["participant", "speaker", "moderator", "operator"]

Permission = Literal[
    "talk",  # write, react, walk
    "move",  # move other people
    "order",  # silence, show out, let in, delete others' messages, read the journal
    "announce",  # speak to a room or to everyone
    "observe",  # everybody's whereabouts
    "run",  # the run of show
    "operate",  # the health of the house
    "assist",  # help those who ask at the info desk
]

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    "participant": frozenset({"talk"}),
    "speaker": frozenset({"talk"}),
    "moderator": frozenset({"talk", "move", "order", "announce", "observe", "run", "assist"}),
    "operator": frozenset({"talk", "move", "order", "announce", "observe", "run", "assist", "operate"}),
}

STAFF: frozenset[Role] = frozenset({"speaker", "moderator", "operator"})
"""Who is in a room to work there: they take no seat, so a full room never keeps its moderator out."""


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A participant as others see them."""

    id: ParticipantId
    name: str
    org: str = ""
    roles: tuple[Role, ...] = ("participant",)
    rooms: tuple[RoomId, ...] = ()
    """Rooms this person is limited to; empty: every room."""
    rehearsal: bool = False
    """A person of a rehearsal: shown as such, gone without a trace afterwards."""


@lru_cache(maxsize=64)
def permissions(roles: tuple[Role, ...]) -> frozenset[Permission]:
    """All that these roles allow together."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def takes_seat(person: Person) -> bool:
    """Whether this person counts against a room's capacity."""
    return not STAFF.intersection(person.roles)


def may_enter(person: Person, room: RoomId) -> bool:
    """Whether the ticket's room limits let this person into `room` (a table counts as its hall)."""
    return not person.rooms or room in person.rooms or room.partition(".")[0] in person.rooms


class Page(msgspec.Struct, frozen=True):
    """Some of the people who were looked for, by name; `next` is the cursor of the following page, empty at the end."""

    people: tuple[Person, ...]
    total: int
    next: str


def folded(text: str) -> str:
    """For searching and sorting: without case, accents and umlauts."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()


@lru_cache(maxsize=4096)
def name_key(person: Person) -> str:
    """Where a person stands in a list by name; unique, and stable while others come and go."""
    return f"{folded(person.name)[:200]}\x1f{person.id}"


@lru_cache(maxsize=4096)
def _searched(person: Person) -> str:
    return folded(f"{person.name} {person.org}")


def matches(person: Person, query: str) -> bool:
    """Whether each word of the query is in the person's name or organisation."""
    return all(word in _searched(person) for word in folded(query).split())


def page_of(people: Iterable[Person], query: str, after: str, limit: int) -> Page:
    """The page after the cursor `after` of everybody who matches."""
    found = sorted((person for person in people if matches(person, query)), key=name_key)
    rest = [person for person in found if name_key(person) > after]
    page = tuple(rest[:limit])
    return Page(page, len(found), name_key(page[-1]) if len(rest) > limit else "")


def outranks(mine: tuple[Role, ...], theirs: tuple[Role, ...]) -> bool:
    """Whether somebody with the roles `mine` may keep order about somebody with `theirs`: operators about everybody but
    operators, moderators about everybody who does not keep order."""
    if "operator" in theirs:
        return False
    return "operator" in mine or "moderator" not in theirs
