"""`venue rehearse` as an operator calls it: what it prints, writes and leaves, and how it ends."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.rehearsal.rehearsed import PEOPLE, Commanded, Played, totals
from venue.cli.main import app
from venue.errors import UserMistake

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def command(played: Played) -> Commanded:
    return played.commanded["by-command"]


def mistake(*arguments: str) -> UserMistake:
    """What the command says to a wrong call."""
    result = CliRunner().invoke(app, ["rehearse", *arguments])
    assert isinstance(result.exception, UserMistake), result.output
    assert result.exception.exit_code == 2
    return result.exception


def test_it_ends_with_a_verdict_and_the_exit_code_that_belongs_to_it(command: Commanded) -> None:
    assert command.report.verdict in ("kept", "missed"), command.printed
    assert command.code == command.report.exit_code
    assert [promise.key for promise in command.report.promises if promise.broken] == []


def test_it_says_what_will_happen_how_it_goes_and_what_was_found(command: Commanded) -> None:
    plan, going, tables = "14 people from", "People arrive", "Gone without a trace"
    assert command.printed.index(plan) < command.printed.index(going) < command.printed.index(tables)
    assert "Traceback" not in command.printed


def test_it_writes_the_document_and_the_page(command: Commanded) -> None:
    assert command.report.people == PEOPLE
    assert command.report.counters["said"] > 0
    page = (command.folder / "report.html").read_text()
    assert page.startswith("<!doctype html>")
    assert command.report.run in page


def test_a_visitor_sees_the_rehearsal_come_and_go_and_is_left_alone(command: Commanded) -> None:
    seen = totals(command.visitor)
    assert max(seen) == PEOPLE + 1
    assert seen[-1] == 1
    assert not [event for event in command.visitor if event.get("on") == "you.moved"]
    assert any("1 others are in the venue" in note for note in command.report.notes)


def test_who_interrupts_it_finds_nobody_left_behind(played: Played) -> None:
    interrupted = played.commanded["interrupted"]
    assert interrupted.code == 130, interrupted.printed
    assert interrupted.report.stopped == "interrupted"
    assert totals(interrupted.visitor)[-1] == 1
    assert "Traceback" not in interrupted.printed


def test_a_process_that_is_killed_is_named_and_its_people_are_erased_all_the_same(played: Played) -> None:
    robbed = played.commanded["robbed-of-a-process"]
    assert robbed.code == 1, robbed.printed
    assert "A process of the rehearsal ended before its time" in robbed.printed
    assert "Traceback" not in robbed.printed
    assert totals(robbed.visitor)[-1] == 1


def test_several_events_must_be_told_apart_and_one_that_is_not_there_is_named(played: Played) -> None:
    data = str(played.folder / "data")
    assert "Name one with --event" in mistake("--url", played.url, "--data", data).hint
    assert "no event 'nowhere'" in mistake("--url", played.url, "--event", "nowhere", "--data", data).message


def test_without_tickets_and_without_a_secret_nobody_plays(played: Played, tmp_path: Path) -> None:
    there = f"{played.url}/by-command/"
    assert "no tickets" in mistake("--url", there, "--data", str(tmp_path)).message
    assert "cannot be read" in mistake("--url", there, "--tickets", str(tmp_path / "none.csv")).message


def test_the_secret_of_another_venue_is_a_mistake_and_not_a_broken_promise(played: Played, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret of another venue, long enough\n")
    there = f"{played.url}/by-command/"
    assert "ticket_forged" in mistake("--url", there, "--data", str(tmp_path), "--people", "10").message


def test_a_great_many_people_must_be_meant_and_a_handful_is_no_crowd(played: Played) -> None:
    there, data = f"{played.url}/by-command/", str(played.folder / "data")
    assert "--yes" in mistake("--url", there, "--data", data, "--people", "2001").hint
    assert "too few" in mistake("--url", there, "--data", data, "--people", "3").message


def test_a_whole_day_needs_the_secret_for_a_copy_of_the_event(played: Played, tmp_path: Path) -> None:
    there, data = f"{played.url}/by-command/", str(played.folder / "data")
    assert "no tickets yet" in mistake("--url", there, "--day", "--tickets", str(tmp_path / "people.csv")).message
    assert "There are no tickets" in mistake("--url", there, "--day", "--data", str(tmp_path)).message
    assert "from 8 to" in mistake("--url", there, "--day", "--data", data, "--people", "3").message
    (tmp_path / "secret").write_text("a secret of another venue, long enough\n")
    assert "ticket_forged" in mistake("--url", there, "--day", "--data", str(tmp_path)).message


def test_only_a_whole_day_has_drills_that_could_be_left_out() -> None:
    assert "--no-drills" in mistake("--url", NOBODY, "--no-drills").message


def test_where_nobody_answers_it_is_called_wrongly() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert "Nobody answers" in mistake("--url", url).message
        assert "Nobody answers" in mistake("--url", f"{url}/our-day/").message


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    assert "no address" in mistake("--url", url).message


def test_a_report_that_cannot_be_written_is_noticed_before_and_not_after(tmp_path: Path) -> None:
    assert "no folder" in mistake("--url", NOBODY, "--json", str(tmp_path / "missing" / "r.json")).message


def test_without_an_address_nothing_is_rehearsed() -> None:
    result = CliRunner().invoke(app, ["rehearse"])
    assert result.exit_code == 2
    assert "--url" in result.output
