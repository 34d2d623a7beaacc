"""Move orders after they were given: the live list, cancelling, undoing, and what people answer to an announced one."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from venue.model.ids import ParticipantId, RoomId
from venue.model.moves import WhyOff
from venue.model.spread import How
from venue.protocol.wire import Command, Event, Reason

OrderId = Annotated[str, Meta(min_length=1, max_length=140)]

State = Literal[
    "announced",
    "ordered",
    "arrived",
    "already",
    "offline",
    "full",
    "barred",
    "declined",
    "cancelled",
    "returned",
    "elsewhere",
    "overtaken",
]
"""announced: waits for its time. ordered: is in the room, the browser has not shown it. arrived: it has. already: was
there. offline: is moved on return. full: found no seat. barred: may not go there, or is not known. declined: did not
want to. cancelled, returned: by `order.cancel` and `order.undo`. elsewhere: walked on or went home before. overtaken:
another order came after this one."""


class Fates(Struct, frozen=True):
    """People of an order who share what became of them."""

    state: State
    people: tuple[ParticipantId, ...]
    before: RoomId
    """Where they were; empty: nowhere."""
    to: RoomId
    """Where they were sent; empty while that is open."""
    by: str
    """overtaken: the order that came after this one."""
    at: int
    """When the first of them came to this, event time in ms."""


class Recalled(Struct, frozen=True):
    """What became of everybody when the order was cancelled or undone; the same for every repetition."""

    order: str
    cancelled: tuple[ParticipantId, ...]
    """Were not moved yet, and will not be."""
    returned: tuple[ParticipantId, ...]
    """Are where they were before."""
    stayed: tuple[ParticipantId, ...]
    """Have moved on since."""
    full: tuple[ParticipantId, ...]
    """No seat where they were: stayed."""
    barred: tuple[ParticipantId, ...]
    """May not go back there: stayed."""


class Recall(Struct, frozen=True):
    """Who cancelled or undid an order, when (event time in ms), and with what result."""

    by_name: str
    at: int
    result: Recalled


class OrderListed(Struct, frozen=True):
    """A move order as it is kept. Times are event time in ms."""

    order: str
    by: ParticipantId
    by_name: str
    rooms: tuple[RoomId, ...]
    reason: str
    at: int
    due: int
    """When announced people are moved; 0: it was carried out at once."""
    spread: How
    may_decline: bool
    more: bool
    """People may ask for two more minutes."""
    counts: dict[State, int]
    people: tuple[Fates, ...] | None
    """Null where they are too many for a list of orders: ask with `order.show`."""
    cancelled: Recall | None
    undone: Recall | None


class OrdersList(Command, frozen=True, tag="orders.list", kw_only=True):
    """The last 50 orders and 50 older open ones. -> `OrdersListed`. Then `orders.changed` follows. Needs `move`."""


class OrdersListed(Struct, frozen=True):
    """Newest first. `people` of the newest orders are in it, up to 2,500 of them together."""

    orders: tuple[OrderListed, ...]
    at: int


class OrderShow(Command, frozen=True, tag="order.show", kw_only=True):
    """One order with all its people. -> `OrderListed`. Needs `move`."""

    order: OrderId


class OrdersChanged(Event, frozen=True, tag="orders.changed", kw_only=True):
    """To everybody who may `move`, at most twice a second: new orders whole, others with those whose fate changed."""

    orders: tuple[OrderListed, ...]
    gone: tuple[str, ...]
    """Are kept no longer."""
    at: int


class OrderCancel(Command, frozen=True, tag="order.cancel", kw_only=True):
    """Whoever is not moved yet is not moved: announced people stay, and those offline do when they return.
    -> `Recalled`. Needs `move`."""

    order: OrderId


class OrderUndo(Command, frozen=True, tag="order.undo", kw_only=True):
    """Cancels, and brings everybody back who has not moved since, in one step. -> `Recalled`. Needs `move`."""

    order: OrderId


class OrderGo(Command, frozen=True, tag="order.go", kw_only=True):
    """What was announced to me happens to me now. -> `Done`."""

    order: OrderId


class OrderMore(Command, frozen=True, tag="order.more", kw_only=True):
    """What was announced to me happens two minutes later. -> `Done`; `you.announced` tells the new time."""

    order: OrderId


class OrderDecline(Command, frozen=True, tag="order.decline", kw_only=True):
    """What was announced to me does not happen to me. -> `Done`."""

    order: OrderId


class YouAnnounced(Event, frozen=True, tag="you.announced", kw_only=True):
    """I am going to be moved. Said after the welcome, too, as long as it is ahead; a later one takes its place."""

    order: str
    to: RoomId
    """Where to; one of `rooms` where these are several."""
    rooms: tuple[RoomId, ...]
    by: str
    reason: Reason
    at: int
    """When, event time in ms."""
    more: bool
    """`order.more` is possible."""
    may_decline: bool


class YouCalledOff(Event, frozen=True, tag="you.called_off", kw_only=True):
    """The move that was announced to me is not going to happen, or has nothing left to do."""

    order: str
    why: WhyOff
