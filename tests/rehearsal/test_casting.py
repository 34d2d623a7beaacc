"""The people of a rehearsal: invented, or those of a list of tickets."""

from __future__ import annotations

import base64
import json

import pytest

from venue.errors import UserMistake
from venue.model.people import Person
from venue.rehearsal.casting import invent, invited, new_run
from venue.rehearsal.conductor import observers


def link(who: str, slug: str = "our-day", *roles: str, rehearsal: bool = True) -> str:
    claims = {"sub": who, "aud": slug, "name": f"Person {who}", "roles": roles or ["participant"]}
    payload = json.dumps(claims | ({"rehearsal": True} if rehearsal else {})).encode()
    ticket = f"e30.{base64.urlsafe_b64encode(payload).decode().rstrip('=')}.c2ln"
    return f"https://venue.example.org/{slug}/door#ticket={ticket}"


def listed(*links: str) -> bytes:
    return ("name,org,roles,link\n" + "".join(f"x,y,z,{each}\n" for each in links)).encode()


def test_everybody_invented_is_marked_named_by_their_role_and_has_a_ticket() -> None:
    asked: list[Person] = []

    def issue(person: Person) -> str:
        asked.append(person)
        return f"ticket of {person.id}"

    cast = invent("abc123", 12, "de", issue)
    assert all(person.rehearsal and person.id.startswith("rehearsal-abc123-") for person in asked)
    assert [each.ticket for each in cast] == [f"ticket of {person.id}" for person in asked]
    assert len({each.name for each in cast}) == 12
    assert [each.number for each in cast] == list(range(12))
    assert observers(cast) == [0, 1]


def test_each_run_has_a_name_of_its_own() -> None:
    assert new_run() != new_run()


def test_a_list_of_tickets_puts_those_first_who_can_look_and_move() -> None:
    raw = listed(link("a"), link("b"), link("m", "our-day", "moderator"), link("o", "our-day", "operator"))
    cast, marked = invited([raw], "our-day", 3)
    assert [each.id for each in cast] == ["o", "m", "a"]
    assert [each.number for each in cast] == [0, 1, 2]
    assert marked


def test_a_list_with_real_people_is_told_apart() -> None:
    assert not invited([listed(link("a"), link("b", rehearsal=False))], "our-day", None)[1]


def test_the_same_person_with_two_tickets_plays_once() -> None:
    assert len(invited([listed(link("a")), listed(link("a"))], "our-day", None)[0]) == 1


@pytest.mark.parametrize(
    ("raw", "count", "what"),
    [
        (b"name,org\nx,y\n", None, "no column `link`"),
        (b"name,link\n", None, "names nobody"),
        (listed("https://venue.example.org/our-day/door"), None, "no door link"),
        (listed("https://venue.example.org/our-day/door#ticket=abc"), None, "cannot be read"),
        (listed(link("a", "another-day")), None, "another event"),
        (listed(link("a")), 2, "for 1 people, and 2 are wanted"),
    ],
)
def test_a_list_that_cannot_be_used_is_a_mistake_that_is_explained(raw: bytes, count: int | None, what: str) -> None:
    with pytest.raises(UserMistake, match=what):
        invited([raw], "our-day", count)


def test_office_programs_separate_by_semicolons_and_mark_the_beginning() -> None:
    raw = b"\xef\xbb\xbfname;link\r\nx;" + link("a").encode() + b"\r\n"
    assert invited([raw], "our-day", None)[0][0].id == "a"
