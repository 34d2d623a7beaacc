"""What is done to the venue while people change rooms: a node is killed, the store is restarted."""

from __future__ import annotations

from typing import Final, Literal, Protocol

import msgspec

DrillKey = Literal["node", "store"]

DRILLS: Final[dict[DrillKey, str]] = {
    "node": "A node is killed in the {} change",
    "store": "Redis is killed, and started again, in the {} change",
}
_LATEST: Final[dict[DrillKey, int]] = {"node": 2, "store": 3}
"""In the how-manieth change at the latest: before and after it there are others."""
_COUNTED: Final = ("first", "second", "third")


class Drill(msgspec.Struct, frozen=True):
    """A drill as it went."""

    key: DrillKey
    title: str
    run: bool
    why_not: str
    """Empty where it was run."""
    wanted: bool = True
    """False: left out because somebody said so, who then knows that it was not shown."""


def spread(changes: int) -> dict[DrillKey, int]:
    """In which of so many changes each is to happen: apart from each other where there are two or more."""
    return {"node": max(1, min(_LATEST["node"], changes - 1)), "store": max(1, min(_LATEST["store"], changes))}


def titled(key: DrillKey, change: int) -> str:
    """What it is called where it happens in that change."""
    return DRILLS[key].format(_COUNTED[change - 1])


def went(drill: Drill) -> str:
    """How it went, in words."""
    if drill.run:
        return "run"
    return f"NOT RUN, {drill.why_not}" if drill.wanted else drill.why_not


class Hands(Protocol):
    """Who can do that, on the venue's machine."""

    @property
    def wanted(self) -> bool:
        """Whether drills belong to this day."""
        ...

    def why_not(self) -> str:
        """Why no drill can be run; empty: they can."""
        ...

    def do(self, what: DrillKey, /) -> str:
        """Do it now. Why it could not be done; empty: it is done."""
        ...


class Elsewhere:
    """Nobody can: the venue runs somewhere else."""

    wanted = True

    def why_not(self) -> str:
        return "--data does not lead to a venue on this machine with two nodes or more"

    def do(self, _what: DrillKey, /) -> str:
        return self.why_not()


class LeftOut:
    """Nobody is to: whoever calls the rehearsal leaves them out."""

    wanted = False

    def why_not(self) -> str:
        return "left out, as --no-drills says"

    def do(self, _what: DrillKey, /) -> str:
        return self.why_not()
