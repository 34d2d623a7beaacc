"""A websocket server whose way of sending is exactly known: bytewise, in fragments, in large frames, two in one."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
LARGE = 70_000


def frame(opcode: int, payload: bytes, *, final: bool = True) -> bytes:
    size = len(payload)
    if size < 126:
        length = bytes([size])
    elif size < 65536:
        length = b"\x7e" + struct.pack("!H", size)
    else:
        length = b"\x7f" + struct.pack("!Q", size)
    return bytes([(0x80 if final else 0) | opcode]) + length + payload


class OddRoom:
    """Message k is sent to everybody by k % 4: 0 byte by byte; 1 in three fragments around a ping; 2 in a large frame;
    3 held back, and sent with the next of its kind in one frame, so that the first of them is late."""

    def __init__(self) -> None:
        self._everybody: list[asyncio.StreamWriter] = []
        self._held: list[bytes] = []
        self.pongs = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        key = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key")).split(b": ")[
            1
        ]
        accept = base64.b64encode(hashlib.sha1(key + MAGIC).digest())
        writer.write(
            b"HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
            % accept
        )
        writer.write(frame(1, b'0{"sid":1}'))
        self._everybody.append(writer)
        try:
            while True:
                opcode, payload = await _read(reader)
                if opcode == 10:
                    self.pongs += 1
                elif opcode == 1 and payload == b"40":
                    writer.write(frame(1, b"40ok"))
                elif opcode == 1:
                    for data in self._as_sent(payload):
                        for each in self._everybody:
                            each.write(data)
        except (asyncio.IncompleteReadError, ConnectionError):
            self._everybody.remove(writer)
            writer.close()

    def _as_sent(self, payload: bytes) -> list[bytes]:
        match int(payload.split(b"#")[1]) % 4:
            case 0:
                return [bytes([each]) for each in frame(1, payload)]
            case 1:
                parts = frame(1, payload[:5], final=False), frame(9, b"ping"), frame(0, payload[5:9], final=False)
                return [b"".join(parts) + frame(0, payload[9:])]
            case 2:
                return [frame(1, b" " * LARGE + payload)]
            case _:
                self._held.append(payload)
                if len(self._held) < 2:
                    return []
                both, self._held = b"\n".join(self._held), []
                return [frame(1, both)]


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """One frame of a client, which are short and masked."""
    first, second = await reader.readexactly(2)
    size = second & 127
    if size == 126:
        (size,) = struct.unpack("!H", await reader.readexactly(2))
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(size)
    return first & 15, bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))


@asynccontextmanager
async def odd_room() -> AsyncIterator[tuple[OddRoom, int]]:
    """The room and its port."""
    room = OddRoom()
    server = await asyncio.start_server(room.talk, "127.0.0.1", 0)
    async with server:
        yield room, server.sockets[0].getsockname()[1]
