"""Whatever people and helpers do at the info desk: the order is kept, nobody is lost, no text outlives its ticket."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, opened_store
from venue.model.help import Reason
from venue.store.rooms import ScriptRefused

PEOPLE = ("a", "b", "c", "d", "e")
HELPERS = ("m", "o")

people = st.sampled_from(PEOPLE)
helpers = st.sampled_from(HELPERS)
everybody = st.sampled_from((*PEOPLE, *HELPERS))
reasons = st.sampled_from(get_args(Reason))


class InfoDesk(RuleBasedStateMachine):
    """People ask, withdraw, leave and come back; helpers take, release, close, are away, leave and lose their role.

    The machine keeps the queue by the rule as people would say it: one ticket each, in the order of asking, with or
    without a helper.
    """

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.asked: list[tuple[int, str, str]] = []
        """Number, person and text of all open tickets, in the order of asking."""
        self.helper: dict[int, str] = {}
        self.gone: list[str] = []
        """Texts of tickets that are not open any more, or were replaced."""
        self.connected: set[str] = set()
        self.known: set[str] = set()
        self.roles = dict.fromkeys(HELPERS, True)
        self.ended = 0
        self.ledger = self.runner.run(self._open())
        for who in (*PEOPLE, *HELPERS):
            self.comes(who)

    async def _open(self) -> Ledger:
        store = await self.stack.enter_async_context(opened_store(self.url))
        ledger = Ledger(store, f"desk-{secrets.token_hex(6)}")
        await ledger.begin()
        return ledger

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    # --- the rule -------------------------------------------------------------------------------------------------

    def _number_of(self, who: str) -> int | None:
        return next((number for number, person, _ in self.asked if person == who), None)

    def _end(self, number: int) -> None:
        self.gone += [text for each, _, text in self.asked if each == number]
        self.asked = [ticket for ticket in self.asked if ticket[0] != number]
        self.helper.pop(number, None)
        self.ended += 1

    def _leaves_the_desk(self, who: str) -> None:
        if (number := self._number_of(who)) is not None:
            self._end(number)
        self._helps_nobody(who)

    def _helps_nobody(self, who: str) -> None:
        self.helper = {number: helper for number, helper in self.helper.items() if helper != who}

    def _may_help(self, who: str) -> bool:
        return self.roles[who] and who in self.known

    def _tickets(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([number for number, _, _ in self.asked] or [999]))

    # --- what happens ---------------------------------------------------------------------------------------------

    @rule(who=everybody)
    def comes(self, who: str) -> None:
        role = "moderator" if self.roles.get(who) else "participant"
        self.runner.run(self.ledger.admit(who, role))  # type: ignore[arg-type]
        self.runner.run(self.ledger.arrive(who))
        self.connected.add(who)
        self.known.add(who)

    @rule(who=everybody, again=st.booleans())
    def asks(self, who: str, again: bool) -> None:
        text = f"text-{secrets.token_hex(8)}"
        ref = f"ask-{secrets.token_hex(4)}"
        if who not in self.connected:
            assert self._refused(self.ledger.ask(who, text)) == "not_here"
            return
        number, ahead = self.runner.run(self.ledger.ask(who, text, ref))
        if again:
            assert self.runner.run(self.ledger.ask(who, text, ref)) == (number, ahead), "the same receipt"
        known = self._number_of(who)
        if known is None:
            self.asked.append((number, who, text))
        else:
            assert number == known, "the same ticket"
            self.gone += [old for each, _, old in self.asked if each == known]
            self.asked = [(each, who, text) if each == known else (each, p, old) for each, p, old in self.asked]
        before = [each for each, _, _ in self.asked if each < number and each not in self.helper]
        assert ahead == len(before)

    @rule(who=everybody)
    def withdraws(self, who: str) -> None:
        self.runner.run(self.ledger.withdraw(who))
        if (number := self._number_of(who)) is not None:
            self._end(number)

    @rule(who=helpers, data=st.data())
    def takes(self, who: str, data: st.DataObject) -> None:
        number = self._tickets(data)
        own = number == self._number_of(who)
        if not self._may_help(who) or number == 999 or own or who not in self.connected:
            assert self._refused(self.ledger.take_ticket(who, number)) in ("not_allowed", "not_found", "not_here")
            return
        assert self.runner.run(self.ledger.take_ticket(who, number)) == self.helper.setdefault(number, who)

    @rule(who=helpers, data=st.data())
    def releases(self, who: str, data: st.DataObject) -> None:
        number = self._tickets(data)
        if not self._may_help(who) or number == 999:
            assert self._refused(self.ledger.release(who, number)) in ("not_allowed", "not_found")
            return
        self.runner.run(self.ledger.release(who, number))
        self.helper.pop(number, None)

    @rule(who=helpers, reason=reasons, data=st.data())
    def closes(self, who: str, reason: Reason, data: st.DataObject) -> None:
        number = self._tickets(data)
        if not self._may_help(who) or number == 999 or self.helper.get(number, who) != who:
            refused = self._refused(self.ledger.close_ticket(who, number, reason))
            assert refused in ("not_allowed", "not_found", "help_taken")
            return
        self.runner.run(self.ledger.close_ticket(who, number, reason))
        self._end(number)

    @rule(who=everybody, hold=st.sampled_from([0, 60_000]))
    def loses_the_connection_for_longer_than_the_grace(self, who: str, hold: int) -> None:
        self.runner.run(self.ledger.depart(who))
        self.connected.discard(who)
        self.runner.run(self.ledger.sweep(grace=0, hold=hold))
        self._helps_nobody(who)

    @rule(who=everybody)
    def reloads(self, who: str) -> None:
        if who in self.connected:
            self.runner.run(self.ledger.depart(who))
            self.runner.run(self.ledger.sweep())
            self.runner.run(self.ledger.arrive(who))

    @rule(who=everybody)
    def goes_home(self, who: str) -> None:
        self.runner.run(self.ledger.leave(who))
        self.connected.discard(who)
        self._leaves_the_desk(who)

    @rule(who=everybody)
    def is_erased(self, who: str) -> None:
        self.runner.run(self.ledger.forget(who))
        self.connected.discard(who)
        self.known.discard(who)
        self._leaves_the_desk(who)

    @rule(who=helpers)
    def has_another_role(self, who: str) -> None:
        if who in self.connected:
            self.runner.run(
                self.ledger.enter(who, "foyer")
            )  # inside one keeps one's seat, whatever becomes of the role
            self.roles[who] = not self.roles[who]
            self.comes(who)
            if not self.roles[who]:
                self._helps_nobody(who)

    @rule(who=everybody, room=st.sampled_from(["foyer", "hall", "workshop"]))
    def walks(self, who: str, room: str) -> None:
        self.runner.run(self.ledger.enter(who, room))

    def _refused(self, act: object) -> str:
        try:
            self.runner.run(act)  # type: ignore[arg-type]
        except ScriptRefused as refused:
            return refused.code
        return "done"

    # --- what is always so ----------------------------------------------------------------------------------------

    @invariant()
    def the_queue_is_what_the_rule_says(self) -> None:
        tickets = sorted(self.ledger.folded.help.open.values(), key=lambda each: each.number)
        assert [(each.number, each.id) for each in tickets] == [(number, who) for number, who, _ in self.asked]
        assert {each.number: each.by for each in tickets if each.by} == self.helper
        assert self.ledger.queue == [who for number, who, _ in self.asked if number not in self.helper]
        assert set(self.helper.values()) <= self.connected, "whoever helps is here"

    @invariant()
    def nothing_that_was_asked_outlives_its_ticket(self) -> None:
        everything = self.runner.run(self.ledger.everything())
        assert not [text for text in self.gone if text in everything]
        assert all(text in everything for _, _, text in self.asked)
        self.gone.clear()  # what is gone does not come back: nobody has it any more

    @invariant()
    def the_record_has_every_ticket_that_ended(self) -> None:
        assert len(self.runner.run(self.ledger.helps.record(200))) == min(200, self.ended)


def test_whatever_happens_the_order_is_kept_nobody_is_lost_and_no_text_outlives_its_ticket(
    redis_server: RedisServer,
) -> None:
    class Today(InfoDesk):
        url = redis_server.url

    run_state_machine_as_test(
        Today,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            database=None,
        ),
    )
