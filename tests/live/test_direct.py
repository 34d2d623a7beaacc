"""Writing past the event loop's transport: every byte arrives, in order, however full the socket is."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import pytest
import uvloop

from tests.nodes import until
from venue.live.direct import DirectTransport

LOOPS = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])


class Peer(asyncio.Protocol):
    """One connection, written to as a fan-out does it: straight while nothing waits, then with care."""

    def __init__(self) -> None:
        self.is_lost = self.careful = False
        self.waited = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.direct = DirectTransport(cast(asyncio.Transport, transport), self._take_care)
        self.direct.set_write_buffer_limits(high=1 << 30)

    def connection_lost(self, _exc: Exception | None) -> None:
        self.direct.lost()
        self.is_lost = True

    def _take_care(self) -> None:
        self.careful = True
        self.waited += 1

    def fan_out(self, frame: bytes) -> None:
        if self.careful:
            self.direct.write(frame)
            self.careful = self.direct.waits
            return
        try:
            sent = self.direct.send(frame)
        except OSError:
            sent = 0
        if sent < len(frame):
            self.direct.leave(frame, sent)


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Peer, socket.socket]]:
    """A peer as the venue holds it, and the other end, whose kernel takes little."""
    loop, made = asyncio.get_running_loop(), Peer()
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    async with await loop.create_server(lambda: made, sock=listening):
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            other.connect(listening.getsockname())
            other.setblocking(False)
            await until(lambda: hasattr(made, "direct"))
            yield made, other
            made.direct.abort()
            await until(lambda: made.is_lost)
    await asyncio.sleep(0.01)  # until the loop has closed its handles, too


def read(other: socket.socket, most: int = 65536) -> bytes:
    """What has arrived; nothing, if nothing has."""
    try:
        return other.recv(most)
    except BlockingIOError:
        return b""


def run(loop: Callable[[], asyncio.AbstractEventLoop], test: Callable[[], object]) -> None:
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(test())  # type: ignore[arg-type]


@LOOPS
@pytest.mark.parametrize("seed", range(5))
def test_no_byte_overtakes_another_however_little_is_read_in_between(
    loop: Callable[[], asyncio.AbstractEventLoop], seed: int
) -> None:
    chance = random.Random(seed)

    async def test() -> None:
        async with connected() as (peer, other):
            said, heard = bytearray(), bytearray()
            for number in range(1500):
                frame = number.to_bytes(2) * chance.choice((20, 200, 2000))
                said += frame
                chance.choice((peer.fan_out, peer.direct.write))(frame)
                if chance.random() < 0.5:  # the kernel has room again, which the loop has not been told yet
                    heard += read(other, chance.choice((50, 500, 4000)))
                if chance.random() < 0.05:
                    await asyncio.sleep(0)
                while number % 100 == 99 and peer.direct.waits:
                    heard += read(other)
                    await asyncio.sleep(0)
            async with asyncio.timeout(5):
                while len(heard) < len(said):
                    heard += read(other)
                    await asyncio.sleep(0)
            assert heard == said
            assert peer.waited >= 10, "it was full again and again"
            assert not peer.direct.waits

    run(loop, test)


@LOOPS
def test_who_is_gone_is_found_out_by_writing_to_them(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def test() -> None:
        async with connected() as (peer, other):
            peer.direct.pause_reading()
            other.close()
            async with asyncio.timeout(5):
                while not peer.is_lost:
                    peer.fan_out(b"is anybody there?")
                    await asyncio.sleep(0.01)

    run(loop, test)


@LOOPS
def test_after_the_end_nothing_reaches_whoever_has_the_number_of_the_socket_now(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    async def test() -> None:
        async with connected() as (peer, other):
            send = peer.direct.send
            peer.direct.abort()
            await until(lambda: peer.is_lost)
            pairs = [socket.socketpair() for _ in range(20)]  # the numbers that are free now
            with pytest.raises(OSError, match="Bad file descriptor"):
                send(b"not for you")
            assert read(other) == b""
            for one, two in pairs:
                two.setblocking(False)
                assert read(two) == b""
                one.close()
                two.close()

    run(loop, test)


@LOOPS
@pytest.mark.parametrize("how", ["close", "abort", "reset"])
def test_nothing_follows_what_was_said_last(loop: Callable[[], asyncio.AbstractEventLoop], how: str) -> None:
    async def test() -> None:
        async with connected() as (peer, other):
            peer.fan_out(b"the last word")
            getattr(peer.direct, how)()
            assert peer.careful, "told at once, and not when the loop comes to it"
            peer.fan_out(b"and another one")
            await until(lambda: peer.is_lost)
            with contextlib.suppress(ConnectionResetError):
                assert read(other) in (b"the last word", b"")

    run(loop, test)


@LOOPS
def test_a_reset_is_one(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def test() -> None:
        async with connected() as (peer, other):
            while not peer.direct.waits:
                peer.fan_out(bytes(10_000))
            peer.direct.reset()
            await until(lambda: peer.is_lost)
            with pytest.raises(ConnectionResetError):
                deque(iter(lambda: other.recv(65536), b""), maxlen=0)

    run(loop, test)
