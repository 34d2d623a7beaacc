"""The house as a node knows it: a fold over the log of who is where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.model.house import (
    AnyEntry,
    Arrived,
    Away,
    Changed,
    Ended,
    Forgotten,
    House,
    Left,
    LetIn,
    ShowRun,
    Silenced,
    Snapshot,
    Void,
)
from venue.model.ids import ParticipantId, RoomId
from venue.model.moves import Moved
from venue.model.people import Person, Role
from venue.model.show import ShowState

A, B = ParticipantId("a"), ParticipantId("b")
FOYER, PLENUM = RoomId("foyer"), RoomId("plenum")


def person(who: ParticipantId, *roles: Role) -> Person:
    return Person(who, f"Person {who}", roles=roles or ("participant",))


def house(*entries: AnyEntry) -> House:
    made = House()
    for entry in entries:
        made.apply(entry)
    return made


def test_who_arrives_is_present_and_takes_a_seat() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5))
    assert (here.total, here.room_of(A), here.standings[A].since) == (1, FOYER, 5)
    assert set(here.present[FOYER]) == here.taken[FOYER] == {A}
    assert here.person(A) == person(A)
    assert here.person(B) is None
    assert here.room_of(B) is None


def test_who_works_there_takes_no_seat() -> None:
    here = house(Arrived(p=person(A, "speaker"), room=FOYER, at=5))
    assert set(here.present[FOYER]) == {A}
    assert not here.taken.get(FOYER)


def test_a_changed_role_changes_the_seat_and_not_the_place() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5), Changed(p=person(A, "moderator")))
    assert (here.room_of(A), here.taken[FOYER], here.standings[A].since) == (FOYER, set(), 5)
    here.apply(Changed(p=person(A)))
    assert here.taken[FOYER] == {A}


def test_who_is_away_holds_the_seat_and_is_in_no_list() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5), Away(id=A, at=9))
    assert (here.total, here.room_of(A), here.standings[A].since) == (0, FOYER, 9)
    assert (dict(here.present[FOYER]), here.taken[FOYER]) == ({}, {A})
    here.apply(Arrived(p=person(A), room=FOYER, at=12))
    assert here.total == 1


def test_who_left_is_known_and_nowhere() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5), Left(id=A, why="home"))
    assert (here.total, here.room_of(A), here.taken[FOYER]) == (0, None, set())
    assert here.person(A) == person(A)


def test_people_are_moved_together_and_nobody_is_in_two_rooms() -> None:
    here = house(
        Arrived(p=person(A), room=FOYER, at=5),
        Arrived(p=person(B), room=PLENUM, at=6),
        Moved(ids=(A, B, ParticipantId("unknown")), to=PLENUM, cause="moderator", at=7),
    )
    assert set(here.present[PLENUM]) == here.taken[PLENUM] == {A, B}
    assert not here.present[FOYER]
    assert here.standings[A].since == 5, "present since then, wherever"


def test_silence_has_an_end_or_none() -> None:
    here = house(Silenced(id=A, until=100))
    assert (here.may_speak(A, 99), here.may_speak(A, 100), here.may_speak(B, 0)) == (False, True, True)
    assert (here.silenced_until(A, 99), here.silenced_until(A, 100)) == (100, None)
    here.apply(Silenced(id=A, until=0))
    assert here.silenced_until(A, 10**15) == 0
    here.apply(Silenced(id=A, until=-1))
    assert here.may_speak(A, 0)
    assert here.silenced == {}


def test_who_is_shown_out_is_out_until_let_in() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5), Ended(id=A, at=7, out=True))
    assert (here.is_shown_out(A), here.ended_at(A), here.total, here.room_of(A)) == (True, 7, 0, None)
    here.apply(LetIn(id=A))
    assert (here.is_shown_out(A), here.ended_at(A)) == (False, 7), "the old passes stay ended"


def test_a_revoked_ticket_ends_passes_and_shuts_no_door() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5), Ended(id=A, at=7, out=False))
    assert (here.is_shown_out(A), here.ended_at(A), here.total) == (False, 7, 0)
    assert here.ended_at(B) is None


def test_who_is_erased_is_unknown() -> None:
    here = house(
        Arrived(p=person(A), room=FOYER, at=5),
        Silenced(id=A, until=0),
        Ended(id=A, at=6, out=True),
        Forgotten(id=A, at=7),
    )
    assert (here.person(A), here.standings, here.out) == (None, {}, set())
    assert here.ended_at(A) == 7
    assert not here.may_speak(A, 0), "coming back with the same ticket does not lift it"


def test_what_was_erased_from_the_log_changes_nothing_but_the_version() -> None:
    here = house(Arrived(p=person(A), room=FOYER, at=5))
    version = here.version
    here.apply(Void())
    assert (here.total, here.version) == (1, version + 1)


def test_a_loaded_house_is_the_snapshot_and_nothing_else() -> None:
    here = house(Arrived(p=person(B), room=FOYER, at=5), Silenced(id=B, until=0))
    here.load(
        Snapshot(
            epoch="e", offset=9, people={A: person(A), B: person(B)}, seats={A: PLENUM, B: PLENUM}, here={A: 3},
            away={B: 4}, silenced={A: 0}, ended={B: 2}, out=frozenset({ParticipantId("c")}),
        )
    )  # fmt: skip
    assert (set(here.present[PLENUM]), here.taken[PLENUM]) == ({A}, {A, B})
    assert (here.standings[A].since, here.standings[B].since) == (3, 4)
    assert (here.silenced, here.ended, here.out) == ({A: 0}, {B: 2}, {"c"})
    assert FOYER not in here.present


ids = st.sampled_from([A, B, ParticipantId("c")])
rooms = st.sampled_from([FOYER, PLENUM, RoomId("table")])
people = st.builds(person, ids, st.sampled_from(["participant", "speaker"]))
entries = st.one_of(
    st.builds(Arrived, p=people, room=rooms, at=st.integers(1, 9)),
    st.builds(Away, id=ids, at=st.integers(1, 9)),
    st.builds(ShowRun, show=st.builds(ShowState, number=st.integers(1, 9))),
    st.builds(Left, id=ids, why=st.just("home")),
    st.builds(Moved, ids=st.lists(ids, unique=True).map(tuple), to=rooms, cause=st.just("self"), at=st.just(1)),
    st.builds(Changed, p=people),
    st.builds(Ended, id=ids, at=st.integers(1, 9), out=st.booleans()),
    st.builds(Forgotten, id=ids, at=st.integers(1, 9)),
    st.builds(LetIn, id=ids),
)


@given(st.lists(entries, max_size=30))
def test_whatever_the_log_says_everybody_is_in_one_room_at_most(log: list[AnyEntry]) -> None:
    here = house(*log)
    for who, standing in here.standings.items():
        assert [room for room, there in here.present.items() if who in there] == (
            [standing.room] if standing.present else []
        )
        taken = [room for room, there in here.taken.items() if who in there]
        assert taken == ([standing.room] if standing.room and "participant" in standing.person.roles else [])
    assert here.total == sum(standing.present for standing in here.standings.values())
    known = {who for there in (*here.present.values(), *here.taken.values()) for who in there}
    assert known <= here.standings.keys()
