"""The books of one process, closed and ready to be told."""

from __future__ import annotations

import time
from collections.abc import Sequence

from venue.rehearsal.orders import Told
from venue.rehearsal.player import Player
from venue.rehearsal.stage import Stage


def told(n: int, stage: Stage, players: Sequence[Player]) -> Told:
    """Everything found and measured; stays that still last end here."""
    now = time.monotonic_ns()
    for player in players:
        player.ear.leave_room(now)
    heard: dict[str, int] = {}
    for player in players:
        for room, claps in player.ear.claps.items():
            heard[room] = max(heard.get(room, 0), claps)
    return Told(
        n=n,
        findings=stage.findings,
        samples={what: samples.pack() for what, samples in stage.samples.items()},
        counters=dict(stage.counters),
        refusals=dict(stage.refusals),
        stays=tuple(stage.stays),
        receipts=tuple(stage.receipts),
        logs=tuple((room, epoch, log) for (room, epoch), log in stage.logs.rooms.items()),
        cpu=time.process_time(),
        claps=dict(stage.claps),
        claps_heard=heard,
    )
