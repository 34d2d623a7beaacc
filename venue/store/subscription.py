"""Listening to Redis: one subscription on a connection of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from redis.asyncio.client import PubSub
from redis.asyncio.connection import Connection
from redis.exceptions import RedisError

from venue.store.client import Store


class Subscription:
    """Subscribed from entering the context until leaving it. Raises `StoreUnavailable` when the connection is lost."""

    def __init__(self, store: Store, channels: Iterable[bytes]) -> None:
        self._store = store
        self._channels = tuple(channels)
        self._pubsub: PubSub = store.pubsub()

    async def __aenter__(self) -> Self:
        try:
            await self._pubsub.subscribe(*self._channels)
        except (RedisError, OSError) as fault:
            await self._pubsub.aclose()  # type: ignore[no-untyped-call]
            raise self._store.unavailable(fault) from None
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pubsub.aclose()  # type: ignore[no-untyped-call]

    async def heard(self, seconds: float) -> tuple[bytes, bytes, bytes] | None:
        """(kind, channel, data) of the next message; None when there was none for `seconds`."""
        connection: Connection = self._pubsub.connection  # type: ignore[assignment]  # it is there once subscribed
        try:
            # Not by PubSub, which would subscribe anew behind our back: what was missed meanwhile must be noticed.
            message = await connection.read_response(timeout=seconds, push_request=True)
        except (RedisError, OSError) as fault:
            raise self._store.unavailable(fault) from None
        return None if message is None else (message[0], message[1], message[2])
