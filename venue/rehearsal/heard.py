"""Lines from the server, read as far as the rehearsal needs them.

Many people of one process hear the same bytes, so what was read is remembered for a while. What cannot be understood
is ignored, as the wire asks of every client; a logged event counts for the order whatever it says.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Final

import msgspec

from venue.protocol.people import PeopleArrived
from venue.protocol.places import PlacesCounted, YouPlaced
from venue.protocol.reactions import ReactionCounted
from venue.protocol.roster import RosterChanged, RosterListed
from venue.protocol.venue import HouseCounted, VenueClosing, VenueResynced, VenueWelcome, YouMoved
from venue.protocol.wire import RefusalBody


class Answer(msgspec.Struct, frozen=True):
    """A receipt (`ok`) or a refusal (`error`)."""

    re: str
    ok: msgspec.Raw = msgspec.field(default_factory=msgspec.Raw)
    error: RefusalBody | None = None


class Logged(msgspec.Struct, frozen=True):
    """An event of a room's log, of whatever kind."""

    on: str
    room: str
    offset: int
    by: str = ""
    ref: str = ""
    text: str = ""
    message: int = -1
    id: str = ""
    edited: bool = False

    @property
    def fingerprint(self) -> int:
        """The same for two who heard the same."""
        return zlib.crc32("\0".join((self.on, self.by, self.ref, self.text, str(self.message), self.id)).encode())


Unlogged = (
    VenueWelcome
    | HouseCounted
    | YouMoved
    | RosterChanged
    | RosterListed
    | PeopleArrived
    | VenueClosing
    | VenueResynced
    | ReactionCounted
    | PlacesCounted
    | YouPlaced
)

Line = Answer | Logged | Unlogged | None

_ANSWER: Final = b'{"re":'
_answer: Final = msgspec.json.Decoder(Answer)
_logged: Final = msgspec.json.Decoder(Logged)
_unlogged: Final = msgspec.json.Decoder(Unlogged)


def read(line: bytes) -> Line:
    """One JSON object from the server; None: nothing the rehearsal looks at."""
    if line.startswith(_ANSWER):
        return _answer.decode(line)
    return _event(line)


@lru_cache(maxsize=2048)
def _event(line: bytes) -> Line:
    for decoder in (_logged, _unlogged):
        try:
            found: Line = decoder.decode(line)
        except msgspec.DecodeError:
            continue
        return found
    return None


def logged(raw: bytes) -> Logged:
    """One event of a snapshot."""
    found = _event(raw)
    if not isinstance(found, Logged):
        raise msgspec.ValidationError("an event of a log without a room or an offset")
    return found
