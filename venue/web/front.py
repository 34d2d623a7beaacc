"""What the HTTP side holds beside the events: the secret, the app's files, the limits at the door, its numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from venue.web.assets import Assets
from venue.web.limits import DoorLimits
from venue.web.metrics import Metrics
from venue.web.representation import Representation


@dataclass(frozen=True)
class Front:
    """One per node; the composition root puts it into `app.state.front`."""

    secret: str = field(repr=False)
    """Signs tickets and passes; the same on every node."""
    assets: Assets
    base_url: str = ""
    """How browsers reach the venue; empty: as each request says."""
    limits: DoorLimits = field(default_factory=DoorLimits)
    metrics: Metrics = field(default_factory=Metrics)
    kept: dict[str, Representation] = field(default_factory=dict)
    """Answers that are the same for everybody, made at the first request, by what they are: a handful."""

    def keep(self, what: str, version: str, make: Callable[[], Representation]) -> Representation:
        """`what` in that version; the one before is forgotten."""
        name = f"{what} {version}"
        if name not in self.kept:
            for other in [one for one in self.kept if one.startswith(f"{what} ")]:
                del self.kept[other]
            self.kept[name] = make()
        return self.kept[name]

    def real_ms(self) -> int:
        """Real time in ms since 1970: what tickets and passes are measured with, wherever the event's clock stands."""
        return time.time_ns() // 1_000_000

    def steady(self) -> float:
        """Seconds of a clock that never goes back, for limits."""
        return time.monotonic()


def front_of(connection: HTTPConnection) -> Front:
    return cast(Front, connection.app.state.front)
