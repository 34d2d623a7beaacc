"""`venue import schedule`: what a conference system has planned becomes an event file, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from tests.model.event_file.small_day import ROUND, SMALL_DAY
from venue.cli.imports import import_app
from venue.cli.main import said
from venue.cli.schedule_file import read_schedule
from venue.model.event import Event
from venue.model.event_file import read_event

DATE = "2026-11-29"


def item(number: int, start: str, title: str, duration: str = "00:45", **more: Any) -> dict[str, Any]:
    """An item as pretalx exports it."""
    return {
        "id": number,
        "date": f"{DATE}T{start}:00+01:00",
        "start": start,
        "duration": duration,
        "title": title,
        **more,
    }


def exported(days: dict[str, Any], **conference: Any) -> dict[str, Any]:
    day = {"index": 1, "date": DATE, "rooms": days}
    return {"schedule": {"version": "1", "conference": {"acronym": "day", "days": [day], **conference}}}


WHOLE = exported(
    {
        "Plenum": [item(7, "09:30", "Eröffnung", "00:30", persons=[{"public_name": "The host"}])],
        "Beratung": [
            item(8, "10:30", 'Was "gut" heißt', abstract="Line one\nline two"),
            item(9, "13:00", "Noch einmal"),
        ],
        "wohnen": [item(10, "10:30", "Wohnen heute", "01:00"), item(11, "13:00", "Wohnen morgen")],
    }
)


class Paper:
    """A folder with an event file and a schedule."""

    def __init__(self, folder: Path) -> None:
        self.ended_with = ""
        """What is said last where it does not work."""
        self.event, self.schedule, self.new = folder / "day.toml", folder / "schedule.json", folder / "new.toml"
        self.event.write_text(SMALL_DAY + "# The rest of the day\n" + ROUND, encoding="utf-8")

    def run(self, content: object, *options: str) -> Result:
        text = content if isinstance(content, str) else json.dumps(content)
        self.schedule.write_text(text, encoding="utf-8")
        arguments = ["schedule", str(self.schedule), "--event", str(self.event), "-o", str(self.new), *options]
        runner = CliRunner()
        result = runner.invoke(import_app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            fault = result.exception

            def again() -> int:
                raise fault

            result.exit_code = said(again)
            self.ended_with = str(fault)
        return result

    @property
    def made(self) -> Event:
        return read_event(self.new.read_bytes(), "new.toml")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def test_parallel_sessions_become_slots_and_what_runs_alone_is_for_everybody(paper: Paper) -> None:
    result = paper.run(WHOLE)
    assert result.exit_code == 0, result.output
    event = paper.made
    assert [(slot.id, f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}") for slot in event.slots] == [
        ("slot-1030", "10:30", "11:30"),
        ("slot-1300", "13:00", "13:45"),
    ]
    assert [(one.id, one.room, one.slot) for one in event.sessions] == [
        ("s-7", "plenum", None),
        ("s-8", "beratung", "slot-1030"),
        ("s-10", "wohnen", "slot-1030"),
        ("s-9", "beratung", "slot-1300"),
        ("s-11", "wohnen", "slot-1300"),
    ]
    assert event.sessions[0].description == {"de": "Mit The host"}
    assert event.sessions[1].title == {"de": 'Was "gut" heißt'}
    assert event.sessions[1].description == {"de": "Line one\nline two"}
    old = read_event(paper.event.read_bytes(), "day.toml")
    assert (event.rooms, event.legal, event.title) == (old.rooms, old.legal, old.title)
    assert "# The rest of the day" in paper.new.read_text(encoding="utf-8")


def test_what_was_made_can_be_the_beginning_of_the_next_import_and_ids_stay(paper: Paper) -> None:
    paper.run(WHOLE)
    before = paper.made
    paper.event.write_text(paper.new.read_text(encoding="utf-8"), encoding="utf-8")
    later = json.loads(json.dumps(WHOLE).replace("Noch einmal", "Ein anderer Titel"))
    assert paper.run(later).exit_code == 0
    assert [one.id for one in paper.made.sessions] == [one.id for one in before.sessions]
    assert paper.made.sessions[3].title == {"de": "Ein anderer Titel"}


def test_rooms_that_are_not_known_are_all_named_and_nothing_is_written(paper: Paper) -> None:
    strange = exported({"Saal 1": [item(1, "10:00", "One")], "Saal 2": [item(2, "10:00", "Two")]})
    result = paper.run(strange)
    assert result.exit_code == 1
    assert result.output.count("one of foyer, plenum, beratung, wohnen") == 2
    assert not paper.new.exists()


def test_a_room_is_named_by_hand_or_taken_over(paper: Paper) -> None:
    strange = exported(
        {"Saal 1": [item(1, "10:00", "One")], "Säle 2": [item(2, "10:00", "Two")]},
        rooms=[{"name": "Säle 2", "capacity": 33}],
    )
    assert paper.run(strange, "--room", "Saal 1=plenum", "--add-rooms").exit_code == 0
    room = paper.made.room("saele-2")
    assert room is not None
    assert (room.title, room.capacity, room.kind) == ({"de": "Säle 2"}, 33, "workshop")
    assert [one.room for one in paper.made.sessions] == ["plenum", "saele-2"]
    assert paper.run(strange, "--room", "Saal 1=cellar").exit_code == 1
    assert paper.run(strange, "--room", "Saal 1").exit_code == 2


def test_all_faults_of_a_schedule_are_said_at_once(paper: Paper) -> None:
    wrong = exported(
        {
            "Plenum": [
                {"id": 1, "title": " ", "date": f"{DATE}T09:30:00", "duration": "soon"},
                item(2, "10:00", "Fine"),
                item(2, "12:00", "Twice"),
                "nothing",
            ],
            "Beratung": {"no": "list"},
        }
    )
    result = paper.run(wrong)
    assert result.exit_code == 1
    for place in (
        'days[1].rooms["Plenum"][1].title',
        'days[1].rooms["Plenum"][1].date',
        'days[1].rooms["Plenum"][1].duration',
        'days[1].rooms["Plenum"][3].id',
        'days[1].rooms["Plenum"][4]',
        'days[1].rooms["Beratung"]',
    ):
        assert place in result.output
    assert paper.ended_with == "6 faults; nothing was written."
    assert not paper.new.exists()


def test_what_the_event_cannot_hold_is_a_fault_too(paper: Paper) -> None:
    outside = exported({"Plenum": [item(1, "18:00", "After the end"), item(2, "18:10", "In the same room")]})
    result = paper.run(outside)
    assert result.exit_code == 1
    assert "times within the event" in result.output
    assert not paper.new.exists()


def test_faults_of_what_was_made_are_said_of_the_schedule_together_with_all_others(paper: Paper) -> None:
    wrong = exported(
        {
            "Plenum": [item(1, "09:00", "One", "02:00"), item(2, "09:30", "Two"), item(3, "17:00", "Late")],
            "Cellar": [item(4, "12:00", "Nowhere")],
            "Wohnen": [item(5, "13:00", "x" * 500)],
        }
    )
    result = paper.run(wrong, "--room", "Plenums=plenum")
    halls = "foyer, plenum, beratung, wohnen"
    assert result.exit_code == 1
    assert [line.partition(": ")[2].partition("; wanted ")[::2] for line in result.output.splitlines()] == [
        (
            'rooms: found "Cellar"',
            f'one of {halls}: say which with --room "Cellar=ID", or take it over with --add-rooms',
        ),
        ('days[1].rooms["Plenum"][3].date: found 17:00 to 17:45', "times within the event, 09:00 to 16:00"),
        ('--room: found "Plenums"', "one of Plenum, Cellar, Wohnen"),
        (
            'days[1].rooms["Plenum"][2]: found "plenum" from 09:30 to 10:15',
            'a free room: days[1].rooms["Plenum"][1] is in it from 09:00 to 11:00',
        ),
        (f'days[1].rooms["Wohnen"][1].title: found "{"x" * 60}…"', "at most 200 characters (these are 500)"),
    ]
    named = paper.run(exported({"y" * 300: [item(1, "09:00", "One")]}), "--add-rooms")
    assert f'rooms["{"y" * 300}"]: found "{"y" * 60}…"' in named.output


def test_an_event_past_midnight_keeps_its_items_with_their_dates(paper: Paper) -> None:
    night = SMALL_DAY.replace('starts = "09:00"', 'starts = "20:00"').replace(
        'ends = "16:00"', "ends = 2026-11-30T02:00:00"
    )
    paper.event.write_text(night, encoding="utf-8")
    late = {**item(2, "00:30", "Late"), "date": "2026-11-30T00:30:00+01:00"}
    result = paper.run(exported({"Plenum": [item(1, "23:00", "Over midnight", "01:15"), late]}))
    assert result.exit_code == 0, result.output
    assert [(one.starts.isoformat(), one.ends.isoformat()) for one in paper.made.sessions] == [
        ("2026-11-29T23:00:00+01:00", "2026-11-30T00:15:00+01:00"),
        ("2026-11-30T00:30:00+01:00", "2026-11-30T01:15:00+01:00"),
    ]


@pytest.mark.parametrize(
    ("date", "duration"), [("9999-12-31T23:30:00+00:00", "01:00"), ("0001-01-01T00:30:00+12:00", "00:45")]
)
def test_a_date_at_the_end_of_time_is_a_fault(paper: Paper, date: str, duration: str) -> None:
    result = paper.run(exported({"Plenum": [{**item(1, "10:00", "One", duration), "date": date}]}))
    assert result.exit_code == 1
    assert f'days[1].rooms["Plenum"][1].date: found "{date}"; wanted a year from 2000 to 2199' in result.output


def test_an_event_file_in_another_encoding_is_refused_and_its_umlauts_are_not_lost(paper: Paper) -> None:
    paper.event.write_bytes(SMALL_DAY.replace("Unser Tag", "Unser größter Tag").encode("cp1252"))
    assert paper.run(WHOLE).exit_code == 1
    assert "bytes that are not UTF-8" in paper.ended_with
    assert not paper.new.exists()


def test_items_of_other_days_are_left_out_and_counted(paper: Paper) -> None:
    two = exported(
        {"Plenum": [item(1, "10:00", "Today"), {**item(2, "10:00", "Tomorrow"), "date": "2026-11-30T10:00:00+01:00"}]}
    )
    result = paper.run(two)
    assert result.exit_code == 0, result.output
    assert [one.title for one in paper.made.sessions] == [{"de": "Today"}]
    assert "Left out: 1 item of other days." in result.output


@pytest.mark.parametrize("content", ["", "[]", "{", '{"schedule": 7}', '{"schedule": {"conference": {"days": []}}}'])
def test_what_is_no_schedule_is_said_so(paper: Paper, content: str) -> None:
    assert paper.run(content).exit_code == 1
    assert not paper.new.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@given(rooms=st.dictionaries(st.text(max_size=10), JSON, max_size=4))
def test_whatever_stands_there_is_read_or_found_wanting(rooms: Any) -> None:
    schedule = read_schedule(json.dumps(exported(rooms)).encode())
    assert schedule.faults or all(item.starts.tzinfo is not None for item in schedule.items)
