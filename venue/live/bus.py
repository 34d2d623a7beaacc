"""The node's one subscription: what every room says, as headers and opaque bodies.

A healthy connection may deliver nothing, so probes go through Redis once a second; and a subscription that was renewed
has missed something, so its listeners are told to compare the ends of their logs.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from venue.errors import StoreUnavailable
from venue.store.client import Store
from venue.store.keys import Keys
from venue.store.subscription import Subscription

log = structlog.get_logger(__name__)

RETRY_FIRST: Final = 0.1
RETRY_MOST: Final = 1.0
SILENT_SECONDS: Final = 3.0
"""A subscription that delivers no probe for so long is renewed, while the store answers."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was appended to a log, and what became of earlier entries by it."""

    offset: int
    body: bytes
    target: int = 0
    """The offset whose body is `rewritten` now; 0: none."""
    rewritten: bytes = b""
    voided: int = 0
    """The offset that has no content any more; 0: none."""


class Listener(Protocol):
    """One event's ear."""

    @property
    def keys(self) -> Keys: ...

    def heard_log(self, name: str, epoch: str, grown: Published) -> None:
        """A log grew."""
        ...

    def heard_news(self, kind: str, subject: str, body: bytes) -> None:
        """Something that is not logged."""
        ...

    def subscribed(self) -> None:
        """The subscription is new: whatever was published before is unknown."""
        ...


class Bus:
    """Reads the subscription for all events of this node, for as long as `run` runs."""

    def __init__(self, store: Store, node: str) -> None:
        self._store = store
        self._node = node
        self._channels: dict[bytes, Callable[[bytes], None]] = {}
        self._listeners: list[Listener] = []
        self.alive = False
        self.lag_ms = 0.0
        """From publishing the last probe to hearing it."""
        self.begun = 0
        """How often the subscription was made; each time after the first something had been wrong."""
        self._heard = 0.0

    def add(self, listener: Listener) -> None:
        """Before `run`: hear this event's channels, too."""
        self._listeners.append(listener)
        self._channels[listener.keys["bus"].encode()] = lambda data: _log_line(listener, data)
        self._channels[listener.keys["news"].encode()] = lambda data: _news_line(listener, data, self._probe)

    async def publish(self, keys: Keys, kind: str, subject: str, body: bytes) -> None:
        """Tell every node what is not logged."""
        await self._store.ask("PUBLISH", keys["news"], b"%s %s\n%s" % (kind.encode(), subject.encode(), body))

    async def run(self) -> None:
        """Subscribe, listen, and subscribe again, until cancelled."""
        wait = RETRY_FIRST
        while True:
            try:
                await self._listen()
            except StoreUnavailable as fault:
                if self.alive:
                    log.warning("subscription_lost", fault=str(fault))
            except Exception:  # a bug in hearing one thing must not make the node deaf: what was missed is read
                log.exception("subscription_failed")
            wait = RETRY_FIRST if self.alive else min(wait * 2, RETRY_MOST)
            self.alive = False
            await asyncio.sleep(wait)

    async def _listen(self) -> None:
        async with Subscription(self._store, self._channels) as subscription:
            confirmed = 0
            self._heard = time.monotonic()
            probing = asyncio.create_task(self._send_probes())
            try:
                while not probing.done():
                    message = await subscription.heard(SILENT_SECONDS / 2)
                    if message is None:
                        if time.monotonic() - self._heard > SILENT_SECONDS:
                            raise StoreUnavailable("The subscription delivers nothing.")
                        continue
                    kind, channel, data = message
                    if kind == b"message":
                        self._heard = time.monotonic()
                        self._channels[channel](data)
                    elif kind == b"subscribe":
                        confirmed += 1
                        if confirmed == len(self._channels):
                            self.alive = True
                            self.begun += 1
                            for listener in self._listeners:
                                listener.subscribed()
                probing.result()
            finally:
                probing.cancel()

    async def _send_probes(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            try:
                await self.publish(self._listeners[0].keys, "probe", self._node, str(time.monotonic_ns()).encode())
            except StoreUnavailable:
                self._heard = time.monotonic()  # the store is silent, not the subscription

    def _probe(self, node: str, body: bytes) -> None:
        if node == self._node:
            self.lag_ms = (time.monotonic_ns() - int(body)) / 1e6


def _log_line(listener: Listener, data: bytes) -> None:
    head, body, *rewritten = data.split(b"\n")
    name, epoch, offset, target, voided = head.decode().split(" ")
    grown = Published(int(offset), body, int(target), rewritten[0] if rewritten else b"", int(voided))
    listener.heard_log(name, epoch, grown)


def _news_line(listener: Listener, data: bytes, probe: Callable[[str, bytes], None]) -> None:
    head, _, body = data.partition(b"\n")
    kind, _, subject = head.decode().partition(" ")
    if kind == "probe":
        probe(subject, body)
    else:
        listener.heard_news(kind, subject, body)
