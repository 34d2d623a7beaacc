"""What operators see: the health of all nodes, once a second, while somebody watches."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
import structlog

from venue.errors import StoreUnavailable
from venue.live.site import Site
from venue.live.websocket import text_frame
from venue.model.people import permissions
from venue.protocol import codec
from venue.protocol.operations import NodeHealth, OperationsMeasured
from venue.store.house import LEASE_MS

log = structlog.get_logger(__name__)

INTERVAL: Final = 1.0
_health: Final = msgspec.json.Decoder(NodeHealth)


async def tell_watchers(site: Site) -> None:
    """Until cancelled."""
    while True:
        await asyncio.sleep(INTERVAL)
        if not site.watchers:
            continue
        try:
            measured = await measure(site)
        except StoreUnavailable:
            measured = OperationsMeasured(
                at=site.clock.now_ms(), nodes=(), store=False, store_version=site.store.version, store_memory=0,
                tickets=0, held=0,
            )  # fmt: skip
        frame = text_frame(codec.encode(measured))
        for watcher in tuple(site.watchers):
            person = site.house.person(watcher.who)
            if person is None or "operate" not in permissions(person.roles):
                site.watchers.discard(watcher)
            else:
                watcher.outbox.write(frame)


async def measure(site: Site) -> OperationsMeasured:
    """All nodes of the event as they said themselves, with the age of what they said."""
    health, leases, now = await site.houses.nodes()
    nodes = [
        msgspec.structs.replace(_health.decode(said), age=max(0, now - (leases[node] - LEASE_MS)))
        for node, said in health.items()
        if node in leases
    ]
    return OperationsMeasured(
        at=site.clock.now_ms(),
        nodes=tuple(sorted(nodes, key=lambda node: node.started)),
        store=True,
        store_version=site.store.version,
        store_memory=await site.store.memory(),
        tickets=await site.tickets.count(),
        held=await site.houses.held(),
    )
