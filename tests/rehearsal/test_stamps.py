"""The mark at the end of what a rehearsal says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.rehearsal import stamps
from venue.rehearsal.stamps import Stamp

RUNS = st.text("abcdef0123456789", min_size=4, max_size=12)


@given(st.text(max_size=50), RUNS, st.integers(0, 9999), st.integers(0, 10**6), st.integers(0, 2**60))
def test_what_was_stamped_is_read_again(words: str, run: str, sender: int, number: int, at: int) -> None:
    stamp = Stamp(run, sender, number, at)
    assert stamps.read(stamps.write(words, stamp)) == stamp


@given(st.text(max_size=80))
def test_nothing_that_somebody_else_says_breaks_the_reading(text: str) -> None:
    stamps.read(text)


def test_what_others_say_has_no_stamp() -> None:
    assert stamps.read("Guten Morgen! · 1.2.3") is None
