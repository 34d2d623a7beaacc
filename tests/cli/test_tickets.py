"""`venue tickets`, run as people run it: links out of a list, a look at them, and one of them withdrawn."""

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

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from tests.redis_server import RedisServer
from tests.web.opened import SECRET, closed_with, opened

WITH_A_ROUND = changed("date = 2026-11-29", "date = 2036-11-29") + ROUND
LIST = "Name;Einrichtung;Rolle;Tisch\r\nPerson A;Jobcenter Süd;;3\r\nPerson B;Stadt;Moderation;4\r\n"


@dataclass
class Desk:
    """A folder with an event file and a secret, and the command line in it."""

    folder: Path
    redis: str

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self._run("tickets", *arguments, **variables)

    def places(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("places", *arguments)

    def _run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "VENUE_REDIS_URL": self.redis,
            "VENUE_SECRET_FILE": "secret",
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-m", "venue", *arguments],
            cwd=self.folder,
            env={"VENUE_EVENT": "day.toml", "COLUMNS": "200", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def issue(self, *arguments: str) -> list[dict[str, str]]:
        """Issues tickets for the list; the rows of the list of links."""
        done = self.run("issue", *arguments)
        assert done.returncode == 0, done.stderr
        text = done.stdout.removeprefix("\ufeff")
        return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ","))


@pytest.fixture
def desk(one_redis: RedisServer, tmp_path: Path) -> Desk:
    (tmp_path / "day.toml").write_text(SMALL_DAY, encoding="utf-8")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8-sig", newline="")
    return Desk(tmp_path, one_redis.url)


def test_everybody_on_the_list_gets_a_link_written_as_the_list_was(desk: Desk) -> None:
    done = desk.run("issue", "people.csv", "--base-url", "https://venue.example.org")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("\ufeffName;Einrichtung;Rolle;Tisch;id;ticket_id;link\n")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")), delimiter=";"))
    assert [(row["Name"], row["Tisch"]) for row in rows] == [("Person A", "3"), ("Person B", "4")]
    assert all(row["link"].startswith("https://venue.example.org/our-day/door#ticket=ey") for row in rows)
    assert done.stderr.startswith("2 tickets for /our-day/, valid until ")
    assert "The links lead to" not in done.stderr


def test_links_that_lead_to_this_machine_alone_are_said_to(desk: Desk) -> None:
    done = desk.run("issue", "people.csv")
    assert done.stderr.splitlines()[1:] == ["The links lead to http://localhost:8000: say --base-url."]


@pytest.mark.parametrize("out", ["links", ".", "nowhere/links.csv"])
def test_where_the_list_cannot_be_written_no_ticket_is_issued(desk: Desk, out: str) -> None:
    (desk.folder / "links").mkdir()
    done = desk.run("issue", "people.csv", "--out", out)
    assert done.returncode == 2
    assert f"{out} cannot be written" in done.stderr
    assert desk.run("list").stderr == "0 tickets, 0 withdrawn.\n"


def test_where_no_ticket_can_be_registered_no_list_is_left_behind(desk: Desk) -> None:
    assert desk.run("issue", "people.csv", "--out", "links.csv", "--redis", "unix:///nowhere.sock").returncode == 1
    assert [path.name for path in desk.folder.iterdir() if "links" in path.name] == []


async def test_a_link_opens_the_door_until_it_is_withdrawn_and_then_everything_ends_at_once(
    desk: Desk, tmp_path: Path
) -> None:
    async with opened(desk.redis, tmp_path) as venue:
        rows = await asyncio.to_thread(desk.issue, "people.csv")
        ticket = rows[1]["link"].partition("#ticket=")[2]
        entered = await venue.knock({"ticket": ticket})
        assert entered.json()["me"]["person"] == {
            "id": rows[1]["id"], "name": "Person B", "org": "Stadt", "roles": ["moderator"],
        }  # fmt: skip
        async with venue.connected(entered.json()["pass"]) as connection:
            await connection.recv()
            done = await asyncio.to_thread(desk.run, "revoke", rows[1]["ticket_id"], "--reason", "lost")
            assert (done.returncode, done.stdout) == (0, f"{rows[1]['id']}: 1 ticket withdrawn; passes ended.\n")
            assert await closed_with(connection) == 4501
        again = await venue.knock({"ticket": ticket})
        assert again.json()["error"]["code"] == "ticket_revoked"


def test_the_tickets_that_were_issued_are_listed_with_their_state_and_without_names(desk: Desk) -> None:
    rows = desk.issue("people.csv")
    assert desk.run("revoke", rows[0]["id"]).stdout == f"{rows[0]['id']}: 1 ticket withdrawn; was never inside.\n"
    listed = desk.run("list")
    found = {row["ticket_id"]: row for row in csv.DictReader(io.StringIO(listed.stdout))}
    assert found[rows[0]["ticket_id"]]["state"] == "revoked"
    assert found[rows[1]["ticket_id"]]["state"] == "valid"
    assert found[rows[1]["ticket_id"]]["roles"] == "moderator"
    assert "Person" not in listed.stdout
    assert listed.stderr == "2 tickets, 1 withdrawn.\n"


def test_a_ticket_is_withdrawn_by_its_link_and_what_is_unknown_is_said(desk: Desk) -> None:
    rows = desk.issue("people.csv")
    done = desk.run("revoke", "nobody", rows[0]["link"])
    assert done.returncode == 1
    assert done.stdout == f"{rows[0]['id']}: 1 ticket withdrawn; was never inside.\n"
    assert "No ticket of nobody is known here" in done.stderr
    forged = desk.run("revoke", rows[1]["link"][:-4])
    assert forged.returncode == 1
    assert rows[1]["link"][-40:-4] not in forged.stderr, "a key is not repeated in a message"


def test_a_new_ticket_is_for_the_same_person(desk: Desk) -> None:
    first, second = desk.issue("people.csv"), desk.issue("people.csv")
    assert [row["id"] for row in first] == [row["id"] for row in second]
    assert {row["ticket_id"] for row in first}.isdisjoint(row["ticket_id"] for row in second)
    assert desk.run("revoke", first[0]["id"]).stdout == f"{first[0]['id']}: 2 tickets withdrawn; was never inside.\n"


async def test_one_of_two_tickets_is_withdrawn_and_the_other_still_opens_the_door_to_the_same_places(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "day.toml").write_text(WITH_A_ROUND, encoding="utf-8")
    first, second = desk.issue("people.csv"), desk.issue("people.csv")
    who = first[0]["id"]
    (tmp_path / "places.csv").write_text(f"id,session\n{who},beratung\n", encoding="utf-8")
    assert desk.places("import", "places.csv").returncode == 0
    async with opened(desk.redis, tmp_path, [read(WITH_A_ROUND)]) as venue:
        passes = [
            (await venue.knock({"ticket": row["link"].partition("#ticket=")[2]})).json()["pass"]
            for row in (first[0], second[0])
        ]
        done = await asyncio.to_thread(desk.run, "revoke", first[0]["ticket_id"])
        kept = "places kept, since 1 other ticket still opens the door"
        assert done.stdout == f"{who}: 1 ticket withdrawn; passes ended; {kept}.\n"
        for text in passes:
            assert (await venue.asked("me", text)).status_code == 401, "which ticket let them in is not asked"
        again = await venue.knock({"ticket": second[0]["link"].partition("#ticket=")[2]})
        assert again.status_code == 200
    assert desk.places("export").stdout.splitlines()[1:] == [f"{who},Person A,Jobcenter Süd,beratung,placed,"]
    done = desk.run("revoke", second[0]["ticket_id"])
    assert done.stdout == f"{who}: 1 ticket withdrawn; passes ended; 1 place given up.\n"
    assert desk.places("export").stdout.splitlines()[1:] == []


def test_the_list_of_links_may_be_the_next_list_of_people(desk: Desk) -> None:
    links = desk.folder / "links.csv"
    assert desk.run("issue", "people.csv", "--out", "links.csv").stdout == ""
    assert links.stat().st_mode & 0o777 == 0o600, "links are keys"
    first = links.read_text(encoding="utf-8-sig")
    assert desk.run("issue", "links.csv", "--out", "links.csv").returncode == 0
    second = links.read_text(encoding="utf-8-sig")
    assert first.splitlines()[0] == second.splitlines()[0]
    assert [row.split(";")[:5] for row in first.splitlines()] == [row.split(";")[:5] for row in second.splitlines()]
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".links")] == []


def test_test_people_need_no_list(desk: Desk) -> None:
    rows = desk.issue("--count", "3", "--role", "moderator")
    assert [row["name"] for row in rows] == [f"Test-Moderation {n}" for n in (1, 2, 3)]
    assert [row["id"] for row in rows] == [f"test-moderator-{n}" for n in (1, 2, 3)]


def test_a_faulty_list_gives_no_ticket_and_all_its_faults(desk: Desk) -> None:
    (desk.folder / "people.csv").write_text("name,role\nPerson A,boss\n ,speaker\n", encoding="utf-8")
    done = desk.run("issue", "people.csv")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        'people.csv:2: role: found "boss"; wanted participant, speaker, moderator or operator',
        "people.csv:3: name: found nothing; wanted a name",
        "venue: people.csv has 2 faults; no ticket was issued.",
    ]
    assert desk.run("list").stderr == "0 tickets, 0 withdrawn.\n"


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["issue"], {}, "Name a CSV file with people"),
        (["issue", "people.csv", "--count", "3"], {}, "Name a CSV file with people"),
        (["issue", "nowhere.csv"], {}, "nowhere.csv cannot be read: No such file or directory."),
        (["issue", "people.csv", "--valid-until", "noon"], {}, "wanted a time like 2027-03-18T20:00"),
        (["issue", "people.csv", "--valid-until", "2020-01-01"], {}, "is past already"),
        (["issue", "people.csv", "--out", "nowhere/links.csv"], {}, "nowhere/links.csv cannot be written"),
        (["issue", "people.csv"], {"VENUE_SECRET_FILE": "none"}, "The secret file none does not exist."),
        (
            ["issue", "people.csv"],
            {"VENUE_SECRET_FILE": "", "VENUE_DATA": "none"},
            "There is no secret in none/secret.",
        ),
        (["issue", "people.csv", "--role", "boss"], {}, "boss"),
        (["list", "--event", "nowhere.toml"], {}, "The event file nowhere.toml cannot be read"),
        (["revoke"], {}, "TICKET_ID"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(
    desk: Desk, arguments: list[str], variables: dict[str, str], said: str
) -> None:
    done = desk.run(*arguments, **variables)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_redis_that_is_not_there_is_named(desk: Desk) -> None:
    done = desk.run("list", "--redis", "unix:///nowhere/redis.sock")
    assert done.returncode == 1
    assert "Redis cannot be reached at unix:///nowhere/redis.sock" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_redis_the_venues_own_is_used_whether_it_runs_or_not(desk: Desk) -> None:
    (desk.folder / "data").mkdir(mode=0o700)
    done = desk.run("issue", "people.csv", VENUE_REDIS_URL="", VENUE_DATA="data")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("#ticket=") == 2
    assert desk.run("list", VENUE_REDIS_URL="", VENUE_DATA="data").stdout.count("valid") == 2
