"""The run of show: which step of the day runs, and what became of the planned times.

Every session begins and ends where a step does (`venue.model.steps`), so moving the ends of steps moves sessions, and
nothing can overlap that did not before. What moderators decided is a `ShowState`, small and (but for a hold) without
times of its own; `effective` says what follows from it at a moment. All times are event time, ms since 1970 (UTC).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from venue.model.event import Event
from venue.model.ids import SessionId
from venue.model.steps import AFTER, Step, in_ms, steps_of

ShowHolding = Literal["running", "held"]
Mode = Literal["clock", "hand"]
"""By the clock a step ends when its time is over; by hand when a moderator says so."""

MINUTE: Final = 60_000
SHORTEST: Final = MINUTE
"""What is left of a step, at least, when those before it took its time."""
REOPENED: Final = 5 * MINUTE
"""How long a step that was over runs when it is opened again."""
HOLD_MOST: Final = 240 * MINUTE
"""A hold that nobody ends is over then."""
LATEST: Final = 720 * MINUTE
"""How far an end may be moved behind its plan."""
AHEAD: Final = 5 * MINUTE
"""How far off the end of a step is at least for those who look at times alone, while nobody knows when it ends. Longer
than an offer of a place lasts, and than it takes until they are told again."""


class Unrunnable(Exception):
    """It cannot be done. `no_step`: there is none to end, hold or open again. `bad_end`: over already, or too late."""

    def __init__(self, code: Literal["no_step", "bad_end"]) -> None:
        super().__init__(code)
        self.code = code


class Cut(Struct, frozen=True, array_like=True):
    """A step that was ended early: how much it lost, in ms, and whether everything after it came earlier, too."""

    by: int
    rest: bool


class ShowState(Struct, frozen=True, omit_defaults=True):
    """What was decided about the run of show."""

    number: int = 0
    """Grows with every decision."""
    mode: Mode = "clock"
    step: str = ""
    """By hand: the step that runs."""
    held: int = 0
    """The running step's clock stands still since then; 0: it runs."""
    moved: dict[str, int] = {}
    """Step -> by how many ms its end was moved against the plan."""
    cut: dict[str, Cut] = {}


AS_PLANNED: Final = ShowState()
"""Nothing was decided."""


class Timed(Struct, frozen=True):
    """A step with the times that count."""

    step: Step
    starts: int
    ends: int


class Effective(Struct, frozen=True):
    """The run of show at a moment."""

    at: int
    index: int
    """Which of the steps runs."""
    steps: tuple[Timed, ...]
    sessions: dict[SessionId, tuple[int, int]]
    """When each session begins and ends."""
    mode: Mode
    by_hand: bool
    """The running step was begun by hand, and ends so."""
    held_until: int
    """While the clock is held: when the hold is over by itself; 0: it is not held."""

    @property
    def running(self) -> Timed:
        """The step that runs."""
        return self.steps[self.index]

    @property
    def open_ended(self) -> bool:
        """Whether the running step goes on until somebody decides: by hand, or while the clock is held."""
        return self.index < len(self.steps) - 1 and (self.by_hand or self.held_until > 0)

    @property
    def sessions_ahead(self) -> dict[SessionId, tuple[int, int]]:
        """`sessions` for the store, which acts by times alone and hears of them from time to time.

        In an open-ended step nothing begins or ends by itself: whatever has not yet is some minutes off, at least.
        """
        if not self.open_ended:
            return self.sessions
        to_come, off = self.running.ends, self.at + AHEAD

        def away(time: int) -> int:
            return max(time, off) if time >= to_come else time

        return {session: (away(starts), away(ends)) for session, (starts, ends) in self.sessions.items()}


class _Look(Struct, frozen=True):
    steps: tuple[Step, ...]
    ends: list[int]
    index: int
    held_index: int
    """The step that ran when the clock was stopped; the running one where it was not."""
    holding: int
    """For how long the clock has been held, ms."""
    by_hand: bool
    over: int
    """By hand: how long the running step's time has been over, ms."""

    @property
    def step(self) -> Step:
        return self.steps[self.index]

    @property
    def end(self) -> int:
        return self.ends[self.index]


def effective(event: Event, show: ShowState, now: int) -> Effective:
    """The running step and the times that count at `now`."""
    look = _look(steps_of(event), show, now)
    steps, ends = look.steps, look.ends
    starts = [min(steps[0].starts, ends[0]), *ends[:-1]]
    edges = {step.ends: end for step, end in zip(steps[:-1], ends, strict=False)}
    return Effective(
        at=now,
        index=look.index,
        steps=tuple(Timed(step, *span) for step, *span in zip(steps, starts, ends, strict=True)),
        sessions={one.id: (edges[in_ms(one.starts)], edges[in_ms(one.ends)]) for one in event.sessions},
        mode=show.mode,
        by_hand=look.by_hand,
        held_until=show.held + HOLD_MOST if _is_held(show, now) else 0,
    )


def hold(event: Event, show: ShowState, now: int) -> ShowState:
    """The running step's clock stands still. Held already: nothing changes."""
    if _is_held(show, now):
        return show
    look, show = _begun(event, show, now)
    return _decided(look, show, show.moved, held=now)


def resume(event: Event, show: ShowState, now: int) -> ShowState:
    """It runs again: its end and everything after come later by the time it stood still."""
    if not show.held:
        return show
    look, show = _begun(event, show, now, ends=False)
    return _decided(look, show, _held_time(look, show), held=0)


def extend(event: Event, show: ShowState, now: int, by: int, rest: bool = True) -> ShowState:
    """The running step ends `by` ms later (or earlier); with `rest` so does everything after."""
    look, show = _begun(event, show, now)
    moved = _ending(look, show.moved, look.end + by - look.holding, look.over + (by if rest else 0))
    if look.end + by <= now or (by > 0 and max(moved.values()) > LATEST):
        raise Unrunnable("bad_end")
    return _decided(look, show, moved)


def skip(event: Event, show: ShowState, now: int, rest: bool = True) -> ShowState:
    """The running step ends now and the next begins; with `rest` everything after comes earlier, too."""
    look, show = _begun(event, show, now)
    by = now - look.end
    moved = _ending(look, _held_time(look, show), now, look.over + (by if rest else 0))
    cut = {**show.cut, look.step.id: Cut(-by, rest)}
    return _decided(look, show, moved, held=0, cut=cut, step=look.steps[look.index + 1].id)


def back(event: Event, show: ShowState, now: int) -> ShowState:
    """The step before the running one runs again: as if it had not been skipped, or else for a few minutes more."""
    look, show = _begun(event, show, now, ends=False)
    if look.index == 0:
        raise Unrunnable("no_step")
    before, ended = look.steps[look.index - 1], look.ends[look.index - 1]
    cut = show.cut.get(before.id)
    undone = cut if cut and ended + cut.by > now else None
    target = ended + undone.by if undone else now + REOPENED
    follows = not undone or undone.rest
    moved = _ending(
        msgspec.structs.replace(look, index=look.index - 1), show.moved, target, target - ended if follows else 0
    )
    left = {step: one for step, one in show.cut.items() if step != before.id}
    return _decided(look, show, moved, held=0, cut=left, step=before.id)


def run_by(event: Event, show: ShowState, now: int, mode: Mode) -> ShowState:
    """By the clock or by hand from now on. A step whose time is over gets a minute when the clock takes over."""
    if show.mode == mode:
        return show
    look, show = _begun(event, show, now, ends=False)
    moved = show.moved
    if look.over:
        late = now + SHORTEST - look.end
        moved = _ending(look, moved, now + SHORTEST - look.holding, look.over + late)
    return _decided(look, show, moved, mode=mode, step=look.step.id)


def _begun(event: Event, show: ShowState, now: int, *, ends: bool = True) -> tuple[_Look, ShowState]:
    """Where the day is, before something is decided; a hold that is over by itself is made part of the times.

    `ends`: only a step that has an end will do.
    """
    steps = steps_of(event)
    look = _look(steps, show, now)
    if show.held and not _is_held(show, now):
        show = msgspec.structs.replace(show, moved=_held_time(look, show), held=0)
        look = _look(steps, show, now)
    if ends and look.index == len(steps) - 1:
        raise Unrunnable("no_step")
    return look, show


def _is_held(show: ShowState, now: int) -> bool:
    return show.held > 0 and now < show.held + HOLD_MOST


def _look(steps: tuple[Step, ...], show: ShowState, now: int) -> _Look:
    last = len(steps) - 1
    by_hand = next((n for n, step in enumerate(steps) if show.mode == "hand" and step.id == show.step), None)
    holding = min(max(0, now - show.held), HOLD_MOST) if show.held else 0
    held_index = _running(_ends(steps, show), show.held or now) if by_hand is None else by_hand
    ends = [end + holding if held_index <= n < last else end for n, end in enumerate(_ends(steps, show))]
    ends[-1] = max(ends[-2:])
    index = _running(ends, now) if by_hand is None else by_hand
    # By hand, what runs has always a moment left: whoever looks at the times alone sees it run.
    over = max(0, now + 1 - ends[index]) if by_hand is not None and index < last else 0
    if over:
        ends = [end + over if n >= index else end for n, end in enumerate(ends[:-1])] + ends[-1:]
        ends[-1] = max(ends[-2:])
    return _Look(steps, ends, index, held_index if show.held else index, holding, by_hand is not None, over)


def _ends(steps: Sequence[Step], show: ShowState) -> list[int]:
    """When each step ends: as wished, but in order, and none that comes is squeezed to nothing."""
    ends: list[int] = []
    for step in steps:
        wish = step.ends + show.moved.get(step.id, 0)
        least = 0 if step.id in show.cut or step.id == AFTER else min(SHORTEST, step.ends - step.starts)
        ends.append(max(wish, ends[-1] + least) if ends else wish)
    return ends


def _running(ends: Sequence[int], now: int) -> int:
    """The last step that has begun; the first one always has."""
    return max((n + 1 for n, end in enumerate(ends[:-1]) if end <= now), default=0)


def _held_time(look: _Look, show: ShowState) -> dict[str, int]:
    """`moved` with the time for which the clock was held."""
    at = msgspec.structs.replace(look, index=look.held_index)
    return _ending(at, show.moved, look.ends[look.held_index] - look.over, look.holding) if look.holding else show.moved


def _ending(look: _Look, moved: dict[str, int], end: int, rest: int) -> dict[str, int]:
    """`moved` with the running step ending at `end`, and everything after moved by `rest`."""
    after = {step.id: moved.get(step.id, 0) + rest for step in look.steps[look.index + 1 : -1]}
    return {**moved, **after, look.step.id: end - look.step.ends}


def _decided(
    look: _Look,
    show: ShowState,
    moved: dict[str, int],
    *,
    mode: Mode | None = None,
    step: str | None = None,
    held: int | None = None,
    cut: dict[str, Cut] | None = None,
) -> ShowState:
    """The next state: what is about steps of another programme, or of no matter, is left out."""
    known = [one.id for one in look.steps[:-1]]
    mode, cut = mode or show.mode, show.cut if cut is None else cut
    return ShowState(
        number=show.number + 1,
        mode=mode,
        step="" if mode == "clock" else show.step if step is None else step,
        held=show.held if held is None else held,
        moved={one: by for one in known if (by := moved.get(one, 0))},
        cut={one: cut[one] for one in known if one in cut},
    )
