"""The note of which processes serve a venue: true while its supervisor lives, and never believed afterwards."""

from __future__ import annotations

from pathlib import Path

from venue.supervised import NOTE, NodesNote, nodes_of


def test_the_nodes_of_a_living_supervisor_are_known(tmp_path: Path) -> None:
    with NodesNote(tmp_path) as note:
        note.say({1: 4711, 2: 4712})
        assert nodes_of(tmp_path) == {1: 4711, 2: 4712}
        note.say({2: 4712})
        assert nodes_of(tmp_path) == {2: 4712}
    assert nodes_of(tmp_path) == {}


def test_a_note_that_a_crash_left_behind_names_nobody(tmp_path: Path) -> None:
    (tmp_path / NOTE).write_text('{"1": 1}')
    assert nodes_of(tmp_path) == {}


def test_a_supervisor_without_a_folder_serves_all_the_same(tmp_path: Path) -> None:
    with NodesNote(tmp_path / "nowhere") as note:
        note.say({1: 4711})
    assert nodes_of(tmp_path / "nowhere") == {}


def test_a_second_supervisor_leaves_the_note_alone(tmp_path: Path) -> None:
    with NodesNote(tmp_path) as first, NodesNote(tmp_path) as second:
        first.say({1: 1})
        second.say({1: 2})
        assert nodes_of(tmp_path) == {1: 1}
