"""Writing straight into a connection's socket, past the event loop's transport, for as long as nothing waits there.

For a small frame the transport costs as much again as a tenth of the kernel's work. It gets only what the socket does
not take, and from then on everything until it is empty: so no byte overtakes another.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any, Final

AT_ONCE: Final = struct.pack("ii", 1, 0)
"""SO_LINGER (socket(7)): closing does not wait, and the peer gets a reset."""


def _nobody() -> None:
    """Who is told after the end."""


class DirectTransport(asyncio.Transport):
    """What uvicorn's websocket takes for its transport. The socket is a duplicate, ours until `lost`.

    The number of a closed socket may be another connection's a moment later: through a number that the loop owns,
    somebody would hear what is not for them.
    """

    __slots__ = ("_on_waiting", "_socket", "_transport", "send")

    send: Callable[[bytes], int]
    """The socket's own, only while nothing waits: bytes taken, fewer than given when it is full; or OSError.

    What is left goes to `leave`, at once.
    """

    def __init__(self, transport: asyncio.Transport, on_waiting: Callable[[], None]) -> None:
        """`on_waiting` is called when something begins to wait, or it is closed: then `send` is not to be used."""
        if transport.get_extra_info("sslcontext") is not None:
            raise RuntimeError("TLS ends at the proxy: what is written here is not encrypted")
        self._transport = transport
        self._on_waiting = on_waiting
        lent: socket.socket = transport.get_extra_info("socket")
        self._socket = socket.socket(lent.family, lent.type, lent.proto, socket.dup(lent.fileno()))
        self._socket.setblocking(False)
        self.send = self._socket.send

    @property
    def waits(self) -> bool:
        """Whether something waits in the loop's transport: then everything has to go there."""
        return self._transport.get_write_buffer_size() > 0

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def close(self) -> None:
        self._on_waiting()  # until the loop tells the end, nothing may follow what was said last
        self._transport.close()

    def abort(self) -> None:
        self._on_waiting()
        self._transport.abort()

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def get_extra_info(self, name: str, default: object = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def get_write_buffer_size(self) -> int:
        return self._transport.get_write_buffer_size()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._transport.set_write_buffer_limits(high, low)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self.waits or self._transport.is_closing():
            self._transport.write(data)
            return
        frame = bytes(data)
        try:
            sent = self.send(frame)
        except OSError:
            sent = 0
        if sent < len(frame):
            self.leave(frame, sent)

    def leave(self, frame: bytes, sent: int) -> None:
        """Leave the rest of a frame to the loop's transport, which also finds out what is wrong with the socket."""
        self._on_waiting()
        # A view: the bytes are everybody's, and whoever is stuck holds no copy.
        self._transport.write(memoryview(frame)[sent:] if sent else frame)

    def reset(self) -> None:
        """Close at once: the peer notices, and the kernel forgets what it did not read."""
        if self._socket.fileno() >= 0:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.abort()

    def lost(self) -> None:
        """The loop has closed the connection."""
        self._on_waiting = _nobody
        self._socket.close()
