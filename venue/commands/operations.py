"""The health of the house."""

from __future__ import annotations

from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.operations import OperationsWatch
from venue.protocol.wire import Done


async def watch(site: Site, me: Connection, command: OperationsWatch) -> Done:
    """Hear it once a second, or no longer."""
    if command.on:
        site.watchers.add(me)
    else:
        site.watchers.discard(me)
    return Done()
