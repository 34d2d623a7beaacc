"""Real Redis servers for the tests: started, stopped, killed and frozen at will."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import redis

from venue.store.embedded_binary import Binary, bundled_binary, found_binaries

READY_WITHIN = 20.0
"""Seconds a server may take to answer: generous, since the machine may be busy with other tests."""


class RedisServer:
    """A Redis of its own on a unix socket, with an append-only file, so that what was said survives a restart."""

    def __init__(self, binary: Binary, *options: str) -> None:
        self.binary = binary
        self._options = options
        self._folder = tempfile.TemporaryDirectory(prefix="venue-redis-")
        self.folder = Path(self._folder.name)
        self.socket = self.folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server has not been started"
        return self._process.pid

    def start(self) -> None:
        """Starts the server on the data it has, and waits until it answers."""
        # A killed server has handed over what it wrote; waiting for the disk would test the disk.
        options = ["--port", "0", "--unixsocket", "redis.sock", "--appendonly", "yes", "--appendfsync", "no"]
        options += ["--save", "", *(["--enable-debug-command", "local"] if self.binary.writer.number >= (7, 0) else [])]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self.binary.path, *options, *self._options],
                cwd=self.folder,
                env={"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Orderly: everything is written."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a crash does it."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Crashes and comes back on its append-only file."""
        self.kill()
        self.start()

    def pause(self) -> None:
        """Freezes the server: connections stay open, nothing answers."""
        self._process_running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process_running().send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Empties it, for the next test."""
        with self.client() as client:
            client.flushall()

    def client(self) -> redis.Redis:
        """A blocking client, for what tests look up or break themselves."""
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=10, decode_responses=True)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self.kill()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _process_running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the server has not been started"
        assert self._process.poll() is None, f"the server has ended: {self._log()}"
        return self._process

    def _end(self, how: signal.Signals) -> None:
        process = self._process_running()
        process.send_signal(how)
        process.wait(READY_WITHIN)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while True:
            self._process_running()
            try:
                with self.client() as client:
                    client.ping()
                return
            except (redis.ConnectionError, redis.TimeoutError) as not_yet:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"the server did not answer: {self._log()}") from not_yet
                time.sleep(0.01)

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]


def redis_binaries() -> list[Binary]:
    """What the tests run on: the embedded one where it exists, and the PATH's where that is newer (or the only one)."""
    found = list(found_binaries())
    embedded = next((binary for binary in found if binary.path == bundled_binary()), None)
    others = [b for b in found if b is not embedded and (embedded is None or b.writer.number > embedded.writer.number)]
    return [binary for binary in (embedded, *others[:1]) if binary is not None]
