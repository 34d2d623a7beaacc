"""Tickets and passes: what they say and how long they count. Signing and reading them is `venue.web.passes`' affair."""

from __future__ import annotations

from typing import Final

import msgspec

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.people import Person

LARGEST: Final = 4096
"""Bytes of a ticket or pass at most: what fits into one cookie."""

_HOUR: Final = 3600
_PASS_LASTS: Final = 12 * _HOUR
"""A pass lasts at least so long, whenever the event is: the day is not to be cut short by a clock."""
_AFTER_THE_EVENT: Final = 12 * _HOUR
_TICKET_AFTER_THE_EVENT: Final = 24 * _HOUR
_TICKET_LASTS: Final = 7 * 24 * _HOUR


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A signed invitation for one person to one event. Times are real time in seconds since 1970."""

    id: str
    """Unique among all tickets; revocation names it. 1 to 64 characters."""
    slug: EventSlug
    person: Person
    issued: int
    expires: int
    not_before: int = 0

    def is_valid_at(self, now: int) -> bool:
        """Whether the ticket opens the door at `now` (s); its last second is the one before `expires`."""
        return self.not_before <= now < self.expires


class PassClaims(msgspec.Struct, frozen=True, kw_only=True):
    """What a pass says: who may come and go, since when and until when."""

    person_id: ParticipantId
    ticket: str
    """The ticket it was given for; empty where the event is open."""
    issued_ms: int
    """Real time in ms since 1970: a pass that is older than its person's last revocation has ended."""
    expires: int
    """Real time in s since 1970."""

    def is_valid_at(self, now: int) -> bool:
        return now < self.expires


def pass_expiry(now: int, event_ends: int, ticket_expires: int | None) -> int:
    """When a pass given at `now` ends: some hours after the event, not before the day is over, not after its ticket.

    All in seconds of real time; `ticket_expires` is None where the event is open.
    """
    until = max(event_ends + _AFTER_THE_EVENT, now + _PASS_LASTS)
    return until if ticket_expires is None else min(until, ticket_expires)


def ticket_expiry(now: int, event_ends: int) -> int:
    """Until when a ticket counts if nobody says otherwise: a day after the event; for a past one, a week from now."""
    after = event_ends + _TICKET_AFTER_THE_EVENT
    return after if after > now else now + _TICKET_LASTS


def may_name_ticket(text: str) -> bool:
    """Whether `text` may be the id of a ticket: it is a key in the store and stands in lists."""
    return 0 < len(text) <= 64 and text.isascii() and text.isprintable() and not set(text) & set(' ,;"\\')


def unknown_rooms(rooms: tuple[RoomId, ...], known: frozenset[RoomId]) -> tuple[RoomId, ...]:
    """The rooms of a ticket's limit that the event does not have."""
    return tuple(room for room in rooms if room not in known)
