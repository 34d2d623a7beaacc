"""A change of rooms: who belongs where as far as one can say from outside, and how long it took."""

from __future__ import annotations

from typing import Any

import pytest

from tests.model.event_file.small_day import ROUND, SMALL_DAY, read
from venue.rehearsal import changes
from venue.rehearsal.changes import ByHand, Facts
from venue.rehearsal.orders import Standing
from venue.web.event_info import event_info

EVENT = event_info(read(SMALL_DAY + ROUND), demo=False)
FOYER = next(room.id for room in EVENT.rooms if room.kind == "foyer")
PLACE, OTHER = [room.id for room in EVENT.rooms if room.kind in ("workshop", "plenum")][:2]
STARTS = 1_000_000_000


def standing(room: str = PLACE, **changed: Any) -> Standing:
    """Somebody who was in the foyer, and is in `room` now."""
    about = {"is_in": True, "before": FOYER, "arrived": 0, "lost": False, "walked": "", **changed}
    return Standing(1, room, **about)


def facts(follow: str = "always", by_hand: ByHand | None = None, place: str | None = PLACE) -> Facts:
    return Facts(
        places={} if place is None else {1: place},
        follows={1: follow},  # type: ignore[dict-item]
        by_hand={} if by_hand is None else {1: by_hand},
        rooms=frozenset({PLACE}),
    )


@pytest.mark.parametrize(
    ("known", "stood", "belongs"),
    [
        (facts(), standing(), PLACE),
        (facts("ask"), standing(), FOYER),
        (facts("never"), standing(), FOYER),
        (facts("ask"), standing(walked=PLACE), PLACE),
        (facts(), standing(walked=OTHER), OTHER),
        (facts(place=None), standing(), FOYER),
        (facts(by_hand=ByHand(OTHER, "before")), standing(), PLACE),
        (facts(by_hand=ByHand(OTHER, "after")), standing(), OTHER),
        (facts(by_hand=ByHand(OTHER, "between")), standing(), None),
        (facts(place=None), standing(before=PLACE), None),
    ],
)
def test_everybody_belongs_where_the_rule_says(known: Facts, stood: Standing, belongs: str | None) -> None:
    assert changes.where(stood, known, EVENT) == belongs


def test_who_is_elsewhere_is_misplaced_with_the_story() -> None:
    judged, faults = changes.misplaced([standing(FOYER, lost=True)], facts(), EVENT)
    assert judged == 1
    assert faults == [
        (
            f"person 1 is in {FOYER} and belongs in {PLACE} "
            f"(was in {FOYER}; place in {PLACE}, follows: always; lost the connection)"
        )
    ]


def test_who_is_not_connected_is_not_misplaced_but_awaited() -> None:
    away = standing(FOYER, is_in=False)
    assert changes.misplaced([away], facts(), EVENT) == (0, [])
    assert changes.still_awaited([away, standing(FOYER), standing()], facts(), EVENT) == (1, 1)


def test_only_those_who_were_online_throughout_are_timed() -> None:
    people = [
        standing(arrived=STARTS + 40_000_000),
        standing(arrived=STARTS + 90_000_000),
        standing(arrived=STARTS + 900_000_000, lost=True),
        standing(FOYER),
    ]
    found = changes.change("round", ("node",), STARTS, people, 4, 1)
    assert (found.taken, found.lost, found.p50, found.last, found.misplaced) == (2, 1, 40.0, 90.0, 1)


def test_a_change_in_which_nobody_was_taken_along_has_no_time() -> None:
    assert changes.change("round", (), STARTS, [standing(FOYER)], 1, 0).last is None


def test_more_people_may_take_longer() -> None:
    assert changes.limit(40) == changes.limit(400) == 5_000
    assert changes.limit(1200) == 15_000
