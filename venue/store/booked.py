"""Places as the snapshot's script tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from venue.model.ids import ParticipantId, SessionId
from venue.model.places import Booked, Booking, Follow


def read_booked(places: Sequence[Any], follow: Sequence[bytes]) -> Booked:
    """What the snapshot's script says of places."""
    sessions: dict[SessionId, Booking] = {}
    for session, placed, counted, offered, waiting, since in places:
        counts = frozenset(counted)
        sessions[SessionId(session.decode())] = Booking(
            placed={_who(who): who in counts for who in placed},
            offered={_who(who): int(float(until)) for who, until in zip(offered[::2], offered[1::2], strict=True)},
            waiting={_who(who): int(float(number)) for who, number in zip(waiting[::2], waiting[1::2], strict=True)},
            since={_who(who): int(number) for who, number in zip(since[::2], since[1::2], strict=True)},
        )
    chosen: dict[ParticipantId, Follow] = {}
    for who, how in zip(follow[::2], follow[1::2], strict=True):
        chosen[_who(who)] = "always" if how == b"always" else "never"
    return Booked(sessions, chosen)


def _who(raw: bytes) -> ParticipantId:
    return ParticipantId(raw.decode())
