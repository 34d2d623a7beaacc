"""Tickets and passes as signed texts: what opens the door, and that nothing else does."""

from __future__ import annotations

import base64
import json
from typing import Any

import jwt
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.model.people import Person
from venue.model.tickets import LARGEST, PassClaims, Ticket
from venue.web.door_refusal import DoorRefusal
from venue.web.passes import door_link, issue_pass, issue_ticket, name_ticket, read_pass, read_ticket

SECRET = "a secret for tests, long enough to be one"
OTHER = "another secret for tests, also long enough"
NOW = 1_800_000_000

PERSON = Person(
    ParticipantId("t-1"), "Person A", "Jobcenter Süd", ("moderator", "speaker"), (RoomId("plenum"),), rehearsal=True
)
TICKET = Ticket(id="a1", slug=EventSlug("our-day"), person=PERSON, issued=NOW - 10, expires=NOW + 100)
PASS = PassClaims(person_id=PERSON.id, ticket="a1", issued_ms=NOW * 1000 + 17, expires=NOW + 100)
CLAIMS: dict[str, Any] = {
    "typ": "ticket",
    "aud": "our-day",
    "sub": "t-1",
    "jti": "a1",
    "exp": NOW + 100,
    "name": "Person A",
}


def signed(secret: str = SECRET, **changed: Any) -> str:
    """A ticket as some registration system may write it; None takes a claim out."""
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not None}
    return jwt.encode(claims, secret, algorithm="HS256")


def unsigned(header: bytes, payload: bytes = b"{}", signature: bytes = b"x") -> str:
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (header, payload, signature))


def refused(raw: str, slug: str = "our-day", now: int = NOW) -> str:
    with pytest.raises(DoorRefusal) as fault:
        read_ticket(raw, SECRET, slug, now)
    return fault.value.code


def test_a_ticket_comes_back_as_it_was_issued() -> None:
    assert read_ticket(issue_ticket(TICKET, SECRET), SECRET, "our-day", NOW) == TICKET


def test_a_ticket_of_a_registration_system_needs_only_the_least() -> None:
    ticket = read_ticket(signed(iss="elsewhere", exp=NOW + 0.5, extra={"seat": 4}), SECRET, "our-day", NOW - 1)
    assert ticket.person == Person(ParticipantId("t-1"), "Person A")
    assert read_ticket(signed(aud=["other", "our-day"]), SECRET, "our-day", NOW).slug == "our-day"


def test_a_door_link_hides_the_ticket_in_the_fragment() -> None:
    assert door_link("https://venue.example.org/", "our-day", "x.y.z") == (
        "https://venue.example.org/our-day/door#ticket=x.y.z"
    )


def test_a_ticket_that_was_signed_with_another_secret_is_forged() -> None:
    assert refused(signed(OTHER)) == "ticket_forged"


def test_a_ticket_that_was_changed_on_its_way_is_forged() -> None:
    whole = signed()
    head, payload, signature = whole.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["roles"] = ["operator"]
    better = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    assert refused(f"{head}.{better}.{signature}") == "ticket_forged"
    assert refused(whole[:-5]) == "ticket_forged"
    assert refused(whole[:40] + " " + whole[40:]) == "ticket_forged"


@pytest.mark.parametrize("algorithm", ["none", "NONE", "HS512", "RS256", "", None, ["HS256"], {}])
def test_only_one_way_of_signing_counts(algorithm: object) -> None:
    payload = json.dumps(CLAIMS).encode()
    assert refused(unsigned(json.dumps({"alg": algorithm, "typ": "JWT"}).encode(), payload)) == "ticket_forged"
    assert refused(unsigned(json.dumps({"alg": algorithm}).encode(), payload, b"").rstrip(".") + ".") == "ticket_forged"


def test_a_ticket_signed_with_another_algorithm_and_our_secret_is_forged() -> None:
    assert refused(jwt.encode(CLAIMS, SECRET * 2, algorithm="HS512")) == "ticket_forged"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("ticket_other_event", {"aud": "their-day"}),
        ("ticket_other_event", {"aud": None}),
        ("ticket_expired", {"exp": NOW}),
        ("ticket_expired", {"nbf": NOW + 1}),
        ("ticket_forged", {"typ": "pass"}),
        ("ticket_forged", {"typ": None}),
        ("ticket_forged", {"exp": None}),
        ("ticket_forged", {"exp": "tomorrow"}),
        ("ticket_forged", {"sub": "a person"}),
        ("ticket_forged", {"sub": "x" * 65}),
        ("ticket_forged", {"sub": 7}),
        ("ticket_forged", {"jti": ""}),
        ("ticket_forged", {"name": None}),
        ("ticket_forged", {"roles": ["emperor"]}),
        ("ticket_forged", {"rooms": "plenum"}),
        ("name_needed", {"name": " "}),
        ("name_too_long", {"name": "x" * 500}),
        ("name_bad", {"name": "Per\u202eson"}),
        ("name_bad", {"org": "A\x00mt"}),
    ],
)
def test_a_ticket_that_does_not_open_the_door_says_why(code: str, changed: dict[str, Any]) -> None:
    assert refused(signed(**changed)) == code


def test_a_name_of_ten_thousand_characters_does_not_get_a_ticket_in() -> None:
    assert refused(signed(name="x" * 10_000)) == "ticket_forged"
    assert len(signed(name="x" * 10_000)) > LARGEST


def test_a_pass_does_not_open_the_door_and_a_ticket_is_no_pass() -> None:
    assert refused(issue_pass(PASS, SECRET, "our-day")) == "ticket_forged"
    with pytest.raises(DoorRefusal) as fault:
        read_pass(issue_ticket(TICKET, SECRET), SECRET, "our-day", NOW)
    assert fault.value.code == "pass_ended"


def test_a_pass_comes_back_as_it_was_given_to_the_millisecond() -> None:
    assert read_pass(issue_pass(PASS, SECRET, "our-day"), SECRET, "our-day", NOW) == PASS


def test_a_pass_to_an_open_event_names_no_ticket() -> None:
    walk_in = msgspec.structs.replace(PASS, ticket="")
    assert read_pass(issue_pass(walk_in, SECRET, "our-day"), SECRET, "our-day", NOW).ticket == ""


@pytest.mark.parametrize("case", ["other event", "other secret", "over", "nothing"])
def test_a_pass_that_does_not_count_has_ended(case: str) -> None:
    text = issue_pass(PASS, OTHER if case == "other secret" else SECRET, "our-day")
    slug = "their-day" if case == "other event" else "our-day"
    with pytest.raises(DoorRefusal) as fault:
        read_pass("" if case == "nothing" else text, SECRET, slug, NOW + 100 if case == "over" else NOW)
    assert (fault.value.code, fault.value.status) == ("pass_ended", 401)


def test_an_expired_ticket_of_any_event_can_still_be_named_to_withdraw_it() -> None:
    assert name_ticket(signed(aud="their-day", exp=1), SECRET) == ("a1", "t-1")
    assert name_ticket(signed(OTHER), SECRET) is None
    assert name_ticket(issue_pass(PASS, SECRET, "our-day"), SECRET) is None
    assert name_ticket("t-1", SECRET) is None


DEEP = b'{"alg":' + b"[" * 1400 + b"]" * 1400 + b"}"
parts = st.from_regex(r"[A-Za-z0-9_=-]{0,40}", fullmatch=True)
headers = st.sampled_from(
    [b'{"alg":"HS256"}', b'{"alg":"none"}', b'{"alg":"HS256","b64":false,"crit":["b64"]}', b"\xff"]
)


@given(
    st.text()
    | st.builds("{}.{}.{}".format, parts, parts, parts)
    | st.builds(unsigned, headers | st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=40))
)
@example(unsigned(DEEP))
@example(unsigned(b'{"alg":"HS256","kid":3}'))
@example("\ud800.\ud800.\ud800")
@example("٣.٣.٣")
def test_whatever_is_shown_at_the_door_is_refused_and_never_a_fault(raw: str) -> None:
    assert refused(raw) == "ticket_forged"
    with pytest.raises(DoorRefusal):
        read_pass(raw, SECRET, "our-day", NOW)
    assert name_ticket(raw, SECRET) is None


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*CLAIMS, "roles", "rooms", "org", "iat", "nbf", "iat_ms"]), json_values))
def test_even_well_signed_nonsense_is_a_ticket_or_a_refusal(changed: dict[str, Any]) -> None:
    raw = jwt.encode({**CLAIMS, **changed}, SECRET, algorithm="HS256")
    try:
        ticket = read_ticket(raw, SECRET, "our-day", NOW)
    except DoorRefusal:
        return
    assert 0 < len(ticket.person.name) <= 80


def test_a_refusal_never_repeats_what_was_shown() -> None:
    with pytest.raises(DoorRefusal) as fault:
        read_ticket(signed(OTHER, name="Person Secret"), SECRET, "our-day", NOW)
    assert "Secret" not in str(fault.value)
