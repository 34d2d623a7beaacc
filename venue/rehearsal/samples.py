"""Measured times: kept whole up to a bound, so that percentiles are exact and not estimated."""

from __future__ import annotations

import math
from array import array
from typing import Final

import msgspec

LIMIT: Final = 2_000_000
"""Samples kept of one measure (16 MB); beyond, every second is left out, then every second of those that remain."""


class Summary(msgspec.Struct, frozen=True):
    """A measure in six numbers; times in milliseconds. All 0 where nothing was measured."""

    count: int
    p50: float
    p90: float
    p99: float
    max: float
    mean: float


class Packed(msgspec.Struct, frozen=True):
    """Samples on their way from one process to another: the arrays' bytes."""

    at: bytes
    value: bytes
    count: int
    maximum: float
    stride: int


class Samples:
    """Pairs of (when, how long): `at` in ms since the day began, the value in ms."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self.at = array("I")
        self.values = array("f")
        self.count = 0
        self.maximum = 0.0
        self.stride = 1
        """Every how-manieth sample was kept."""

    def add(self, at: int, value: float) -> None:
        if self.count % self.stride == 0:
            self.at.append(max(0, at))
            self.values.append(value)
            if len(self.values) >= self._limit:
                self._thin()
        self.count += 1
        self.maximum = max(self.maximum, value)

    def _thin(self) -> None:
        self.at, self.values = self.at[::2], self.values[::2]
        self.stride *= 2

    def pack(self) -> Packed:
        return Packed(self.at.tobytes(), self.values.tobytes(), self.count, self.maximum, self.stride)

    def merge(self, packed: Packed) -> None:
        """Add another process's samples; where it had to leave some out, all do from here on."""
        at, values = array("I"), array("f")
        at.frombytes(packed.at)
        values.frombytes(packed.value)
        stride = max(self.stride, packed.stride)
        self.at, self.values = self.at[:: stride // self.stride], self.values[:: stride // self.stride]
        self.at.extend(at[:: stride // packed.stride])
        self.values.extend(values[:: stride // packed.stride])
        self.stride = stride
        self.count += packed.count
        self.maximum = max(self.maximum, packed.maximum)

    def summary(self) -> Summary:
        """Percentiles by the nearest rank, of the samples that were kept; count and maximum of all."""
        if not self.values:
            return Summary(0, 0, 0, 0, 0, 0)
        ranked = sorted(self.values)
        mean = math.fsum(ranked) / len(ranked)
        p50, p90, p99 = (rank(ranked, share) for share in (0.50, 0.90, 0.99))
        return Summary(self.count, p50, p90, p99, self.maximum, mean)

    def between(self, start: int, end: int) -> list[float]:
        """The values that were measured from `start` to `end` (ms since the day began), in the order of measuring."""
        return [value for at, value in zip(self.at, self.values, strict=True) if start <= at < end]


def rank(ranked: list[float], share: float) -> float:
    """The nearest-rank percentile of sorted, non-empty values: the smallest that `share` of them do not exceed."""
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]
