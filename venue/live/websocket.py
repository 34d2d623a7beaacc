"""The websocket protocol given to uvicorn: its own sans-I/O class, plus a synchronous way to write prepared frames.

An audience is written to below ASGI: one frame, prepared once, handed to every transport without waking a task. uvicorn
writes whole frames synchronously, so ours never land inside one of its frames. Beside that it closes gaps that uvicorn
0.54 leaves open: a peer that does not read, pings without end, messages in countless fragments.
"""

from __future__ import annotations

import socket
import struct
from asyncio import BaseTransport
from typing import Final, Protocol

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import WebSocketException
from websockets.frames import Frame
from websockets.http11 import Request

from venue.protocol.codes import Close

EXTENSION: Final = "venue.outbox"
"""The key in `scope["extensions"]` under which the endpoint finds its `Outbox`."""

SLOW_BYTES: Final = 64 * 1024
"""Unsent bytes from which on a reader counts as slow: what may be dropped is dropped."""
MOST_BYTES: Final = 192 * 1024
"""Unsent bytes from which on nothing more is written: the reader is cut off. One frame may go beyond it, so that with
the largest (some 130 KB) and what the kernel holds, a connection never costs half a megabyte."""
CLOSE_SECONDS: Final = 4.0
"""How long the peer may take to close, and to read what was written before; then the connection is cut."""
REASON_BYTES: Final = 123
FRAGMENTS: Final = 64
"""Fragments of one message; a browser sends one."""


class Outbox(Protocol):
    """What a connection can be written to with. Bounded: see `write`."""

    def write(self, frame: bytes) -> None:
        """Write a prepared frame; a reader who has more than `MOST_BYTES` unsent is cut off (and may come back)."""
        ...

    def slow_for(self, now: float) -> float:
        """Seconds for which the peer has been slow; 0 when it is not."""
        ...

    @property
    def slow(self) -> bool:
        """Whether what may be dropped should be."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Say goodbye with a close code."""
        ...

    def cut(self) -> None:
        """End the connection now, with a reset: the peer notices, and the kernel forgets what it did not read."""
        ...


def text_frame(payload: bytes) -> bytes:
    """One unmasked, final text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


class VenueWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, offered to its endpoint as an `Outbox`."""

    _slow_since: float = 0.0
    _fragments: int = 0

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self.close_timeout = CLOSE_SECONDS
        self.transport.set_write_buffer_limits(high=SLOW_BYTES)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:  # the endpoint's task has been made, but has not run yet
            scope["extensions"][EXTENSION] = self

    def pause_writing(self) -> None:
        super().pause_writing()
        self._slow_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._slow_since = 0.0

    @property
    def slow(self) -> bool:
        return self._slow_since > 0.0

    def slow_for(self, now: float) -> float:
        return now - self._slow_since if self._slow_since else 0.0

    def write(self, frame: bytes) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        if self._slow_since and self.transport.get_write_buffer_size() > MOST_BYTES:
            self.cut()
        else:
            self.transport.write(frame)

    def close(self, code: int, reason: str) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        if self._slow_since:
            self.cut()
            return
        # A control frame holds 125 bytes (RFC 6455, 5.5), two of them the code; the whole reason is in `venue.closing`.
        reason = reason.encode()[:REASON_BYTES].decode(errors="ignore")
        try:
            self.conn.send_close(code, reason)
        except WebSocketException:
            self.cut()
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.cut)

    def cut(self) -> None:
        sock: socket.socket | None = self.transport.get_extra_info("socket")
        if sock is not None and sock.fileno() >= 0:
            # abort() alone leaves the kernel with what the peer does not read, and the peer without a word.
            with socket.socket(fileno=socket.dup(sock.fileno())) as same:
                same.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def keepalive_timeout(self) -> None:
        # uvicorn closes and waits for the buffer to empty, which a peer that does not read never lets it.
        self.pong_timer = None
        self.cut()

    def handle_ping(self) -> None:
        if self._slow_since and self.transport.get_write_buffer_size() > MOST_BYTES:
            self.cut()  # answers to pings ignore back-pressure
            return
        super().handle_ping()

    def handle_cont(self, event: Frame) -> None:
        if self.close_sent:
            return
        self._fragments = 0 if event.fin else self._fragments + 1
        if self._fragments > FRAGMENTS:
            self.close(int(Close.ABUSE), "a message in far too many pieces")
        else:
            super().handle_cont(event)

    def handle_close(self, event: Frame) -> None:
        super().handle_close(event)
        self._end_in_time()

    def handle_parser_exception(self) -> None:
        super().handle_parser_exception()
        self._end_in_time()

    def shutdown(self) -> None:
        if self._slow_since:
            self.cut()
            return
        super().shutdown()
        self._end_in_time()

    def _end_in_time(self) -> None:
        """A transport that is closing waits for its buffer to empty, which a peer that does not read never lets it."""
        if self.close_timer is None:
            self.close_timer = self.loop.call_later(self.close_timeout, self.cut)
