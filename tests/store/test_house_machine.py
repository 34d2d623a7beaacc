"""Whatever people and nodes do, in whatever order: the house stays one that can be believed."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack, suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.redis_server import RedisServer
from tests.store.ledger import CAPACITIES, Ledger, opened_store
from venue.model.ids import ParticipantId
from venue.model.people import Role
from venue.model.show import ShowState
from venue.store.house import Fenced, NotAdmitted
from venue.store.orders import Plan, RecallResult
from venue.store.rooms import ScriptRefused

PEOPLE = ("a", "b", "c", "d", "m")
NODES = ("n", "o")

people = st.sampled_from(PEOPLE)
nodes = st.sampled_from(NODES)
rooms = st.sampled_from([str(room) for room in CAPACITIES])
limits = st.sampled_from([(), ("hall",), ("small", "workshop")])
roles = st.sampled_from(["participant", "speaker"])


class Day(RuleBasedStateMachine):
    """People come, walk, lose connections, are moved, silenced and shown out, while nodes die and begin anew."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.conns: dict[str, tuple[str, str]] = {}
        self.number = 0
        self.orders: list[str] = []
        self.recalled: dict[str, RecallResult] = {}
        self.ledger = self.runner.run(self._open())

    async def _open(self) -> Ledger:
        store = await self.stack.enter_async_context(opened_store(self.url))
        ledger = Ledger(store, f"day-{secrets.token_hex(6)}")
        await ledger.begin("o")
        await ledger.admit("m", "moderator")
        return ledger

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    @rule(who=people, limits=limits, role=roles)
    def is_admitted(self, who: str, limits: tuple[str, ...], role: Role) -> None:
        if who not in self.ledger.seats:  # inside one keeps one's seat, whatever becomes of the role
            self.runner.run(self.ledger.admit(who, "moderator" if who == "m" else role, rooms=limits))

    @rule(who=people, node=nodes)
    def arrives(self, who: str, node: str) -> None:
        self.number += 1
        try:
            self.runner.run(self.ledger.arrive(who, f"c{self.number}", node))
        except (NotAdmitted, Fenced):
            return
        self.conns[f"c{self.number}"] = (who, node)

    @precondition(lambda self: self.conns)
    @rule(data=st.data())
    def loses_a_connection(self, data: st.DataObject) -> None:
        conn = data.draw(st.sampled_from(sorted(self.conns)))
        who, node = self.conns.pop(conn)
        self.runner.run(self.ledger.depart(who, conn, node, last=(who, node) not in self.conns.values()))

    @rule(who=people, room=rooms)
    def walks(self, who: str, room: str) -> None:
        self.runner.run(self.ledger.enter(who, room))

    @rule(to=rooms, mode=st.sampled_from(["people", "rooms", "everyone"]), dry=st.booleans(), data=st.data())
    def are_moved(self, to: str, mode: str, dry: bool, data: st.DataObject) -> None:
        among = people if mode == "people" else rooms
        whom = data.draw(st.lists(among, min_size=1, max_size=4, unique=mode == "rooms")) if mode != "everyone" else []
        before = self.ledger.seats
        result = self.runner.run(self.ledger.move(to, mode, *whom, dry=dry))
        after = self.ledger.seats
        lists = [*result.moved, *result.already, *result.offline, *result.full, *result.barred]
        assert len(lists) == len(set(lists)), "each person has one answer"
        if mode == "people":
            assert set(lists) == set(whom), "and nobody has none"
        if dry:
            assert after == before
        else:
            assert {who for who in after if after[who] != before.get(who)} == set(result.moved)
            assert all(after[who] == to for who in (*result.moved, *result.already))

    @rule(
        to=st.lists(rooms, min_size=1, max_size=3, unique=True),
        whom=st.lists(people, min_size=1, max_size=5, unique=True),
        plan=st.builds(
            Plan,
            spread=st.sampled_from(["fill", "even", "random"]),
            seed=st.integers(0, 99),
            delay=st.sampled_from([0, 60_000]),
            more=st.integers(0, 2),
            may_decline=st.booleans(),
        ),
    )
    def are_ordered_to_several_rooms_or_told_beforehand(self, to: list[str], whom: list[str], plan: Plan) -> None:
        result = self.runner.run(self.ledger.move(to, "people", *whom, plan=plan))
        lists = [result.moved, result.already, result.offline, result.full, result.barred, result.announced]
        assert sorted(who for one in lists for who in one) == sorted(whom), "each person has one answer"
        assert set(result.announced) <= set(self.ledger.folded.announced)
        self.orders.append(f"o-r{self.ledger.refs}")

    @precondition(lambda self: self.orders)
    @rule(who=people, verb=st.sampled_from(["go", "more", "decline"]))
    def answers_what_was_announced(self, who: str, verb: str) -> None:
        ahead = self.ledger.folded.announced.get(ParticipantId(who))
        with suppress(ScriptRefused):  # it does not allow it, or there is no seat
            self.runner.run(self.ledger.answer(who, verb, ahead.order if ahead else self.orders[-1]))

    @precondition(lambda self: self.ledger.folded.announced)
    @rule()
    def what_was_announced_is_due(self) -> None:
        for who in self.ledger.folded.announced:
            self.runner.run(self.ledger.store.ask("ZADD", self.ledger.houses.keys["due"], 1, who))
        self.runner.run(self.ledger.carry())
        assert not self.ledger.folded.announced

    @precondition(lambda self: self.orders)
    @rule(verb=st.sampled_from(["cancel", "undo"]), data=st.data())
    def an_order_is_taken_back(self, verb: str, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.orders[-4:]))
        before = self.ledger.seats
        result = self.runner.run(self.ledger.recall(verb, order))
        if order + verb in self.recalled:
            assert result == self.recalled[order + verb], "the same receipt"
            assert self.ledger.seats == before, "and no effect"
        else:
            changed = {who for who, room in self.ledger.seats.items() if before.get(who) != room}
            assert changed <= set(result.returned)
            assert verb == "undo" or not changed
        self.recalled[order + verb] = result

    @rule(who=people)
    def goes_home(self, who: str) -> None:
        self.runner.run(self.ledger.leave(who))

    @rule(
        who=people,
        verb=st.sampled_from(
            ["conduct.silence", "conduct.unsilence", "conduct.show_out", "conduct.let_in", "tickets.revoke"]
        ),
    )
    def is_kept_in_order(self, who: str, verb: str) -> None:
        with suppress(ScriptRefused):  # nobody of that name
            self.runner.run(self.ledger.conduct(verb, who, 0))

    @rule(late=st.booleans(), held=st.integers(0, 9))
    def the_show_is_run(self, late: bool, held: int) -> None:
        show = self.ledger.snapshot.show
        seen = ShowState(number=show.number + 1) if late else show
        with suppress(ScriptRefused):  # somebody else decided first
            self.runner.run(self.ledger.run_show(ShowState(number=show.number + 1, held=held), seen=seen))
            assert not late

    @rule(who=people)
    def is_erased(self, who: str) -> None:
        self.runner.run(self.ledger.forget(who))

    @rule(node=nodes)
    def a_node_dies_and_begins_anew(self, node: str) -> None:
        self.runner.run(self.ledger.kill(node))
        self.runner.run(self.ledger.sweep())
        self.runner.run(self.ledger.start(node))
        self.conns = {conn: place for conn, place in self.conns.items() if place[1] != node}

    @rule(node=nodes)
    def a_node_stops_in_order_and_begins_anew(self, node: str) -> None:
        self.runner.run(self.ledger.houses.retire(node))  # type: ignore[arg-type]
        self.runner.run(self.ledger.start(node))
        self.conns = {conn: place for conn, place in self.conns.items() if place[1] != node}

    @rule(hold=st.sampled_from([0, 60_000]))
    def time_passes(self, hold: int) -> None:
        self.runner.run(self.ledger.sweep(grace=0, hold=hold))
        living = {who for who, _ in self.conns.values()}
        assert self.ledger.here <= living, "no ghosts"

    @invariant()
    def who_is_connected_and_was_not_sent_home_is_here(self) -> None:
        for conn, (who, node) in tuple(self.conns.items()):
            if who not in self.ledger.here:  # shown out, or gone home: the nodes close their connections
                assert who not in self.ledger.seats, "connected, seated, and not present"
                del self.conns[conn]
                self.runner.run(self.ledger.depart(who, conn, node))


def test_whatever_people_and_nodes_do_the_books_balance(redis_server: RedisServer) -> None:
    class Today(Day):
        url = redis_server.url

    run_state_machine_as_test(
        Today,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            database=None,
        ),
    )
