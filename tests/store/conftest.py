"""A store that answers, on every kind of Redis, and an event in it that nobody else uses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.store.ledger import Ledger, opened_store
from venue.store.client import Store


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    """One node's way to an empty Redis, each kind in turn."""
    async with opened_store(redis_url) as store:
        yield store


@pytest.fixture
async def ledger(store: Store, slug: str) -> AsyncIterator[Ledger]:
    """An event with few rooms; at the end the books are checked once more."""
    ledger = Ledger(store, slug)
    await ledger.begin()
    yield ledger
    await ledger.check()
