"""What browsers are built against is what the server speaks."""

from __future__ import annotations

import re
from pathlib import Path

from venue.protocol.codec import COMMANDS
from venue.protocol.codes import DOOR_REFUSALS, REFUSALS, Close, Refusal
from venue.protocol.results import RESULTS
from venue.protocol.typescript import EVENTS, typescript

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "venue"


def test_the_browsers_types_are_those_of_the_server() -> None:
    generated = (ROOT / "static" / "src" / "protocol.ts").read_text(encoding="utf-8")
    assert generated == typescript(), "stale: `make wire` writes it anew"


def test_every_command_event_and_result_is_in_it() -> None:
    text = typescript()
    for kind in (*COMMANDS, *EVENTS, *RESULTS.values()):
        assert re.search(rf"^export (interface|type) {kind.__name__}\b", text, re.MULTILINE), kind


def test_every_code_that_is_used_is_documented_and_every_documented_one_is_used() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*") if path.suffix in (".py", ".lua")
    )
    codes = PACKAGE / "protocol" / "codes.py"
    elsewhere = source.replace(codes.read_text(encoding="utf-8"), "")
    raised = set(re.findall(r'\b(?:Refusal|Unreadable|Unrunnable)\(\s*"(\w+)"', elsewhere))
    assert raised <= REFUSALS.keys()
    said_by_scripts = set(re.findall(r"return \{'(\w+)'\}", elsewhere)) - {
        "unknown",
        "ended",
        "fenced",
        "done",
        "changed",
    }
    assert said_by_scripts <= REFUSALS.keys()
    assert REFUSALS.keys() <= raised | said_by_scripts
    assert set(re.findall(r'DoorRefusal\(\s*"(\w+)"', elsewhere)) <= DOOR_REFUSALS.keys()


def test_a_close_code_says_by_its_number_whether_to_come_back() -> None:
    come_back = {close for close in Close if close < 4500}
    assert come_back == {Close.DRAINED, Close.OVERLOADED, Close.TOO_MANY_FRAMES}
    assert all(4000 <= close <= 4999 for close in Close)


def test_no_close_code_is_documented_that_nobody_sends() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert {close.name for close in Close} == set(re.findall(r"\bClose\.([A-Z_]+)", source))


def test_a_refusal_says_whether_to_try_again() -> None:
    assert {code for code, (retry, _) in REFUSALS.items() if retry} == {"too_many", "store_unavailable", "server_error"}
    assert Refusal("no_room").detail == REFUSALS["no_room"][1]
    assert Refusal("no_room", "there is no cellar").detail == "there is no cellar"
