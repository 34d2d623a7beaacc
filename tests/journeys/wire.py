"""People without a browser: as many as a scene needs, over the same door and the same wire."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.journeys.open_venue import OpenVenue
from venue.model.people import Role

ANSWERS_WITHIN = 20.0


class Caller:
    """Somebody who is inside, on one connection; `room` is where they go at once, unless it is full."""

    def __init__(
        self, venue: OpenVenue, slug: str, name: str, *roles: Role, org: str = "", room: str = "foyer"
    ) -> None:
        self.name = name
        self._venue, self._slug, self._room = venue, slug, room
        self.ticket = venue.ticket(slug, name, *roles, org=org)
        self.id = ""
        self._refs = itertools.count(1)
        self._leaving = ExitStack()
        self._socket: ClientConnection

    def __enter__(self) -> Self:
        answer = httpx.post(
            self._venue.url(self._slug, "api/enter"), json={"ticket": self.ticket}, timeout=ANSWERS_WITHIN
        )
        assert answer.status_code == 200, answer.text
        entered = answer.json()
        self.id = entered["me"]["person"]["id"]
        self._socket = self._leaving.enter_context(
            connect(
                self._venue.url(self._slug, "ws").replace("http", "ws", 1),
                additional_headers={"Authorization": f"Bearer {entered['pass']}"},
            )
        )
        self.asks("room.enter", room=self._room)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.close()

    def asks(self, do: str, **fields: object) -> Any:
        """Gives a command, again where the venue asks for patience; the receipt. A refusal fails the story."""
        ref = f"c-{next(self._refs)}"
        deadline = time.monotonic() + ANSWERS_WITHIN
        while True:
            self._socket.send(json.dumps({"do": do, "ref": ref, **fields}))
            told = self._answer(ref)
            if "ok" in told:
                return told["ok"]
            assert told["error"]["retry"], f"{self.name}: {do}: {told}"
            assert time.monotonic() < deadline, f"{self.name}: {do}: {told}"
            time.sleep(0.05)

    def _answer(self, ref: str) -> dict[str, Any]:
        while True:
            for line in str(self._socket.recv(ANSWERS_WITHIN)).split("\n"):
                told: dict[str, Any] = json.loads(line)
                if told.get("re") == ref:
                    return told

    def says(self, room: str, text: str) -> int:
        """Writes into the room they are in; the message's number in its log."""
        offset: int = self.asks("chat.send", room=room, text=text)["offset"]
        return offset


@contextmanager
def lively_house(venue: OpenVenue, slug: str) -> Iterator[dict[str, Caller]]:
    """A small day with everything that can be seen: people in all rooms, a conversation with all its kinds of lines, an
    announcement, a full table and a full workshop, somebody silenced, and somebody shown out."""
    with ExitStack() as inside:

        def comes(name: str, *roles: Role, org: str = "", room: str = "plenum") -> Caller:
            return inside.enter_context(Caller(venue, slug, name, *roles, org=org, room=room))

        people = {
            "speaker": comes("Leitung eines Jobcenters", "speaker", org="Jobcenter Landkreis C"),
            "moderator": comes("Moderation am Pult", "moderator", org="Tagungsteam"),
            "writer": comes("Fallmanagerin mit einem bemerkenswert langen Namen", org="Landkreis Ludwigslust-Parchim"),
            "quiet": comes("Sachbearbeiter", org="Stadt B"),
            "shown out": comes("Störer", org=""),
            "reader": comes("قارئ", org="Stadt E"),
            "guest 1": comes("Teilnehmerin 11", org="Stadt F", room="cafeteria.3"),
            "guest 2": comes("Teilnehmer 12", org="Stadt G", room="cafeteria.3"),
            "guest 3": comes("Teilnehmerin 13", org="Stadt H", room="kreis"),
        }
        long_word = "Bedarfsgemeinschaftsmitgliederverwaltungsvorschrift"
        writer, moderator, reader = people["writer"], people["moderator"], people["reader"]
        moderator.says("plenum", "Herzlich willkommen. Wir beginnen in fünf Minuten.")
        writer.says("plenum", "Die Unterlagen: https://example.org/sehr/langer/pfad/zu/den/unterlagen-des-tages.pdf")
        edited = writer.says("plenum", "Eingliederungsvereinbarung")
        writer.asks("chat.edit", room="plenum", message=edited, text=long_word)
        reader.says("plenum", "مرحبا\nZweite Zeile\n\nVierte Zeile")
        for text in ("unpassend", "noch unpassender"):
            gone = people["shown out"].says("plenum", text)
            moderator.asks("chat.delete", room="plenum", message=gone)
        moderator.asks("conduct.silence", person=people["quiet"].id, minutes=30, reason="Bitte beim Thema bleiben")
        moderator.asks("conduct.show_out", person=people["shown out"].id, reason="Werbung")
        moderator.asks("announcement.make", room=None, text="Um 10:30 Uhr beginnen die Workshops.")
        writer.says("plenum", "Danke!")
        yield people
