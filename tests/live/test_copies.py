"""Copies of an event: who may open one, that all nodes serve it and nobody finds it, and that nothing of it stays."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.nodes import Day, Node, day_at, until
from venue.live import copies
from venue.model.ids import EventSlug
from venue.protocol.codes import Close
from venue.serving import drain
from venue.store.copies import CopyStore
from venue.store.keys import Keys

pytestmark = pytest.mark.asyncio(loop_scope="module")

BODY = {"people": 40, "seconds": 60}


async def asked(day: Day, method: str, call: str, text: str, body: Any = None, node: int = 0) -> tuple[int, Any]:
    """A request to the event's API."""
    headers = {"authorization": f"Bearer {text}"}
    url = f"{day.nodes[node].url}/{day.slug}/api/{call}"
    answer = await day.http.request(method, url, headers=headers, json=body)
    return answer.status_code, answer.json()


async def opened(day: Day, text: str) -> str:
    """A copy's slug."""
    status, answer = await asked(day, "POST", "rehearsals", text, BODY)
    assert status == 200, answer
    return str(answer["slug"])


async def test_an_operator_opens_a_copy_that_every_node_serves_and_no_list_shows(day: Day) -> None:
    operator = await day.pass_of("o", roles=("operator",))
    slug = await opened(day, operator)
    infos = [(await day.http.get(f"{node.url}/{slug}/api/event")).json() for node in day.nodes]
    assert [info["slug"] for info in infos] == [slug, slug]
    assert infos[0]["title"]["de"].startswith("Probe: ")
    times = [session[when] for session in infos[0]["sessions"] for when in ("starts", "ends")]
    assert max(times) - min(times) <= 60_000
    assert infos[0]["rehearsal"]
    assert slug not in (await day.http.get(f"{day.nodes[0].url}/")).text
    assert (await day.http.get(f"{day.nodes[1].url}/{slug}/")).headers["x-robots-tag"] == "noindex"
    async with day_at(day.nodes, slug) as copy:
        one, other = await copy.come("a"), await copy.come("b", node=1)
        await one.say("Guten Morgen!")
        await other.hears("chat.posted", text="Guten Morgen!")
    status, _ = await asked(day, "DELETE", f"rehearsals/{slug}", operator)
    assert status == 200


async def test_nobody_but_an_operator_opens_or_ends_a_copy(day: Day) -> None:
    moderator, operator = await day.pass_of("m", roles=("moderator",)), await day.pass_of("o", roles=("operator",))
    assert (await asked(day, "POST", "rehearsals", moderator, BODY))[0] == 403
    slug = await opened(day, operator)
    assert (await asked(day, "DELETE", f"rehearsals/{slug}", moderator))[0] == 403
    assert (await day.http.get(f"{day.nodes[0].url}/{slug}/api/event")).status_code == 200
    assert (await asked(day, "DELETE", f"rehearsals/{slug}", operator))[0] == 200


async def test_nothing_of_a_copy_stays_and_who_is_inside_is_told(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "SILENT_MS", 1500)
    operator = await day.pass_of("o", roles=("operator",))
    slug = await opened(day, operator)
    store = day.site().store
    async with day_at(day.nodes, slug) as copy:
        guest = await copy.come("a", node=1)
        assert (await asked(day, "DELETE", f"rehearsals/{slug}", operator))[0] == 200
        assert await guest.ended() == 4501
    for node in day.nodes:
        await until(lambda node=node: slug not in node.app.state.venues)  # type: ignore[misc]

    async def nothing() -> bool:
        return not await store.ask("KEYS", f"{Keys(slug).prefix}*")  # type: ignore[arg-type]

    async def forgotten() -> bool:
        known = await CopyStore(store).look()
        return slug not in {*known.open, *known.closed}

    await until(forgotten, 15)
    assert await nothing()


async def test_a_copy_that_nobody_ends_ends_when_its_time_is_over(day: Day) -> None:
    operator = await day.pass_of("o", roles=("operator",))
    slug = await opened(day, operator)
    await day.site().store.ask("HSET", "v:{~copies}:open", slug, 1)
    for node in day.nodes:
        await until(lambda node=node: slug not in node.app.state.venues)  # type: ignore[misc]


async def test_there_are_two_copies_at_most(day: Day) -> None:
    operator = await day.pass_of("o", roles=("operator",))
    slugs = [await opened(day, operator) for _ in range(2)]
    assert (await asked(day, "POST", "rehearsals", operator, BODY))[0] == 409
    for slug in slugs:
        await asked(day, "DELETE", f"rehearsals/{slug}", operator)


async def test_what_a_node_wrote_that_heard_late_of_the_end_of_a_copy_goes_too(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "SILENT_MS", 1500)
    operator = await day.pass_of("o", roles=("operator",))
    slug = EventSlug(await opened(day, operator))
    store = day.site().store
    async with day_at(day.nodes, slug) as copy:
        await copy.come("a")
        for what in ("close", "gone"):  # the others have cleared it away and forgotten it
            await store.call("copies", "v:{~copies}:", what, slug)
    for node in day.nodes:
        await until(lambda node=node: slug not in node.app.state.venues)  # type: ignore[misc]

    async def nothing() -> bool:
        known = await CopyStore(store).look()
        return slug not in known.closed and not await store.ask("KEYS", f"{Keys(slug).prefix}*")

    await until(nothing, 15)


async def test_a_copy_is_not_published_over(day: Day) -> None:
    operator = await day.pass_of("o", roles=("operator",))
    slug = await opened(day, operator)
    async with day_at(day.nodes, slug) as copy:
        inside = await copy.pass_of("o", roles=("operator",))
        body = {"number": 0, "ref": "one", "text": "slug = 1"}
        assert (await asked(copy, "POST", "versions", inside, body))[0] == 409
    assert (await asked(day, "DELETE", f"rehearsals/{slug}", operator))[0] == 200


async def test_a_node_that_stops_while_a_copy_ends_hands_everybody_over(day: Day) -> None:
    node = day.nodes[0]
    assert isinstance(node, Node)
    guest, sites = await day.come("a"), dict(node.app.state.venues)
    draining = asyncio.create_task(drain(sites, 0))
    await asyncio.sleep(0)  # it asks the store who else serves the first event
    sites.popitem()
    await draining
    assert await guest.ended() == Close.DRAINED
