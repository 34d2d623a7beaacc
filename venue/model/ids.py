"""The identifiers of the house, kept apart by type."""

from __future__ import annotations

import re
from typing import NewType

EventSlug = NewType("EventSlug", str)
"""An event's name in paths and Redis keys: `[a-z0-9-]{1,40}`."""

RoomId = NewType("RoomId", str)
"""A room of an event: `plenum`; a table inside one: `cafeteria.7`."""

ParticipantId = NewType("ParticipantId", str)
"""A person at one event; see `PARTICIPANT_ID`. Chosen by whoever issues the ticket."""

SessionId = NewType("SessionId", str)
"""An item of the programme."""

ConnectionId = NewType("ConnectionId", str)
"""One open websocket, unique in its node incarnation."""

NodeId = NewType("NodeId", str)
"""One incarnation of a server process: new at every start and after every fence."""

PARTICIPANT_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,63}\Z")
"""Safe in a Redis key, in JSON written by Lua, in a path and in a log line."""


def is_participant_id(text: str) -> bool:
    """Whether `text` may name a participant."""
    return PARTICIPANT_ID.match(text) is not None
