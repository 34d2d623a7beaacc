"""Bytes to commands and back: nothing gets in that is not one, and what cannot be read is named."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from venue.model.ids import RoomId
from venue.protocol import codec
from venue.protocol.chat import ChatPosted, ChatSend
from venue.protocol.codec import COMMANDS, MAX_FRAME, Unreadable, decode, receipt, refusal, splice
from venue.protocol.codes import Refusal
from venue.protocol.room import RoomEnter
from venue.protocol.venue import VenuePing

SEND = {"do": "chat.send", "ref": "k3-17", "room": "plenum", "text": "hello"}


def raw(**changed: object) -> bytes:
    return json.dumps({**SEND, **changed}).encode()


def test_a_command_is_read_into_its_type() -> None:
    assert decode(raw()) == ChatSend(ref="k3-17", room="plenum", text="hello")  # type: ignore[arg-type]
    assert decode(b'{"ref":"a","do":"venue.ping","unknown":[1,{"x":null}]}') == VenuePing(ref="a")


@pytest.mark.parametrize(
    ("frame", "code", "ref"),
    [
        (b"", "bad_json", ""),
        (raw() + b"x", "bad_json", ""),
        (raw()[:-1], "bad_json", ""),
        (b"\xef\xbb\xbf" + raw(), "bad_json", ""),
        (raw().replace(b'"hello"', b"NaN"), "bad_json", ""),
        (raw().replace(b"hello", b"\xff\xfe"), "bad_json", ""),
        (raw().replace(b"hello", rb"\ud800"), "bad_json", ""),
        (raw().replace(b"hello", rb"\ud800\u0041 and more"), "bad_json", ""),
        (raw().replace(b"hello", "\ud800".encode("utf-8", "surrogatepass")), "bad_json", ""),
        (b'{"a":' * 6000, "bad_json", ""),
        (b"[" * 30_000, "bad_field", ""),
        (b"null", "bad_field", ""),
        (raw(do="chat.shout"), "unknown_command", "k3-17"),
        (raw(do=7), "bad_field", ""),
        (raw(ref="with space"), "bad_field", "with space"),
        (raw(ref="x" * 65), "bad_field", ""),
        (raw(ref=""), "bad_field", ""),
        (raw(room=""), "bad_field", "k3-17"),
        (raw(room="x" * 65), "bad_field", "k3-17"),
        (raw(text=None), "bad_field", "k3-17"),
        (raw(text="x" * 4001), "bad_field", "k3-17"),
        (b"x" * (MAX_FRAME + 1), "too_large", ""),
    ],
)  # fmt: skip
def test_what_is_no_command_is_named(frame: bytes, code: str, ref: str) -> None:
    with pytest.raises(Unreadable) as fault:
        decode(frame)
    assert (fault.value.code, fault.value.ref, fault.value.retry) == (code, ref, False)
    assert json.loads(refusal(ref, fault.value)) == {
        "re": ref,
        "error": {"code": code, "retry": False, "message": fault.value.detail},
    }


def read(frame: bytes) -> str:
    """What becomes of a frame: a command's name, or the code of the refusal, which can be told."""
    try:
        return type(decode(frame)).__name__
    except Unreadable as fault:
        json.loads(refusal(fault.ref, fault))
        return fault.code


NAMES = {kind.__name__ for kind in COMMANDS}
KEYS = st.sampled_from(["do", "ref", "room", "text", "message", "people", "to"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_whatever_comes_is_a_command_or_unreadable_and_never_a_fault(frame: bytes) -> None:
    assert read(frame) in NAMES | {"bad_json", "bad_field", "unknown_command"}


@given(JSON)
def test_whatever_json_comes_is_a_command_or_not_one(value: object) -> None:
    assert read(json.dumps(value).encode()) in NAMES | {"bad_field", "unknown_command"}


def test_a_receipt_and_a_refusal_name_their_ref() -> None:
    assert receipt("a-1", {"offset": 3}) == b'{"re":"a-1","ok":{"offset":3}}'
    told = json.loads(refusal("a-1", Refusal("room_full")))
    assert told["re"] == "a-1"
    assert told["error"]["retry"] is False
    assert json.loads(refusal("", Refusal("store_unavailable")))["error"]["retry"] is True


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.integers(1, 2**50))
def test_place_and_body_are_spliced_without_looking_inside(text: str, offset: int) -> None:
    body = codec.encode(ChatPosted(by="a", name="A", text=text, at=1, ref="r"))  # type: ignore[arg-type]
    assert b"\n" not in body, "frames are parted by newlines"
    event = json.loads(splice("cafeteria.7", offset, body))
    assert (event["room"], event["offset"], event["text"]) == ("cafeteria.7", offset, text)


def test_every_command_has_a_name_of_two_words_and_no_two_have_the_same() -> None:
    names = [str(kind.__struct_config__.tag) for kind in COMMANDS]
    assert len(names) == len(set(names))
    assert all(len(name.split(".")) == 2 for name in names)
    for kind in COMMANDS:
        family, verb = str(kind.__struct_config__.tag).split(".")
        assert kind.__name__.lower() == (family + verb).replace("_", "")


def test_commands_never_change_after_they_were_read() -> None:
    command = decode(b'{"do":"room.enter","ref":"a","room":"plenum"}')
    assert isinstance(command, RoomEnter)
    with pytest.raises(AttributeError):
        command.room = RoomId("foyer")  # type: ignore[misc]
    assert msgspec.structs.asdict(command)["room"] == "plenum"
