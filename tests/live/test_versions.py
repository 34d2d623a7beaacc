"""Another version of the event file counts while people are inside, on two nodes."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import pytest

from tests.day import DAY_FILE
from tests.guest import Frame, Guest
from tests.nodes import Day, day_at, opened, until
from tests.redis_server import RedisServer
from venue.live.retention import erase_what_is_due
from venue.model.event_file import read_event
from venue.model.ids import EventSlug, ParticipantId, RoomId
from venue.store.versions import Kept, Publication

WORKSHOP = '[[rooms]]\nid = "workshop"\nkind = "workshop"\ntitle = "Workshop"\ncapacity = 5\n'
LIBRARY = """
[[rooms]]
id = "library"
kind = "workshop"
title = "Library"
capacity = 3
"""


def file(slug: str, *changes: tuple[str, str], more: str = "") -> str:
    """The day's file with these texts in place of others."""
    text = DAY_FILE.replace('slug = "day"', f'slug = "{slug}"')
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text + more


@pytest.fixture
async def day(one_redis: RedisServer, tmp_path: Path, slug: str) -> AsyncIterator[Day]:
    """The day on two nodes that were started with its file."""
    text = file(slug)
    event = read_event(text, "day.toml")
    async with AsyncExitStack() as stack:
        texts = {EventSlug(slug): text}
        nodes = [
            await stack.enter_async_context(opened(one_redis.url, [event], tmp_path, texts=texts)) for _ in range(2)
        ]
        yield await stack.enter_async_context(day_at(nodes, slug))


async def published(day: Day, text: str, number: int = 1, node: int = 0, **about: object) -> Frame:
    """An operator publishes it; the answer."""
    operator = await day.pass_of("op", node, name="The operator", roles=("operator",))
    ref = f"p-{secrets.token_hex(3)}"
    body = {"number": number, "ref": ref, "text": text, "dry_run": False, **about}
    said = await day.asked("versions", operator, node=node, body=body)
    assert said.status_code == 200, said.text
    answer: Frame = said.json()
    return answer


async def test_a_new_room_is_there_for_everybody_on_every_node_without_a_reload(day: Day) -> None:
    one, other = await day.come("a", "plenum"), await day.come("b", "plenum", node=1)
    answer = await published(day, file(day.slug, more=LIBRARY))
    assert answer["done"]
    assert answer["number"] == 2
    for guest in (one, other):
        await guest.hears("event.published", number=2)
    await one.enter("library")
    await other.enter("library")
    await one.say("quiet, please")
    await other.sees(lambda guest: guest.texts == ["quiet, please"])
    await one.sees(lambda guest: guest.counts.get("library") == (2, 2))
    info = (await day.asked("event", node=1)).json()
    assert "library" in [room["id"] for room in info["rooms"]]
    assert info["version"] == one.heard("event.published")[-1]["version"]


async def test_who_was_in_a_room_that_vanishes_is_in_the_foyer_and_hears_it(day: Day) -> None:
    one, other = await day.come("a", "workshop"), await day.come("b", "cafeteria.2", node=1)
    smaller = file(day.slug).replace(
        '[[rooms]]\nid = "workshop"\nkind = "workshop"\ntitle = "Workshop"\ncapacity = 5\n', ""
    )
    smaller = smaller.replace('room = "workshop"', 'room = "cafeteria"')
    smaller = smaller.replace("tables = { count = 3, seats = 2 }", "tables = { count = 1, seats = 2 }")
    answer = await published(day, smaller, node=1)
    assert answer["done"], answer
    await one.hears("you.moved", room="foyer", cause="changed")
    await other.hears("you.moved", room="cafeteria", cause="changed")
    for guest, room in ((one, "foyer"), (other, "cafeteria")):
        await guest.enter(room)
        await guest.say("here we are")
    assert await one.refused("room.enter", room="workshop") == "no_room"
    await until(lambda: RoomId("workshop") not in day.site(0).audiences)


async def test_whose_seat_is_in_a_room_that_is_not_there_continues_where_they_belong(day: Day) -> None:
    guest = await day.come("a", "plenum")
    site = day.site()
    await site.store.ask("HSET", site.keys["caps"], "library", "")
    await site.houses.enter(ParticipantId(guest.who), RoomId("library"))
    await until(lambda: site.house.room_of(ParticipantId(guest.who)) == "library")
    position = {"epoch": guest.epoch, "offset": 0}
    assert await guest.refused("venue.resume", room="library", position=position) == "no_room"
    await site.store.ask("HDEL", site.keys["caps"], "library")
    assert (await guest.do("venue.resume", room="library", position=position))["room"] == "foyer"
    await guest.say("here I am")


async def test_two_who_publish_at_once_are_one_and_the_other_is_told(day: Day) -> None:
    await published(day, file(day.slug, more=LIBRARY))
    answer = await published(day, file(day.slug, ("Plenum", "Hall")), node=1)
    assert not answer["done"]
    assert answer["number"] == 2


async def test_faults_and_what_may_not_change_are_told_all_at_once_and_nothing_is_done(day: Day) -> None:
    answer = await published(day, file(day.slug, ('kind = "plenum"', 'kind = "stage"'), ('"Ask us."', "7")))
    assert not answer["done"]
    assert [fault["place"] for fault in answer["faults"]] == ["help", "rooms[2].kind"]
    answer = await published(day, file(day.slug, ("Europe/Berlin", "Europe/Lisbon"), ('"ticket"', '"open"')))
    assert [fault["place"] for fault in answer["faults"]] == ["entry", "timezone"]
    assert day.site().file_version == 1


async def test_a_date_by_which_everything_would_be_erased_at_once_is_a_fault(day: Day) -> None:
    answer = await published(day, file(day.slug, ("date = 2027-03-18", "date = 2025-03-18")))
    assert not answer["done"]
    assert [(fault["place"], fault["line"], fault["wanted"]) for fault in answer["faults"]] == [
        ("date", 6, "a later date")
    ]
    assert answer["faults"][0]["found"] == "2025-03-18, which would erase messages, names, journal at once"
    assert day.site().file_version == 1


async def test_an_earlier_version_is_brought_back(day: Day) -> None:
    guest = await day.come("a", "plenum")
    await published(day, file(day.slug, more=LIBRARY))
    await guest.hears("event.published", number=2)
    await guest.enter("library")
    answer = await published(day, "", 2, back=1)
    assert answer["done"]
    await guest.hears("you.moved", room="foyer")
    await guest.enter("foyer")
    assert await guest.refused("room.enter", room="library") == "no_room"


async def test_a_look_changes_nothing_and_says_who_would_have_to_move(day: Day) -> None:
    await day.come("a", "cafeteria.3")
    fewer = file(day.slug, ("tables = { count = 3", "tables = { count = 2"))
    answer = await published(day, fewer, dry_run=True)
    assert not answer["done"]
    assert [(change["how"], change["id"]) for change in answer["changes"]] == [("removed", "cafeteria.3")]
    assert [(effect["kind"], effect["count"]) for effect in answer["effects"]] == [("leave_room", 1)]
    assert day.site().file_version == 1


async def test_only_operators_see_and_publish_versions(day: Day) -> None:
    for role in ("participant", "moderator"):
        shown = await day.pass_of(f"p-{role}", roles=(role,))
        assert (await day.asked("versions", shown)).status_code == 403
        assert (await day.asked("versions", shown, body={"number": 1, "ref": "r", "text": "x"})).status_code == 403
    assert (await day.asked("versions")).status_code == 401


async def test_a_node_that_missed_it_finds_out_at_the_beat(day: Day) -> None:
    guest: Guest = await day.come("b", "plenum", node=1)
    day.site(1).served.heard = lambda: None  # type: ignore[method-assign]
    await published(day, file(day.slug, more=LIBRARY))
    await guest.hears("event.published", number=2)


async def test_what_was_said_in_a_room_is_there_again_when_the_room_is(day: Day) -> None:
    guest = await day.come("a", "cafeteria.3")
    await guest.say("before")
    await published(day, file(day.slug, ("tables = { count = 3", "tables = { count = 2")))
    await guest.hears("you.moved", room="cafeteria", cause="changed")
    await guest.enter("cafeteria")
    await until(lambda: RoomId("cafeteria.3") not in day.site(0).room_logs)
    await published(day, "", 2, back=1)
    await guest.hears("event.published", number=3)
    await guest.enter("cafeteria.3")
    assert guest.texts == ["before"]
    other = await day.come("b", "cafeteria.3", node=1)
    await other.say("after")
    await guest.sees(lambda guest: guest.texts == ["before", "after"])


async def test_who_resumes_in_a_room_that_is_gone_is_where_they_belong(day: Day) -> None:
    text = await day.pass_of("a")
    guest = await day.back(text, "a")
    await guest.enter("cafeteria.3")
    position = {"epoch": guest.epoch, "offset": guest.offset}
    await guest.hang_up()
    await published(day, file(day.slug, ("tables = { count = 3", "tables = { count = 2")))
    again = await day.back(text, "a", node=1)
    snapshot = await again.do("venue.resume", room="cafeteria.3", position=position)
    assert (snapshot["room"], snapshot["resumed"]) == ("cafeteria", False)


async def test_countdowns_and_places_follow_the_version_that_counts(day: Day) -> None:
    guest = await day.come("a", "foyer", node=1)
    earlier = file(day.slug, ('starts = "11:00"', 'starts = "10:45"'), ("capacity = 5", "capacity = 9"))
    await published(day, earlier)
    shown = (await guest.hears("show.changed"))["show"]
    info = (await day.asked("event", node=1)).json()
    work = next(session for session in info["sessions"] if session["id"] == "work")
    assert shown["times"]["work"][0] == work["starts"]
    assert work["places"] == 9
    await until(lambda: day.site(1).places is not None and day.site(1).capacities[RoomId("workshop")] == 9)


async def test_an_empty_store_gets_back_the_version_that_the_nodes_serve(
    own_redis: Callable[..., RedisServer], tmp_path: Path, slug: str
) -> None:
    server, text = own_redis(), file(slug)
    event = read_event(text, "day.toml")
    async with AsyncExitStack() as stack:
        nodes = [
            await stack.enter_async_context(opened(server.url, [event], tmp_path, texts={EventSlug(slug): text}))
            for _ in range(2)
        ]
        day = await stack.enter_async_context(day_at(nodes, slug))
        guest = await day.come("a", "plenum", node=1)
        await published(day, file(slug, more=LIBRARY))
        await guest.hears("event.published", number=2)
        with server.client() as client:
            client.flushall()
        await guest.hears("venue.resynced", 20.0)
        await until(lambda: all(day.site(node).in_step for node in (0, 1)), 20.0)
        kept = await day.site(1).versions.current()
        assert kept is not None
        assert kept.version.number == 2
        await guest.enter("library")
        assert [day.site(node).file_version for node in (0, 1)] == [2, 2]


async def test_a_name_of_a_publication_is_a_ref_and_only_operators_send_a_text_at_all(day: Day) -> None:
    operator, moderator = await day.pass_of("o", roles=("operator",)), await day.pass_of("m", roles=("moderator",))
    for ref in ("", "a b:c", "x" * 65):
        body = {"number": 1, "ref": ref, "text": "", "dry_run": True}
        assert (await day.asked("versions", operator, body=body)).status_code == 400
    assert (await day.asked("versions", moderator, body={"ref": 5})).status_code == 403


async def test_a_foyer_that_was_closed_before_it_was_the_foyer_is_open(day: Day) -> None:
    moderator = await day.come("m", roles=("moderator",))
    guest = await day.come("a", node=1)
    await moderator.do("room.close", room="plenum")
    await guest.hears("room.closed", room="plenum")
    swapped = file(day.slug, ('kind = "foyer"', 'kind = "workshop"'), ('kind = "plenum"', 'kind = "foyer"'))
    assert (await published(day, swapped))["done"]
    await guest.hears("room.opened", room="plenum")
    await guest.enter("plenum")


async def test_a_node_that_is_started_again_after_the_store_came_back_empty_does_not_bring_its_old_file_back(
    own_redis: Callable[..., RedisServer], tmp_path: Path, slug: str
) -> None:
    server, text = own_redis(), file(slug)
    event, texts = read_event(text, "day.toml"), {EventSlug(slug): text}
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(opened(server.url, [event], tmp_path, texts=texts))
        day = await stack.enter_async_context(day_at([node], slug))
        guest = await day.come("a", "plenum")
        await published(day, file(slug, more=LIBRARY))
        await guest.hears("event.published", number=2)
        with server.client() as client:
            client.flushall()
        await guest.hears("venue.resynced", 20.0)
        await until(lambda: day.site().in_step, 20.0)
        again = await stack.enter_async_context(opened(server.url, [event], tmp_path, texts=texts))
        assert (again.site(slug).file_version, day.site().file_version) == (2, 2)
        assert "library" in again.site(slug).event.rooms_by_id


async def test_after_the_store_lost_a_version_its_rooms_count_whoever_speaks_in_between(
    one_redis: RedisServer, tmp_path: Path, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = file(slug)
    event = read_event(text, "day.toml")
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(opened(one_redis.url, [event], tmp_path, texts={EventSlug(slug): text}))
        day = await stack.enter_async_context(day_at([node], slug))
        guest, site = await day.come("a", "plenum"), day.site()
        await published(day, file(slug, ("capacity = 5", "capacity = 9")))
        await guest.hears("event.published", number=2)
        keep, capacities = site.versions.keep, {room.id: room.capacity for room in event.rooms}

        async def another_node_first(kept: Kept, digests: Collection[str] = ()) -> bool:
            await site.houses.recover(site.store.run_id, capacities, version=1)
            return await keep(kept, digests)

        monkeypatch.setattr(site.versions, "keep", another_node_first)
        await site.store.ask("HSET", site.keys["meta"], "version", 1)
        incarnation = site.incarnation
        site.whereabouts.out_of_step.set()
        await until(lambda: site.incarnation != incarnation and not site.whereabouts.out_of_step.is_set())
        await until(lambda: site.in_step)
        assert await site.store.ask("HGET", site.keys["meta"], "version") == b"2"
        assert await site.store.ask("HGET", site.keys["caps"], "workshop") == b"9"


async def test_a_node_that_cannot_serve_what_counts_erases_nothing(
    one_redis: RedisServer, tmp_path: Path, slug: str
) -> None:
    text = file(slug, ("messages_hours = 72", "messages_hours = 0"))
    event, evening = read_event(text, "day.toml"), datetime.fromisoformat("2027-03-18T17:00")
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(
            opened(one_redis.url, [event], tmp_path, texts={EventSlug(slug): text}, clock=evening)
        )
        day = await stack.enter_async_context(day_at([node], slug))
        guest, site = await day.come("a", "plenum"), day.site()
        await guest.say("still here")
        await site.versions.publish(Publication("of = another release", event, event, 1, {}, "command"))
        await until(lambda: site.house.published == 2)
        await erase_what_is_due(site)
        assert await site.store.ask("EXISTS", site.keys.log(RoomId("plenum")))
