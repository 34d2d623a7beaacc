"""From what was measured to what is said about it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from bench.goals import goals
from bench.plot import BEGIN, END, picture, with_tables
from bench.regression import regressions
from bench.report import table, tables
from bench.results import Results, read, write
from bench.rows import rows
from bench.works import Run
from tests.bench.made_results import results, run, step


def test_ratios_are_taken_in_each_round_and_the_warm_up_counts_for_nothing() -> None:
    raw, venue = rows(results(venue_us=12.0))
    assert raw.talk_ratio == 1.0
    assert raw.talk_us == 6.0
    assert venue.talk_ratio == pytest.approx(12 / 6)
    assert venue.kib == pytest.approx(20.0)


def test_a_rate_at_which_something_is_lost_or_late_is_not_sustained() -> None:
    raw, venue = rows(results(reaches=1600))
    assert raw.sustained == 400 * 400
    assert venue.sustained == 1600 * 400


def test_a_round_without_a_floor_gives_no_ratio_and_a_failure_is_told() -> None:
    found = results()
    found.runs = [each for each in found.runs if (each.peer, each.round) != ("raw", 0)]
    found.runs.append(Run("venue", "crowd", 2, 1000, error="it broke"))
    venue = rows(found)[1]
    assert venue.talk_ratio == pytest.approx((10 / 6 + 10 / 7) / 2)
    assert venue.errors == ("it broke",)
    assert venue.crowd_ratio is None


def test_more_than_a_quarter_slower_against_the_floor_is_a_regression() -> None:
    stored = results(venue_us=10.0)
    assert regressions(results(venue_us=12.4), stored) == []
    assert len(regressions(results(venue_us=12.6), stored)) == 1
    assert "most deliveries" in regressions(results(reaches=1200), stored)[0]
    assert regressions(results(venue_us=5.0, reaches=2000), stored) == []


def test_a_slower_machine_is_no_regression() -> None:
    slower = results(venue_us=20.0)
    slower.runs = [
        run("raw", "talk", each.round, step(50, 99.0), step(50, (10.0, 12.0, 14.0)[each.round]))
        if (each.peer, each.work) == ("raw", "talk")
        else each
        for each in slower.runs
    ]
    assert regressions(slower, results(venue_us=10.0)) == []


def test_what_was_to_be_reached_stands_beside_what_was() -> None:
    told = {goal.what: goal for goal in goals(results(venue_us=9.0, reaches=2000))}
    cpu = told["400 people, 50 messages/s: CPU, ratio to raw C"]
    assert (cpu.target, cpu.reached, cpu.met) == ("at most 1.60", "1.50", True)
    assert told["400 people: deliveries/s with p99 under 100 ms, none lost"].reached == "800,000"
    assert told["frames in all when eight times as many enter at once"].reached == "8.0 times"


def test_the_tables_are_markdown() -> None:
    lines = table(("a", "b"), [("long name", "1"), ("x", "23")]).splitlines()
    assert {line.count("|") for line in lines} == {3}
    assert len({len(line) for line in lines}) == 1
    document = with_tables(f"# Head\n{BEGIN}\nthe one before\n{END}\ntail\n", results())
    assert "the one before" not in document
    assert document.startswith("# Head\n")
    assert document.endswith(f"{END}\ntail\n")
    assert tables(results()) in document


def test_the_plot_is_well_formed_and_says_its_figures_in_words() -> None:
    svg = ET.fromstring(picture(results()))
    name = "{http://www.w3.org/2000/svg}"
    words = svg.findtext(f"{name}desc") or ""
    assert "venue, the whole product 1.67" in words
    assert len(svg.findall(f"{name}rect[@class='ours']")) == 4
    assert "prefers-color-scheme: dark" in (svg.findtext(f"{name}style") or "")
    width = float(svg.get("width", 0))
    assert all(float(bar.get("x", 0)) + float(bar.get("width", 0)) < width - 60 for bar in svg.findall(f"{name}rect"))


def test_a_results_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    write(results(), file)
    assert read(file) == results()
    assert [each.name for each in tmp_path.iterdir()] == ["found.json"]
    file.write_text("{}")
    with pytest.raises(msgspec.MsgspecError):
        read(file)


def test_nothing_measured_is_no_error() -> None:
    nothing = Results(results().machine, "quick", "2026-01-01T00:00:00Z")
    assert goals(nothing) == []
    assert regressions(nothing, results()) == []
    ET.fromstring(picture(nothing))
