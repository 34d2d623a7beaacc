"""The run of show in the store: decided once, on what is so, and not forgotten."""

from __future__ import annotations

import asyncio

import pytest

from tests.store.ledger import Ledger
from venue.model.house import House
from venue.model.ids import ParticipantId
from venue.model.show import AS_PLANNED, ShowState
from venue.store.keys import JOURNAL
from venue.store.rooms import Command, ScriptRefused

LATE = ShowState(number=1, moved={"opening": 300_000})


async def test_a_decision_is_in_the_house_log_in_the_snapshot_and_in_the_journal(ledger: Ledger) -> None:
    before = await ledger.logs.extent(JOURNAL)
    assert await ledger.run_show(LATE) == ledger.offset
    assert ledger.snapshot.show == ledger.folded.show == LATE
    assert (await ledger.logs.extent(JOURNAL)).end == before.end + 1


async def test_of_twenty_who_saw_the_same_one_decides(ledger: Ledger) -> None:
    async def decides(number: int) -> str:
        try:
            command = Command(ParticipantId(f"m{number}"), "r", "show.skip")
            await ledger.shows.decide(command, AS_PLANNED, ShowState(number=1, held=number), b"{}", b"{}")
        except ScriptRefused as refused:
            return refused.code
        return "done"

    said = await asyncio.gather(*(decides(number) for number in range(1, 21)))
    await ledger.check()
    assert sorted(said) == ["changed"] * 19 + ["done"]
    assert ledger.snapshot.show.held == said.index("done") + 1


async def test_a_repeated_decision_gets_the_same_receipt_and_changes_nothing(ledger: Ledger) -> None:
    await ledger.run_show(LATE, ref="once")
    end = ledger.offset
    assert await ledger.run_show(ShowState(number=2), seen=AS_PLANNED, ref="once") == b'{"receipt":1}'
    assert (ledger.offset, ledger.snapshot.show) == (end, LATE)
    said = await ledger.shows.said_before(Command(ParticipantId("m"), "once", "show.extend"))
    assert said == b'{"receipt":1}'
    assert await ledger.shows.said_before(Command(ParticipantId("m"), "never", "show.extend")) is None
    for again in (
        ledger.shows.said_before(Command(ParticipantId("m"), "once", "show.skip")),
        ledger.shows.decide(Command(ParticipantId("m"), "once", "show.skip"), LATE, LATE, b"{}", b"{}"),
    ):
        with pytest.raises(ScriptRefused, match="conflict"):
            await again


async def test_an_emptied_store_gets_the_newest_state_back_and_no_older_one(ledger: Ledger) -> None:
    newer, older = House(show=ShowState(number=2, held=5)), House(show=LATE)
    await ledger.houses.restore(older)
    await ledger.check()
    assert ledger.snapshot.show == LATE
    await ledger.houses.restore(newer)
    await ledger.houses.restore(older)
    await ledger.check()
    assert ledger.snapshot.show == newer.show


async def test_who_decided_is_not_known_any_more_after_they_were_erased(ledger: Ledger) -> None:
    await ledger.come("m", "foyer", "moderator")
    await ledger.run_show(LATE)
    await ledger.forget("m")
    assert ledger.snapshot.show == LATE
    assert "Person m" not in await ledger.everything()
