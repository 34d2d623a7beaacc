"""The little HTTP/1.1 that the benchmark speaks: requests one after the other on one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import NamedTuple

from bench.processes import BenchFault


class Answer(NamedTuple):
    """Status, header lines (names in small letters) and body as it came, compressed or not."""

    status: int
    headers: dict[str, str]
    body: bytes


class HttpConnection:
    """A connection that stays open between requests."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader, self._writer, self._host = reader, writer, host

    @classmethod
    async def open(cls, port: int) -> HttpConnection:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        return cls(reader, writer, f"127.0.0.1:{port}")

    async def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One request and its answer."""
        lines = {"Host": self._host, **(headers or {})}
        if body:
            lines |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._writer.write(head.encode() + b"\r\n" + body)
        status, _, rest = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").partition("\r\n")
        found = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in rest.splitlines() if line)
        }
        return Answer(int(status.split()[1]), found, await self._body(found))

    async def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            parts: list[bytes] = []
            while size := int((await self._reader.readuntil(b"\r\n")).split(b";")[0], 16):
                parts.append((await self._reader.readexactly(size + 2))[:-2])
            await self._reader.readuntil(b"\r\n")
            return b"".join(parts)
        return await self._reader.readexactly(int(headers.get("content-length", 0)))

    async def close(self) -> None:
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except OSError as broken:
            raise BenchFault(f"a connection broke: {broken}") from None
