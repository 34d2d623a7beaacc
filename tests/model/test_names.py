"""What people may be called: every real name, and nothing that harms the text around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from venue.model.names import LONGEST, BadName, NameFault, clean_name, clean_org

HOSTILE = (
    "\u202e\u202a\u2066\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u2028\u2029\x00\x07\x1b\x7f\x85\ud800\U000e0041"
)


def fault(raw: str) -> NameFault:
    with pytest.raises(BadName) as refused:
        clean_name(raw)
    return refused.value.code


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Müller-Lüdenscheidt",
        "Ng",
        "Şahin Çelik",
        "Nguyễn Thị Minh Khai",
        "Ольга",
        "王小明",
        "김민준",
        "محمد",
        "דנה",
        "श्रीमती",
        "O'Neill",
        "Jürgen (Jobcenter) 2",
    ],
)
def test_people_keep_the_names_they_have(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFC", name)


def test_a_persian_name_keeps_the_joiner_it_is_written_with() -> None:
    assert clean_name("علی\u200cرضا") == "علی\u200cرضا"


def test_the_same_joiner_between_latin_letters_would_only_deceive() -> None:
    assert fault("An\u200cna") == "name_bad"
    assert fault("An\u200dna") == "name_bad"
    assert fault("\u200cAnna") == "name_bad"


def test_spaces_around_and_between_become_one() -> None:
    assert clean_name("  Person   A\u00a0B ") == "Person A B"


def test_the_same_name_written_in_two_ways_is_the_same() -> None:
    assert clean_name("Zoe\u0308") == clean_name("Zo\u00eb") == "Zo\u00eb"


@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\u2003", "...", "🙂", "--"])
def test_who_gives_no_name_is_asked_for_one(nothing: str) -> None:
    assert fault(nothing) == "name_needed"


def test_a_name_of_eighty_characters_fits_and_one_more_does_not() -> None:
    assert clean_name("ä" * LONGEST) == "ä" * LONGEST
    assert fault("ä" * (LONGEST + 1)) == "name_too_long"
    assert fault("a" * 10_000) == "name_too_long"


@pytest.mark.parametrize("char", list(HOSTILE))
def test_a_name_cannot_turn_hide_or_break_the_text_around_it(char: str) -> None:
    assert fault(f"Per{char}son") == "name_bad"
    with pytest.raises(BadName):
        clean_org(f"Amt{char}")


def test_a_tower_of_marks_is_no_name() -> None:
    assert fault("A" + "\u0334" * 30) == "name_bad"


def test_an_organisation_may_be_left_out() -> None:
    assert clean_org("") == clean_org("   ") == ""
    assert clean_org(" Jobcenter  Süd ") == "Jobcenter Süd"
    with pytest.raises(BadName) as refused:
        clean_org("x" * 81)
    assert refused.value.code == "name_too_long"


@given(st.text(st.characters() | st.sampled_from(HOSTILE + "\u200c\u200d\u3164"), max_size=120))
@example("\u0344" * 60)
def test_whatever_somebody_types_is_a_clean_name_or_a_stated_fault(raw: str) -> None:
    try:
        name = clean_name(raw)
    except BadName:
        return
    assert 0 < len(name) <= LONGEST
    assert name == " ".join(name.split()) == unicodedata.normalize("NFC", name)
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not [char for char in name if unicodedata.category(char) == "Cf" and char not in "\u200c\u200d"]
    assert clean_name(name) == name
    name.encode()
