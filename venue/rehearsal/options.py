"""What is rehearsed, how large and how long."""

from __future__ import annotations

from typing import Final, Literal, Protocol

import msgspec

from venue.rehearsal.orders import Going


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How long the parts of the day last."""

    plenum: float
    """Seconds of talk in the plenum."""
    room: float
    """Seconds of talk in the workshops of one round, and at the tables."""
    walk: int
    """ms within which everybody sets out."""
    rounds: int
    """Rounds of workshops at most."""
    absence: bool
    """Whether some stay away longer than the grace, so that ghosts would be seen."""


FULL: Final = Pace(plenum=60, room=12, walk=3000, rounds=4, absence=True)
QUICK: Final = Pace(plenum=15, room=4, walk=1500, rounds=2, absence=False)


def lasting(pace: Pace, times: float, plenum: float | None = None) -> Pace:
    """The same day, `times` as long; `plenum`: seconds of talk there, instead."""
    return msgspec.structs.replace(
        pace,
        plenum=pace.plenum * times if plenum is None else plenum,
        room=pace.room * times,
        walk=round(pace.walk * times),
    )


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """A rehearsal."""

    url: str
    """`http://host:port`, without a path."""
    slug: str
    run: str
    processes: int
    rate: float = 10.0
    """Messages per second in the plenum."""
    pace: Pace = FULL
    arrive: Literal["at-once", "minute"] = "at-once"
    seed: int = 1
    keep_going: bool = False
    """Whether the day goes on after a promise was broken."""
    patience: float = 10.0
    """Seconds after which a command counts as unanswered."""


class Audience(Protocol):
    """Who watches how the rehearsal goes."""

    def phase(self, title: str, seconds: float) -> None:
        """A phase begins that lasts about so long."""

    def going(self, going: Going) -> None:
        """How it goes, some times a second."""

    def note(self, text: str) -> None:
        """Something that one should know."""
