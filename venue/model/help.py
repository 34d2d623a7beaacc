"""The queue of the info desk: who asked for help, in the order of asking, and who helps them. Never what they asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from venue.model.ids import ParticipantId, RoomId
from venue.model.people import PERMISSIONS, Role
from venue.model.texts import clean_text

TEXT_MOST = 300
"""Characters of what is asked."""
OPEN_MOST = 500
"""Open tickets of one event; one more is refused."""

Reason = Literal["solved", "moved", "gone", "duplicate", "other"]
"""Why a helper closed a ticket."""

Ending = Literal["", "solved", "moved", "gone", "duplicate", "other", "withdrawn", "left"]
"""How a ticket ended: by a helper, by whom it is of, or because they went home, were shown out or erased."""

ASSISTING: tuple[Role, ...] = tuple(role for role, allowed in PERMISSIONS.items() if "assist" in allowed)
"""Roles that work at the info desk."""


class Helped(Struct, frozen=True, tag_field="t", tag="helped"):
    """Where a ticket stands: an entry of the house's log, and, while it is open, what the store keeps of it."""

    number: int
    """Counts up from 1 with every ticket of the event: the order of asking."""
    id: ParticipantId
    state: Literal["waiting", "taken", "closed"]
    room: RoomId
    """Where the person was when they asked."""
    at: int
    """When they asked; real time, ms."""
    by: ParticipantId = ParticipantId("")
    """Who took or closed it."""
    since: int = 0
    """When it was taken or closed; 0 while it waits."""
    reason: Ending = ""


@dataclass(slots=True)
class HelpQueue:
    """All open tickets. At most one of each person."""

    open: dict[int, Helped] = field(default_factory=dict)
    last: int = 0
    """The highest number given so far."""

    def load(self, tickets: Mapping[int, Helped], last: int) -> None:
        """Become what the store says."""
        self.open, self.last = dict(tickets), last

    def apply(self, change: Helped) -> None:
        """A ticket stands where the entry says."""
        self.last = max(self.last, change.number)
        if change.state == "closed":
            self.open.pop(change.number, None)
        else:
            self.open[change.number] = change

    def of(self, who: ParticipantId) -> Helped | None:
        """The person's open ticket."""
        return next((ticket for ticket in self.open.values() if ticket.id == who), None)

    def waiting(self) -> list[Helped]:
        """Those whom nobody helps yet, in the order of asking."""
        return sorted((each for each in self.open.values() if each.state == "waiting"), key=lambda each: each.number)

    def ahead(self, number: int) -> int:
        """How many wait before that ticket."""
        return sum(each.state == "waiting" and each.number < number for each in self.open.values())


def asked(raw: str) -> str:
    """What somebody asks as one line; empty if nothing is left of it."""
    return " ".join(clean_text(raw).split())
