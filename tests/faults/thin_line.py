"""A line that carries so many bytes in a second and keeps next to nothing on its way, as a modem does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from tests.faults.rough import dial

MODEM: Final = 8_000
"""Bytes a second: 64 kbit/s."""
STEPS: Final = 20
"""In a second."""


@asynccontextmanager
async def thin_line(node: str, per_second: int = MODEM) -> AsyncIterator[str]:
    """The address of a line to a node (both `http://host:port`); each connection through it has the whole width."""
    passing: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # With little room in this kernel, so that what waits, waits at the venue.
            far_reader, far_writer = await asyncio.open_connection(sock=await dial(node, 4096), limit=1024)
        except OSError:
            writer.transport.abort()
            return
        for source, target in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(_pass_on(source, target, per_second))
            passing.add(task)
            task.add_done_callback(passing.discard)

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter, per_second: int) -> None:
    """Until either side ends; then both have."""
    pause = 1 / STEPS
    try:
        with suppress(OSError):
            while data := await source.read(per_second // STEPS):
                target.write(data)
                await asyncio.sleep(pause * len(data) * STEPS / per_second)
    finally:
        target.transport.abort()
