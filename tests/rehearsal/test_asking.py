"""One person's commands: sent, sent again with the same ref, answered once."""

from __future__ import annotations

import time

import pytest

from venue.model.ids import RoomId
from venue.protocol import codec
from venue.protocol.chat import ChatSend
from venue.protocol.codes import Refusal
from venue.protocol.room import RoomEnter
from venue.protocol.venue import VenueResume
from venue.protocol.wire import Done, Position
from venue.rehearsal.asking import Asked, Asking, Refused, Unanswered
from venue.rehearsal.heard import Answer, read
from venue.rehearsal.patience import until
from venue.rehearsal.stage import MS, Stage

PATIENCE = 5.0


class Wire:
    """What was written, as long as there is a connection."""

    def __init__(self) -> None:
        self.open = True
        self.written: list[str] = []

    def send(self, frame: bytes) -> bool:
        if self.open:
            self.written.append(codec.decode(frame).ref)
        return self.open


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def asking(stage: Stage, wire: Wire) -> Asking:
    asking = Asking(stage, wire.send)
    asking.ready()
    return asking


def say(asking: Asking) -> Asked:
    return asking.give(ChatSend(ref=asking.ref(), room=RoomId("plenum"), text="Guten Morgen"))


def answered(asked: Asked) -> Answer:
    answer = read(codec.receipt(asked.command.ref, Done()))
    assert isinstance(answer, Answer)
    return answer


def refused(asked: Asked, code: str) -> Answer:
    answer = read(codec.refusal(asked.command.ref, Refusal(code)))
    assert isinstance(answer, Answer)
    return answer


async def test_a_command_that_is_answered_is_settled_and_its_time_measured(stage: Stage, asking: Asking) -> None:
    asked = say(asking)
    assert asking.heard(answered(asked), time.monotonic_ns()) is asked
    assert not asking.pending
    assert stage.samples["receipt"].count == 1
    assert not stage.findings.broken


async def test_what_is_said_without_a_connection_goes_out_in_order_when_it_is_back(asking: Asking, wire: Wire) -> None:
    first = say(asking)
    wire.open = False
    asking.disconnected()
    second, third = say(asking), say(asking)
    wire.open = True
    asking.ready()
    refs = [each.command.ref for each in (first, second, third)]
    assert wire.written == [refs[0], *refs]


async def test_what_was_sent_twice_is_not_measured(stage: Stage, asking: Asking) -> None:
    asked = say(asking)
    asking.disconnected()
    asking.ready()
    asking.heard(answered(asked), time.monotonic_ns())
    assert stage.samples["receipt"].count == 0


async def test_a_resume_belongs_to_its_connection_and_is_not_sent_on_another(asking: Asking, wire: Wire) -> None:
    resume = VenueResume(ref=asking.ref(), room=RoomId("plenum"), position=Position("e", 1))
    asked = asking.give(resume, first=True)
    asking.disconnected()
    asking.ready()
    assert wire.written == [resume.ref]
    assert isinstance(asked.answer.exception(), Unanswered)


async def test_a_second_answer_to_one_sending_is_a_duplicate(stage: Stage, asking: Asking) -> None:
    asked = say(asking)
    asking.heard(answered(asked), time.monotonic_ns())
    asking.heard(answered(asked), time.monotonic_ns())
    assert stage.findings.broken == ["duplicates"]


async def test_an_answer_to_nothing_is_found_wanting(stage: Stage, asking: Asking) -> None:
    asked = say(asking)
    asking.heard(Answer("somebody-elses"), time.monotonic_ns())
    assert stage.findings.broken == ["receipts"]
    assert asked.command.ref in asking.pending


async def test_no_answer_is_found_wanting_once_and_then_given_up(stage: Stage, asking: Asking, wire: Wire) -> None:
    asked = say(asking)
    late = asked.sent + round(PATIENCE * 1000) * MS
    asking.overdue(late - MS)
    assert not stage.findings.broken
    asking.overdue(late)
    assert stage.findings.tallies["receipts"].broken == 1
    assert wire.written == [asked.command.ref] * 2
    asking.overdue(asked.sent + round(PATIENCE * 1000) * MS)
    assert isinstance(asked.answer.exception(), Unanswered)
    assert stage.findings.tallies["receipts"].broken == 1


async def test_both_answers_to_a_command_that_was_sent_twice_are_welcome(stage: Stage, asking: Asking) -> None:
    asked = say(asking)
    asking.overdue(asked.sent + round(PATIENCE * 1000) * MS)
    before = stage.findings.tallies["duplicates"].broken
    asking.heard(answered(asked), time.monotonic_ns())
    asking.heard(answered(asked), time.monotonic_ns())
    assert stage.findings.tallies["duplicates"].broken == before
    asking.heard(answered(asked), time.monotonic_ns())
    assert stage.findings.tallies["duplicates"].broken == before + 1


async def test_who_asks_too_often_waits_and_repeats_with_the_same_ref(stage: Stage, asking: Asking, wire: Wire) -> None:
    asked = say(asking)
    asking.heard(refused(asked, "too_many"), time.monotonic_ns())
    assert await until(lambda: len(wire.written) == 2, 5)
    assert wire.written == [asked.command.ref] * 2
    assert stage.refusals["too_many"] == 1
    assert not stage.findings.broken


async def test_what_brings_one_in_is_repeated_before_everything_else(stage: Stage, wire: Wire) -> None:
    asking = Asking(stage, wire.send)
    later = say(asking)
    enter = asking.give(RoomEnter(ref=asking.ref(), room=RoomId("plenum")), first=True)
    asking.heard(refused(enter, "store_unavailable"), time.monotonic_ns())
    assert await until(lambda: len(wire.written) == 2, 5)
    asking.ready()
    assert wire.written == [enter.command.ref, enter.command.ref, later.command.ref]


@pytest.mark.parametrize(("code", "fault"), [("room_full", False), ("not_here", False), ("not_allowed", True)])
async def test_a_refusal_is_passed_on_and_is_a_fault_only_where_nothing_explains_it(
    stage: Stage, asking: Asking, code: str, fault: bool
) -> None:
    asked = say(asking)
    assert asking.heard(refused(asked, code), time.monotonic_ns()) is None
    assert isinstance(asked.answer.exception(), Refused)
    assert bool(stage.findings.broken) is fault
