"""What one person may hear, and what would be a broken promise."""

from __future__ import annotations

import pytest

from venue.model.ids import ParticipantId
from venue.protocol import codec
from venue.protocol.chat import ChatPosted
from venue.protocol.room import Snapshot
from venue.protocol.roster import Roster
from venue.protocol.wire import Position
from venue.rehearsal.ear import Ear
from venue.rehearsal.heard import logged
from venue.rehearsal.stage import Stage

POSTED = ChatPosted(by=ParticipantId("p-1"), name="Person A", text="Guten Morgen", at=1, ref="t-1")


@pytest.fixture
async def ear(stage: Stage) -> Ear:
    """Somebody in the plenum."""
    ear = Ear(stage, 1, lambda _: None)
    snapshot = Snapshot("plenum", Position("e", 4), False, (), False, Roster(0, ()))  # type: ignore[arg-type]
    ear.open(codec.encode(snapshot), None, 1)
    return ear


def hears(ear: Ear, room: str, offset: int) -> int:
    """How many events were heard in a wrong room after this one."""
    ear.hear(logged(codec.splice(room, offset, codec.encode(POSTED))), 2)
    return ear._stage.findings.tallies["audience"].broken


async def test_nobody_hears_a_room_in_which_they_are_not(ear: Ear) -> None:
    assert hears(ear, "plenum", 5) == 0
    assert hears(ear, "foyer", 1) == 1


async def test_between_another_history_and_its_snapshot_ones_own_room_is_heard_and_no_other(ear: Ear) -> None:
    ear.resynced("plenum", 2)
    assert hears(ear, "plenum", 5) == 0
    assert hears(ear, "foyer", 1) == 1


async def test_who_was_moved_hears_the_old_room_no_longer(ear: Ear) -> None:
    ear.resynced("plenum", 2)
    ear.leave_room(3)
    assert hears(ear, "plenum", 5) == 1
