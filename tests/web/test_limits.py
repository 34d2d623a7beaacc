"""How often one may knock: bounded for each, and nobody uses up the way in of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.web import limits
from venue.web.door_refusal import DoorRefusal
from venue.web.limits import Bucket, DoorLimits


def knocks(limit: DoorLimits, who: str, count: int, now: float) -> int:
    """How many of `count` knocks were heard."""
    heard = 0
    for _ in range(count):
        try:
            limit.participant("our-day", who, now)
        except DoorRefusal:
            continue
        heard += 1
    return heard


def test_one_person_may_knock_a_while_and_then_waits_as_long_as_is_said() -> None:
    limit = DoorLimits()
    assert knocks(limit, "t-1", 100, 0.0) == 30
    with pytest.raises(DoorRefusal) as fault:
        limit.participant("our-day", "t-1", 0.0)
    assert (fault.value.code, fault.value.retry, fault.value.status) == ("too_many", True, 429)
    limit.participant("our-day", "t-1", float(fault.value.wait))


def test_a_person_who_knocks_too_often_bars_nobody_else() -> None:
    limit = DoorLimits()
    knocks(limit, "t-1", 100, 0.0)
    assert knocks(limit, "t-2", 10, 0.0) == 10


def test_guessed_tickets_bar_neither_guests_nor_names() -> None:
    limit = DoorLimits()
    for _ in range(200):
        limit.forged(0.0)
    with pytest.raises(DoorRefusal):
        limit.forged(0.0)
    limit.participant("our-day", "t-1", 0.0)
    limit.named(0.0)


def test_a_whole_hall_may_enter_an_open_event_at_once() -> None:
    limit = DoorLimits()
    for _ in range(1200):
        limit.named(0.0)


def test_the_people_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_PEOPLE", 3)
    limit = DoorLimits()
    knocks(limit, "t-0", 100, 0.0)
    for n in range(1, 4):
        knocks(limit, f"t-{n}", 1, 0.0)
    assert len(limit._people) == 3
    assert knocks(limit, "t-0", 1, 0.0) == 1, "who knocked longest ago is forgotten first"


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0.1, 5)), max_size=40))
def test_a_bucket_never_gives_more_than_it_may(steps: list[tuple[float, float]]) -> None:
    bucket = Bucket(burst=10, per_second=2, now=0.0)
    now = taken = 0.0
    for pause, cost in steps:
        now += pause
        if bucket.take(cost, now) == 0:
            taken += cost
        assert taken <= 10 + 2 * now + 1e-6
