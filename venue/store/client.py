"""The connection to Redis: bounded in time, never retried behind our back, checked for restarts.

Every new connection asks Redis for its run id before anything else is said on it. A run id that this node has not
recovered from means that the store restarted and may be older than what people have seen: then only `recover` may
speak, and everything else is refused until the epoch is renewed (see `venue.live.keeper`).
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any, Final, Self

import structlog
from redis.asyncio import BlockingConnectionPool, ConnectionPool, Redis
from redis.asyncio.client import PubSub
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from venue.errors import StoreUnavailable
from venue.model.copies import MOST_COPIES
from venue.settings import masked_url
from venue.store.line import Line
from venue.store.pace import Pace
from venue.store.patience import Patience, patiently

ANSWER_SECONDS: Final = 0.9
"""A hung Redis must not hold a handler longer; redis-py's own retries would make it a minute. Waiting for one of our
connections and opening it are part of it."""
PIPELINES: Final = 4
"""Pipelines under way at a time, each on a connection of its own."""
CALLS_AT_ONCE: Final = 512
"""Calls of one pipeline. More wait for the next one."""
NOT_OURS: Final = ("OOM", "MISCONF", "NOPERM", "NOREPLICAS", "MASTERDOWN", "BUSY", "Background", "unknown command")
"""How Redis begins an answer that says something about its own state, or about what we may do."""
REWRITE_SECONDS: Final = 60.0
MOST_WAITING: Final = 20_000
"""Calls that wait for a pipeline; one more is refused at once."""
TIMED_OUT: Final = TimeoutError("no answer in time")

log = structlog.get_logger(__name__)

SCRIPTS: Final = Path(__file__).parent / "scripts"
FOR_ALL: Final = "_house.lua"
_SHARED_FUNCTION: Final = re.compile(r"^local function (\w+)", re.MULTILINE)

Reply = Any
"""What a script returns; each caller in this package turns it into something typed."""


class Store:
    """One node's way to Redis. `call` runs a script, `ask` a command; many at a time share a pipeline.

    Raises `StoreUnavailable` where Redis does not answer in time, cannot be reached, or restarted unrecovered.
    """

    def __init__(self, url: str) -> None:
        self.address = masked_url(url)
        self.run_id = ""
        """The run of Redis that this node recovered from; empty before the first time."""
        self.version = ""
        self.erased = False
        """Something was erased that the append-only file still holds."""
        self._rewritten = -REWRITE_SECONDS
        # Whoever uses a connection has one deadline for connecting, sending and reading.
        self._pool = ConnectionPool.from_url(
            url,
            socket_timeout=None,
            socket_connect_timeout=None,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            redis_connect_func=self._greet,
        )
        # The subscription waits for messages as long as it takes; what it must notice is noticed by probes.
        self._listening = BlockingConnectionPool.from_url(
            url,
            max_connections=2 + 2 * MOST_COPIES,
            timeout=ANSWER_SECONDS,
            socket_timeout=None,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
            # RESP3 with hiredis leaks about 97 bytes per pub/sub message (redis-py#4339).
            protocol=2,
        )
        self._lines = [Line(self._pool) for _ in range(PIPELINES)]
        """Those on which nothing is being said; the last one was used last."""
        self._sources = _sources()
        self._shas: dict[str, str] = {}
        self._waiting: list[tuple[str, tuple[Any, ...], asyncio.Future[Reply]]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._pace = Pace()
        self._held_up = False
        """Calls are due, and wait for one of the pipelines."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._waiting = []  # nothing more is sent; who still waits is told in time
        for task in tuple(self._sending):
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        for line in self._lines:
            await line.close()
        await self._listening.disconnect()

    def pubsub(self) -> PubSub:
        """For `venue.store.subscription`: listening on a connection of its own."""
        return Redis(connection_pool=self._listening).pubsub(ignore_subscribe_messages=False)

    async def current_run(self) -> str:
        """The run id of the Redis that answers now, asked on a connection of its own."""
        probe = self._pool.connection_class(**{**self._pool.connection_kwargs, "redis_connect_func": None})
        try:
            return await patiently(ANSWER_SECONDS, self._introduced(probe))
        except (RedisError, OSError) as fault:
            raise self.unavailable(fault) from None
        finally:
            await probe.disconnect(nowait=True)

    async def call(self, script: str, prefix: str, *args: str | bytes | int) -> Reply:
        """Run `scripts/{script}.lua` on the event whose keys begin with `prefix`."""
        return await self._say(script, (prefix, *args))

    async def ask(self, *command: str | bytes | int) -> Reply:
        """One plain command."""
        return await self._say("", command)

    async def _say(self, script: str, args: tuple[Any, ...]) -> Reply:
        """Wait for a place in the next pipeline. `script` empty: `args` is a plain command."""
        if len(self._waiting) >= MOST_WAITING:
            raise StoreUnavailable(f"The store at {self.address} is asked more than it can answer.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Reply] = loop.create_future()
        self._waiting.append((script, args, future))
        if len(self._waiting) == 1:
            loop.call_later(self._pace.wait(loop.time()), self._send_waiting)

        def give_up() -> None:
            if not future.done():
                future.set_exception(self.unavailable(TIMED_OUT))

        patience = Patience(ANSWER_SECONDS, give_up)
        try:
            return await future
        finally:
            patience.end()

    async def rewrite_file(self, now: float) -> None:
        """Write the append-only file anew if something was erased, so that it is not kept there; where Redis lets us.

        `now` is a steady clock in seconds: a file is not written more than once a minute.
        """
        if not self.erased or now < self._rewritten + REWRITE_SECONDS:
            return
        self.erased, self._rewritten = False, now
        try:
            await self.ask("BGREWRITEAOF")
        except StoreUnavailable as fault:  # perhaps one is being written that began before the erasing: another one
            self.erased = True
            log.info("file_not_rewritten", fault=str(fault))

    async def memory(self) -> int:
        """Bytes that Redis uses."""
        return int(_facts(await self.ask("INFO", "memory"))["used_memory"])

    def _send_waiting(self) -> None:
        """What gathered shares a pipeline; while enough are under way, more gathers."""
        self._held_up = not self._lines
        if not self._waiting or self._held_up:
            return
        waiting = [call for call in self._waiting if not call[2].done()]  # nobody waits any more for the others
        batch, self._waiting = waiting[:CALLS_AT_ONCE], waiting[CALLS_AT_ONCE:]
        if not batch:
            return
        loop = asyncio.get_running_loop()
        self._pace.sent(loop.time(), len(batch))
        task = loop.create_task(self._send(self._lines.pop(), batch))
        patience = Patience(ANSWER_SECONDS, task.cancel)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
        task.add_done_callback(lambda _: patience.end())
        if self._waiting:
            self._send_waiting()

    async def _send(self, line: Line, batch: list[tuple[str, tuple[Any, ...], asyncio.Future[Reply]]]) -> None:
        try:
            replies = await self._run(line, batch)
        except asyncio.CancelledError:
            replies = [TIMED_OUT] * len(batch)
        except Exception as fault:  # whatever it is, nobody is left waiting for ever
            replies = [fault] * len(batch)
        self._lines.append(line)
        if self._held_up:
            self._send_waiting()
        for (_, _, future), reply in zip(batch, replies, strict=True):
            if future.done():
                continue
            if isinstance(reply, (RedisError, OSError)) and not _is_bug(reply):
                future.set_exception(self.unavailable(reply))
            elif isinstance(reply, Exception):
                future.set_exception(reply)
            else:
                future.set_result(reply)

    async def _run(self, line: Line, batch: list[tuple[str, tuple[Any, ...], asyncio.Future[Reply]]]) -> list[Reply]:
        if not self._shas:
            await self._load(line)
        replies = await line.say([self._command(script, args) for script, args, _ in batch])
        missing = [at for at, reply in enumerate(replies) if isinstance(reply, NoScriptError)]
        if missing:  # with their text, since they may be forgotten once more after any loading
            again = await line.say([("EVAL", self._sources[batch[at][0]], 1, *batch[at][1]) for at in missing])
            for at, reply in zip(missing, again, strict=True):
                replies[at] = reply
        return replies

    def _command(self, script: str, args: tuple[Any, ...]) -> tuple[Any, ...]:
        return ("EVALSHA", self._shas[script], 1, *args) if script else args

    async def _load(self, line: Line) -> None:
        # All or none: another batch may look while these are being loaded.
        shas = await line.say([("SCRIPT", "LOAD", source) for source in self._sources.values()])
        for sha in shas:
            if isinstance(sha, Exception):
                raise sha
        self._shas = dict(zip(self._sources, shas, strict=True))

    async def _greet(self, connection: AbstractConnection) -> None:
        await connection.on_connect()
        run = await self._server_info(connection)
        if run != self.run_id:
            raise RedisError(f"restarted (run {run[:8]}), not recovered yet")

    async def _introduced(self, probe: AbstractConnection) -> str:
        await probe.connect()  # type: ignore[no-untyped-call]
        return await self._server_info(probe)

    async def _server_info(self, connection: AbstractConnection) -> str:
        await connection.send_command("INFO", "server")
        facts = _facts(await connection.read_response())
        self.version = facts.get("valkey_version") or facts["redis_version"]
        return str(facts["run_id"])

    def unavailable(self, fault: BaseException) -> StoreUnavailable:
        """What a fault of redis-py means to the rest of the house."""
        return StoreUnavailable(f"The store at {self.address} does not answer: {str(fault) or type(fault).__name__}.")


def _is_bug(fault: Exception) -> bool:
    """Whether Redis is well and the question was wrong: a fault in a script, or a key of another type."""
    return type(fault) is ResponseError and not str(fault).startswith(NOT_OURS)


def _facts(info: bytes) -> dict[str, str]:
    return dict(line.split(":", 1) for line in info.decode().splitlines() if ":" in line)


def _sources() -> dict[str, str]:
    """Each script behind what all share, and behind those other shared parts whose functions it names.

    Making a function costs a little at each call of a script: a message should not pay for what move orders share.
    """
    shared = {path.name: path.read_text() for path in sorted(SCRIPTS.glob("_*.lua"), reverse=True)}
    for_all = shared.pop(FOR_ALL)
    sources: dict[str, str] = {}
    for path in SCRIPTS.glob("[a-z]*.lua"):
        source = path.read_text()
        for part in shared.values():
            if any(re.search(rf"\b{name}\b", source) for name in _SHARED_FUNCTION.findall(part)):
                source = part + source
        sources[path.stem] = for_all + source
    return sources
