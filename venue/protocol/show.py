"""The run of show: which step of the day runs, and when sessions really begin and end. Deciding about it needs `run`.

A step is what runs at the same time: sessions side by side, or a break; one more before the first and after the last.
All times are event time, milliseconds since 1970 (UTC), as they are at the event time `at`. From there on they move by
themselves in two cases, so that nobody needs to be told again and again:

- while `state` is `held`, the end of the running step and everything after it move along with the clock, until `until`;
- in the mode `hand`, they do so from the moment on at which the running step's end has come.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from venue.model.ids import RoomId, SessionId
from venue.model.show import Mode, ShowHolding
from venue.model.steps import StepKind
from venue.protocol.wire import Command, Event

StepName = Annotated[str, Meta(max_length=120)]
"""The step that the sender sees running: refused with `step_changed` where it is another one. Empty: whichever runs."""


class Span(Struct, frozen=True, array_like=True):
    """When something begins and ends, as `[starts, ends]`."""

    starts: int
    ends: int


class ShowStep(Struct, frozen=True):
    """A step of the day, as planned and as it is."""

    id: str
    kind: StepKind
    sessions: tuple[SessionId, ...]
    planned: Span
    starts: int
    ends: int


class Show(Struct, frozen=True):
    """The run of show."""

    at: int
    number: int
    """Grows with every decision: the higher one is the newer one."""
    step: str
    """The step that runs at `at`. By the clock the next one begins where it does in `steps`, without a word."""
    mode: Mode
    state: ShowHolding
    until: int
    """When a hold is over by itself; 0: it is not held."""
    times: dict[SessionId, Span]
    """Session -> when it begins and ends."""
    steps: tuple[ShowStep, ...]


class ShowForeseen(Show, frozen=True):
    """The run of show as decided (or, dry, as it would be), and the people that it touches."""

    closes: dict[RoomId, int]
    """Rooms whose session ends by it -> people present there (at their tables, too)."""
    opens: dict[RoomId, int]
    """Rooms whose session begins by it -> people present there."""


class ShowHold(Command, frozen=True, tag="show.hold", kw_only=True):
    """Stop the running step's clock, for 4 hours at most. -> `Show`. Held already: nothing changes."""

    step: StepName = ""


class ShowResume(Command, frozen=True, tag="show.resume", kw_only=True):
    """Let it run again. -> `Show`."""

    step: StepName = ""


class ShowExtend(Command, frozen=True, tag="show.extend", kw_only=True):
    """Move the end of the running step and (`rest`) of everything after it. -> `ShowForeseen`.

    `bad_end`: the step would be over already, or half a day behind the plan.
    """

    minutes: Annotated[int, Meta(ge=-60, le=120)]
    rest: bool = True
    step: StepName = ""
    dry_run: bool = False


class ShowSkip(Command, frozen=True, tag="show.skip", kw_only=True):
    """End the running step now and begin the next; with `rest` everything after comes earlier. -> `ShowForeseen`."""

    rest: bool = True
    step: StepName = ""
    dry_run: bool = False


class ShowBack(Command, frozen=True, tag="show.back", kw_only=True):
    """Open the step before again: as if it had not been skipped, else for 5 minutes. -> `ShowForeseen`."""

    step: StepName = ""
    dry_run: bool = False


class ShowMode(Command, frozen=True, tag="show.mode", kw_only=True):
    """By the clock a step ends when its time is over; by hand only when somebody says so. -> `Show`."""

    mode: Mode
    step: StepName = ""


class ShowChanged(Event, frozen=True, tag="show.changed", kw_only=True):
    """Something was decided about the run of show; for everybody."""

    show: Show
