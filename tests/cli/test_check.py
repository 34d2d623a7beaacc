"""`venue check` tells an organiser what is wrong with a file, or what is in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from venue.cli.check import check, over
from venue.events import EXAMPLE

COMMAND = typer.Typer()
COMMAND.command()(check)


def run(*files: Path) -> Result:
    return CliRunner().invoke(COMMAND, [str(file) for file in files])


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A small event file that is right."""
    file = tmp_path / "day.toml"
    file.write_text(SMALL_DAY + ROUND, encoding="utf-8")
    return file


def test_the_example_is_right_and_summed_up() -> None:
    result = run(EXAMPLE)
    assert result.exit_code == 0
    assert f"{EXAMPLE}: right" in result.stdout
    assert "16 rooms: 1 foyer, 1 plenum, 13 workshops, 1 cafeteria" in result.stdout
    assert "70 tables with 560 seats" in result.stdout
    assert "slot runde-1, 13:15 to 13:55: 4 sessions, 440 places" in result.stdout
    assert "messages erased on 2 December 2021, 18:00" in result.stdout
    assert "not in en" not in result.stdout


def test_a_day_that_is_over_is_said_to_be() -> None:
    event = read(SMALL_DAY)
    assert [*over(event, event.ends - timedelta(seconds=1))] == []
    assert [*over(event, event.ends)] == ["OVER since 29 November 2026, 16:00. Is `date` right?"]
    [said] = over(event, event.names_until)
    assert "names and tickets are erased twice a minute, and whoever enters is thrown out" in said


def test_a_file_with_the_date_of_last_time_is_warned_of(day: Path) -> None:
    assert "Is `date` right?" in run(EXAMPLE).stdout
    day.write_text(changed("date = 2026-11-29", "date = 2036-11-29"), encoding="utf-8")
    assert "Is `date` right?" not in run(day).stdout


def test_texts_that_lack_a_language_are_counted(day: Path) -> None:
    assert "13 texts not in en: shown in de" in run(day).stdout


def test_a_fault_is_written_as_editors_understand_it(day: Path) -> None:
    day.write_text(changed("capacity = 80", "capacity = -3"), encoding="utf-8")
    result = run(day)
    assert result.exit_code == 1
    assert f"{day}:38: rooms[3].capacity: found -3; wanted a whole number from 1 to 100000" in result.stdout
    assert f"{day}: 1 fault\n" in result.stdout


def test_a_file_that_is_not_there_is_wrong_use_and_the_others_are_still_checked(day: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "missing.toml", tmp_path, day)
    assert result.exit_code == 2
    assert f"{tmp_path / 'missing.toml'}: cannot be read: No such file or directory" in result.stderr
    assert f"{day}: right" in result.stdout


def test_two_files_with_one_slug_cannot_share_a_server(day: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(day.read_text(encoding="utf-8"), encoding="utf-8")
    result = run(day, other)
    assert result.exit_code == 1
    assert f"{other}: slug: found" in result.stdout


def test_no_file_at_all_is_wrong_use() -> None:
    assert run().exit_code == 2


def test_after_the_clocks_have_changed_the_erasing_is_shown_in_the_events_own_time(day: Path) -> None:
    day.write_text(changed("date = 2026-11-29", "date = 2026-10-24"), encoding="utf-8")
    assert "messages erased on 27 October 2026, 15:00" in run(day).stdout
