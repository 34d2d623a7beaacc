"""Measured times and their percentiles."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.rehearsal.samples import Samples, rank

TIMES = st.floats(min_value=0, max_value=60_000, width=32)


def sampled(*values: float, limit: int = 1000) -> Samples:
    samples = Samples(limit)
    for at, value in enumerate(values):
        samples.add(at, value)
    return samples


def test_percentiles_are_values_that_were_measured() -> None:
    summary = sampled(*range(1, 101)).summary()
    assert (summary.count, summary.p50, summary.p90, summary.p99, summary.max) == (100, 50, 90, 99, 100)
    assert summary.mean == pytest.approx(50.5)


def test_of_nothing_there_is_nothing_to_say() -> None:
    assert sampled().summary().count == 0


@given(st.lists(TIMES, min_size=1, max_size=60), st.floats(min_value=0.01, max_value=1))
def test_the_rank_is_the_smallest_value_that_the_share_does_not_exceed(values: list[float], share: float) -> None:
    ranked = sorted(values)
    found = rank(ranked, share)
    assert sum(value <= found for value in values) >= math.ceil(share * len(values))
    assert sum(value < found for value in values) < math.ceil(share * len(values))


@given(st.lists(st.lists(TIMES, max_size=20), min_size=1, max_size=4))
def test_the_samples_of_several_processes_are_as_those_of_one(parts: list[list[float]]) -> None:
    together = Samples()
    for part in parts:
        together.merge(sampled(*part).pack())
    alone = sampled(*(value for part in parts for value in part))
    assert sorted(together.values) == sorted(alone.values)
    assert (together.count, together.maximum) == (alone.count, alone.maximum)


def test_beyond_the_bound_samples_are_left_out_evenly_but_counted_all() -> None:
    samples = sampled(*range(100), limit=16)
    assert len(samples.values) < 16
    assert (samples.count, samples.maximum) == (100, 99)
    assert list(samples.at) == list(range(0, 100, samples.stride))


def test_who_left_out_less_leaves_out_as_much_when_put_together() -> None:
    coarse, fine = sampled(*range(100), limit=16), sampled(*range(100), limit=64)
    coarse.merge(fine.pack())
    assert len(coarse.values) == 2 * len(range(0, 100, coarse.stride))


def test_the_values_of_a_phase_are_those_measured_in_it() -> None:
    assert sampled(5, 6, 7, 8).between(1, 3) == [6, 7]
