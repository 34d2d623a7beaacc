"""Whether a Redis is there, asked once before the server starts."""

from __future__ import annotations

from contextlib import closing
from typing import Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from venue.errors import StoreUnavailable, UserMistake
from venue.settings import masked_url
from venue.store.embedded_binary import OLDEST

ANSWERS_WITHIN: Final = 5.0
"""Seconds to connect, and to answer."""


def require_redis(url: str) -> str:
    """The version of the Redis at `url`. Raises StoreUnavailable, or UserMistake for one that cannot be used."""
    try:
        client = redis.Redis.from_url(
            url,
            socket_connect_timeout=ANSWERS_WITHIN,
            socket_timeout=ANSWERS_WITHIN,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            decode_responses=True,
        )
    except ValueError as wrong:
        raise UserMistake(f"The Redis address {masked_url(url)} cannot be read: {wrong}.") from None
    with closing(client):
        try:
            facts = client.info("server")
        except redis.AuthenticationError as wrong:
            raise UserMistake(f"The Redis at {masked_url(url)} does not let us in: {wrong}.") from None
        except (redis.RedisError, OSError) as wrong:
            raise StoreUnavailable(
                f"Redis cannot be reached at {masked_url(url)}: {str(wrong).rstrip('.') or type(wrong).__name__}.",
                "Is it running, and is --redis (VENUE_REDIS_URL) right?",
            ) from None
    version = str(facts["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        raise UserMistake(f"The Redis at {masked_url(url)} is {version}; the venue needs 6.2 or newer.")
    return version
