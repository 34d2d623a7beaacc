"""What is done to the venue while people change rooms: a node is killed, the store is restarted."""

from __future__ import annotations

from typing import Final, Literal, Protocol

import msgspec

DrillKey = Literal["node", "store"]

DRILLS: Final[dict[DrillKey, str]] = {
    "node": "A node is killed in the second change",
    "store": "Redis is killed, and started again, in the third change",
}
IN_CHANGE: Final[dict[int, DrillKey]] = {2: "node", 3: "store"}
"""The how-manieth change -> what happens in it."""


class Drill(msgspec.Struct, frozen=True):
    """A drill as it went."""

    key: DrillKey
    title: str
    run: bool
    why_not: str
    """Empty where it was run."""


class Hands(Protocol):
    """Who can do that, on the venue's machine."""

    def why_not(self) -> str:
        """Why no drill can be run; empty: they can."""
        ...

    def do(self, what: DrillKey, /) -> str:
        """Do it now. Why it could not be done; empty: it is done."""
        ...


class Elsewhere:
    """Nobody can: the venue runs somewhere else."""

    def why_not(self) -> str:
        return "--data does not lead to a venue on this machine with two nodes or more"

    def do(self, _what: DrillKey, /) -> str:
        return self.why_not()
