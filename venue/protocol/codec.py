"""Bytes to typed commands and typed events to bytes: the one place that knows JSON."""

from __future__ import annotations

from typing import Any, Final, Union

import msgspec

from venue.protocol import (
    announcements,
    chat,
    conduct,
    help,
    operations,
    orders,
    people,
    places,
    reactions,
    room,
    roster,
    show,
    venue,
    versions,
)
from venue.protocol.codes import Refusal
from venue.protocol.wire import Command

MAX_FRAME: Final = 32 * 1024
"""Bytes of a command at most; the websocket's own limit is higher, so that one byte more is refused and not cut."""

FAMILIES: Final = (
    *(venue, room, roster, chat, reactions, people, orders, conduct, announcements),
    *(show, operations, places, help, versions),
)

COMMANDS: Final[tuple[type[Command], ...]] = tuple(
    kind
    for family in FAMILIES
    for kind in vars(family).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
)

_decoder: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder(Union[COMMANDS])  # noqa: UP007
_encoder: Final = msgspec.json.Encoder()


class _Head(msgspec.Struct):
    do: str = ""
    ref: str = ""


_head: Final = msgspec.json.Decoder(_Head)
_TAGS: Final = frozenset(str(kind.__struct_config__.tag) for kind in COMMANDS)


class Unreadable(Refusal):
    """A frame that is no command. `ref` is what could be read of it, else empty."""

    def __init__(self, code: str, detail: str, ref: str = "") -> None:
        super().__init__(code, detail)
        self.ref = ref


def decode(frame: bytes) -> Command:
    """A text frame's bytes as a typed command; `Unreadable` says what is wrong with it."""
    if len(frame) > MAX_FRAME:
        raise Unreadable("too_large", f"{len(frame)} bytes, {MAX_FRAME} at most")
    try:
        command: Command = _decoder.decode(frame)
    except msgspec.ValidationError as fault:
        raise _explain(frame, str(fault)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Unreadable("bad_json", str(fault)[:200]) from None
    return command


def _explain(frame: bytes, fault: str) -> Unreadable:
    """Second look at a frame that is JSON but no command: was it the name or a field?"""
    try:
        head = _head.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unreadable("bad_field", fault[:200])
    ref = head.ref if len(head.ref) <= 64 else ""
    if head.do not in _TAGS:
        return Unreadable("unknown_command", f"no command is called {head.do[:40]!r}", ref)
    return Unreadable("bad_field", fault[:200], ref)


def encode(value: object) -> bytes:
    """Any struct of the protocol as JSON bytes."""
    return _encoder.encode(value)


def receipt(ref: str, ok: object) -> bytes:
    """The positive answer to the command `ref`."""
    return b'{"re":' + _encoder.encode(ref) + b',"ok":' + _encoder.encode(ok) + b"}"


def refusal(ref: str, fault: Refusal) -> bytes:
    """The negative answer to the command `ref`."""
    return _encoder.encode({"re": ref, "error": {"code": fault.code, "retry": fault.retry, "message": fault.detail}})


def splice(room_id: str, offset: int, body: bytes) -> bytes:
    """A logged event as it goes over the wire: room and offset in front of the stored body, which is not parsed."""
    return b'{"room":"%s","offset":%d,%s' % (room_id.encode(), offset, body[1:])
