"""What was looked at, and what was found wanting: one tally per promise."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

PromiseKey = Literal[
    "order",
    "gaps",
    "duplicates",
    "receipts",
    "loss",
    "resume",
    "audience",
    "whereabouts",
    "roster",
    "counts",
    "capacity",
    "moves",
    "connections",
    "trace",
    "places",
    "line",
    "belong",
]

PROMISES: Final[dict[PromiseKey, tuple[str, str]]] = {
    "order": ("One order", "everybody in a room hears the same events in the same order"),
    "gaps": ("No gaps", "a living connection hears every event of its room, none left out"),
    "duplicates": ("Nothing twice", "no event is heard twice, no command applied twice, no command answered twice"),
    "receipts": ("Every command answered", "each command gets one receipt, and is refused only for a stated reason"),
    "loss": ("Nothing lost", "what got a receipt was heard by everybody who was in the room throughout"),
    "resume": ("Honest resume", "a resume that calls itself complete brings every event that was missed"),
    "audience": ("Only one's own room", "nobody hears a room in which they are not"),
    "whereabouts": ("Everybody in their room", "the venue knows each person in the room where that person is"),
    "roster": ("True rosters", "every roster shows exactly who is there: the number and the names"),
    "counts": ("True counts", "every room's count is the number of people in it, and the total is their sum"),
    "capacity": ("Capacity kept", "no room takes more participants than it has seats"),
    "moves": ("Moves arrive", "who was moved is told, is in the new room, and nobody else is"),
    "connections": ("Connections hold", "nobody loses a connection but those whose connection the rehearsal cut"),
    "trace": ("Gone without a trace", "after the rehearsal no one and nothing of it is left in the venue"),
    "places": (
        "Nothing oversold",
        "no session gives more places than it has, and all are told how many are taken",
    ),
    "line": ("Waiting lists in order", "who has waited longest is offered what becomes free: as many offers as places"),
    "belong": ("Nobody misplaced", "2 s after a change everybody is in the room that the venue's rule names"),
}
"""Each promise's title, and what is promised."""

OF_THE_DAY: Final[frozenset[PromiseKey]] = frozenset({"places", "line", "belong"})
"""Promises that only a rehearsal of the whole day looks at."""

EXAMPLES: Final = 5
"""Examples kept per promise."""


class Tally(msgspec.Struct):
    """How often a promise was looked at and how often it was broken, with the first few examples."""

    looked: int = 0
    broken: int = 0
    examples: list[str] = msgspec.field(default_factory=list)

    def merge(self, other: Tally) -> None:
        self.looked += other.looked
        self.broken += other.broken
        self.examples += other.examples[: EXAMPLES - len(self.examples)]


class Findings(msgspec.Struct):
    """The tallies of all promises."""

    tallies: dict[PromiseKey, Tally] = msgspec.field(default_factory=lambda: {key: Tally() for key in PROMISES})

    def looked(self, promise: PromiseKey, times: int = 1) -> None:
        """The promise was checked `times` times."""
        self.tallies[promise].looked += times

    def broke(self, promise: PromiseKey, example: str, times: int = 1) -> None:
        """The promise was found broken; `example` says where, in one line."""
        tally = self.tallies[promise]
        tally.broken += times
        if len(tally.examples) < EXAMPLES:
            tally.examples.append(example)

    def expect(self, promise: PromiseKey, kept: bool, example: str) -> bool:
        """One check: counts it, and what it found. Gives back `kept`."""
        self.looked(promise)
        if not kept:
            self.broke(promise, example)
        return kept

    def merge(self, other: Findings) -> None:
        for promise, tally in other.tallies.items():
            self.tallies[promise].merge(tally)

    @property
    def broken(self) -> list[PromiseKey]:
        """The promises that were not kept."""
        return [promise for promise, tally in self.tallies.items() if tally.broken]
