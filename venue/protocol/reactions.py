"""Applause and other reactions: counted together, never stored."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from venue.model.ids import RoomId
from venue.protocol.wire import Command, Event, RoomName

Reaction = Literal["applause", "agree", "heart", "laugh", "surprise"]


class ReactionSend(Command, frozen=True, tag="reaction.send", kw_only=True):
    """React in the room one is in; a browser sends what gathered in a quarter of a second at once. -> `Done`."""

    room: RoomName
    kind: Reaction
    times: Annotated[int, Meta(ge=1, le=10)] = 1


class ReactionCounted(Event, frozen=True, tag="reaction.counted", kw_only=True):
    """How often each reaction came from the whole room since the last time; at most four times a second."""

    room: RoomId
    counts: dict[Reaction, int]
