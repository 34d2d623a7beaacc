"""Who may do what, and how people are found and listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.ids import ParticipantId, RoomId, is_participant_id
from venue.model.people import (
    PERMISSIONS,
    Person,
    Role,
    folded,
    matches,
    may_enter,
    name_key,
    outranks,
    page_of,
    permissions,
    takes_seat,
)


def person(name: str, org: str = "", who: str = "", *roles: Role) -> Person:
    return Person(ParticipantId(who or name.lower().replace(" ", "-")), name, org, roles or ("participant",))


def test_everybody_talks_and_each_role_may_what_it_is_for() -> None:
    assert all("talk" in allowed for allowed in PERMISSIONS.values())
    assert permissions(("participant", "speaker")) == {"talk"}
    assert permissions(("moderator",)) == {"talk", "move", "order", "announce", "observe", "run", "assist"}
    assert permissions(("participant", "operator")) == permissions(("moderator",)) | {"operate"}
    assert permissions(()) == frozenset()


@pytest.mark.parametrize(
    ("mine", "theirs", "may"),
    [
        ("moderator", "participant", True),
        ("moderator", "speaker", True),
        ("moderator", "moderator", False),
        ("moderator", "operator", False),
        ("operator", "moderator", True),
        ("operator", "operator", False),
    ],
)
def test_order_is_kept_downwards(mine: Role, theirs: Role, may: bool) -> None:
    assert outranks((mine,), (theirs, "participant")) is may


def test_staff_take_no_seat() -> None:
    assert takes_seat(person("A"))
    for role in ("speaker", "moderator", "operator"):
        assert not takes_seat(Person(ParticipantId("a"), "A", roles=("participant", role)))


def test_a_ticket_opens_its_rooms_and_the_tables_in_them() -> None:
    limited = Person(ParticipantId("a"), "A", rooms=(RoomId("hall"), RoomId("cafeteria.3")))
    allowed = ("hall", "hall.1", "cafeteria.3")
    for room in (*allowed, "cafeteria", "cafeteria.4", "hallway", "plenum"):
        assert may_enter(limited, RoomId(room)) is (room in allowed), room
    assert may_enter(person("B"), RoomId("plenum"))


def test_a_search_knows_no_accents_and_no_case_and_wants_every_word() -> None:
    zoe = person("Zoë Müller", "Landkreis Süd")
    for query in ("zoe", "MULLER", "süd zoë", "land", ""):
        assert matches(zoe, query), query
    for query in ("zoe nord", "x"):
        assert not matches(zoe, query), query
    assert folded("Straße ÄÖÜ") == "strasse aou"


def test_pages_are_by_name_and_stable_while_others_come_and_go() -> None:
    people = [person(name) for name in ("Émile", "Zoe", "anna", "Eva")]
    first = page_of(people, "", "", 2)
    assert [one.name for one in first.people] == ["anna", "Émile"]
    assert first.total == 4
    people.append(person("Berta"))
    rest = page_of(people, "", first.next, 9)
    assert [one.name for one in rest.people] == ["Eva", "Zoe"]
    assert rest.next == ""


@given(
    st.lists(st.tuples(st.sampled_from(["Anna", "anna", "Änna", "B", ""]), st.integers(0, 99)), unique=True),
    st.integers(1, 5),
)
def test_pages_put_together_are_everybody_once(names: list[tuple[str, int]], limit: int) -> None:
    people = [person(name, who=f"p-{name}-{n}") for name, n in names]
    found: list[Person] = []
    after = ""
    while True:
        page = page_of(people, "", after, limit)
        assert page.total == len(people)
        found += page.people
        after = page.next
        if not after:
            break
    assert found == sorted(people, key=name_key)


@pytest.mark.parametrize("text", ["a", "p-1", "A.b_c~d", "x" * 64, "~"])
def test_ids_that_may_name_a_person(text: str) -> None:
    assert is_participant_id(text)


@pytest.mark.parametrize("text", ["", ".a", "a b", 'a"', "a\n", "ä", "x" * 65, "a:b", "a/b", "{a}", "*"])
def test_ids_that_could_be_mistaken_in_a_key_a_path_or_a_log_line(text: str) -> None:
    assert not is_participant_id(text)
