"""What the door promises to erase is erased when it says so, and not before."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.day import DAY, day_called
from tests.nodes import Day, opened, until
from venue.live.retention import erase_what_is_due

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def lived_through(redis_url: str, data: Path, slug: str, clock: datetime) -> list[str]:
    """Somebody writes, is muted and leaves; then a node runs whose clock shows `clock`. What Redis holds after that."""
    event = day_called(slug)
    async with opened(redis_url, [event], data) as node, httpx.AsyncClient() as http:
        day = Day(slug, [node], http)
        person, moderator = await day.come("a", "plenum", name="A Very Rare Name"), await day.staff(room="plenum")
        await person.say("something very rare")
        await moderator.do("conduct.silence", person="a", reason="a rare reason")
        await person.do("place.take", session="narrow")
        await person.do("place.follow", how="always")
        await day.close()
    async with opened(redis_url, [event], data, clock=clock) as node:
        site = node.site(slug)
        await until(lambda: site.in_step)
        await erase_what_is_due(site)
        await until(lambda: site.in_step and not site.whereabouts.out_of_step.is_set())
        kept = clock < DAY.names_until  # places go with names

        def known() -> bool:
            booked = site.places.booked()
            return bool(booked.follow) == ("narrow" in booked.sessions) == kept

        await until(known)
        return [text.decode("utf-8", "replace") for text in await everything(site.store, site.keys.prefix)]


async def everything(store, prefix: str) -> list[bytes]:  # type: ignore[no-untyped-def]
    """Every value under the event's prefix, whatever its type."""
    cursor, keys = b"0", []
    while True:
        cursor, found = await store.ask("SCAN", cursor, "MATCH", f"{prefix}*", "COUNT", 1000)
        keys += found
        if cursor in (b"0", 0):
            break
    values: list[bytes] = []
    for key in keys:
        kind = await store.ask("TYPE", key)
        if kind in (b"hash", "hash"):
            values += (await store.ask("HGETALL", key))[1::2]
        elif kind in (b"string", "string"):
            values.append(await store.ask("GET", key))
        elif kind in (b"set", "set"):
            values += list(await store.ask("SMEMBERS", key))
    return values


async def test_before_its_time_nothing_is_erased(redis_url: str, tmp_path: Path, slug: str) -> None:
    kept = await lived_through(redis_url, tmp_path, slug, DAY.ends + timedelta(hours=71))
    assert any("something very rare" in text for text in kept)
    assert any("A Very Rare Name" in text for text in kept)


async def test_messages_go_first_and_names_stay(redis_url: str, tmp_path: Path, slug: str) -> None:
    kept = await lived_through(redis_url, tmp_path, slug, DAY.ends + timedelta(hours=73))
    assert not any("something very rare" in text for text in kept)
    assert any("A Very Rare Name" in text for text in kept)


async def test_then_names_go_and_the_journal_stays_until_its_own_end(redis_url: str, tmp_path: Path, slug: str) -> None:
    kept = await lived_through(redis_url, tmp_path, slug, DAY.ends + timedelta(hours=169))
    names = [text for text in kept if "A Very Rare Name" in text]
    assert all('"action":"silence"' in text for text in names), names
    assert any("a rare reason" in text for text in kept)
    assert not {"a", "always", "narrow"} & set(kept), "who had a place where is gone"


async def test_in_the_end_nothing_tells_who_was_there(redis_url: str, tmp_path: Path, slug: str) -> None:
    kept = await lived_through(redis_url, tmp_path, slug, DAY.ends + timedelta(hours=721))
    for rare in ("something very rare", "A Very Rare Name", "a rare reason"):
        assert not any(rare in text for text in kept), rare


async def test_a_room_that_is_not_in_the_event_file_any_more_is_erased_with_the_others(
    redis_url: str, tmp_path: Path, slug: str
) -> None:
    event = day_called(slug)
    async with opened(redis_url, [event], tmp_path) as node, httpx.AsyncClient() as http:
        day = Day(slug, [node], http)
        person = await day.come("a", "workshop")
        await person.say("something very rare")
        await day.close()
    rooms = tuple(room for room in event.rooms if room.id != "workshop")
    smaller = msgspec.structs.replace(event, rooms=rooms, sessions=())
    async with opened(redis_url, [smaller], tmp_path, clock=DAY.ends + timedelta(hours=73)) as node:
        site = node.site(slug)
        await erase_what_is_due(site)
        kept = [text.decode("utf-8", "replace") for text in await everything(site.store, site.keys.prefix)]
    assert not any("something very rare" in text for text in kept)


async def test_the_later_text_of_a_message_goes_with_the_message(redis_url: str, tmp_path: Path, slug: str) -> None:
    event = day_called(slug)
    short = msgspec.structs.replace(event, chat=msgspec.structs.replace(event.chat, history=3))
    async with opened(redis_url, [short], tmp_path) as node, httpx.AsyncClient() as http:
        day = Day(slug, [node], http)
        person = await day.come("a", "plenum")
        message = await person.say("first")
        await person.say("second")
        await person.do("chat.edit", room="plenum", message=message, text="something very rare")
        await person.say("third")  # the first message goes
        site = node.site(slug)
        kept = [text.decode("utf-8", "replace") for text in await everything(site.store, site.keys.prefix)]
        assert not any("something very rare" in text for text in kept)
        await day.close()


async def test_what_was_erased_is_not_brought_back_by_a_node_that_remembers(
    redis_url: str, tmp_path: Path, slug: str
) -> None:
    event = day_called(slug)
    async with opened(redis_url, [event], tmp_path, clock=DAY.ends + timedelta(hours=73)) as node:
        async with httpx.AsyncClient() as http:
            day = Day(slug, [node], http)
            text = await day.pass_of("a", name="A Very Rare Name")
            person = await day.back(text, "a")
            await person.enter("plenum")
            await person.say("soon gone")
            site = node.site(slug)
            await erase_what_is_due(site)  # a new epoch, which is no loss
            assert (await day.asked("me/erase", text, body={})).status_code == 200
            await person.ended()
            await until(lambda: site.in_step and not site.whereabouts.out_of_step.is_set())
            await site.whereabouts.compare_ends()
            await day.close()
        kept = [text.decode("utf-8", "replace") for text in await everything(site.store, site.keys.prefix)]
    assert not any("A Very Rare Name" in text for text in kept)
