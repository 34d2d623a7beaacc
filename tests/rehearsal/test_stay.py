"""What a person in a room hears, and what it says about order, gaps and duplicates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.rehearsal.stay import Stay, end


def stay(base: int = 10) -> Stay:
    return Stay(person=1, room="plenum", epoch="e", base=base, began=0)


def test_who_hears_one_event_after_the_other_misses_nothing() -> None:
    here = stay()
    assert [here.heard(offset) for offset in (11, 12, 13)] == ["next"] * 3
    assert here.known == 13


def test_what_was_in_the_snapshot_may_be_heard_again() -> None:
    here = stay()
    assert [here.heard(offset) for offset in (9, 10)] == ["repeat", "repeat"]
    assert here.last == 10


def test_an_event_that_comes_twice_after_the_snapshot_is_noticed() -> None:
    here = stay()
    here.heard(11)
    assert here.heard(11) == "twice"


def test_a_gap_is_noticed_by_the_next_event_and_remembered_until_it_is_filled() -> None:
    here = stay()
    assert here.heard(13) == "ahead"
    assert here.known == 10
    assert end(here, 5).missing == (11, 12)
    assert here.resumed(10, 13, [11, 12, 13])
    assert not here.missing
    assert here.heard(14) == "next"


def test_two_events_that_changed_places_are_noticed() -> None:
    here = stay()
    assert [here.heard(12), here.heard(11), here.heard(13)] == ["ahead", "late", "next"]
    assert not here.missing


def test_a_resume_that_leaves_something_out_is_not_complete() -> None:
    here = stay()
    assert not here.resumed(10, 13, [11, 13])
    assert end(here, 5).missing == (12,)


def test_a_resume_that_brings_more_than_was_asked_for_is_not_complete() -> None:
    here = stay()
    here.heard(11)
    assert not here.resumed(11, 12, [11, 12])


def test_after_a_resume_its_events_may_be_heard_again() -> None:
    here = stay()
    assert here.resumed(10, 12, [11, 12])
    assert here.heard(12) == "repeat"
    assert here.heard(13) == "next"


def test_an_event_that_overtakes_the_resume_is_no_fault() -> None:
    here = stay()
    here.heard(13)
    assert here.resumed(10, 12, [11, 12])
    assert here.heard(14) == "next"


@given(st.lists(st.integers(min_value=1, max_value=12), max_size=30))
def test_whatever_comes_in_whatever_order_each_offset_is_judged_rightly(offsets: list[int]) -> None:
    here = stay(0)
    heard: set[int] = set()
    for offset in offsets:
        hearing = here.heard(offset)
        highest = max(heard, default=0)
        if offset in heard:
            assert hearing == "twice"
        elif offset == highest + 1:
            assert hearing == "next"
        elif offset > highest:
            assert hearing == "ahead"
        else:
            assert hearing == "late"
        heard.add(offset)
        assert here.missing == set(range(1, max(heard) + 1)) - heard


@given(st.sets(st.integers(min_value=1, max_value=20)), st.integers(min_value=0, max_value=20))
def test_a_complete_resume_fills_every_gap(offsets: set[int], beyond: int) -> None:
    here = stay(0)
    for offset in sorted(offsets):
        here.heard(offset)
    asked, position = here.known, here.last + beyond
    assert here.resumed(asked, position, list(range(asked + 1, position + 1)))
    assert not here.missing
    assert here.last == position
