"""Whatever people do with their places, in whatever order: never one too many, and everybody in their turn."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.redis_server import RedisServer
from tests.store.ledger import Ledger, now, opened_store
from venue.model.ids import ParticipantId, SessionId
from venue.model.people import Role
from venue.store.places import Taken
from venue.store.rooms import ScriptRefused

PEOPLE = ("a", "b", "c", "d", "e", "f")

people = st.sampled_from(PEOPLE)
sessions = st.sampled_from(["a1", "a1", "a1", "b1", "a2", "b2"])
"""The first of them most often: many wishes for one place make a line."""


class Registration(RuleBasedStateMachine):
    """Beside the store walks a plain list of who came when: nobody overtakes anybody in it.

    `Ledger` checks after each step that the entries told make the fresh snapshot, that no session is oversold (offers
    included), and that nobody has two places in a slot.
    """

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.came: dict[str, list[str]] = {"a1": [], "b1": [], "a2": [], "b2": []}
        """Who waits where, in the order in which they were told so."""
        self.ledger = self.runner.run(self._open())

    async def _open(self) -> Ledger:
        store = await self.stack.enter_async_context(opened_store(self.url))
        ledger = Ledger(store, f"places-{secrets.token_hex(6)}")
        await ledger.begin()
        for who in PEOPLE:
            await ledger.admit(who)
        return ledger

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    @rule(who=people, session=sessions, instead=st.booleans())
    def takes(self, who: str, session: str, instead: bool) -> None:
        was = who in self.ledger.offered(session)
        try:
            taken: Taken = self.runner.run(self.ledger.take(who, session, instead=instead))
        except ScriptRefused:  # has another place in that slot
            assert not instead
            return
        if taken.state == "placed":
            assert who in self.ledger.placed(session)
            return
        assert who not in self.ledger.staff, "who takes no place from anybody need not wait for one"
        if who not in self.came[session]:
            assert not was
            self.came[session].append(who)
            assert taken.ahead == len(self.ledger.line(session)) - 1, "whoever comes stands at the end"

    @initialize(order=st.permutations(PEOPLE))
    def all_want_the_same(self, order: list[str]) -> None:
        for who in order:
            self.takes(who, "a1", False)

    @rule(order=st.permutations(PEOPLE), session=sessions)
    def many_want_the_same(self, order: list[str], session: str) -> None:
        for who in order[:3]:
            self.takes(who, session, True)

    @precondition(lambda self: self.placed())
    @rule(data=st.data())
    def gives_a_place_up(self, data: st.DataObject) -> None:
        session, who = data.draw(st.sampled_from(self.placed()))
        self.gives_up(who, session)

    @rule(who=people, session=sessions)
    def gives_up(self, who: str, session: str) -> None:
        before = self.ledger.offered(session)
        had = who in self.ledger.counted(session) | before  # staff take no place from anybody, and leave none
        line = self.ledger.line(session)
        self.runner.run(self.ledger.give_up(who, session))
        new = self.ledger.offered(session) - before
        assert new == set(line[:1] if had and self.is_bounded(session) else []), "one leaver is one offer, to the first"

    @precondition(lambda self: self.waits_for_an_answer())
    @rule(data=st.data(), accepted=st.booleans())
    def answers_an_offer(self, data: st.DataObject, accepted: bool) -> None:
        session, who = data.draw(st.sampled_from(self.waits_for_an_answer()))
        if accepted:
            self.runner.run(self.ledger.accept(who, session))
            assert who in self.ledger.placed(session)
            slot = [name for name in self.came if name[1] == session[1] and name != session]
            assert not any(who in [*self.ledger.line(name), *self.ledger.offered(name)] for name in slot)
        else:
            self.gives_up(who, session)

    @precondition(lambda self: self.waits_for_an_answer())
    @rule(data=st.data())
    def lets_an_offer_expire(self, data: st.DataObject) -> None:
        session, who = data.draw(st.sampled_from(self.waits_for_an_answer()))
        line = self.ledger.line(session)
        before = self.ledger.offered(session)
        self.runner.run(self.ledger.expire(who, session))
        self.runner.run(self.ledger.settle())
        assert self.ledger.offered(session) == before - {who} | set(line[:1])

    @rule(who=people, role=st.sampled_from(["participant", "participant", "speaker"]))
    def has_another_role(self, who: str, role: Role) -> None:
        had = {session for session in self.came if who in self.ledger.placed(session)}
        wanted = {
            session for session in self.came if who in [*self.ledger.offered(session), *self.ledger.line(session)]
        }
        self.runner.run(self.ledger.admit(who, role))
        if role == "speaker":
            for slot in "12":  # one place in each, if they had one there or wanted one
                places = {session for session in self.came if session[1] == slot and who in self.ledger.placed(session)}
                here = {session for session in had | wanted if session[1] == slot}
                assert len(places) == min(1, len(here))
                assert places <= (here & had or here)
                assert not any(who in self.ledger.counted(session) for session in places)
            assert not any(who in [*self.ledger.offered(one), *self.ledger.line(one)] for one in self.came)
        for session, came in self.came.items():  # whose place is gone with the role waits behind all others
            if who in self.ledger.line(session) and who not in came:
                assert self.ledger.line(session)[-1] == who
                came.append(who)

    @rule(session=sessions, who=people, goes=st.booleans())
    def begins_and_is_brought_back(self, session: str, who: str, goes: bool) -> None:
        """All stand where they stood, those with an offer first; one gave up meanwhile what they had or stood for."""
        offered = self.ledger.snapshot.places.sessions[SessionId(session)].offered if self.knows(session) else {}
        stood = [*sorted(offered, key=lambda one: (offered[one], one)), *self.ledger.line(session)]
        self.retimed(session, begun=True)
        assert not self.ledger.line(session)
        assert not self.ledger.offered(session)
        if goes:
            self.runner.run(self.ledger.give_up(who, session))
            stood = [one for one in stood if one != who]
        self.retimed(session, begun=False)
        capacity = self.ledger.sessions[SessionId(session)].capacity
        free = len(stood) if capacity is None else capacity - len(self.ledger.counted(session))
        assert self.ledger.offered(session) == set(stood[:free])
        assert self.ledger.line(session) == stood[free:]

    @rule(who=people)
    def is_erased(self, who: str) -> None:
        self.runner.run(self.ledger.forget(who))
        self.has_nothing(who)
        self.runner.run(self.ledger.admit(who))

    @rule(who=people)
    def is_shown_out_and_let_in_again(self, who: str) -> None:
        self.runner.run(self.ledger.conduct("conduct.show_out", who))
        self.has_nothing(who)
        self.runner.run(self.ledger.conduct("conduct.let_in", who))

    def has_nothing(self, who: str) -> None:
        places = self.ledger.folded_places
        assert places.standings(ParticipantId(who)) == ()

    def retimed(self, session: str, *, begun: bool) -> None:
        """The session has begun; or else it begins when it was to begin."""
        about = self.ledger.sessions[SessionId(session)]
        known = msgspec.structs.replace(about, starts=now() - 1) if begun else about
        self.runner.run(self.ledger.store.ask("HSET", self.ledger.houses.keys["sessions"], session, known.line))
        self.runner.run(self.ledger.settle())

    def knows(self, session: str) -> bool:
        return session in self.ledger.snapshot.places.sessions

    def is_bounded(self, session: str) -> bool:
        return self.ledger.sessions[SessionId(session)].capacity is not None

    def placed(self) -> list[tuple[str, str]]:
        """Who has a place where; first where others wait for it."""
        found = [(session, who) for session in self.came for who in sorted(self.ledger.placed(session))]
        return sorted(found, key=lambda one: -len(self.ledger.line(one[0])))

    def waits_for_an_answer(self) -> list[tuple[str, str]]:
        return [(session, who) for session in self.came for who in sorted(self.ledger.offered(session))]

    @invariant()
    def nobody_waits_for_a_place_that_is_free(self) -> None:
        for session, about in self.ledger.sessions.items():
            if about.capacity is not None and self.ledger.line(session):
                assert self.ledger.snapshot.places.sessions[session].taken == about.capacity

    @invariant()
    def everybody_waits_in_the_order_in_which_they_came(self) -> None:
        for session, came in self.came.items():
            line = self.ledger.line(session)
            self.came[session] = [who for who in came if who in line]
            assert line == self.came[session]


def test_whatever_people_do_no_session_is_oversold_and_nobody_is_passed_over(redis_server: RedisServer) -> None:
    class Today(Registration):
        url = redis_server.url

    run_state_machine_as_test(
        Today,
        settings=settings(
            max_examples=16,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            database=None,
        ),
    )
