"""The websocket protocol given to uvicorn: its own sans-I/O class, plus a synchronous way to write prepared frames.

An audience is written to below ASGI: one frame, prepared once, handed to every transport without waking a task. uvicorn
writes whole frames synchronously, so ours never land inside one of its frames. Beside that it closes gaps that uvicorn
0.54 leaves open: a peer that does not read, pings without end, messages in countless fragments.
"""

from __future__ import annotations

import struct
from asyncio import BaseTransport, Transport
from collections.abc import Callable
from typing import Final, Protocol, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import WebSocketException
from websockets.frames import Frame
from websockets.http11 import Request

from venue.live.direct import DirectTransport
from venue.protocol.codes import Close

EXTENSION: Final = "venue.outbox"
"""The key in `scope["extensions"]` under which the endpoint finds its `Outbox`."""

SLOW_BYTES: Final = 64 * 1024
"""Unsent bytes from which on a reader counts as slow: what may be dropped is dropped."""
MOST_BYTES: Final = 192 * 1024
"""Unsent bytes from which on nothing more is written: the reader is cut off. One frame may go beyond it; frames of a
room are the same bytes for everybody, so that a reader who is stuck holds few that nobody else does."""
OWN_BYTES: Final = 112 * 1024
"""Unsent bytes beyond which no answer is added: nobody else holds it, and the transport keeps a frame until all of it
is sent. Who asks and does not read costs the largest answer (some 150 KB) and what the kernel takes (135 KB)."""
CLOSE_SECONDS: Final = 4.0
"""How long the peer may take to close, and to read what was written before; then the connection is cut."""
REASON_BYTES: Final = 123
FRAGMENTS: Final = 64
"""Fragments of one message; a browser sends one."""
CONTROLS: Final = 100
"""Pings and pongs in a second; a browser answers ours and sends none."""
QUEUED: Final = 256
"""Messages that one read may bring; beyond what a connection's credits allow it to send at once."""
PIECE_BYTES: Final = 1024
"""A read is parsed in pieces: 256 KB hold 40,000 empty frames, for which everybody else would wait half a second."""
LATE: Final = 100
"""Frames that a peer may still send after our goodbye, until it hears it; further ones are not read any more."""
LATE_SECONDS: Final = 1.0
"""How long such a peer may take to hear it."""


class Count:
    """A number that everybody here shares."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0


EXPRESS_CHANGES: Final = Count()
"""How often the `express` of any connection has changed: a list of them holds for as long as this stays the same."""


OVERFLOWED: Final = Count()
"""How many readers of this process were cut off for leaving too much unread."""


class Outbox(Protocol):
    """What a connection can be written to with. Bounded: see `write`."""

    @property
    def express(self) -> Callable[[bytes], int]:
        """What a fan-out calls: straight into the socket, for as long as nothing waits to be sent or is being closed.

        Bytes taken; where these are fewer than given, or it raises OSError, the rest is given to `leave` at once.
        """
        ...

    def leave(self, frame: bytes, sent: int) -> None:
        """What `express` did not take of a frame waits, and what follows behind it.

        The same bytes go to everybody, so a slow reader may leave `MOST_BYTES` of them unread, and is cut off beyond.
        """
        ...

    def write(self, frame: bytes) -> None:
        """Write a frame for this connection alone; who leaves `OWN_BYTES` unread is cut off (and may come back)."""
        ...

    def slow_for(self, now: float) -> float:
        """Seconds for which the peer has been slow; 0 when it is not."""
        ...

    @property
    def slow(self) -> bool:
        """Whether what may be dropped should be."""
        ...

    @property
    def unsent(self) -> int:
        """Bytes that wait for the peer to read, beyond what the kernel holds."""
        ...

    def forget_request(self) -> None:
        """The handshake is done: its headers, kept by uvicorn, are not held for the rest of the day."""
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


def _nowhere(frame: bytes) -> int:
    """Where frames for a lost connection go."""
    return len(frame)


class VenueWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, offered to its endpoint as an `Outbox`."""

    express: Callable[[bytes], int]
    _direct: DirectTransport
    _close_sent: bool = False
    _slow_since: float = 0.0
    _fragments: int = 0
    _controls: int = 0
    _controls_since: float = 0.0
    _late: int = 0

    def connection_made(self, transport: BaseTransport) -> None:
        # First, since there may be no file left for it: then uvicorn counts no connection that has no end.
        self._direct = DirectTransport(cast(Transport, transport), self._take_care)
        super().connection_made(transport)
        self.close_timeout = CLOSE_SECONDS
        self.transport = self._direct
        self.transport.set_write_buffer_limits(high=SLOW_BYTES)
        self.express = self._write_with_care if self._direct.waits else self._direct.send

    @property
    def close_sent(self) -> bool:
        """Whether our close frame is out. uvicorn sets it in several places; no frame may follow."""
        return self._close_sent

    @close_sent.setter
    def close_sent(self, sent: bool) -> None:
        self._close_sent = sent
        if sent:
            self._take_care()

    def _take_care(self) -> None:
        self.express = self._write_with_care
        EXPRESS_CHANGES.value += 1

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:  # the endpoint's task has been made, but has not run yet
            scope["extensions"][EXTENSION] = self

    async def run_asgi(self) -> None:
        try:
            await super().run_asgi()
        finally:
            # Otherwise protocol and scope hold each other, and all that was read and written waits for the collector.
            self.scope["extensions"].pop(EXTENSION, None)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._direct.lost()
        self.express = _nowhere  # not a method of ours: it would hold us until the collector comes
        EXPRESS_CHANGES.value += 1
        self.frames.clear()
        self.conn.reader.discard()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._slow_since = self.loop.time()
        self._take_care()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._slow_since = 0.0

    @property
    def slow(self) -> bool:
        return self._slow_since > 0.0

    def forget_request(self) -> None:
        del self.request
        cast("list[object]", self.scope["headers"]).clear()

    @property
    def unsent(self) -> int:
        return self.transport.get_write_buffer_size()

    def slow_for(self, now: float) -> float:
        return now - self._slow_since if self._slow_since else 0.0

    def write(self, frame: bytes) -> None:
        unsent = self.unsent
        self._write(frame, unsent > 0 and unsent + len(frame) > OWN_BYTES)

    def leave(self, frame: bytes, sent: int) -> None:
        if not (self._close_sent or self.transport.is_closing()):
            self._direct.leave(frame, sent)

    def _write_with_care(self, frame: bytes) -> int:
        self._write(frame, self.unsent > MOST_BYTES)
        if not (self._direct.waits or self.slow or self._close_sent or self.transport.is_closing()):
            self.express = self._direct.send
            EXPRESS_CHANGES.value += 1
        return len(frame)

    def _write(self, frame: bytes, too_much: bool) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        if too_much:
            OVERFLOWED.value += 1
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
        self._take_care()
        # abort() alone leaves the kernel with what the peer does not read, and the peer without a word.
        self._direct.reset()

    def keepalive_timeout(self) -> None:
        # uvicorn closes and waits for the buffer to empty, which a peer that does not read never lets it.
        self.pong_timer = None
        self.cut()

    def data_received(self, data: bytes) -> None:
        for at in range(0, len(data), PIECE_BYTES):
            if self.transport.is_closing() or self._late >= LATE:
                return
            super().data_received(data[at : at + PIECE_BYTES])

    def send_receive_event_to_app(self) -> None:
        super().send_receive_event_to_app()
        if self.close_sent:
            self._count_late()
        elif self.queue.qsize() > QUEUED:
            self.close(int(Close.TOO_MANY_FRAMES), "far more commands than allowed")

    def handle_pong(self, event: Frame) -> None:
        super().handle_pong(event)
        self._count_control()

    def _count_late(self) -> None:
        self._late += 1
        if self._late == LATE:  # a reset now would take the goodbye from whoever is still writing
            self.transport.pause_reading()
            if self.close_timer is not None:
                self.close_timer.cancel()
            self.close_timer = self.loop.call_later(LATE_SECONDS, self.cut)

    def _count_control(self) -> None:
        if self.close_sent:
            self._count_late()
            return
        now = self.loop.time()
        if now - self._controls_since > 1.0:
            self._controls, self._controls_since = 0, now
        self._controls += 1
        if self._controls > CONTROLS:
            self.close(int(Close.ABUSE), "pings without end")

    def handle_ping(self) -> None:
        self._count_control()
        if self.close_sent:
            return
        if self._slow_since and self.transport.get_write_buffer_size() > MOST_BYTES:
            self.cut()  # answers to pings ignore back-pressure
            return
        super().handle_ping()

    def handle_cont(self, event: Frame) -> None:
        if self.close_sent:
            self._count_late()
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
