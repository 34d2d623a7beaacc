"""One's own data: shown whole to oneself, to nobody else, and erased when one asks."""

from __future__ import annotations

import msgspec
from websockets.asyncio.client import ClientConnection

from tests.web.opened import Venue, closed_with


async def said(connection: ClientConnection, text: str, ref: str) -> None:
    """Enters the foyer, says something there, and waits for the receipt."""
    for command in ({"do": "room.enter", "room": "foyer"}, {"do": "chat.send", "room": "foyer", "text": text}):
        await connection.send(msgspec.json.encode({**command, "ref": f"{ref}-{command['do'][:4]}"}).decode())
        answered = False
        while not answered:
            for line in str(await connection.recv()).split("\n"):
                answered |= '"re":' in line and '"ok":' in line


async def test_people_see_all_that_is_stored_about_them_and_nothing_of_others(venue: Venue) -> None:
    mine, theirs = await venue.pass_of("t-1", name="Person A", org="Amt"), await venue.pass_of("t-2", name="Person B")
    async with venue.connected(mine) as one, venue.connected(theirs) as other:
        await said(one, "Guten Morgen", "a")
        await said(other, "Hallo", "b")
        data = (await venue.asked("me/data", mine)).json()
    assert data["me"]["person"] == {"id": "t-1", "name": "Person A", "org": "Amt", "roles": ["participant"]}
    assert data["room"] == "foyer"
    assert [(message["room"], message["text"]) for message in data["messages"]] == [("foyer", "Guten Morgen")]
    assert "Hallo" not in str(data)


async def test_who_asks_to_be_erased_is_gone_everywhere_at_once(venue: Venue) -> None:
    text, witness = await venue.pass_of("t-1"), await venue.pass_of("t-2", name="Person B")
    async with venue.connected(text) as one, venue.connected(witness) as other:
        await said(one, "Das bleibt nicht", "a")
        await said(other, "Hallo", "b")
        erased = await venue.asked("me/erase", text, "POST")
        assert (erased.status_code, erased.json()) == (200, {})
        assert "venue_pass=" in erased.headers["set-cookie"]
        assert "max-age=0" in erased.headers["set-cookie"].lower()
        assert await closed_with(one) == 4501
    assert (await venue.asked("me", text)).json()["error"]["code"] == "pass_ended"
    assert (await venue.asked("me/data", text)).status_code == 401
    again = await venue.pass_of("t-1")
    assert (await venue.asked("me/data", again)).json()["messages"] == [], "who comes back is new"
    assert "Das bleibt nicht" not in str((await venue.asked("me/data", witness)).json())


async def test_without_a_pass_there_is_no_data(venue: Venue) -> None:
    assert (await venue.client.get("/our-day/api/me/data")).status_code == 401
    assert (await venue.knock({}, "me/erase")).status_code == 401


async def test_erasing_cannot_be_triggered_from_another_site(venue: Venue) -> None:
    text = await venue.pass_of("t-1")
    venue.client.cookies.set("venue_pass", text)
    venue.headers = {"origin": "https://evil.example"}
    assert (await venue.knock({}, "me/erase")).status_code == 403
    form = await venue.client.post("/our-day/api/me/erase", data={"a": "b"})
    assert form.status_code == 415
    assert (await venue.client.get("/our-day/api/me")).status_code == 200


async def test_asking_for_ones_data_over_and_over_is_slowed_down(venue: Venue) -> None:
    text = await venue.pass_of("t-1")
    statuses = [(await venue.asked("me/data", text)).status_code for _ in range(10)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
