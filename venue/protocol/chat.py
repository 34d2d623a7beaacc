"""Talking in a room. A message's id is its offset in the room's log."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from venue.model.ids import ParticipantId
from venue.model.people import Role
from venue.protocol.wire import Command, Limit, Logged, LoggedEvent, Offset, RoomName

ChatText = Annotated[str, Meta(min_length=1, max_length=4000)]
"""The event file may ask for less."""


class ChatSend(Command, frozen=True, tag="chat.send", kw_only=True):
    """Say something in the room one is in. -> `Posted`. Refused: `not_here`, `silenced`, `too_long`, `too_many`."""

    room: RoomName
    text: ChatText


class ChatEdit(Command, frozen=True, tag="chat.edit", kw_only=True):
    """Change one's own message. -> `Posted` (of the edit). Refused: `not_found`, `not_allowed`, `not_here`."""

    room: RoomName
    message: Offset
    text: ChatText


class ChatDelete(Command, frozen=True, tag="chat.delete", kw_only=True):
    """Delete one's own message, also from elsewhere; moderators: any, in any room. -> `Posted`.

    The text is gone from the store.
    """

    room: RoomName
    message: Offset


class ChatOlder(Command, frozen=True, tag="chat.older", kw_only=True):
    """Events before `before`, newest page first, each page in order. -> `ChatPaged`."""

    room: RoomName
    before: Offset
    limit: Limit = 50


class ChatPaged(Struct, frozen=True):
    """A page of the log, oldest first."""

    events: tuple[Logged, ...]
    older: bool


class ChatPosted(LoggedEvent, frozen=True, tag="chat.posted", kw_only=True, omit_defaults=True):
    """Somebody said something. After an edit the log holds the new text here, with `edited`."""

    by: ParticipantId
    name: str
    org: str = ""
    roles: tuple[Role, ...] = ("participant",)
    text: str
    at: int
    ref: str
    """The sender's ref: the tab that sent it knows its pending copy by it."""
    edited: bool = False


class ChatEdited(LoggedEvent, frozen=True, tag="chat.edited", kw_only=True):
    """The message at offset `message` has another text."""

    message: int
    text: str


class ChatDeleted(LoggedEvent, frozen=True, tag="chat.deleted", kw_only=True, omit_defaults=True):
    """The message at offset `message` is gone; stands in its place in the log, too."""

    message: int
    by_staff: bool = False


class LogVoided(LoggedEvent, frozen=True, tag="log.voided", kw_only=True):
    """Nothing to see: keeps the place of an event whose content is gone, so that the order has no hole."""
