"""Logs: events with fields; nothing that people say, nothing that opens doors."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

PROGRAM = """
import logging, sys, structlog
from venue.logs import start_logging

start_logging("info", sys.argv[1])
log = structlog.get_logger("venue.test")
log.debug("room.counted", room="foyer")
log.info("room.entered", room="foyer", ticket="eyJhbGci", text="good morning")
logging.getLogger("uvicorn.error").info("a request line: /day/door")
logging.getLogger("uvicorn.error").warning("a library's warning")
said = "good morning"
try:
    1 / 0
except ZeroDivisionError:
    log.exception("server_error")
"""


def logged(form: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("form", ["json", "console", "auto"])
def test_neither_what_people_say_nor_a_ticket_is_logged_not_even_with_a_trace(form: str) -> None:
    text = logged(form)
    assert "room.entered" in text
    assert "ZeroDivisionError" in text
    assert "good morning" not in text.replace('said = "good morning"', "")
    assert "eyJhbGci" not in text


def test_libraries_are_heard_when_they_warn() -> None:
    text = logged("json")
    assert "a library's warning" in text
    assert "a request line" not in text
    assert "room.counted" not in text


def test_a_program_can_read_the_log() -> None:
    events = [msgspec.json.decode(line) for line in logged("auto").splitlines()]
    assert [event["event"] for event in events] == ["room.entered", "a library's warning", "server_error"]
    assert events[0]["room"] == "foyer"
    assert events[0]["ticket"] == events[0]["text"] == "***"
