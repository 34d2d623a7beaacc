"""Lines from the server, read as far as a rehearsal needs them."""

from __future__ import annotations

import msgspec
import pytest

from venue.model.ids import ParticipantId, RoomId
from venue.protocol import codec
from venue.protocol.chat import ChatDeleted, ChatPosted
from venue.protocol.codes import Refusal
from venue.protocol.venue import HouseCounted, YouMoved
from venue.protocol.wire import Done, Event, Occupancy
from venue.rehearsal.heard import Answer, Logged, logged, read

POSTED = ChatPosted(by=ParticipantId("p-1"), name="Person A", text="Guten Morgen", at=1, ref="t-1")


def line(event: Event, room: str = "plenum", offset: int = 7) -> bytes:
    return codec.splice(room, offset, codec.encode(event))


def test_a_receipt_and_a_refusal_are_answers() -> None:
    receipt, refusal = read(codec.receipt("t-1", Done())), read(codec.refusal("t-2", Refusal("room_full")))
    assert isinstance(receipt, Answer)
    assert (receipt.re, bytes(receipt.ok), receipt.error) == ("t-1", b"{}", None)
    assert isinstance(refusal, Answer)
    assert refusal.error is not None
    assert refusal.error.code == "room_full"


def test_an_event_of_a_log_has_its_room_its_offset_and_whose_command_it_was() -> None:
    heard = read(line(POSTED))
    assert isinstance(heard, Logged)
    assert (heard.room, heard.offset, heard.by, heard.ref, heard.text) == ("plenum", 7, "p-1", "t-1", "Guten Morgen")


def test_an_event_of_a_log_counts_whatever_it_says() -> None:
    heard = read(b'{"room":"plenum","offset":8,"on":"something.new","of":{"a":[1]}}')
    assert isinstance(heard, Logged)
    assert heard.offset == 8


def test_two_who_hear_the_same_have_the_same_fingerprint_and_others_another_one() -> None:
    same, other = msgspec.structs.replace(POSTED), msgspec.structs.replace(POSTED, text="Guten Abend")
    assert logged(line(POSTED)).fingerprint == logged(line(same)).fingerprint
    assert logged(line(POSTED)).fingerprint != logged(line(other)).fingerprint
    assert logged(line(ChatDeleted(message=7))).fingerprint != logged(line(ChatDeleted(message=8))).fingerprint


def test_counts_and_moves_are_what_the_protocol_says() -> None:
    counted = HouseCounted(counts={RoomId("plenum"): Occupancy(3, 2)}, total=3, at=1)
    moved = YouMoved(room=RoomId("plenum"), cause="moderator", order="o-1", at=5)
    assert read(codec.encode(counted)) == counted
    assert read(codec.encode(moved)) == moved


@pytest.mark.parametrize("nothing", [b'{"on":"people.waved"}', b'{"on":"you.moved"}', b"{}", b"[]", b"what?"])
def test_what_cannot_be_understood_is_ignored(nothing: bytes) -> None:
    assert read(nothing) is None


def test_a_snapshot_whose_events_have_no_place_cannot_be_read() -> None:
    with pytest.raises(msgspec.DecodeError):
        logged(b'{"on":"chat.posted"}')
