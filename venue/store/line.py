"""One connection to Redis, on which one pipeline after the other is said.

redis-py's own pipelines do more for each than our scripts cost: locks, measurements, callbacks by command. Here they
are packed, sent and read with its connections alone; replies stay as RESP2 tells them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from redis.asyncio import ConnectionPool
from redis.exceptions import ResponseError


class Line:
    """Connects when it is first used, and again after any trouble. Not for two at a time."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._connection = pool.make_connection()  # type: ignore[no-untyped-call]

    async def say(self, commands: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The reply to each command, a `ResponseError` in place of what Redis refused; lasts as long as Redis does.

        Raises `RedisError` or `OSError`; then, and when it is cancelled, it is not known which commands were heard.
        """
        connection = self._connection
        try:
            await self._pool.ensure_connection(connection)
            # One after the other, without a deadline each: whoever calls has one for all of them.
            await connection.send_packed_command(connection.pack_commands(commands), check_health=False)
            replies: list[Any] = []
            for _ in commands:
                try:
                    replies.append(await connection.read_response(timeout=math.inf))
                except ResponseError as refused:
                    replies.append(refused)
        except BaseException:
            await connection.disconnect(nowait=True)  # the next one must not read what this one did not
            raise
        return replies

    async def close(self) -> None:
        """Hang up."""
        await self._connection.disconnect(nowait=True)
