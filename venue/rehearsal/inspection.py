"""Everybody's view of the house against the truth, in the quiet after people have walked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Final

from venue.rehearsal.orders import Check, Checked
from venue.rehearsal.player import Player
from venue.rehearsal.stage import MS, Stage
from venue.rehearsal.truth import wrong_counts, wrong_roster

LOOK_AGAIN: Final = 0.02
"""Seconds between two looks at those who do not see the truth yet."""

SETTLED: Final = 700 * MS
"""A view is looked at until so long after the quiet began, at least: one more round of counts comes in that time."""


LISTED_FAULTS: Final = 5
"""Faults reported in words."""


async def inspect(stage: Stage, players: Sequence[Player], check: Check) -> Checked:
    """Looks until everybody sees the truth, or `check.patience` is over.

    The time at which a view became right is the time of its last change, so that looking seldom costs no accuracy.
    """
    names = {
        room: {stage.ids[person]: stage.names[stage.ids[person]] for person in people}
        for room, people in check.truth.rooms.items()
    }
    give_up = check.quiet + round(check.patience * 1000) * MS
    wrong = list(players)
    while True:
        now = time.monotonic_ns()
        wrong = [player for player in wrong if any(_faults(stage, player, check, names))]
        if now >= give_up or (not wrong and now >= check.quiet + SETTLED):
            break
        await asyncio.sleep(LOOK_AGAIN)
    rosters: list[str] = []
    counts: list[str] = []
    for player in players:
        view, who = player.ear.view, f"person {player.cast.number}"
        roster, count = _faults(stage, player, check, names)
        if roster:
            rosters.append(f"{who}: {roster}")
        else:
            _settle(stage, "roster_settled", check.quiet, view.roster_changed)
        if check.arrival and not roster and not count:
            _settle(stage, "seen", check.quiet, max(view.roster_changed, view.counts_changed))
        if count:
            counts.append(f"{who}: {count}")
        else:
            _settle(stage, "counts_settled", check.quiet, view.counts_changed)
    return Checked(
        n=check.n,
        looked=len(players),
        wrong_rosters=len(rosters),
        wrong_counts=len(counts),
        roster_faults=tuple(rosters[:LISTED_FAULTS]),
        count_faults=tuple(counts[:LISTED_FAULTS]),
    )


def _faults(stage: Stage, player: Player, check: Check, names: dict[str, dict[str, str]]) -> tuple[str, str]:
    view = player.ear.view
    counts = wrong_counts(view, check.truth)
    roster = wrong_roster(view, check.truth, names.get(view.here, {}), stage.names)
    return roster, "; ".join(counts[:2])


def _settle(stage: Stage, what: str, quiet: int, changed: int) -> None:
    """How long after the quiet began the last change came; 0 where it came before."""
    stage.measure(what, quiet, max(quiet, changed))
