"""The event's time: what time it is in the house, given what time it is outside."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

import msgspec


class Clock(msgspec.Struct, frozen=True):
    """How far the event's time runs ahead of real time (or behind). Real time is an argument, in ms since 1970."""

    offset_ms: int = 0

    @classmethod
    def starting_at(cls, moment: datetime, real_ms: int) -> Clock:
        """The clock that shows `moment` (aware) at the real time `real_ms`, and runs on from there."""
        return cls(offset_ms=round(moment.timestamp() * 1000) - real_ms)

    def at(self, real_ms: int) -> int:
        """The event's time at that real time, in ms since 1970."""
        return real_ms + self.offset_ms

    def real(self, event_ms: int) -> int:
        """The real time at which it is that event's time, in ms since 1970."""
        return event_ms - self.offset_ms

    def moment(self, real_ms: int, zone: tzinfo = UTC) -> datetime:
        """The event's time at that real time, as an aware moment in `zone`."""
        return datetime.fromtimestamp(self.at(real_ms) / 1000, zone)
