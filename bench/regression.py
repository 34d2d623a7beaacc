"""Compares a run with the stored official one: both against the raw floor of their own machine and hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.results import Results
from bench.rows import Row, rows

TOLERATED: Final = 1.25
"""A ratio that grew by more than this factor is a regression."""


def regressions(found: Results, stored: Results) -> list[str]:
    """A sentence for each figure of the venue that is more than 25 % worse than it was, both against the raw server."""
    return list(_worse(_of("venue", found), _of("venue", stored), _of("raw", found), _of("raw", stored)))


def _worse(new: Row | None, old: Row | None, new_floor: Row | None, old_floor: Row | None) -> Iterator[str]:
    if new is None or old is None:
        return
    costs = (
        ("CPU per delivery at 50 messages/s", new.talk_ratio, old.talk_ratio),
        ("CPU per delivery at 800 messages/s", new.busy_ratio, old.busy_ratio),
        ("CPU per delivery in a room of 1,000", new.crowd_ratio, old.crowd_ratio),
    )
    for what, now, before in costs:
        if now and before and now > before * TOLERATED:
            yield f"{what}: {now:.2f} of raw C, it was {before:.2f}"
    now, before = _reached(new, new_floor), _reached(old, old_floor)
    if now is not None and before and now * TOLERATED < before:
        yield f"most deliveries/s: {now:.1f} times raw C's, it was {before:.1f} times"


def _reached(row: Row, floor: Row | None) -> float | None:
    if row.sustained is None or floor is None or not floor.sustained:
        return None
    return row.sustained / floor.sustained


def _of(name: str, results: Results) -> Row | None:
    return next((row for row in rows(results) if row.name == name), None)
