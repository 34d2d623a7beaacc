"""One person's stay in one room: every offset that was heard, and what it says about order, gaps and duplicates.

Pure. The rule of the wire: after a snapshot at position P, offsets up to P may repeat and are ignored; from there each
event is the next one.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Hearing = Literal["next", "ahead", "late", "twice", "repeat"]
"""`next`: in order. `ahead`: some before it are missing. `late`: one that was missing, after a later one.
`twice`: heard before. `repeat`: at or before a snapshot's position, which is allowed."""


class Stay(msgspec.Struct):
    """From a snapshot until the person is in another room, or the room's log is another one."""

    person: int
    room: str
    epoch: str
    base: int
    """Offset of the snapshot with which the stay began; what came after it must be heard."""
    began: int
    """ns of the monotonic clock, as all times here."""
    last: int = -1
    """The highest offset heard."""
    seam: int = -1
    """Offsets up to here may repeat."""
    missing: set[int] = msgspec.field(default_factory=set)
    """Offsets that a later one has overtaken and that were not heard yet."""
    ended: int = 0
    """When the stay ended; 0: it lasts."""

    def __post_init__(self) -> None:
        self.last = max(self.last, self.base)
        self.seam = max(self.seam, self.base)

    @property
    def known(self) -> int:
        """The highest offset up to which nothing is missing: the position to resume from."""
        return min(self.missing) - 1 if self.missing else self.last

    def heard(self, offset: int) -> Hearing:
        """An event of this room came in, alone."""
        if offset == self.last + 1:
            self.last = offset
            return "next"
        if offset > self.last:
            self.missing.update(range(self.last + 1, offset))
            self.last = offset
            return "ahead"
        if offset in self.missing:
            self.missing.discard(offset)
            return "late"
        return "repeat" if offset <= self.seam else "twice"

    def resumed(self, asked: int, position: int, offsets: list[int]) -> bool:
        """A snapshot that continues this stay: `offsets` from `asked` (exclusive) to `position` came with it.

        False: it says that it is complete and is not.
        """
        complete = offsets == list(range(asked + 1, position + 1))
        self.missing.difference_update(offsets)
        if position > self.last:
            # What the snapshot should have brought and did not is missing from now on.
            self.missing.update(set(range(self.last + 1, position + 1)).difference(offsets))
            self.last = position
        self.seam = max(self.seam, position)
        return complete


class Ended(msgspec.Struct, frozen=True):
    """A stay that is over, as a process reports it."""

    person: int
    room: str
    epoch: str
    base: int
    last: int
    missing: tuple[int, ...]
    ended: int


def end(stay: Stay, now: int) -> Ended:
    """What is left to know of a stay that lasted until `now` (ns)."""
    return Ended(stay.person, stay.room, stay.epoch, stay.base, stay.last, tuple(sorted(stay.missing)), now)
