"""What the store keeps of tickets: enough to list and withdraw them, and nobody's name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from tests.redis_server import RedisServer
from venue.errors import StoreUnavailable
from venue.model.ids import EventSlug, ParticipantId
from venue.model.people import Person
from venue.store.client import Store
from venue.store.house import HouseStore
from venue.store.keys import JOURNAL
from venue.store.logs import LogStore
from venue.store.rooms import Conducted
from venue.store.tickets import Issued, TicketStore

WHO = ParticipantId("t-1")
ENTRY = b'{"number":0}'


def issued(who: str = "t-1") -> Issued:
    return Issued(ParticipantId(who), ("participant",), 100, 200)


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    async with Store(redis_url) as opened:
        opened.run_id = await opened.current_run()
        yield opened


@pytest.fixture
def tickets(store: Store, slug: str) -> TicketStore:
    return TicketStore(store, EventSlug(slug))


async def test_what_was_issued_is_listed_as_it_was(tickets: TicketStore) -> None:
    many = [(f"k-{n}", issued(f"t-{n}")) for n in range(1234)]
    done: list[int] = []
    await tickets.register(many, done.append)
    assert sum(done) == 1234
    assert await tickets.issued() == dict(many)
    assert await tickets.count() == 1234


async def test_a_withdrawn_ticket_stays_withdrawn_and_counts_no_more(tickets: TicketStore) -> None:
    await tickets.register([("k-1", issued()), ("k-2", issued("t-2"))])
    assert await tickets.revoke(["k-1"], WHO, "desk", "lost", ENTRY) == Conducted(False, 0), (
        "the person was never inside"
    )
    assert await tickets.is_revoked("k-1")
    assert not await tickets.is_revoked("k-2")
    assert not await tickets.is_revoked("")
    assert await tickets.revoked() == {"k-1"}
    assert await tickets.count() == 1
    await tickets.revoke(["k-elsewhere"], WHO, "desk", "", ENTRY)
    assert await tickets.count() == 1, "a ticket that was issued elsewhere was never counted"


async def test_passes_of_who_was_inside_end_with_the_ticket(tickets: TicketStore, store: Store, slug: str) -> None:
    house = HouseStore(store, EventSlug(slug))
    await house.admit(Person(WHO, "Person A"))
    assert await tickets.revoke(["k-1"], WHO, 'de"sk', "lost\n", ENTRY) == Conducted(True, 0)
    snapshot = await house.snapshot()
    assert snapshot.ended[WHO] > 0
    assert WHO not in snapshot.out, "with another ticket the person is welcome"
    assert (await tickets.revoke(["k-1"], WHO, "desk", "", ENTRY)).inside, "withdrawing again changes nothing"


async def test_the_journal_also_says_why_somebody_was_never_to_come_in(
    tickets: TicketStore, store: Store, slug: str
) -> None:
    await tickets.revoke(["k-1"], WHO, "desk", "lost", b'{"number":0,"reason":"lost"}')
    [entry] = await LogStore(store, EventSlug(slug)).read(JOURNAL, 1, 9)
    assert entry.body == b'{"number":0,"reason":"lost"}'


async def test_what_a_node_still_knows_is_put_back_into_a_store_that_lost_it(
    tickets: TicketStore, redis_server: RedisServer
) -> None:
    await tickets.revoke(["k-1", "k-2"], WHO, "desk", "", ENTRY)
    known = await tickets.revoked()
    redis_server.flush()
    await tickets.restore(known)
    assert await tickets.revoked() == {"k-1", "k-2"}
    await tickets.restore(frozenset())


async def test_no_name_is_kept_with_a_ticket_and_not_the_ticket_itself(
    tickets: TicketStore, redis_server: RedisServer, slug: str
) -> None:
    await tickets.register([("k-1", issued())])
    with redis_server.client() as client:
        kept = client.hgetall(f"v:{{{slug}}}:tickets")
    assert kept == {"k-1": '{"person":"t-1","roles":["participant"],"issued":100,"expires":200}'}


async def test_events_do_not_know_each_others_tickets(store: Store, slug: str) -> None:
    one, other = TicketStore(store, EventSlug(slug)), TicketStore(store, EventSlug(f"{slug}-b"))
    await one.register([("k-1", issued())])
    await one.revoke(["k-1"], WHO, "desk", "", ENTRY)
    assert await other.issued() == {}
    assert not await other.is_revoked("k-1")


async def test_a_store_that_is_gone_is_said_to_be_gone(own_redis: Callable[..., RedisServer], slug: str) -> None:
    redis = own_redis()
    async with Store(redis.url) as store:
        store.run_id = await store.current_run()
        tickets = TicketStore(store, EventSlug(slug))
        await tickets.register([("k-1", issued())])
        redis.kill()
        for asked in (tickets.is_revoked("k-1"), tickets.issued(), tickets.register([("k-2", issued())])):
            with pytest.raises(StoreUnavailable):
                await asked
