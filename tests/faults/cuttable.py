"""Lines that can be cut: between a person and a node, and between a node and Redis. All of it in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_CHUNK = 65536

Dial = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Cuttable:
    """Passes bytes on to where `dial` leads, until it is cut; what comes back can be withheld."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._broken = False
        self._withheld = False
        self.address = ""
        """Where to connect instead: `http://...` or `unix://...`."""

    def withhold(self) -> None:
        """What is said to this side is swallowed from now on; what it says still goes through."""
        self._withheld = True

    def cut(self) -> None:
        """Whoever is connected is cut off without a word, and nobody gets through any more."""
        self._broken = True
        for writer in tuple(self._writers):
            writer.transport.abort()

    def mend(self) -> None:
        """From now on one gets through again."""
        self._broken = self._withheld = False

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, as `asyncio.start_server` hands it over."""
        if self._broken:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await self._dial()
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        for source, target, back in ((reader, far_writer, False), (far_reader, writer, True)):
            task = asyncio.get_running_loop().create_task(self._pass_on(source, target, back))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, back: bool) -> None:
        with suppress(OSError):
            while data := await source.read(_CHUNK):
                if not (back and self._withheld):
                    target.write(data)
                    await target.drain()
        self._writers.discard(target)
        target.close()

    async def close(self) -> None:
        """Nothing of it is left."""
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def line_to_node(url: str) -> AsyncIterator[Cuttable]:
    """A line of one person to a node's `http://host:port`."""
    host, _, port = url.removeprefix("http://").partition(":")
    line = Cuttable(lambda: asyncio.open_connection(host, int(port)))
    async with await asyncio.start_server(line.accept, "127.0.0.1", 0) as server:
        line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield line
        await line.close()


@asynccontextmanager
async def line_to_redis(socket: Path, name: str) -> AsyncIterator[Cuttable]:
    """A line of one node to Redis' unix socket; when it is cut, the node is as good as dead to everybody else."""
    line = Cuttable(lambda: asyncio.open_unix_connection(str(socket)))
    path = socket.parent / f"{name}.sock"
    async with await asyncio.start_unix_server(line.accept, str(path)):
        line.address = f"unix://{path}"
        yield line
        await line.close()
