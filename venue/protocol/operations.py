"""The health of the house, for operators. Needs `operate`."""

from __future__ import annotations

from msgspec import Struct

from venue.protocol.wire import Command, Event


class OperationsWatch(Command, frozen=True, tag="operations.watch", kw_only=True):
    """Hear `operations.measured` once a second on this connection, or no longer. -> `Done`."""

    on: bool = True


class NodeHealth(Struct, frozen=True):
    """One node, as it said itself `age` ms ago; the numbers are of its last second."""

    node: str
    host: str
    started: int
    """Real time, milliseconds since 1970 (UTC)."""
    age: int
    """Milliseconds since the node's lease was renewed; over 6,000 it is gone."""
    connections: int
    people: int
    deliveries: float
    """Events written to connections, per second."""
    commands: float
    """Commands heard, per second."""
    refusals: float
    """Refusals said, per second."""
    loop_lag: float
    """The event loop's worst delay in the last second, ms."""
    store_trip: float
    """Round trip of one command to Redis, ms."""
    bus_lag: float
    """From publishing to hearing it back over the subscription, ms."""
    memory: int
    """Resident bytes."""


class OperationsMeasured(Event, frozen=True, tag="operations.measured", kw_only=True):
    """All nodes of the event, once a second."""

    at: int
    nodes: tuple[NodeHealth, ...]
    store: bool
    store_version: str
    store_memory: int
    """Bytes used by Redis."""
    tickets: int
    """Tickets issued (and not revoked), 0 where they are issued elsewhere."""
    held: int
    """Seats held for people who lost their connection."""
