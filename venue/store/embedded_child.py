"""The embedded Redis as a process: started in its own session, found again when its parent has died, ended in order.

Whether it lives is told by a file lock that it inherits: the lock is held for as long as the process exists, whoever
its parent is, and is free the moment it ends. Neither a reused process id nor a zombie can be taken for it.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec
import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from venue.errors import StoreUnavailable
from venue.store.embedded_binary import Binary, Writer

log = structlog.get_logger(__name__)

LIFE_LOCK: Final = "alive.lock"
LOG: Final = "redis.log"
LOG_KEPT: Final = 1_000_000
"""Bytes above which the log is begun anew at a start."""
SILENT: Final = 20.0
"""Seconds without any answer after which a server counts as hung. While it loads its file it does answer."""
ENDS_WITHIN: Final = 10.0
"""Seconds from the request to end until it is killed: it has at most a second of writes to make safe."""


class Child(msgspec.Struct, frozen=True):
    """A server process of ours; kept as a record in the folder, for the next parent and for `venue tickets`."""

    writer: Writer
    socket: str
    """Absolute while in use; in the record relative, where it lies in the folder (which may be moved)."""
    pid: int
    """0 while it is being started."""

    @property
    def url(self) -> str:
        return f"unix://{quote(self.socket)}"

    def client(self, timeout: float = 2.0) -> redis.Redis:
        return redis.Redis(
            unix_socket_path=self.socket,
            socket_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            decode_responses=True,
        )


def start_child(folder: Path, binary: Binary, socket: Path, fsync: str) -> tuple[Child, subprocess.Popen[bytes]]:
    """Starts the server in `folder`; it is not ready yet. The paths it hears of are relative to its folder."""
    log_file = folder / LOG
    fresh = not log_file.exists() or log_file.stat().st_size > LOG_KEPT
    life = os.open(folder / LIFE_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock_soon(life)
        with log_file.open("wb" if fresh else "ab") as output:
            process = subprocess.Popen(  # noqa: S603
                [str(binary.path), *options("redis.sock" if socket.parent == folder else str(socket), fsync)],
                cwd=folder,
                # Newer ones refuse to start under a locale that does not exist; and our secrets are not theirs.
                env={"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=(life,),
                umask=0o077,
            )
    finally:
        os.close(life)
    return Child(binary.writer, str(socket), process.pid), process


def _lock_soon(life: int) -> None:
    """Takes the lock, which another process that only looks (`lives`) may hold for a moment."""
    deadline = time.monotonic() + ENDS_WITHIN
    while True:
        try:
            return fcntl.flock(life, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise StoreUnavailable("An earlier embedded Redis does not end.") from None
            time.sleep(0.01)


def options(socket: str, fsync: str) -> list[str]:
    """No TCP, every write in the append-only file, nothing evicted: a full memory is an error that is seen."""
    return [
        *("--port", "0", "--unixsocket", socket, "--unixsocketperm", "600"),
        *("--save", "", "--appendonly", "yes", "--appendfsync", fsync, "--maxmemory-policy", "noeviction"),
        # A node that does not read what it subscribed to for so long is cut off; it resumes from the logs.
        *("--client-output-buffer-limit", "pubsub", "64mb", "16mb", "30"),
    ]


def lives(folder: Path) -> bool:
    """Whether a server process holds this folder."""
    try:
        life = os.open(folder / LIFE_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(life, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(life)


def wait_until_ready(folder: Path, child: Child) -> None:
    """Returns when the server has loaded its file and answers. Raises StoreUnavailable when it ends or hangs."""
    heard = time.monotonic()
    with closing(child.client()) as client:
        while True:
            try:
                client.ping()
            except redis.BusyLoadingError:
                heard = time.monotonic()
            except redis.RedisError:
                if not lives(folder):
                    raise StoreUnavailable(_why_it_ended(folder)) from None
                if time.monotonic() - heard > SILENT:
                    raise StoreUnavailable(f"The embedded Redis does not answer on {child.socket}.") from None
            else:
                return
            time.sleep(0.01)


def end_child(folder: Path, child: Child, process: subprocess.Popen[bytes] | None) -> None:
    """Asks the server to end and waits for it; kills it when it takes too long."""
    for how, within in ((signal.SIGTERM, ENDS_WITHIN), (signal.SIGKILL, ENDS_WITHIN)):
        if lives(folder):
            send(child, how)
        deadline = time.monotonic() + within
        while lives(folder):
            if process is not None:
                process.poll()
            if time.monotonic() > deadline:
                log.warning("redis.end_overdue", pid=child.pid, signal=how.name)
                break
            time.sleep(0.01)
        else:
            break
    if process is not None:
        process.wait(ENDS_WITHIN)


def send(child: Child, how: signal.Signals) -> None:
    if child.pid <= 0:
        return  # killed between start and record; to the system, 0 would mean ourselves
    try:
        os.kill(child.pid, how)
    except ProcessLookupError:
        log.debug("redis.already_gone", pid=child.pid)


def _why_it_ended(folder: Path) -> str:
    """The last warning of its log, which says it."""
    file = folder / LOG
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    marked = [line for line in lines[-50:] if " # " in line or "***" in line]
    last = (marked or lines or ["it said nothing"])[-1].rpartition(" # ")[2].strip()
    return f"The embedded Redis ended at its start: {last} (Its log: {file})"
