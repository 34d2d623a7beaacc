"""What people write: any script and any emoji, nothing that hides or turns the text around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.texts import clean_text


@pytest.mark.parametrize(
    "text",
    [
        "Guten Morgen",
        "line\nline",
        "tab\there",
        "مرحبا بالعالم",
        "שלום",
        "हिन्दी",
        "🎉👩‍👩‍👧‍👦🏳️‍🌈",
        "می‌خواهم",
        "<b>&amp;</b>",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  \n hello \t\n", "hello"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("a\u202eb\u2066c\u200fd\ufeffe\u2028f", "abcdef"),
        ("e\u0301", "\xe9"),
        ("\u202e\u2066\x00", ""),
        ("   ", ""),
    ],
)
def test_what_hides_or_turns_is_taken_out(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@given(st.text(max_size=200))
def test_clean_text_is_clean(raw: str) -> None:
    text = clean_text(raw)
    assert clean_text(text) == text
    assert text == text.strip()
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text)
