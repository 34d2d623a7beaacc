"""Fixtures for tests of what happens inside: two nodes for all tests of a module, and a day of its own for each."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.nodes import Day, Node, day_at, venue_open
from tests.redis_server import RedisServer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two_nodes(
    request: pytest.FixtureRequest, _lasting_redis: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[list[Node], list[str]]]:
    """Two open nodes, and as many days as the module has tests."""
    tests = sum(item.path == request.path for item in request.session.items)
    slugs = [f"day-{secrets.token_hex(4)}" for _ in range(tests)]
    async with venue_open(_lasting_redis.url, slugs, tmp_path_factory.mktemp("venue")) as nodes:
        yield nodes, slugs


@pytest_asyncio.fixture(loop_scope="module")
async def day(two_nodes: tuple[list[Node], list[str]]) -> AsyncIterator[Day]:
    """A day that nobody else comes to, on both nodes."""
    nodes, slugs = two_nodes
    async with day_at(nodes, slugs.pop()) as day:
        yield day
