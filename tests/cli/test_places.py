"""`venue places`, run as people run it: a list of places comes in whole or not at all, and goes out again."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.event_file.small_day import changed, read
from tests.redis_server import RedisServer
from tests.web.opened import SECRET, opened
from venue.cli.place_file import PlaceFile
from venue.model.ids import ParticipantId
from venue.store.places import MOST_IMPORTED

DAY = (
    changed("date = 2026-11-29", "date = 2036-11-29", changed("capacity = 60", "capacity = 2"))
    + """
[[slots]]
id = "one"
title = "One"
starts = "13:00"
ends = "14:00"

[[slots]]
id = "two"
title = "Two"
starts = "14:30"
ends = "15:30"

[[sessions]]
id = "all"
room = "plenum"
title = "For all"
starts = "10:00"
ends = "11:00"

[[sessions]]
id = "advice"
slot = "one"
room = "beratung"

[[sessions]]
id = "narrow"
slot = "one"
room = "wohnen"

[[sessions]]
id = "later"
slot = "two"
room = "wohnen"
"""
)


@dataclass
class Desk:
    """A folder with an event file and a list of people who have tickets, and the command line in it."""

    folder: Path
    redis: str
    tickets: dict[str, str]
    """Person -> ticket id."""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "VENUE_REDIS_URL": self.redis,
            "VENUE_SECRET_FILE": "secret",
            "VENUE_EVENT": "day.toml",
            "COLUMNS": "200",
        }
        return subprocess.run(
            [sys.executable, "-m", "venue", *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def imported(self, text: str, *options: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "places.csv").write_text(text, encoding="utf-8")
        return self.run("places", "import", "places.csv", *options)

    def exported(self) -> list[tuple[str, ...]]:
        done = self.run("places", "export")
        assert done.returncode == 0, done.stderr
        rows = list(csv.reader(io.StringIO(done.stdout)))
        assert rows[0] == ["id", "name", "org", "session", "state", "position"]
        return [tuple(row) for row in rows[1:]]


@pytest.fixture
def desk(one_redis: RedisServer, tmp_path: Path) -> Desk:
    (tmp_path / "day.toml").write_text(DAY, encoding="utf-8")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,id,role\nA,a,\nB,b,\nC,c,\nS,s,speaker\n")
    desk = Desk(tmp_path, one_redis.url, {})
    done = desk.run("tickets", "issue", "people.csv")
    assert done.returncode == 0, done.stderr
    desk.tickets = {row["id"]: row["ticket_id"] for row in csv.DictReader(io.StringIO(done.stdout))}
    return desk


def test_people_get_their_places_before_the_venue_has_ever_been_open(desk: Desk) -> None:
    text = f"Kennung;Ticket;Workshop\na;;narrow\n;{desk.tickets['b']};narrow\ns;{desk.tickets['s']};narrow\na;;later\n"
    dry = desk.imported(text, "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "Places that would be given: 4; there already: 0.\n")
    assert desk.exported() == []
    done = desk.imported(text)
    assert (done.returncode, done.stderr) == (0, "Places given: 4; there already: 0.\n")
    assert desk.exported() == [
        ("a", "", "", "narrow", "placed", ""),
        ("b", "", "", "narrow", "placed", ""),
        ("s", "", "", "narrow", "placed", ""),
        ("a", "", "", "later", "placed", ""),
    ]
    assert desk.imported(text).stderr == "Places given: 0; there already: 4.\n"


def test_all_faults_are_named_in_one_go_and_then_nobody_gets_a_place(desk: Desk) -> None:
    done = desk.imported(
        "id,ticket_id,session\n"
        "a,,narrow\n"
        "b,,narrow\n"
        "c,,narrow\n"
        "a,,advice\n"
        "nobody,,advice\n"
        ",k-unknown,advice\n"
        f"a,{desk.tickets['b']},later\n"
        "a,,all\n"
        "a,,cellar\n"
        "a,,narrow\n"
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "places.csv:4: session: found one place more than there are; wanted at most 2 in narrow",
        "places.csv:5: found a second session in the same slot; wanted one for each person and slot",
        'places.csv:6: id: found "nobody"; wanted somebody who has a ticket or was here',
        'places.csv:7: ticket_id: found "k-unknown"; wanted a ticket that was issued here',
        'places.csv:8: id: found "a"; wanted b, whose ticket it is',
        'places.csv:9: session: found "all", which is for everybody; wanted one of advice, narrow, later',
        'places.csv:10: session: found "cellar"; wanted one of advice, narrow, later',
        "places.csv:11: found the same place as in line 2; wanted each once",
        "venue: places.csv has 8 faults; nobody was given a place.",
    ]
    assert desk.exported() == []


def test_a_row_that_cannot_be_understood_is_a_fault_and_no_row_of_somebody_who_waits(desk: Desk) -> None:
    done = desk.imported(
        "id,name,session,Stand\n"
        "a,Muster, Erika,narrow,placed\n"
        "b,B,narrow,angemeldet\n"
        "b,B,later,Wartet\n"
        "c,C,narrow,Platz,,\n"
    )
    known = "placed, platz, waiting, offered, wartet, angeboten"
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "places.csv:2: found 5 cells; wanted at most 4: is a quotation mark missing?",
        f'places.csv:3: state: found "angemeldet"; wanted nothing, or one of {known}',
        "venue: places.csv has 2 faults; nobody was given a place.",
    ]
    assert desk.exported() == []


async def test_what_is_imported_while_the_venue_runs_is_there_at_once_and_what_is_exported_can_be_imported(
    desk: Desk, tmp_path: Path
) -> None:
    event = read(DAY)
    async with opened(desk.redis, tmp_path, [event]) as venue:
        text = await venue.pass_of("a", name="A Person", org="Amt")
        async with venue.connected(text) as connection:
            assert '"route":{"follow":"ask","places":[]}' in str(await connection.recv())
            done = await asyncio.to_thread(desk.imported, "id,session\na,narrow\nb,narrow\n")
            assert done.returncode == 0, done.stderr
            async with asyncio.timeout(5):
                while '"on":"you.placed"' not in str(await connection.recv()):
                    continue
        other = await venue.pass_of("c")
        async with venue.connected(other) as connection:
            await connection.send('{"do":"place.take","ref":"c-1","session":"narrow"}')
            async with asyncio.timeout(5):
                while '"re":"c-1"' not in str(await connection.recv()):
                    continue
        rows = await asyncio.to_thread(desk.exported)
        assert rows == [
            ("b", "", "", "narrow", "placed", ""),
            ("a", "A Person", "Amt", "narrow", "placed", ""),
            ("c", "Person A", "", "narrow", "waiting", "1"),
        ]
        out = await asyncio.to_thread(desk.run, "places", "export", "--out", "out.csv")
        assert out.stdout == ""
        again = await asyncio.to_thread(desk.run, "places", "import", "out.csv")
        assert again.stderr == "Places given: 0; there already: 2; rows of people who wait, left out: 1.\n"


def test_a_file_that_is_no_list_of_places_is_said_to_be_none(desk: Desk) -> None:
    for text, said in (
        ("", "places.csv: found no places; wanted a header with `id` and `session`, and a row for every place"),
        ("name\nA\n", "places.csv:1: found the columns name; wanted columns `session`, and `id` or `ticket_id`"),
        ('id,session\n"a,narrow\n', "places.csv:2: found unexpected end of data; wanted a CSV file"),
    ):
        done = desk.imported(text)
        assert done.returncode == 1
        assert done.stderr.startswith(said), done.stderr
    assert desk.run("places", "import", "missing.csv").returncode == 2


KNOWN = frozenset({ParticipantId("a")})


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_faults_are_found(raw: bytes) -> None:
    found = PlaceFile(raw, read(DAY), {}, KNOWN, 5)
    assert len(found.rows) <= 5
    assert found.rows or found.faults or found.left_out


def test_more_places_than_are_given_in_one_step_are_refused() -> None:
    people = [ParticipantId(f"p{n}") for n in range(MOST_IMPORTED + 1)]
    raw = "id,session\n" + "".join(f"{who},advice\n" for who in people)
    found = PlaceFile(raw.encode(), read(DAY), {}, frozenset(people), MOST_IMPORTED)
    assert len(found.rows) == MOST_IMPORTED
    assert [fault.found for fault in found.faults] == ["still more places"]
