"""Nodes as operators run them: processes, which can be stopped, killed and frozen."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.day import DAY_FILE
from tests.nodes import SECRET

OPENS_WITHIN = 40.0
"""Seconds: generous, since the machine may be busy with other tests."""


class NodeProcess:
    """`venue serve` with a day for each slug; with a Redis of its own in `data` unless one is given."""

    def __init__(self, data: Path, slugs: Sequence[str], *options: str, redis: str = "") -> None:
        self._data = data
        self._files = [self._written(slug) for slug in slugs]
        self._options = [*options, *(["--redis", redis] if redis else [])]
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""

    def _written(self, slug: str) -> Path:
        self._data.mkdir(parents=True, exist_ok=True)
        file = self._data / f"{slug}.toml"
        file.write_text(DAY_FILE.replace('slug = "day"', f'slug = "{slug}"'), encoding="utf-8")
        return file

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "the node has not been started"
        return self._process

    async def start(self) -> None:
        """Starts it and waits until it says that it is open."""
        events = [part for file in self._files for part in ("--event", str(file))]
        with (self._data / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "venue", "serve", "--port", "0", "--data", str(self._data)),
                *(*events, *self._options),
                env={**os.environ, "VENUE_SECRET": SECRET},
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(OPENS_WITHIN):
            async for line in self._process.stdout:
                if found := re.search(rb"open: (http://\S+)/", line):
                    self.url = found[1].decode()
                    return
        raise AssertionError(f"the node did not open: {self.logged}")

    @property
    def logged(self) -> str:
        return (self._data / "log").read_text(errors="replace")

    def signal(self, which: signal.Signals) -> None:
        self._running.send_signal(which)

    async def ended(self) -> int:
        """Waits for its end; the exit code."""
        async with asyncio.timeout(OPENS_WITHIN):
            await self._running.communicate()
        code = self._running.returncode
        assert code is not None
        return code

    async def stop(self) -> int:
        """In order, as an operator or a container manager ends it."""
        self.signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """As a crash does it."""
        self.signal(signal.SIGKILL)
        await self.ended()

    def resident(self) -> int:
        """Bytes of memory it holds."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running.returncode is None:
            self.signal(signal.SIGCONT)
            await self.stop()
