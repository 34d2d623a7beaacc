"""The queue of the info desk: the order of asking, whatever happens in between."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.help import ASSISTING, TEXT_MOST, Helped, HelpQueue, asked
from venue.model.house import House
from venue.model.ids import ParticipantId, RoomId


def ticket(number: int, state: str = "waiting", by: str = "") -> Helped:
    """As the house's log tells it."""
    fields = {"t": "helped", "number": number, "id": f"p{number}", "state": state, "room": "foyer", "at": number}
    return msgspec.convert({**fields, "by": by}, Helped)


def test_moderators_and_operators_help() -> None:
    assert ASSISTING == ("moderator", "operator")


def test_who_asked_first_is_first_and_is_so_again_after_a_helper_gave_up() -> None:
    queue = HelpQueue()
    for number in (3, 1, 2):
        queue.apply(ticket(number))
    assert [each.number for each in queue.waiting()] == [1, 2, 3]
    queue.apply(ticket(1, "taken", "m"))
    assert [queue.ahead(number) for number in (2, 3)] == [0, 1]
    queue.apply(ticket(1))
    assert [each.number for each in queue.waiting()] == [1, 2, 3]


def test_a_closed_ticket_is_nowhere_and_its_number_is_not_given_again() -> None:
    house = House()
    house.apply(ticket(7))
    assert house.help.of(ParticipantId("p7")) == ticket(7)
    house.apply(ticket(7, "closed", "m"))
    assert house.help.of(ParticipantId("p7")) is None
    assert (house.help.open, house.help.last) == ({}, 7)


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["waiting", "taken", "closed"])), max_size=30))
def test_everybody_who_waits_knows_how_many_wait_before_them(changes: list[tuple[int, str]]) -> None:
    queue = HelpQueue()
    for number, state in changes:
        queue.apply(ticket(number, state, "m" if state == "taken" else ""))
    assert [queue.ahead(each.number) for each in queue.waiting()] == list(range(len(queue.waiting())))
    other = HelpQueue()
    other.load(queue.open, queue.last)
    assert other == queue


@given(st.text(max_size=TEXT_MOST))
def test_what_is_asked_is_one_line(raw: str) -> None:
    line = asked(raw)
    assert line == line.strip()
    assert not {"\n", "\r", "\t"} & set(line)
    assert asked(line) == line


@pytest.mark.parametrize("raw", ["", "  \n ", "\u202e\u200f", "\x00"])
def test_nothing_asked_is_nothing(raw: str) -> None:
    assert asked(raw) == ""


def test_a_ticket_says_where_somebody_was_and_never_what_they_asked() -> None:
    assert set(Helped.__struct_fields__) == {"number", "id", "state", "room", "at", "by", "since", "reason"}
    assert ticket(1).room == RoomId("foyer")
