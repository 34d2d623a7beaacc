"""Promises, targets and measures, and the verdict over them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from venue.rehearsal.changes import Change
from venue.rehearsal.drills import Drill, DrillKey
from venue.rehearsal.findings import OF_THE_DAY, PROMISES, PromiseKey, Tally
from venue.rehearsal.outcome import Outcome
from venue.rehearsal.phases import Phase
from venue.rehearsal.samples import Samples, Summary, rank

DELIVERY_P99: Final = 100.0
"""ms from sending a message to hearing it, for 99 of 100 deliveries."""
ALL_ENTERED: Final = 5_000.0
"""ms from the first knock until the last person is in their room, when all come at once."""
ROSTER_RIGHT: Final = 1_000.0
"""ms of quiet after which every roster and every count is right."""

BUSY: Final = 0.5
"""Share of a target that the rehearsal's own lateness may take before its times say little about the venue."""

MEASURES: Final[dict[str, str]] = {
    "delivery": "A message, from sending to hearing",
    "chat_receipt": "A message, from sending to its receipt",
    "receipt": "Any command, to its receipt",
    "door": "At the door, from ticket to pass",
    "welcome": "A websocket, to the welcome",
    "enter": "Entering: door, websocket, room",
    "seen": "Everybody sees everybody, after the last came in",
    "change": "Walking into another room",
    "reconnect": "Coming back after a lost connection",
    "told_moved": "Being moved, to hearing of it",
    "arrived": "Being moved, to seeing the new room",
    "roster_settled": "Rosters right, after quiet",
    "counts_settled": "Counts right, after quiet",
    "place": "Registering for a session, to the receipt",
    "lag": "The rehearsal's own lateness",
}
"""What is measured, in the order in which it is shown; all in ms."""

DRILL_WORDS: Final[dict[DrillKey, str]] = {"node": "a node killed", "store": "Redis restarted"}

State = Literal["kept", "broken", "not looked at"]
Hit = Literal["met", "missed", "undecided", "not measured"]


class Promise(msgspec.Struct, frozen=True):
    """One promise as it was found."""

    key: str
    title: str
    promise: str
    state: State
    looked: int
    broken: int
    examples: tuple[str, ...]


class Target(msgspec.Struct, frozen=True):
    """A time that must not be exceeded, ms."""

    key: str
    title: str
    limit: float
    measured: float | None
    state: Hit


class Verdict(msgspec.Struct, frozen=True):
    """What is to be said at the end."""

    promises: tuple[Promise, ...]
    targets: tuple[Target, ...]
    measures: dict[str, Summary]
    busy: bool
    """Whether the rehearsal itself was too slow for its times to be the venue's."""

    not_shown: tuple[str, ...] = ()
    """What a rehearsal of the whole day must show and could not: drills that were not run, promises not looked at."""

    @property
    def broken(self) -> tuple[Promise, ...]:
        return tuple(promise for promise in self.promises if promise.state == "broken")

    @property
    def missed(self) -> tuple[Target, ...]:
        """Targets that were not shown to be met."""
        return tuple(target for target in self.targets if target.state in ("missed", "undecided"))

    @property
    def exit_code(self) -> int:
        """0: every promise kept and every target met; 1: not."""
        return 1 if self.broken or self.missed or self.not_shown else 0


def judge(outcome: Outcome, phases: Sequence[Phase], *, at_once: bool) -> Verdict:
    """The verdict over a day that was played so far as `phases` say."""
    by_key = {phase.key: phase for phase in phases}
    samples = outcome.samples
    lag = _during(samples["lag"], by_key.get("plenum"))
    busy = bool(lag) and rank(sorted(lag), 0.99) > BUSY * DELIVERY_P99
    return Verdict(
        promises=_promises(outcome, whole_day=False),
        targets=tuple(_targets(samples, by_key, at_once=at_once, busy=busy)),
        measures={what: samples[what].summary() for what in MEASURES if samples[what].count},
        busy=busy,
    )


def judge_day(
    outcome: Outcome, phases: Sequence[Phase], changes: Sequence[Change], drills: Sequence[Drill], slots: Sequence[str]
) -> Verdict:
    """The verdict over a rehearsal of the whole day, whose rounds are `slots`."""
    found = judge(outcome, phases, at_once=True)
    promises = _promises(outcome, whole_day=True)
    unseen = [promise.title for promise in promises if promise.key in OF_THE_DAY and promise.state == "not looked at"]
    # Whether 1,200 may come at once as fast as 400 is for a plain rehearsal to say.
    targets = [target for target in found.targets if target.key == "roster_right" and target.measured is not None]
    targets += [
        _target(f"change_{number}", _change_title(number, each), each.limit, each.last, busy=False)
        for number, each in enumerate(changes, 1)
    ]
    seen = {change.slot for change in changes if change.last is not None}
    unseen += [f"The change to {slot}" for slot in slots if slot not in seen]
    unseen += [drill.title for drill in drills if drill.wanted and not drill.run]
    return msgspec.structs.replace(found, promises=promises, targets=tuple(targets), not_shown=tuple(unseen))


def _change_title(number: int, change: Change) -> str:
    what = "".join(f", {DRILL_WORDS[drill]}" for drill in change.drills)
    return f"Change {number}{what}: {change.taken} taken along, the last within"


def _promises(outcome: Outcome, *, whole_day: bool) -> tuple[Promise, ...]:
    tallies = outcome.findings.tallies.items()
    return tuple(_promise(key, tally) for key, tally in tallies if whole_day or key not in OF_THE_DAY or tally.broken)


def _promise(key: PromiseKey, tally: Tally) -> Promise:
    title, promise = PROMISES[key]
    state: State = "broken" if tally.broken else "kept" if tally.looked else "not looked at"
    return Promise(key, title, promise, state, tally.looked, tally.broken, tuple(tally.examples))


def _targets(samples: Mapping[str, Samples], phases: Mapping[str, Phase], *, at_once: bool, busy: bool) -> list[Target]:
    plenum, arrive = phases.get("plenum"), phases.get("arrive")
    delivered = sorted(_during(samples["delivery"], plenum))
    delivery = rank(delivered, 0.99) if delivered else None
    settled = [samples[what].maximum for what in ("roster_settled", "counts_settled") if samples[what].count]
    entered = None
    if at_once and arrive is not None and samples["enter"].count:
        entered = float(max(samples["enter"].at) - arrive.began)
    return [
        _target("delivery_p99", "A message in the plenum reaches 99 of 100 within", DELIVERY_P99, delivery, busy),
        _target("all_entered", "All enter at once within", ALL_ENTERED, entered, busy=False),
        _target(
            "roster_right", "Every roster and count is right after", ROSTER_RIGHT, max(settled, default=None), busy
        ),
    ]


def _target(key: str, title: str, limit: float, measured: float | None, busy: bool) -> Target:
    """A target that is missed while the rehearsal itself was late is not the venue's fault, and not shown either."""
    if measured is None:
        state: Hit = "not measured"
    elif measured <= limit:
        state = "met"
    else:
        state = "undecided" if busy else "missed"
    return Target(key, title, limit, measured, state)


def _during(samples: Samples, phase: Phase | None) -> list[float]:
    return [] if phase is None else samples.between(phase.began, phase.ended + 1)
