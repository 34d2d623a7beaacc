"""Peers without manners: a websocket by hand, byte for byte, that can stop reading, fall silent or break every rule."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ctypes
import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Final, Self

TEXT, BINARY, CONTINUED, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA
SO_ATTACH_FILTER: Final = 26
"""Linux (asm-generic/socket.h); Python has no name for it."""
DROP_ALL: Final = struct.pack("HBBI", 0x06, 0, 0, 0)
"""One classic BPF instruction: return 0, keep nothing of the packet."""
MASK: Final = b"\x11\x22\x33\x44"


def frame(
    opcode: int, payload: bytes = b"", *, fin: bool = True, reserved: int = 0, masked: bool = True, size: int = -1,
) -> bytes:  # fmt: skip
    """A frame as told, right or wrong (RFC 6455, 5.2). `size`: the length it claims, as 64 bits."""
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode])
    bit = 0x80 if masked else 0
    if size >= 0:
        head += bytes([bit | 127]) + size.to_bytes(8, "big")
    elif len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 65536:
        head += bytes([bit | 126]) + struct.pack("!H", len(payload))
    else:
        head += bytes([bit | 127]) + struct.pack("!Q", len(payload))
    if not masked:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))


def closing(code: int, reason: bytes = b"") -> bytes:
    """A close frame."""
    return frame(CLOSE, struct.pack("!H", code) + reason)


def command(do: str, ref: str, **fields: object) -> bytes:
    """A command, framed."""
    return frame(TEXT, json.dumps({"do": do, "ref": ref, **fields}).encode())


class RoughPeer:
    """An open websocket. Reads only when told to."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._heard = b""

    @classmethod
    async def open(cls, node: str, slug: str, text: str, *, receives: int = 0) -> Self:
        """Connects to a node (`http://host:port`) with a pass; `receives`: bytes of its kernel's receive buffer."""
        sock = await dial(node, receives)
        peer = cls(sock)
        await peer.send(handshake(slug, text))
        await peer._until(b"\r\n\r\n")
        return peer

    async def enter(self, room: str) -> None:
        """Opens a room, and has read the answer."""
        await self.send(command("room.enter", "x-1", room=room))
        await self._until(b'"re":"x-1"')

    async def has_been_read(self) -> None:
        """Waits until the venue has read what was sent: a ping may come within a message, and is answered."""
        await self.send(frame(PING, b"read"))
        await self._until(b"\x8a\x04read")

    async def send(self, data: bytes) -> None:
        """As it is. What the venue does not take any more is dropped."""
        with contextlib.suppress(ConnectionError):
            await asyncio.get_running_loop().sock_sendall(self._sock, data)

    async def _until(self, mark: bytes) -> None:
        async with asyncio.timeout(10):
            while mark not in self._heard:
                data = await asyncio.get_running_loop().sock_recv(self._sock, 65536)
                assert data, f"ended before {mark!r}: {self._heard[-300:]!r}"
                self._heard += data
        self._heard = self._heard.partition(mark)[2] if mark == b"\r\n\r\n" else self._heard

    async def ended(self, within: float) -> int | None:
        """Reads until the venue says goodbye, or just ends; its close code, None without one."""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(within):
                while (code := self._close_code()) is None:
                    data = await asyncio.get_running_loop().sock_recv(self._sock, 65536)
                    if not data:
                        return None
                    self._heard += data
                return code
        return None

    def _close_code(self) -> int | None:
        """The code of the close frame among what was heard; whole other frames are forgotten."""
        while len(self._heard) >= 2:
            opcode, size, at = self._heard[0] & 0x0F, self._heard[1] & 0x7F, 2
            if size >= 126:
                at = 4 if size == 126 else 10
                size = int.from_bytes(self._heard[2:at], "big")
            if len(self._heard) < at + size:
                return None
            if opcode == CLOSE:
                return int.from_bytes(self._heard[at : at + 2], "big") if size >= 2 else 1005
            self._heard = self._heard[at + size :]
        return None

    def fall_silent(self) -> None:
        """A half-open connection, as when a laptop's lid closes: no packet is taken or answered any more, nor sent.

        A filter on one's own socket needs no rights; the venue's kernel waits for acknowledgements that never come.
        """
        program = ctypes.create_string_buffer(DROP_ALL)
        fprog = struct.pack("HL", 1, ctypes.addressof(program))
        self._sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, fprog)

    @property
    def is_established(self) -> bool:
        """Whether the kernel has not heard of an end. TCP_INFO's first byte is the state; 1: established."""
        return bool(self._sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1)

    def close(self) -> None:
        """With a reset, so that nothing lingers on this side."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()


async def dial(node: str, receives: int = 0) -> socket.socket:
    """A TCP connection to a node."""
    host, port = node.removeprefix("http://").split(":")
    sock = socket.socket()
    if receives:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, (host, int(port)))
    return sock


def handshake(slug: str, text: str) -> bytes:
    """The request for a websocket, with a pass."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        f"GET /{slug}/ws HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        f"Authorization: Bearer {text}",
    )
    return "\r\n".join((*lines, "", "")).encode()


def closed(peers: Sequence[RoughPeer]) -> None:
    """All of them hang up."""
    for peer in peers:
        peer.close()
