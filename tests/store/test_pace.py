"""Calls go at once in the quiet, together in the storm, and are not kept waiting for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from venue.store.pace import ALONE_SECONDS, GATHER_SECONDS, IN_VAIN, Pace


def played(asked: Sequence[float]) -> tuple[list[int], float]:
    """How many calls each pipeline held, and the longest wait, when calls are asked at these times."""
    pace, batches, longest = Pace(), list[int](), 0.0
    waiting: list[float] = []
    due = 0.0
    for now in [*asked, asked[-1] + 1]:
        if waiting and due <= now:
            longest = max(longest, due - waiting[0])
            pace.sent(due, len(waiting))
            batches.append(len(waiting))
            waiting = []
        if not waiting:
            due = now + pace.wait(now)
        waiting.append(now)
    return batches, longest


@pytest.mark.parametrize("per_second", [1, 20, 50, 95])
def test_in_the_quiet_everything_goes_at_once(per_second: int) -> None:
    batches, longest = played([at / per_second for at in range(200)])
    assert set(batches) == {1}
    assert longest == 0


@pytest.mark.parametrize(("per_second", "pipelines"), [(300, 500), (800, 220), (5000, 205)])
def test_in_a_storm_a_pipeline_goes_each_tick_and_nobody_waits_longer(per_second: int, pipelines: int) -> None:
    dice = Random(1)
    asked = sorted(dice.uniform(0, 2) for _ in range(2 * per_second))
    batches, longest = played(asked)
    assert sum(batches) == len(asked)
    assert len(batches) < pipelines
    assert longest <= GATHER_SECONDS + 1e-9


def test_who_asks_one_thing_after_the_other_is_hardly_kept_waiting() -> None:
    pace, now, waited = Pace(), 0.0, 0.0
    calls = 0
    while now < 2:
        wait = pace.wait(now)
        waited += wait
        now += wait
        pace.sent(now, 1)
        now += 0.0005  # the answer, and the next question
        calls += 1
    assert calls > 3000
    assert waited / now < 1.2 * IN_VAIN * GATHER_SECONDS / ALONE_SECONDS


def test_after_a_storm_it_is_quiet_again() -> None:
    storm = [at / 1000 for at in range(500)]
    after = [1.0, 1.5, 2.0]
    batches, _ = played([*storm, *after])
    assert batches[-3:] == [1, 1, 1]
