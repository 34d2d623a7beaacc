"""A bucket that refills: so much at once, so much in the long run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.live.credits import Credits


def test_so_much_at_once_and_then_as_time_goes_by() -> None:
    bucket = Credits(3, 2)
    assert [bucket.spend(1, 100) for _ in range(4)] == [True, True, True, False]
    assert not bucket.spend(1, 100.4)
    assert bucket.spend(1, 100.5)
    assert not bucket.spend(1, 100.5)
    assert [bucket.spend(1, 900) for _ in range(4)] == [True, True, True, False], "it holds no more than that"


def test_who_asks_for_more_than_there_is_gets_nothing_and_loses_nothing() -> None:
    bucket = Credits(3, 1)
    assert not bucket.spend(4, 100)
    assert bucket.spend(3, 100)


def test_a_full_bucket_may_be_forgotten() -> None:
    bucket = Credits(3, 1)
    bucket.spend(2, 100)
    assert not bucket.is_full(101)
    assert bucket.is_full(102)


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0.1, 5)), max_size=50))
def test_in_the_long_run_nobody_gets_more_than_the_rate(asks: list[tuple[float, float]]) -> None:
    bucket, now, got = Credits(10, 2), 0.0, 0.0
    for wait, cost in asks:
        now += wait
        got += cost if bucket.spend(cost, now) else 0
        assert got <= 10 + 2 * now + 1e-6
