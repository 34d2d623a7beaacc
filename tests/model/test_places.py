"""Places as a node knows them, and who should be where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.model.house import AnyEntry, Arrived, Away, Forgotten, House, Left
from venue.model.ids import ParticipantId, RoomId, SessionId
from venue.model.moves import Moved
from venue.model.people import Person, takes_seat
from venue.model.places import (
    AnyPlaceEntry,
    Bookable,
    Booked,
    Booking,
    Follows,
    ListClosed,
    Offered,
    Placed,
    PlaceEntry,
    Places,
    Queued,
    Standing,
    Unplaced,
    should_and_is,
)

A, B, C = ParticipantId("a"), ParticipantId("b"), ParticipantId("c")
ONE, TWO = SessionId("one"), SessionId("two")
HALL, TABLE, ELSEWHERE = RoomId("hall"), RoomId("hall.1"), RoomId("foyer")


def places(*entries: AnyPlaceEntry) -> Places:
    made = Places()
    for entry in entries:
        made.apply(entry)
    return made


def test_who_has_a_place_is_counted_unless_they_take_none_from_anybody() -> None:
    booked = places(Placed(A, ONE, True), Placed(B, ONE, False), Offered(C, ONE, 9))
    assert booked.count(ONE) == (2, 0), "an offered place is reserved"
    assert booked.count(TWO) == (0, 0)
    assert booked.has_place(B, ONE)
    assert not booked.has_place(C, ONE)


def test_whoever_waits_is_told_how_many_came_before() -> None:
    booked = places(Queued(B, ONE, 4), Queued(A, ONE, 7), Queued(C, ONE, 5))
    assert [booked.standings(who)[0].ahead for who in (B, C, A)] == [0, 1, 2]
    booked.apply(Offered(B, ONE, 9))
    assert booked.standings(A) == (Standing(ONE, "waiting", ahead=1),)
    assert booked.standings(B) == (Standing(ONE, "offered", until=9),)
    booked.apply(Unplaced(C, ONE))
    assert booked.standings(A)[0].ahead == 0
    assert booked.count(ONE) == (1, 1)


def test_those_with_places_are_known_in_the_order_in_which_they_came() -> None:
    booked = places(Placed(C, ONE, True, 3), Placed(A, ONE, True, 9), Placed(B, ONE, False, 4))
    assert booked.sessions[ONE].by_coming() == [C, B, A]


def test_a_route_is_in_the_order_of_the_day_and_forgets_no_session() -> None:
    booked = places(Placed(A, ONE, True), Queued(A, TWO, 1), Placed(A, SessionId("gone"), True))
    assert [each.session for each in booked.standings(A, (TWO, ONE))] == [TWO, ONE, "gone"]
    assert booked.standings(B) == ()


def test_when_a_session_begins_nobody_waits_there_any_more_and_places_stay() -> None:
    booked = places(Placed(A, ONE, True), Offered(B, ONE, 9), Queued(C, ONE, 1), Queued(C, TWO, 2))
    assert set(booked.apply(ListClosed(ONE))) == {B, C}
    assert (booked.count(ONE), booked.count(TWO)) == ((1, 0), (0, 1))
    assert [each.session for each in booked.standings(C)] == [TWO]
    assert booked.apply(ListClosed(SessionId("never heard of"))) == ()


def test_everybody_is_asked_who_has_not_said_otherwise() -> None:
    booked = places(Follows(A, "always"), Follows(B, "never"))
    assert (booked.follow(A), booked.follow(B), booked.follow(C)) == ("always", "never", "ask")
    booked.apply(Follows(A, "ask"))
    assert booked.booked().follow == {B: "never"}


def test_what_the_scripts_know_of_a_session_is_one_line() -> None:
    assert Bookable("one", 5, 9, 20, HALL).line == "one 5 9 20 hall"
    assert Bookable("one", 5, 9, None, TABLE).line == "one 5 9 - hall.1"


people = st.sampled_from([A, B, C])
sessions = st.sampled_from([ONE, TWO])
numbers = st.integers(1, 50)
entries = st.one_of(
    st.builds(Placed, people, sessions, st.booleans(), numbers),
    st.builds(Queued, people, sessions, numbers),
    st.builds(Offered, people, sessions, numbers),
    st.builds(Unplaced, people, sessions),
    st.builds(ListClosed, sessions),
    st.builds(Follows, people, st.sampled_from(["always", "ask", "never"])),
)


@given(st.lists(entries, max_size=40), st.integers(0, 40))
def test_a_snapshot_and_the_entries_after_it_are_the_same_as_all_entries(told: list[AnyPlaceEntry], at: int) -> None:
    whole, early = places(*told), places(*told[:at])
    late = Places()
    late.load(early.booked())
    for entry in told[at:]:
        late.apply(entry)
    for one in (whole, late):
        for session, booking in one.sessions.items():
            everybody = [*booking.placed, *booking.offered, *booking.waiting]
            assert len(everybody) == len(set(everybody))
            assert booking.since.keys() == booking.placed.keys()
            assert {who for who in (A, B, C) if any(s.session == session for s in one.standings(who))} == set(everybody)
            assert [booking.ahead(who) for who in booking.line()] == list(range(len(booking.waiting)))
    assert {s: b for s, b in whole.sessions.items() if b != Booking()} == {
        s: b for s, b in late.sessions.items() if b != Booking()
    }
    for who in (A, B, C):
        assert whole.standings(who) == late.standings(who)
        assert whole.follow(who) == late.follow(who)


@given(st.lists(entries, max_size=20))
def test_what_is_loaded_is_a_copy(told: list[AnyPlaceEntry]) -> None:
    whole = places(*told)
    copy = Places()
    copy.load(whole.booked())
    counts = {session: whole.count(session) for session in (ONE, TWO)}
    for who in (A, B, C):
        copy.apply(Unplaced(who, ONE))
    assert {session: whole.count(session) for session in (ONE, TWO)} == counts


crowd = st.sampled_from([ParticipantId(f"p{n}") for n in range(12)])


@given(st.sets(crowd), st.dictionaries(crowd, st.sampled_from([HALL, TABLE, ELSEWHERE])), st.sets(crowd))
def test_should_and_is_are_the_set_differences_of_places_and_presence(
    should: set[ParticipantId], where: dict[ParticipantId, RoomId], staff: set[ParticipantId]
) -> None:
    present = {room: {who for who in where if where[who] == room} for room in (HALL, TABLE, ELSEWHERE)}
    found = should_and_is(should, present, (HALL, TABLE), staff)
    inside = present[HALL] | present[TABLE]
    assert set(found.here) == should & inside
    assert set(found.missing) == should - where.keys()
    assert {who for who, _ in found.strayed} == (should & where.keys()) - inside
    assert set(found.unexpected) == inside - should - staff
    assert all(room == where[who] == ELSEWHERE for who, room in found.strayed)
    parts = [*found.here, *found.missing, *(who for who, _ in found.strayed)]
    assert len(parts) == len(should)
    for part in (found.here, found.missing, found.unexpected):
        assert list(part) == sorted(part)


def test_an_empty_store_has_no_places() -> None:
    booked = places(Placed(A, ONE, True), Follows(A, "always"))
    booked.load(Booked())
    assert (booked.standings(A), booked.follow(A), booked.count(ONE)) == ((), "ask", (0, 0))


rooms = st.sampled_from([HALL, TABLE, ELSEWHERE])
roles = st.sampled_from([("participant",), ("speaker",)])
steps = st.one_of(
    entries,
    st.builds(lambda who, role, room: Arrived(p=Person(who, who, roles=role), room=room, at=1), people, roles, rooms),
    st.builds(lambda who, to: Moved(ids=(who,), to=to, cause="self", at=2), people, rooms),
    st.builds(lambda who: Away(id=who, at=3), people),
    st.builds(lambda who: Left(id=who, why="home"), people),
    st.builds(lambda who: Forgotten(id=who, at=4), people),
)


@given(st.lists(steps, max_size=40))
def test_at_every_moment_of_a_day_should_and_is_are_what_places_and_presence_say(
    day: list[AnyEntry | AnyPlaceEntry],
) -> None:
    house, booked = House(), Places()
    for step in day:
        if isinstance(step, PlaceEntry):
            booked.apply(step)
        else:
            house.apply(step)
        should = set(booked.sessions[ONE].placed) if ONE in booked.sessions else set()
        present = {who for who, each in house.standings.items() if each.present}
        inside = {who for who in present if house.room_of(who) in (HALL, TABLE)}
        staff = {who for who in present if not takes_seat(house.standings[who].person)}
        found = should_and_is(should, house.present, (HALL, TABLE), staff)
        assert set(found.here) == should & inside
        assert set(found.missing) == should - present
        assert dict(found.strayed) == {who: house.room_of(who) for who in should & present - inside}
        assert set(found.unexpected) == inside - should - staff
