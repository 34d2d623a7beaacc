"""A proxy between a rehearsal and the venue that breaks promises on purpose: so that the checker is seen to find it.

It passes everything on, byte for byte, but the lines of websocket frames from the server to a person: those a *tamper*
may drop, double, change, hold back or delay. What a person sends may be changed only as a whole piece of a request.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

TEXT: Final = 1
FINAL: Final = 0x80


class Tamper:
    """Leaves everything as it is. Subclasses change one thing."""

    delay = 0.0
    """Seconds that every line waits."""

    def line(self, line: bytes, connection: int) -> list[bytes]:  # noqa: ARG002
        """What becomes of one JSON object on its way to a person: nothing, itself, several."""
        return [line]

    def request(self, data: bytes) -> bytes:
        """What becomes of bytes on their way to the server."""
        return data

    def cuts(self, connection: int) -> bool:  # noqa: ARG002
        """Whether to break this connection now."""
        return False


class TamperingProxy:
    """Listens on a free port of this machine for the length of the block."""

    def __init__(self, upstream: str, tamper: Tamper) -> None:
        self._host, port = upstream.removeprefix("http://").split(":")
        self._port = int(port)
        self._tamper = tamper
        self._connections = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        up, down = await asyncio.open_connection(self._host, self._port)
        try:
            there = asyncio.create_task(self._up(reader, down))
            back = asyncio.create_task(self._down(up, writer))
            await asyncio.wait((there, back), return_when=asyncio.FIRST_COMPLETED)
            there.cancel()
            back.cancel()
            await asyncio.gather(there, back, return_exceptions=True)
        finally:
            down.close()
            writer.close()

    async def _up(self, reader: asyncio.StreamReader, down: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            down.write(self._tamper.request(data))
            await down.drain()

    async def _down(self, up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers as they are, until one of them opens a websocket."""
        seen = b""
        while data := await up.read(65536):
            seen = (seen + data) if seen or data.startswith(b"HTTP/1.1 101") else b""
            if not seen:
                writer.write(data)
            elif b"\r\n\r\n" in seen:
                head, _, rest = seen.partition(b"\r\n\r\n")
                writer.write(head + b"\r\n\r\n")
                return await self._frames(rest, up, writer)
        return None

    async def _frames(self, rest: bytes, up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        connection = self._connections
        while True:
            for frame, payload in (taken := _Taken(rest)):
                self._pass_on(frame, payload, connection, writer)
                if self._tamper.cuts(connection):
                    writer.transport.abort()
                    return
            rest = taken.rest
            data = await up.read(65536)
            if not data:
                return
            rest += data

    def _pass_on(self, frame: bytes, payload: bytes | None, connection: int, writer: asyncio.StreamWriter) -> None:
        if payload is None:
            self._write(writer, frame)
            return
        for line in payload.split(b"\n"):
            for passed in self._tamper.line(line, connection):
                self._write(writer, framed(passed))

    def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        def write() -> None:
            if not writer.is_closing():
                writer.write(data)

        if self._tamper.delay:
            asyncio.get_running_loop().call_later(self._tamper.delay, write)
        else:
            write()


class _Taken:
    """The whole frames at the beginning of some bytes, each with its text, if it is one; `rest`: what follows."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def __iter__(self) -> Iterator[tuple[bytes, bytes | None]]:
        while (size := _size(self.rest)) is not None and len(self.rest) >= sum(size):
            head, body = size
            frame, self.rest = self.rest[: head + body], self.rest[head + body :]
            yield frame, frame[head:] if frame[0] == FINAL | TEXT else None


def _size(data: bytes) -> tuple[int, int] | None:
    """Bytes of a frame's head and body (RFC 6455, 5.2; the server masks nothing); None: too early to say."""
    if len(data) < 2:
        return None
    length = data[1]
    if length < 126:
        return 2, length
    head, shape = (4, "!H") if length == 126 else (10, "!Q")
    return (head, struct.unpack(shape, data[2:head])[0]) if len(data) >= head else None


def framed(text: bytes) -> bytes:
    """A text frame as a server sends it."""
    if len(text) < 126:
        return bytes((FINAL | TEXT, len(text))) + text
    if len(text) < 65536:
        return bytes((FINAL | TEXT, 126)) + struct.pack("!H", len(text)) + text
    return bytes((FINAL | TEXT, 127)) + struct.pack("!Q", len(text)) + text
