"""The shapes every command, event and receipt is built of."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from venue.model.ids import ParticipantId, RoomId
from venue.model.moves import MoveCause
from venue.model.people import Permission, Role

Ref = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A command's name, chosen by the sender: a random id of the tab, a dash, a number. A repeated ref is applied once."""

RoomName = Annotated[RoomId, Meta(min_length=1, max_length=64)]
PersonName = Annotated[ParticipantId, Meta(min_length=1, max_length=64)]
Reason = Annotated[str, Meta(max_length=500)]
Query = Annotated[str, Meta(max_length=100)]
Cursor = Annotated[str, Meta(max_length=400)]
Offset = Annotated[int, Meta(ge=0, le=2**53)]
Limit = Annotated[int, Meta(ge=1, le=200)]


class Command(Struct, frozen=True, tag_field="do", kw_only=True):
    """Something a person wants done. Answered by one receipt or one refusal with the same ref."""

    ref: Ref


class Event(Struct, frozen=True, tag_field="on", kw_only=True):
    """A fact that an audience hears."""


class LoggedEvent(Event, frozen=True, kw_only=True):
    """A fact in a room's log. On the wire `room` and `offset` are spliced in front; the stored body has neither."""


class Position(Struct, frozen=True):
    """A place in a room's log: everything up to and including `offset` of `epoch` is known."""

    epoch: str
    offset: Offset


class Member(Struct, frozen=True, omit_defaults=True):
    """A person on a roster."""

    id: ParticipantId
    name: str
    org: str = ""
    roles: tuple[Role, ...] = ("participant",)
    rehearsal: bool = False


class Occupancy(Struct, frozen=True, array_like=True):
    """How full a room is, as `[present, taken]`."""

    present: int
    """People in the room (and at its tables) with a living connection, staff included."""
    taken: int
    """Seats taken: participants, also those whose lost seat is still held. Compare with the room's capacity."""


class RefusalBody(Struct, frozen=True):
    """Why a command was not done."""

    code: str
    retry: bool
    message: str


class RefusalFrame(Struct, frozen=True):
    """The negative answer to a command; `re` is empty when the frame had no readable ref."""

    re: str
    error: RefusalBody


class Done(Struct, frozen=True):
    """A receipt's content where there is nothing more to say."""


class Posted(Struct, frozen=True):
    """A receipt for something that went into a room's log."""

    offset: int
    at: int
    """Event time, milliseconds since 1970 (UTC)."""


Logged = msgspec.Raw
"""One event of a log as it goes over the wire, offset included, never parsed on its way."""

Grant = Permission
Cause = MoveCause | Literal["released"]
