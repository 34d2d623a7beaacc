"""One websocket, as cheap as Python has it: the websockets library's protocol directly on a transport.

Without a task, queue or wake-up per message, so that several hundred connections of one process do not become the
slowest part of what they measure. A line is handed over in the moment in which its bytes came in.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from typing import cast

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

LARGEST = 16 * 1024 * 1024
"""Bytes of a frame at most: many lines may be joined in one."""

ABNORMAL = 1006
"""The close code for a connection that just ended (RFC 6455, 7.1.5)."""


class NotConnected(Exception):
    """No websocket came about; the message says why."""


class Connection(asyncio.Protocol):
    """An open websocket. `on_line(line, now)` hears each JSON object, `on_closed(code)` the end, once."""

    def __init__(
        self, url: str, bearer: str, on_line: Callable[[bytes, int], None], on_closed: Callable[[int], None]
    ) -> None:
        self._websocket = ClientProtocol(parse_uri(url), max_size=LARGEST)
        self._bearer = bearer
        self._on_line, self._on_closed = on_line, on_closed
        self._transport: asyncio.Transport
        self._parts: list[bytes] = []
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._deaf = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        request = self._websocket.connect()
        request.headers["Authorization"] = f"Bearer {self._bearer}"
        self._websocket.send_request(request)
        self._flush()

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        self._websocket.receive_data(data)
        for event in self._websocket.events_received():
            if self._deaf:
                break
            if isinstance(event, Frame):
                self._frame(event, now)
            elif isinstance(event, Response):
                self._answered()
        self._flush()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self._websocket.reader.eof:
            self._websocket.receive_eof()
        if not self.opened.done():
            fault = self._websocket.handshake_exc
            self.opened.set_exception(NotConnected(str(fault) if fault else "the connection was refused"))
        elif not self._deaf:
            code = self._websocket.close_code
            self._on_closed(ABNORMAL if code is None else code)
        self._deaf = True

    @property
    def is_open(self) -> bool:
        return self._websocket.state is State.OPEN and not self._deaf

    def send(self, frame: bytes) -> None:
        """Write a text frame; a closing connection swallows it, as a dead line does."""
        if self.is_open:
            self._websocket.send_text(frame)
            self._flush()

    def abort(self) -> None:
        """Gone without goodbye, as when a cable is pulled; nothing is heard any more."""
        self._deaf = True
        self._transport.abort()

    def _answered(self) -> None:
        fault = self._websocket.handshake_exc
        if fault is None:
            if not self.opened.done():
                self.opened.set_result(None)
        elif not self.opened.done():
            self.opened.set_exception(NotConnected(str(fault)))
            self.abort()

    def _frame(self, frame: Frame, now: int) -> None:
        if frame.opcode not in (Opcode.TEXT, Opcode.CONT):
            return
        data = bytes(frame.data)
        if not frame.fin or self._parts:
            self._parts.append(data)
            if not frame.fin:
                return
            data, self._parts = b"".join(self._parts), []
        for line in data.split(b"\n"):
            if line and not self._deaf:
                self._on_line(line, now)

    def _flush(self) -> None:
        for data in self._websocket.data_to_send():
            if data:
                self._transport.write(data)
            elif self._transport.can_write_eof():
                self._transport.write_eof()


async def connect(
    url: str,
    bearer: str,
    on_line: Callable[[bytes, int], None],
    on_closed: Callable[[int], None],
    within: float = 20.0,
) -> Connection:
    """Open a websocket to `url` with a pass, within so many seconds; raises `NotConnected`."""
    parts = parse_uri(url)
    tls = ssl.create_default_context() if parts.secure else None
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(within):
            _, connection = await loop.create_connection(
                lambda: Connection(url, bearer, on_line, on_closed), parts.host, parts.port, ssl=tls
            )
            try:
                await connection.opened
            except BaseException:
                connection.abort()
                raise
    except TimeoutError:
        raise NotConnected(f"no websocket within {within:g} s") from None
    except (OSError, InvalidHandshake) as fault:
        raise NotConnected(str(fault)) from fault
    return connection
