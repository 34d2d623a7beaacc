"""Colours are measured, not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.colour import (
    DARK_GROUND,
    READABLE,
    accent_on_dark,
    accent_on_light,
    contrast,
    is_colour,
    is_readable_on_light,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.001)


@given(COLOURS)
def test_every_colour_has_a_darker_one_that_can_be_read_on_light_ground(colour: str) -> None:
    darker = accent_on_light(colour)
    assert is_readable_on_light(darker)
    assert contrast(darker, "#ffffff") >= READABLE
    assert darker == colour or not is_readable_on_light(colour)


@given(COLOURS)
def test_every_colour_has_a_lighter_one_that_can_be_read_on_dark_ground(colour: str) -> None:
    lighter = accent_on_dark(colour)
    assert contrast(lighter, DARK_GROUND) >= READABLE
    assert lighter == colour or contrast(colour, DARK_GROUND) < READABLE


def test_a_colour_keeps_its_hue() -> None:
    red, green, blue = (int(accent_on_dark("#0b5f73")[at : at + 2], 16) for at in (1, 3, 5))
    assert red < green < blue


@pytest.mark.parametrize(
    ("text", "is_one"), [("#0b5f73", True), ("#0B5F73", True), ("#abc", False), ("#0b5f73\n", False)]
)
def test_a_colour_has_six_digits(text: str, is_one: bool) -> None:
    assert is_colour(text) is is_one
