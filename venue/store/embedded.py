"""The embedded Redis: with none given, the server starts its own, as a child with a file in the data folder.

    with EmbeddedRedis(Path(".venue-data")) as url:
        ...

The folder belongs to one venue at a time. A server whose parent was killed goes on alone; the next start takes it over
as it is, so that nothing is lost between. One that ends while the venue runs is started again.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec
import redis
import structlog

from venue.errors import StoreUnavailable, UserMistake
from venue.settings import Settings
from venue.store.embedded_binary import choose_binary
from venue.store.embedded_child import Child, end_child, lives, send, start_child, wait_until_ready

log = structlog.get_logger(__name__)

RECORD: Final = "server.json"
VENUE_LOCK: Final = "venue.lock"
LONGEST_SOCKET: Final = 100
"""Bytes of a unix socket's path; the system's limit is 107 on Linux and 103 elsewhere."""
LOOK: Final = 0.2
"""Seconds between two looks at whether the server still lives."""
LONGEST_WAIT: Final = 30.0
"""Seconds between attempts to start it again, once they keep failing; the first follows at once, the waits double."""


class FolderInUse(UserMistake):
    """Another venue is running on this data folder."""


class EmbeddedRedis:
    """A Redis for the length of a `with` block, which gives its address. `data` is the data folder."""

    def __init__(self, data: Path, fsync: str = "everysec", *, patience: float = 2.0) -> None:
        """`patience`: seconds that a start waits for the folder, which a short command may have for a moment."""
        self._data = data
        self._patience = patience
        self._folder = data.absolute() / "redis"
        self._fsync = fsync
        self._child: Child | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = -1
        self._leaving = threading.Event()
        self._watch = threading.Thread(target=self._keep_alive, name="embedded-redis", daemon=True)

    def __enter__(self) -> str:
        self._claim()
        try:
            self._child = self._taken_over() or self._started()
            self._watch.start()
        except BaseException:
            self._release()
            raise
        return self._child.url

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._watch.join()
        self._release()

    def _claim(self) -> None:
        """Makes the folder ours alone, or says who has it."""
        try:
            for folder in (self._data, self._folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            self._lock = os.open(self._folder / VENUE_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as wrong:
            raise UserMistake(f"The data folder {self._data} cannot be used: {wrong.strerror}.") from None
        deadline = time.monotonic() + self._patience
        while not _locked(self._lock):
            if time.monotonic() >= deadline:
                holder = os.pread(self._lock, 20, 0).decode(errors="replace").strip()
                os.close(self._lock)
                raise FolderInUse(
                    f"A venue is already running on the data folder {self._data} (process {holder or 'unknown'}).",
                    "Stop it, or name another folder with --data.",
                )
            time.sleep(0.05)
        os.truncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    def _release(self) -> None:
        """Ends the server, if there is one, and gives the folder free."""
        if self._child is not None:
            end_child(self._folder, self._child, self._process)
            _forget_private(self._child, self._folder)
        os.truncate(self._lock, 0)
        os.close(self._lock)

    def _taken_over(self) -> Child | None:
        """The server that a killed venue left behind; None where there is none, or it was hung and had to be killed."""
        child = _recorded(self._folder)
        if child is None or not lives(self._folder):
            return None
        try:
            wait_until_ready(self._folder, child)
            with closing(child.client()) as client:
                answering = client.info("server")["process_id"]
                if child.pid not in (0, answering):
                    raise StoreUnavailable(f"Another server answers on {child.socket}.")
                client.config_set("appendfsync", self._fsync)
            child = msgspec.structs.replace(child, pid=answering)
            _record(self._folder, child)
        except (StoreUnavailable, redis.RedisError) as wrong:
            log.warning("redis.orphan_hung", pid=child.pid, reason=str(wrong))
            send(child, signal.SIGKILL)
            end_child(self._folder, child, None)
            return None
        log.info("redis.orphan_taken_over", pid=child.pid, version=str(child.writer))
        return child

    def _started(self) -> Child:
        """A new server on what the folder holds."""
        earlier = _recorded(self._folder)
        binary = choose_binary(earlier.writer if earlier else None)
        socket = _socket_path(self._folder)
        # Recorded first: a newer server changes the files in its first moments, and an older one must not follow it.
        _record(self._folder, Child(binary.writer, str(socket), 0))
        child, self._process = start_child(self._folder, binary, socket, self._fsync)
        self._child = child
        _record(self._folder, child)
        wait_until_ready(self._folder, child)
        log.info("redis.started", pid=child.pid, version=str(child.writer), binary=str(binary.path))
        return child

    def _keep_alive(self) -> None:
        """In its own thread: starts the server again when it has ended, under the same address."""
        wait = LOOK
        while not self._leaving.wait(wait):
            if self._process is not None:
                self._process.poll()
            if lives(self._folder):
                wait = LOOK
                continue
            log.error("redis.ended", pid=self._child.pid if self._child else 0)
            try:
                self._started()
            except (StoreUnavailable, UserMistake, OSError) as wrong:
                wait = min(wait * 2, LONGEST_WAIT)
                log.error("redis.not_restarted", reason=str(wrong), next_attempt_in=wait)


@contextmanager
def reachable_redis(settings: Settings) -> Iterator[str]:
    """The address of the venue's Redis, for a short command.

    The one that is given; else the running venue's; else the embedded one, started for as long as the block lasts.
    """
    with ExitStack() as leaving:
        if settings.redis:
            url = settings.redis
        else:
            try:
                url = leaving.enter_context(EmbeddedRedis(settings.data, settings.redis_fsync, patience=0))
            except FolderInUse:
                url = _of_the_running_venue(settings.data)
        yield url


def running_server(data: Path) -> Child | None:
    """The embedded Redis that runs on a data folder now; None where there is none."""
    folder = data.absolute() / "redis"
    child = _recorded(folder)
    return child if child is not None and child.pid > 0 and lives(folder) else None


def _of_the_running_venue(data: Path) -> str:
    folder = data.absolute() / "redis"
    child = _recorded(folder)
    if child is None or not lives(folder):
        raise StoreUnavailable(f"The venue that uses {data} is only starting; try again.")
    wait_until_ready(folder, child)
    return child.url


def _recorded(folder: Path) -> Child | None:
    """Who wrote this folder, and as which process; None for a folder without data."""
    file = folder / RECORD
    try:
        child = msgspec.json.decode(file.read_bytes(), type=Child)
        return msgspec.structs.replace(child, socket=str(folder / child.socket))
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as wrong:
        raise UserMistake(f"{file} cannot be read: {wrong}.", "Without it nobody knows which Redis wrote it.") from None


def _record(folder: Path, child: Child) -> None:
    socket = Path(child.socket)
    if socket.parent == folder:
        child = msgspec.structs.replace(child, socket=socket.name)
    draft = folder / f"{RECORD}.new"
    draft.write_bytes(msgspec.json.encode(child))
    draft.chmod(0o600)
    draft.replace(folder / RECORD)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _socket_path(folder: Path) -> Path:
    """In the folder; where that path would be too long for a socket, in a private folder with a short one."""
    inside = folder / "redis.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET:
        return inside
    earlier = _recorded(folder)
    if earlier and not Path(earlier.socket).is_relative_to(folder) and Path(earlier.socket).parent.is_dir():
        return Path(earlier.socket)
    of_the_login = Path(f"/run/user/{os.getuid()}")
    return Path(tempfile.mkdtemp(prefix="venue-", dir=of_the_login if of_the_login.is_dir() else None)) / "redis.sock"


def _forget_private(child: Child, folder: Path) -> None:
    """Removes the private folder of a socket that did not fit."""
    socket = Path(child.socket)
    if socket.parent != folder and not lives(folder):
        socket.unlink(missing_ok=True)
        socket.parent.rmdir()
