"""Places and waiting lists, put together from what each person knows: what is right passes, each fault is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.model.ids import SessionId
from venue.protocol.places import MyPlace, PlaceCount, Route
from venue.rehearsal import line
from venue.rehearsal.line import Book
from venue.rehearsal.orders import Booked, Wish


def person(number: int, state: str = "", ahead: int = 0, *wishes: Wish) -> Booked:
    """Somebody who has that in the session `one`."""
    places = (MyPlace(SessionId("one"), state, ahead, 0),) if state else ()  # type: ignore[arg-type]
    return Booked(number, Route("ask", places), wishes, True)


def book(placed: int = 0, offered: int = 0, waiting: int = 0) -> Book:
    """So many people, numbered one after the other."""
    numbers = iter(range(placed + offered + waiting))
    return Book(
        {next(numbers) for _ in range(placed)},
        {next(numbers) for _ in range(offered)},
        {next(numbers): ahead for ahead in range(waiting)},
    )


def test_everybody_stands_where_they_say() -> None:
    people = [person(0, "placed"), person(1, "offered"), person(2, "waiting", 1), person(3, "waiting", 0), person(4)]
    found = line.books(people, ["one", "two"])
    assert found["one"].count == PlaceCount(2, 2)
    assert found["one"].line == [3, 2]
    assert found["two"].count == PlaceCount(0, 0)


def test_one_person_too_many_is_oversold_and_an_offer_counts() -> None:
    assert line.oversold({"one": book(3, 1)}, {"one": 4}) == []
    assert len(line.oversold({"one": book(3, 2)}, {"one": 4})) == 1


def test_numbers_that_are_told_wrongly_are_found() -> None:
    found = {"one": book(3, 1, 2)}
    assert line.wrongly_counted(found, {"one": PlaceCount(4, 2)}) == []
    assert len(line.wrongly_counted(found, {"one": PlaceCount(4, 1)})) == 1
    assert len(line.wrongly_counted(found, {})) == 1


@given(st.permutations(range(12)), st.integers(1, 12))
def test_a_line_in_the_order_of_asking_is_right_however_many_ask_at_once(who: list[int], at_once: int) -> None:
    """Those who ask at the same time may stand in any order."""
    wishes = {person: Wish("one", 10 * (n // at_once), 10 * (n // at_once) + 9) for n, person in enumerate(who)}
    assert line.wrong_ranks("one", Book(waiting={person: n for n, person in enumerate(who)}), wishes) == []


@given(st.integers(2, 12), st.data())
def test_who_came_first_and_stands_behind_is_found(length: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, length - 2))
    ranks = list(range(length))
    ranks[first], ranks[first + 1] = ranks[first + 1], ranks[first]
    wishes = {person: Wish("one", 10 * person, 10 * person + 9) for person in range(length)}
    assert line.wrong_ranks("one", Book(waiting=dict(enumerate(ranks))), wishes)


def test_two_people_in_one_place_of_the_line_are_found() -> None:
    assert line.wrong_ranks("one", Book(waiting={1: 0, 2: 0}), {})
    assert line.wrong_ranks("one", Book(waiting={1: 0, 2: 2}), {})


def test_an_offer_to_somebody_behind_is_found() -> None:
    before = Book(waiting={1: 0, 2: 1, 3: 2})
    assert line.passed_over("one", before, Book(offered={1}, waiting={2: 0, 3: 1})) == []
    assert line.passed_over("one", before, Book(placed={1}, offered={2}, waiting={3: 0, 9: 1})) == []
    assert len(line.passed_over("one", before, Book(offered={2}, waiting={1: 0, 3: 1}))) == 1
    assert line.passed_over("one", before, Book(offered={2}, waiting={3: 0})) == [], "who left was not passed over"


def test_a_free_place_while_somebody_waits_is_found() -> None:
    assert line.not_offered("one", book(3, 1, 2), 4) == []
    assert line.not_offered("one", book(3, 0, 0), 4) == []
    assert len(line.not_offered("one", book(3, 0, 1), 4)) == 1


def test_who_joined_twice_says_nothing_about_time() -> None:
    people = [person(1, "waiting", 0, Wish("one", 1, 2)), person(2, "waiting", 1, Wish("one", 1, 2), Wish("one", 3, 4))]
    assert line.joined(people, "one") == {1: Wish("one", 1, 2)}
