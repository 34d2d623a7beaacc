"""Speaking to a whole room, or to everyone."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from venue.protocol.wire import Command, LoggedEvent, RoomName


class AnnouncementMake(Command, frozen=True, tag="announcement.make", kw_only=True):
    """Announce to a room (a hall's tables included), or (room null) to every room. -> `Done`. Needs `announce`."""

    room: RoomName | None = None
    text: Annotated[str, Meta(min_length=1, max_length=1000)]


class AnnouncementMade(LoggedEvent, frozen=True, tag="announcement.made", kw_only=True):
    """Stands in the log of each room it was made to, with the same `id` everywhere: show it once."""

    id: str
    by: str
    text: str
    at: int
    everywhere: bool
