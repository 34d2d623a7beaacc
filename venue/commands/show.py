"""The run of show: hold, resume, extend, skip, back, and who turns the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec

from venue.commands.given import decided, journal_entry, to_store
from venue.errors import StoreUnavailable
from venue.live.connection import Connection
from venue.live.show import bookable_now, foreseen, show_now, shown
from venue.live.site import Site
from venue.model import show as model
from venue.model.event import Event
from venue.model.show import Effective, ShowState, Unrunnable, effective
from venue.protocol import codec
from venue.protocol.codes import Refusal
from venue.protocol.show import (
    Show,
    ShowBack,
    ShowExtend,
    ShowForeseen,
    ShowHold,
    ShowMode,
    ShowResume,
    ShowSkip,
)
from venue.store.rooms import ScriptRefused

TRIES: Final = 20
"""How often a decision is made anew because somebody else's came first."""

Given = ShowHold | ShowResume | ShowExtend | ShowSkip | ShowBack | ShowMode
Rule = Callable[[Event, ShowState, int], ShowState]


async def hold(site: Site, me: Connection, command: ShowHold) -> Show | msgspec.Raw:
    """The running step's clock stands still."""
    return await _decide(site, me, command, model.hold, "hold")


async def resume(site: Site, me: Connection, command: ShowResume) -> Show | msgspec.Raw:
    """It runs again."""
    return await _decide(site, me, command, model.resume, "resume")


async def extend(site: Site, me: Connection, command: ShowExtend) -> Show | msgspec.Raw:
    """The running step ends later, or earlier."""
    rule = partial(model.extend, by=command.minutes * model.MINUTE, rest=command.rest)
    return await _decide(site, me, command, rule, f"{command.minutes:+d} min")


async def skip(site: Site, me: Connection, command: ShowSkip) -> Show | msgspec.Raw:
    """The next step begins now."""
    return await _decide(site, me, command, partial(model.skip, rest=command.rest), "skip")


async def back(site: Site, me: Connection, command: ShowBack) -> Show | msgspec.Raw:
    """The step before runs again."""
    return await _decide(site, me, command, model.back, "back")


async def mode(site: Site, me: Connection, command: ShowMode) -> Show | msgspec.Raw:
    """By the clock, or by hand."""
    return await _decide(site, me, command, partial(model.run_by, mode=command.mode), command.mode)


async def _decide(site: Site, me: Connection, command: Given, rule: Rule, note: str) -> Show | msgspec.Raw:
    """By the rule, on the newest state: whoever came second is decided upon what the first one did."""
    given, seen = to_store(me, command), command.step
    for _ in range(TRIES):
        state, now = site.house.show, site.clock.now_ms()
        before = effective(site.event, state, now)
        step = before.running.step.id
        seen = seen or step  # two who do not say what they see do not skip two steps at once either
        try:
            new = _ruled(site, rule, state, now, sees=seen == step)
        except Refusal:
            if again := await decided(site.shows.said_before(given)):
                return msgspec.Raw(again)
            raise
        told = _told(site, command, before, new, now)
        if isinstance(command, ShowExtend | ShowSkip | ShowBack) and command.dry_run:
            return told
        if new is state:
            again = await decided(site.shows.said_before(given))
            return msgspec.Raw(again) if again else told
        entry = journal_entry(site, me, "run", reason=f"{note}: {step}"[:500])
        try:
            said = await site.shows.decide(given, state, new, codec.encode(told), entry, bookable_now(site, new))
        except ScriptRefused as refused:
            if refused.code != "changed":
                raise Refusal(refused.code) from None
            await site.whereabouts.compare_ends()
            continue
        if isinstance(said, bytes):
            return msgspec.Raw(said)
        await site.whereabouts.seen(said)
        return told
    raise StoreUnavailable("The run of show changes faster than it can be read.")


def _ruled(site: Site, rule: Rule, state: ShowState, now: int, *, sees: bool) -> ShowState:
    if not sees:
        raise Refusal("step_changed")
    try:
        return rule(site.event, state, now)
    except Unrunnable as fault:
        raise Refusal(fault.code) from None


def _told(site: Site, command: Given, before: Effective, new: ShowState, now: int) -> Show | ShowForeseen:
    if isinstance(command, ShowExtend | ShowSkip | ShowBack):
        return foreseen(site, before, new, now)
    return show_now(site) if new is site.house.show else shown(new, effective(site.event, new, now))
