"""Lists of people as registration systems and office programs write them, and everything that can be wrong with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.event_file.small_day import SMALL_DAY, read
from venue.cli.people_file import PeopleFileFaults, read_people, stable_id
from venue.model.event_file import Fault
from venue.model.people import Person

DAY = read(SMALL_DAY)
SECRET = "a secret for tests, long enough to be one"


def people(text: str | bytes) -> list[Person]:
    raw = text.encode() if isinstance(text, str) else text
    return [invited.person for invited in read_people(raw, DAY, SECRET).people]


def faults(text: str | bytes) -> list[Fault]:
    with pytest.raises(PeopleFileFaults) as wrong:
        people(text)
    return wrong.value.faults


def test_a_name_is_enough() -> None:
    (person,) = people("name\nPerson A\n")
    assert (person.name, person.org, person.roles, person.rooms) == ("Person A", "", ("participant",), ())


def test_columns_may_come_in_any_order_and_in_german() -> None:
    (person,) = people("Rolle;Einrichtung;Räume;Nachname;Vorname;Kennung\nModeration;Amt;plenum;B;Person;p-7\n")
    assert (person.id, person.name, person.org) == ("p-7", "Person B", "Amt")
    assert (person.roles, person.rooms) == (("moderator",), ("plenum",))


@pytest.mark.parametrize(
    "raw",
    [
        "name;org\r\nPerson Ä;Jobcenter Süd\r\n".encode("utf-8-sig"),
        "name;org\r\nPerson Ä;Jobcenter Süd\r\n".encode("cp1252"),
        "name\torg\r\nPerson Ä\tJobcenter Süd\r\n".encode("utf-16"),
        b"sep=;\r\n" + "name;org\r\n\r\nPerson Ä;Jobcenter Süd\r\n;\r\n".encode(),
        "name,org\rPerson Ä,Jobcenter Süd\r".encode(),
        '"name","org"\n"Person Ä","Jobcenter Süd"'.encode(),
    ],
    ids=["utf-8 with mark", "windows", "utf-16", "sep line", "old line ends", "quoted"],
)
def test_what_office_programs_write_is_read(raw: bytes) -> None:
    assert [(person.name, person.org) for person in people(raw)] == [("Person Ä", "Jobcenter Süd")]


def test_several_roles_and_rooms_stand_in_one_cell() -> None:
    (person,) = people("name,role,rooms\nPerson A,speaker / Moderation,plenum+beratung\n")
    assert person.roles == ("speaker", "moderator")
    assert person.rooms == ("plenum", "beratung")


def test_cells_that_are_not_known_are_carried_along() -> None:
    listed = read_people(b"name,seat,email\nPerson A,4,a@example.org\n", DAY, SECRET)
    assert listed.people[0].cells == {"name": "Person A", "seat": "4", "email": "a@example.org"}


def test_the_same_person_has_the_same_id_every_time_and_nobody_else_has_it() -> None:
    text = "name,org\nPerson A,Amt\nPerson A,Stadt\nPerson B,Amt\n"
    ids = [person.id for person in people(text)]
    assert ids == [person.id for person in people(text)]
    assert len(set(ids)) == 3
    assert stable_id("x" * 40, DAY.slug, "Person A", "Amt") != ids[0] == stable_id(SECRET, DAY.slug, "person a", "AMT")


def test_people_who_share_a_mail_address_are_still_two() -> None:
    assert len({person.id for person in people("name,email\nPerson A,amt@a.example\nPerson B,amt@a.example\n")}) == 2


def test_every_fault_is_found_in_one_go_with_its_line() -> None:
    found = faults(
        "name;role;rooms;id\n"
        "Person A;boss;plenum;p-1\n"
        ";;;p-2\n"
        '"Per\nson";;cellar;p 3\n'
        "Person\x07;;;p-4\n"
        "Person A;;;p-5;;and more\n"
        f"{'x' * 81};;;p-6\n"
        "Person C;;;p-7\n"
        "Person D;;;p-7\n"
    )
    assert [(fault.line, fault.place) for fault in found] == [
        (2, "role"), (3, "name"), (4, "name"), (4, "rooms"), (4, "id"), (6, "name"), (7, ""), (8, "name"), (10, ""),
    ]  # fmt: skip
    assert str(found[0]) == 'role (line 2): found "boss"; wanted participant, speaker, moderator or operator'
    assert "line 9" in found[-1].found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nobody"),
        ("\n\n", "nobody"),
        ("name\n", "nobody"),
        ("who,org\nPerson A,Amt\n", "the columns who, org"),
        ("name,name\nPerson A,Person B\n", "two columns of that name"),
        ('name\n"Person A\n', "unexpected end of data"),
        ('name\n"Person" A\n', "',' expected after '\"'"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_explained(text: str, found: str) -> None:
    assert [fault.found for fault in faults(text)] == [found]


def test_a_file_that_is_far_too_large_is_not_read() -> None:
    assert faults(b"x" * (16 * 1024 * 1024 + 1))[0].wanted == "at most 16777216"
    crowd = faults("name,id\n" + "".join(f"Person,p-{n}\n" for n in range(20_001)))
    assert (crowd[0].line, crowd[0].found) == (20_002, "still more people")


def test_a_message_shows_a_cell_without_its_tricks() -> None:
    assert faults("name,role\nPerson A,\x1b[31m\u202eboss\n")[0].found == '"\\u001b[31m\\u202eboss"'


@given(
    st.binary(max_size=200)
    | st.text('name;,"\n\r\t\x00ä=', max_size=80).map(lambda text: b"name;org\n" + text.encode())
)
def test_whatever_is_in_a_file_it_is_a_list_of_people_or_a_list_of_faults(raw: bytes) -> None:
    try:
        listed = read_people(raw, DAY, SECRET)
    except PeopleFileFaults:
        return
    assert listed.people
    assert len({invited.person.id for invited in listed.people}) == len(listed.people)
