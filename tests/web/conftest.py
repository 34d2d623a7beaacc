"""An open venue for tests of what lies at its door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.redis_server import RedisServer
from tests.web.opened import Venue, opened


@pytest.fixture
async def venue(one_redis: RedisServer, tmp_path: Path) -> AsyncIterator[Venue]:
    """A venue with two small days, on a real socket and a real Redis."""
    async with opened(one_redis.url, tmp_path) as venue:
        yield venue


@pytest.fixture
async def own_redis_venue(
    own_redis: Callable[..., RedisServer], tmp_path: Path
) -> AsyncIterator[tuple[Venue, RedisServer]]:
    """The same with a Redis of its own, which the test may stop."""
    redis = own_redis()
    async with opened(redis.url, tmp_path) as venue:
        yield venue, redis
