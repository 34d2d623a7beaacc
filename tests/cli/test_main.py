"""The command line: help that helps, one line for a mistake, and exit codes that scripts can rely on."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from venue import __version__
from venue.listening import listening_socket
from venue.settings import TABLE


def venue(*arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs `venue` with nothing in the environment but `variables`."""
    return subprocess.run(
        [sys.executable, "-m", "venue", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env={
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "200",
            "PYTHONPATH": ":".join(sys.path),
            **variables,
        },
    )


def test_help_names_every_command_and_comes_quickly() -> None:
    began = time.monotonic()
    done = venue("--help")
    assert done.returncode == 0
    for command in ("serve", "check", "tickets", "rehearse", "settings"):
        assert f" {command} " in done.stdout
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "command", [["serve"], ["check"], ["tickets"], ["tickets", "issue"], ["rehearse"], ["settings"]]
)
def test_every_command_explains_itself(command: list[str]) -> None:
    done = venue(*command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_help_does_not_load_the_server() -> None:
    loaded = "import sys, venue.cli.main; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"uvicorn", "starlette", "redis", "uvloop", "websockets"} & set(said)


def test_the_version_is_the_package_s() -> None:
    assert venue("--version").stdout == f"venue {__version__}\n"


def test_the_help_of_serve_names_every_option_and_its_variable() -> None:
    said = venue("serve", "--help").stdout
    for _, row in TABLE.values():
        if row.flag:
            assert row.flag in said
            assert row.env in said


def test_settings_prints_the_whole_table_with_sources_and_without_secrets() -> None:
    done = venue("settings", "--port", "9000", VENUE_REDIS_URL="redis://u:hush@db:6379/0", VENUE_SECRET="hush" * 9)
    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines()[1:]}
    assert list(lines) == list(TABLE)
    assert "9000" in lines["port"]
    assert lines["port"].split().count("--port") == 2
    assert "redis://u:***@db:6379/0" in lines["redis"]
    assert "hush" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["serve", "--port", "http"], 2, "venue: --port: found 'http'; wanted a whole number from 0 to 65535."),
        (["serve", "--redis", "redis://u:hush@127.0.0.1:1"], 1, "cannot be reached at redis://u:***@127.0.0.1:1:"),
        (["serve", "--host", "203.0.113.1"], 2, "this machine has no such address. Choose another with --host."),
        (["serve", "--data", "/dev/null/data"], 2, "The data folder /dev/null/data cannot be used: Not a directory."),
        (["serve", "--event", "nowhere.toml"], 2, "venue: The event file nowhere.toml cannot be read: No such file"),
        (["serve", "--secret-file", "nowhere"], 2, "venue: The secret file nowhere does not exist."),
        (["settings", "--clock", "noon"], 2, "venue: --clock: found 'noon'; wanted a time like"),
        (["serve", "--bogus"], 2, "No such option: --bogus"),
        (["dance"], 2, "No such command 'dance'"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_sentence_and_an_exit_code_and_never_a_trace(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    done = venue(*arguments, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr
    assert done.stdout == ""


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with closing(listening_socket("127.0.0.1", 0)) as taken:
        done = venue("serve", "--port", str(taken.getsockname()[1]), cwd=tmp_path)
    assert done.returncode == 2
    assert "another program listens there. Choose another port with --port." in done.stderr


def test_a_faulty_event_file_keeps_the_doors_shut_and_every_fault_is_said(tmp_path: Path) -> None:
    (tmp_path / "day.toml").write_text('slug = "The Day"\n[[rooms]]\nkind = "cellar"\n')
    done = venue("serve", "--event", "day.toml", "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("day.toml:") > 2
    assert "Traceback" not in done.stderr


def test_what_a_command_prints_can_be_read_by_a_program(tmp_path: Path) -> None:
    """The embedded Redis that it starts for a moment says nothing between the lines."""
    venue("serve", "--redis", "redis://127.0.0.1:1", cwd=tmp_path)  # comes as far as making a secret
    done = venue("tickets", "issue", "--count", "2", "--role", "participant", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert all("/door#ticket=" in line for line in lines[1:])
    assert "redis.started" not in done.stdout + done.stderr
