"""How long tickets and passes count, and what may name one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.people import Person
from venue.model.tickets import PassClaims, Ticket, may_name_ticket, pass_expiry, ticket_expiry, unknown_rooms

HOUR = 3600
NOON = 1_800_000_000
moments = st.integers(0, 2**33)

TICKET = Ticket(
    id="a1",
    slug=EventSlug("our-day"),
    person=Person(ParticipantId("p"), "Person"),
    issued=NOON,
    expires=NOON + 100,
    not_before=NOON + 10,
)


def test_a_ticket_opens_the_door_from_its_first_second_to_its_last() -> None:
    assert [TICKET.is_valid_at(NOON + second) for second in (9, 10, 99, 100)] == [False, True, True, False]


def test_a_pass_ends_with_its_last_second() -> None:
    claims = PassClaims(person_id=ParticipantId("p"), ticket="a1", issued_ms=0, expires=NOON)
    assert claims.is_valid_at(NOON - 1)
    assert not claims.is_valid_at(NOON)


def test_a_pass_outlasts_the_day() -> None:
    assert pass_expiry(NOON, NOON + 8 * HOUR, None) == NOON + 20 * HOUR


def test_a_pass_to_a_past_event_still_lasts_for_the_visit() -> None:
    assert pass_expiry(NOON, NOON - 999 * HOUR, None) == NOON + 12 * HOUR


@given(moments, moments, moments)
def test_a_pass_never_outlives_its_ticket(now: int, ends: int, ticket: int) -> None:
    assert pass_expiry(now, ends, ticket) <= ticket


@given(moments, moments)
def test_a_ticket_is_never_issued_expired(now: int, ends: int) -> None:
    assert ticket_expiry(now, ends) > now


def test_a_ticket_lasts_a_day_longer_than_the_event() -> None:
    assert ticket_expiry(NOON, NOON + HOUR) == NOON + 25 * HOUR
    assert ticket_expiry(NOON, NOON - 24 * HOUR) == NOON + 7 * 24 * HOUR


def test_the_id_of_a_ticket_can_stand_in_a_key_a_list_and_a_log() -> None:
    assert may_name_ticket("3de788608c381ae7")
    assert may_name_ticket("urn:reg:4711/2")
    for wrong in ("", "x" * 65, "a b", "a,b", "a;b", 'a"b', "a\nb", "ä", "\ud800"):
        assert not may_name_ticket(wrong), wrong


def test_a_limit_to_rooms_that_are_not_there_is_noticed() -> None:
    known = frozenset({RoomId("plenum"), RoomId("foyer")})
    assert unknown_rooms((RoomId("plenum"), RoomId("cellar")), known) == (RoomId("cellar"),)
