"""What the house log says of moves that happened, of those that are ahead, and of rooms that are closed."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from venue.model.ids import ParticipantId, RoomId


class Entry(Struct, frozen=True, tag_field="t"):
    """One change of the house."""


MoveCause = Literal["moderator", "self", "programme", "places", "closed", "changed"]
"""Who or what brought them there: a moderator; themselves; a step of the day that began; people with places, who needed
the seat; the room they were in was closed; the event was published anew."""


class Moved(Entry, frozen=True, tag="moved"):
    """These people are in the room `to` now."""

    ids: tuple[ParticipantId, ...]
    to: RoomId
    cause: MoveCause
    at: int
    order: str = ""
    by: ParticipantId = ParticipantId("")
    by_name: str = ""
    reason: str = ""


class Chose(Entry, frozen=True, tag="chose"):
    """Where the person is now is where a person wanted them to be."""

    id: ParticipantId
    at: int


class ClosedRoom(Entry, frozen=True, tag="room_closed"):
    """Nobody enters the room, nor its tables."""

    room: RoomId
    number: int
    """How often a room has been closed or opened."""


class OpenedRoom(Entry, frozen=True, tag="room_opened"):
    """It may be entered again."""

    room: RoomId
    number: int


class Announcement(Struct, frozen=True):
    """A move that is going to happen, as the store keeps it for one person."""

    to: RoomId
    rooms: tuple[RoomId, ...]
    """Where to; of several, one is found when it happens."""
    at: int
    """When, real ms."""
    more: int
    """How often the person may still ask for two more minutes."""
    may_decline: bool
    order: str
    by: ParticipantId
    by_name: str = ""
    reason: str = ""


class Announced(Entry, frozen=True, tag="announced"):
    """These people are going to be moved, as an `Announcement` says; a later one takes its place."""

    ids: tuple[ParticipantId, ...]
    to: RoomId
    rooms: tuple[RoomId, ...]
    at: int
    more: int
    may_decline: bool
    order: str
    by: ParticipantId
    by_name: str = ""
    reason: str = ""


WhyOff = Literal["cancelled", "declined", "overtaken", "already", "offline", "full", "barred"]
"""Why an announced move does not happen: it was cancelled, declined, or overtaken by another order; or its time came
and they were there already, had no connection (then it waits for them), found no seat, or may not go there."""


class CalledOff(Entry, frozen=True, tag="called_off"):
    """The move that was announced to these people is not going to happen, or has nothing left to do."""

    ids: tuple[ParticipantId, ...]
    order: str
    why: WhyOff


def announcement_of(entry: Announced) -> Announcement:
    """What an entry announces to each of its people."""
    return Announcement(**{name: getattr(entry, name) for name in Announcement.__struct_fields__})
