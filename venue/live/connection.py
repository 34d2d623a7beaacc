"""One open websocket of a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from venue.live.credits import Credits
from venue.live.websocket import Outbox, text_frame
from venue.model.ids import ConnectionId, ParticipantId, RoomId
from venue.protocol import codec
from venue.protocol.codes import Close
from venue.protocol.venue import VenueClosing
from venue.protocol.wire import Event

COMMANDS_BURST = 40.0
COMMANDS_PER_SECOND = 10.0
"""A connection's credits; most commands cost one."""


@dataclass(slots=True, eq=False)
class Connection:
    """A person's tab. Hears at most one room: the one it has opened, which is the one the person is in."""

    id: ConnectionId
    who: ParticipantId
    outbox: Outbox
    issued: int
    """When its pass was issued, real time in ms."""
    expires: int
    """When its pass ends, real time in ms."""
    opened: float
    """Loop time, for the log line of its life."""
    credits: Credits = field(default_factory=lambda: Credits(COMMANDS_BURST, COMMANDS_PER_SECOND))
    room: RoomId | None = None
    """The room whose audience it belongs to; None between rooms."""
    walking: RoomId | None = None
    """Where its own `room.enter` is going: that move is not told to it as news."""
    order: tuple[ParticipantId, str, RoomId] | None = None
    """The moderator, the order that moved the person, and where to; until this tab shows a room."""
    overdrawn: int = 0
    """Commands refused for want of credits, lately."""
    welcomed: bool = False
    """It has heard its welcome: before that it hears nothing else."""
    closing: bool = False
    leaving: bool = False
    """Its person goes home by its own command: it is closed after the receipt."""

    def say(self, event: Event) -> None:
        """An event for this connection alone."""
        self.outbox.write(text_frame(codec.encode(event)))

    def answer(self, receipt: bytes) -> None:
        """A receipt or refusal."""
        self.outbox.write(text_frame(receipt))

    def close(self, code: Close, reason: str, wait: int = 0) -> None:
        """Say why, and how long to wait before coming back (ms), then close."""
        if self.closing:
            return
        self.closing = True
        self.say(VenueClosing(code=int(code), wait=wait, reason=reason))
        self.outbox.close(int(code), reason)
