"""Who a person is and what their roles allow."""

from __future__ import annotations

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
    "operate",  # the health of the house
]

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    "participant": frozenset({"talk"}),
    "speaker": frozenset({"talk"}),
    "moderator": frozenset({"talk", "move", "order", "announce", "observe"}),
    "operator": frozenset({"talk", "move", "order", "announce", "observe", "operate"}),
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


def permissions(roles: tuple[Role, ...]) -> frozenset[Permission]:
    """All that these roles allow together."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def takes_seat(person: Person) -> bool:
    """Whether this person counts against a room's capacity."""
    return not STAFF.intersection(person.roles)


def may_enter(person: Person, room: RoomId) -> bool:
    """Whether the ticket's room limits let this person into `room` (a table counts as its hall)."""
    return not person.rooms or room in person.rooms or room.partition(".")[0] in person.rooms
