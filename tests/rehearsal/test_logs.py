"""Rooms' logs as many people heard them: one content per offset, one offset per command, nothing lost."""

from __future__ import annotations

import pytest

from venue.rehearsal.findings import Findings
from venue.rehearsal.logs import Logs, Receipted, RoomLog, lost
from venue.rehearsal.stay import Ended

PLENUM = ("plenum", "e")


def heard(*events: tuple[int, int, str]) -> tuple[Logs, Findings]:
    logs, findings = Logs(), Findings()
    for offset, fingerprint, command in events:
        logs.note(PLENUM, offset, fingerprint, command, findings)
    return logs, findings


def receipt(offset: int, at: int = 0, command: str = "") -> Receipted:
    return Receipted("plenum", "e", offset, at, command or f"p/{offset}")


def stayed(base: int, last: int, ended: int = 100, missing: tuple[int, ...] = ()) -> Ended:
    return Ended(7, "plenum", "e", base, last, missing, ended)


def test_two_who_hear_the_same_at_an_offset_are_of_one_mind() -> None:
    _, findings = heard((1, 11, "p/1"), (1, 11, "p/1"), (2, 12, "p/2"))
    assert not findings.broken
    assert findings.tallies["order"].looked == 3


def test_two_who_hear_different_events_at_an_offset_break_the_order() -> None:
    _, findings = heard((1, 11, "p/1"), (1, 99, "p/2"))
    assert "order" in findings.broken


def test_a_command_that_stands_at_two_offsets_was_applied_twice() -> None:
    _, findings = heard((1, 11, "p/1"), (2, 11, "p/1"))
    assert findings.broken == ["duplicates"]


def test_two_processes_that_heard_different_events_break_the_order() -> None:
    logs, findings = heard((1, 11, "p/1"), (2, 12, "p/2"))
    logs.merge("plenum", "e", RoomLog({2: 12, 3: 13}, {"p/2": 2}), findings)
    assert not findings.broken
    logs.merge("plenum", "e", RoomLog({3: 99}, {}), findings)
    assert findings.broken == ["order"]


def test_another_epoch_is_another_log() -> None:
    logs, findings = heard((1, 11, "p/1"))
    logs.merge("plenum", "later", RoomLog({1: 99}, {"p/1": 4}), findings)
    assert not findings.broken


def test_what_was_heard_by_everybody_in_the_room_is_not_lost() -> None:
    findings = Findings()
    lost([receipt(5), receipt(6)], [stayed(4, 6), stayed(5, 6)], 10, Logs(), findings)
    assert not findings.broken
    assert findings.tallies["loss"].looked == 3


@pytest.mark.parametrize("stay", [stayed(4, 5), stayed(4, 6, missing=(6,))], ids=["the-last", "one-between"])
def test_what_somebody_in_the_room_never_heard_is_lost(stay: Ended) -> None:
    findings = Findings()
    lost([receipt(6)], [stay], 10, Logs(), findings)
    assert findings.broken == ["loss"]


def test_who_came_later_or_left_at_that_moment_need_not_have_heard_it() -> None:
    findings = Findings()
    lost([receipt(6, at=95)], [stayed(6, 6), stayed(4, 5, ended=100)], 10, Logs(), findings)
    assert not findings.broken
    assert findings.tallies["loss"].looked == 0


def test_a_receipt_that_names_another_offset_than_everybody_heard_is_wrong() -> None:
    logs, findings = heard((6, 11, "p/x"))
    lost([receipt(5, command="p/x")], [], 10, logs, findings)
    assert findings.broken == ["receipts"]


def begun_anew(base: int, epoch: str = "later") -> Ended:
    """The same person's next stay in the room, which began with a snapshot at `base`."""
    return Ended(7, "plenum", epoch, base, base, (), 2_000)


@pytest.mark.parametrize("epoch", ["e", "later"])
def test_what_stands_in_the_log_with_which_a_stay_began_anew_is_not_lost(epoch: str) -> None:
    logs, findings = heard((1, 11, "p/1"))
    logs.merge("plenum", epoch, RoomLog({6: 16}, {"p/6": 6}), findings)
    lost([receipt(6, command="p/6")], [stayed(4, 5), begun_anew(6, epoch)], 10, logs, findings)
    assert not findings.broken


def test_what_does_not_stand_there_either_is_lost() -> None:
    for base, command in ((5, "p/6"), (6, "p/7")):
        logs, findings = heard((1, 11, "p/1"))
        logs.merge("plenum", "later", RoomLog({6: 16}, {command: 6}), findings)
        lost([receipt(6, command="p/6")], [stayed(4, 5), begun_anew(base)], 10, logs, findings)
        assert findings.broken == ["loss"]


def test_who_left_while_the_store_was_away_heard_nothing_there_any_more() -> None:
    findings = Findings()
    lost([receipt(6, at=50)], [stayed(4, 5, ended=100)], 10, Logs(), findings, [(55, 120)])
    assert not findings.broken
    lost([receipt(6, at=40)], [stayed(4, 5, ended=100)], 10, Logs(), findings, [(55, 120)])
    assert findings.broken == ["loss"]
