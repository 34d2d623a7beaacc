"""The embedded Redis: what was said survives, one venue per folder, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import redis

from venue.errors import StoreUnavailable, UserMistake
from venue.settings import Settings
from venue.store.embedded import EmbeddedRedis, FolderInUse, reachable_redis
from venue.store.embedded_binary import Writer, bundled_binary, choose_binary, found_binaries
from venue.store.embedded_child import Child, lives

HOLD = """
import sys
from pathlib import Path
from venue.store.embedded import EmbeddedRedis
with EmbeddedRedis(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""
"""A venue that does nothing but hold its Redis until its standard input ends."""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder, in which no server may be left behind."""
    folder = tmp_path / "data"
    yield folder
    left = lives(folder / "redis") if (folder / "redis").exists() else False
    if left:
        os.kill(recorded(folder).pid, signal.SIGKILL)
    assert not left, "a server was left running"


@pytest.fixture
def other_venue(data: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts another process that holds the data folder; returns when its Redis answers."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        while line := process.stdout.readline():
            if line.startswith("unix://"):
                return process
        raise AssertionError("the other venue did not start")

    yield start
    for process in started:
        process.communicate(timeout=20)


@pytest.fixture
def only_bundled(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes every Redis from the PATH, where there is another one."""
    return lambda: monkeypatch.setenv("PATH", "") if bundled_binary() else None


def connect(url: str) -> closing[redis.Redis]:
    return closing(redis.Redis.from_url(url, decode_responses=True, socket_timeout=10))


def recorded(data: Path) -> Child:
    return msgspec.json.decode((data / "redis" / "server.json").read_bytes(), type=Child)


def test_what_was_said_survives_a_restart(data: Path) -> None:
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
    with EmbeddedRedis(data) as url, connect(url) as client:
        assert client.get("said") == "good morning"


def test_what_was_said_survives_a_killed_redis_which_comes_back_at_the_same_address(data: Path) -> None:
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
        os.kill(recorded(data).pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while True:
            try:
                assert client.get("said") == "good morning"
                break
            except redis.ConnectionError:
                assert time.monotonic() < deadline, "the server did not come back"
                time.sleep(0.01)


def test_the_folder_and_what_is_in_it_is_for_its_owner_alone(data: Path) -> None:
    with EmbeddedRedis(data):
        for path, mode in ((data, 0o700), (data / "redis", 0o700), (data / "redis" / "redis.sock", 0o600)):
            assert stat.S_IMODE(path.stat().st_mode) == mode


def test_nothing_listens_on_a_port_and_nothing_is_evicted_and_every_write_is_kept(data: Path) -> None:
    with EmbeddedRedis(data, fsync="always") as url, connect(url) as client:
        settings = client.config_get("*")
        wanted = {
            "port": "0",
            "maxmemory-policy": "noeviction",
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
        }
        assert {name: settings[name] for name in wanted} == wanted


def test_a_server_whose_venue_was_killed_is_taken_over_with_all_it_holds(
    data: Path, other_venue: Callable[[], subprocess.Popen[str]]
) -> None:
    other = other_venue()
    orphan = recorded(data).pid
    other.kill()
    other.wait(10)
    with EmbeddedRedis(data) as url, connect(url) as client:
        assert client.info("server")["process_id"] == orphan


def test_an_orphan_that_does_not_answer_is_replaced_and_its_data_kept(
    data: Path, other_venue: Callable[[], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venue.store.embedded_child.SILENT", 0.5)
    other = other_venue()
    orphan = recorded(data)
    with connect(f"unix://{data}/redis/redis.sock") as client:
        client.set("said", "good morning")
    os.kill(orphan.pid, signal.SIGSTOP)
    other.kill()
    other.wait(10)
    with EmbeddedRedis(data) as url, connect(url) as client:
        assert client.info("server")["process_id"] != orphan.pid
        assert client.get("said") == "good morning"


def test_a_second_venue_on_the_same_folder_is_refused_and_the_first_goes_on(data: Path) -> None:
    with EmbeddedRedis(data) as url:
        with pytest.raises(FolderInUse, match=f"already running on the data folder .*process {os.getpid()}"):
            EmbeddedRedis(data, patience=0).__enter__()
        with connect(url) as client:
            assert client.ping()


def test_a_moved_folder_keeps_its_data(data: Path, tmp_path: Path) -> None:
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
    moved = data.rename(tmp_path / "elsewhere")
    with EmbeddedRedis(moved) as url, connect(url) as client:
        assert client.get("said") == "good morning"


def test_a_folder_with_a_very_long_path_gets_a_socket_with_a_short_one_which_goes_with_it(data: Path) -> None:
    deep = data / ("long" * 30)
    with EmbeddedRedis(deep) as url, connect(url) as client:
        assert client.ping()
        socket = Path(url.removeprefix("unix://"))
        assert not socket.is_relative_to(deep)
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
        with reachable_redis(Settings(data=deep)) as same:
            assert same == url
    assert not socket.parent.exists()


def test_a_path_with_spaces_and_signs_is_no_obstacle(data: Path) -> None:
    with EmbeddedRedis(data / 'Tag der Daten "2027" #1 100%') as url, connect(url) as client:
        assert client.ping()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserMistake, match=r"data folder .* cannot be used"):
        EmbeddedRedis(tmp_path / "file" / "data").__enter__()


def test_a_damaged_file_is_said_with_the_server_s_own_words(data: Path) -> None:
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
    for file in (data / "redis").rglob("*.aof"):
        file.write_bytes(b"this is not an append-only file")
    with pytest.raises(StoreUnavailable, match=r"ended at its start: .*redis\.log"):
        EmbeddedRedis(data).__enter__()


def test_the_command_line_reaches_the_redis_of_a_running_venue(
    data: Path, other_venue: Callable[[], subprocess.Popen[str]]
) -> None:
    other_venue()
    with reachable_redis(Settings(data=data)) as url, connect(url) as client:
        assert client.info("server")["process_id"] == recorded(data).pid
    assert lives(data / "redis"), "the venue must keep its Redis"


def test_the_command_line_starts_the_redis_for_as_long_as_it_needs_it(data: Path) -> None:
    with reachable_redis(Settings(data=data)) as url, connect(url) as client:
        client.set("issued", "1")
    with reachable_redis(Settings(data=data)) as url, connect(url) as client:
        assert client.get("issued") == "1"


def test_the_command_line_uses_the_redis_that_is_given(data: Path) -> None:
    with reachable_redis(Settings(data=data, redis="redis://elsewhere:6379/0")) as url:
        assert url == "redis://elsewhere:6379/0"
    assert not data.exists()


def test_an_older_redis_refuses_the_folder_of_a_newer_one_instead_of_starting_empty(
    data: Path, only_bundled: Callable[[], None]
) -> None:
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
    file = data / "redis" / "server.json"
    newer = msgspec.structs.replace(recorded(data), writer=Writer("redis", "99.0.1"))
    file.write_bytes(msgspec.json.encode(newer))
    only_bundled()
    with pytest.raises(UserMistake, match=r"written by Redis 99\.0\.1; what is here cannot read it: Redis"):
        EmbeddedRedis(data).__enter__()


def test_a_newer_redis_goes_on_with_the_folder_of_the_bundled_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundled_binary() or sys.version_info >= (3, 13)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", "" if bundled_binary() else path)
    with EmbeddedRedis(data) as url, connect(url) as client:
        client.set("said", "good morning")
        older = recorded(data).writer.number
    monkeypatch.setenv("PATH", path)
    with EmbeddedRedis(data) as url, connect(url) as client:
        assert client.get("said") == "good morning"
        assert recorded(data).writer.number >= older


def test_a_data_folder_is_never_opened_by_a_server_that_cannot_read_it() -> None:
    assert Writer("redis", "7.0.15").opens(Writer("redis", "6.2.14"))
    assert Writer("redis", "7.0.1").opens(Writer("redis", "7.0.15"))
    assert not Writer("redis", "6.2.14").opens(Writer("redis", "7.0.15"))
    assert not Writer("redis", "6.2.14").opens(Writer("redis", "10.0.0"))
    assert Writer("valkey", "8.0.1").opens(Writer("redis", "7.2.5"))
    assert not Writer("valkey", "8.0.1").opens(Writer("redis", "7.4.0"))
    assert not Writer("redis", "8.0.0").opens(Writer("valkey", "7.2.5"))


def test_servers_are_looked_for_on_the_path_first_and_in_the_wheel_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, says in (
        ("valkey-server", "Valkey server v=8.1.1 sha=0"),
        ("redis-server", "Redis server v=7.4.2 sha=0"),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{says}'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = list(found_binaries())
    assert [str(binary.writer) for binary in found[:2]] == ["Redis 7.4.2", "Valkey 8.1.1"]
    assert [binary.path for binary in found[2:]] == [path for path in [bundled_binary()] if path]
    assert choose_binary(Writer("valkey", "8.0.0")).path == tmp_path / "valkey-server"


def test_without_any_server_one_line_names_the_command_that_gets_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "redis-server").write_text("#!/bin/sh\necho 'Redis server v=5.0.7 sha=0'\n")
    (tmp_path / "redis-server").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("venue.store.embedded_binary.bundled_binary", lambda: None)
    with pytest.raises(StoreUnavailable, match=r"Redis 5\.0\.7 is here, too old.* To get one: "):
        choose_binary(None)
