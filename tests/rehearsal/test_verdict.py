"""From what was found and measured to the verdict, its document and its page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import msgspec
import pytest

from venue.rehearsal.changes import Change
from venue.rehearsal.drills import Drill, DrillKey, LeftOut, titled
from venue.rehearsal.findings import PROMISES, Findings
from venue.rehearsal.options import Options
from venue.rehearsal.outcome import Outcome
from venue.rehearsal.page import page
from venue.rehearsal.phases import Phase
from venue.rehearsal.report import BINS, DayFound, Report, by_second, histogram, report
from venue.rehearsal.samples import Samples
from venue.rehearsal.verdict import Verdict, judge, judge_day

PHASES = (Phase("arrive", "People arrive", 0, 2000), Phase("plenum", "In the plenum", 2000, 9000))


def outcome(delivery: float = 20, entered: int = 1800, settled: float = 300, lag: float = 1) -> Outcome:
    """A good day, unless said otherwise; ms."""
    found = Outcome(Findings())
    for promise in PROMISES:
        found.findings.looked(promise, 10)
    for second in range(2, 9):
        found.samples["delivery"].add(second * 1000, delivery)
        found.samples["lag"].add(second * 1000, lag)
    found.samples["enter"].add(entered - 500, 900)
    found.samples["enter"].add(entered, 1000)
    found.samples["roster_settled"].add(1900, settled)
    return found


def judged(found: Outcome) -> Verdict:
    return judge(found, PHASES, at_once=True)


def written(found: Outcome, stopped: str = "") -> Report:
    options = Options(url="http://venue.example.org", slug="our-day", run="abc123", processes=1)
    verdict = judged(found)
    return report(options, 12, datetime.now(UTC), PHASES, found, verdict, ["A <note>."], stopped)


def state(found: Outcome, target: str) -> str:
    return next(each.state for each in judged(found).targets if each.key == target)


def test_a_day_on_which_all_was_kept_ends_well() -> None:
    verdict = judged(outcome())
    assert verdict.exit_code == 0
    assert {promise.state for promise in verdict.promises} == {"kept"}
    assert {target.state for target in verdict.targets} == {"met"}


@pytest.mark.parametrize("promise", PROMISES)
def test_any_promise_that_was_broken_once_ends_badly(promise: str) -> None:
    found = outcome()
    found.findings.broke(promise, "here")  # type: ignore[arg-type]
    verdict = judged(found)
    assert verdict.exit_code == 1
    assert [each.key for each in verdict.broken] == [promise]


@pytest.mark.parametrize(
    ("found", "target"),
    [
        (outcome(delivery=101), "delivery_p99"),
        (outcome(entered=5001), "all_entered"),
        (outcome(settled=1001), "roster_right"),
    ],
)
def test_any_target_that_was_missed_ends_badly(found: Outcome, target: str) -> None:
    verdict = judged(found)
    assert verdict.exit_code == 1
    assert not verdict.broken
    assert [each.key for each in verdict.missed] == [target]
    assert state(found, target) == "missed"


def test_a_rehearsal_that_is_slow_itself_does_not_blame_the_venue_and_does_not_praise_it() -> None:
    found = outcome(delivery=150, lag=80)
    assert state(found, "delivery_p99") == "undecided"
    assert judged(found).exit_code == 1
    assert state(outcome(delivery=90, lag=80), "delivery_p99") == "met"


def test_entering_one_by_one_is_not_measured_against_entering_at_once() -> None:
    targets = judge(outcome(entered=60_000), PHASES, at_once=False).targets
    assert next(each.state for each in targets if each.key == "all_entered") == "not measured"


def test_a_promise_that_nobody_looked_at_is_not_called_kept() -> None:
    assert {promise.state for promise in judged(Outcome(Findings())).promises} == {"not looked at"}


def test_deliveries_are_summed_up_by_the_second() -> None:
    samples = Samples()
    for at, value in ((100, 1), (200, 3), (1500, 7)):
        samples.add(at, value)
    assert [(each.at, each.count, each.p50, each.max) for each in by_second(samples)] == [(0, 2, 1, 3), (1, 1, 7, 7)]


def test_the_histogram_loses_nobody() -> None:
    values = [0.5, 1, 1.1, 99, 101, 90_000]
    bars = histogram(values)
    assert sum(bars) == len(values)
    assert (bars[0], bars[1], bars[BINS.index(100)], bars[BINS.index(150)], bars[-1]) == (2, 1, 1, 1, 1)


def test_the_document_can_be_read_again() -> None:
    document = written(outcome())
    assert msgspec.json.decode(msgspec.json.encode(document), type=Report) == document
    assert document.verdict == "kept"


@pytest.mark.parametrize("found", [outcome(), Outcome(Findings())], ids=["a-day", "an-empty-day"])
def test_the_page_is_whole_and_asks_no_other_host(found: Outcome) -> None:
    html = page(written(found, "a promise was broken: order"))
    # Everything but the elements that HTML leaves open is well-formed.
    ET.fromstring(re.sub(r"<!doctype html>|<meta [^>]*>", "", html))
    assert not re.search(r"<script|<link|<img|url\(|src=|href=", html)
    assert "A &lt;note&gt;." in html
    assert "ended early" in html


def test_the_page_names_what_was_broken_and_where() -> None:
    found = outcome()
    found.findings.broke("order", "plenum, offset 7: <two> people heard different events")
    html = page(written(found))
    assert "Promises were broken." in html
    assert "&lt;two&gt; people" in html


def test_each_plot_says_in_words_what_it_shows() -> None:
    html = page(written(outcome()))
    assert html.count('role="img"') == 3
    assert html.count("<desc") == 3


def day_judged(
    found: Outcome, last: float | None = 800, run: bool = True, slots: tuple[str, ...] = ("one",)
) -> Verdict:
    """A rehearsal of a whole day with one round, unless said otherwise."""
    return judge_day(found, PHASES, [changed(last)], drills(run), slots)


def changed(last: float | None = 800) -> Change:
    return Change(
        slot="one", drills=("node",), people=40, taken=30, lost=5, judged=38, misplaced=0,
        p50=last, p99=last, last=last, limit=5000,
    )  # fmt: skip


def drills(run: bool) -> tuple[Drill, ...]:
    keys: tuple[DrillKey, ...] = ("node", "store")
    return tuple(Drill(key, titled(key, 1), run, "" if run else "it is elsewhere") for key in keys)


def test_a_whole_day_on_which_all_was_kept_and_shown_ends_well() -> None:
    verdict = day_judged(outcome())
    assert (verdict.exit_code, verdict.not_shown) == (0, ())
    assert {"places", "line", "belong"} <= {promise.key for promise in verdict.promises}


def test_a_change_that_took_too_long_is_missed() -> None:
    verdict = day_judged(outcome(), last=5001)
    assert [target.key for target in verdict.missed] == ["change_1"]
    assert verdict.exit_code == 1


@pytest.mark.parametrize(
    ("verdict", "unseen"),
    [
        (
            day_judged(outcome(), run=False),
            ["A node is killed in the first change", "Redis is killed, and started again, in the first change"],
        ),
        (day_judged(outcome(), last=None), ["The change to one"]),
        (day_judged(outcome(), slots=("one", "two")), ["The change to two"]),
        (day_judged(Outcome(Findings())), ["Nothing oversold", "Waiting lists in order", "Nobody misplaced"]),
    ],
    ids=["drills", "nobody-taken-along", "a-change-missed", "nothing-looked-at"],
)
def test_what_a_day_could_not_show_keeps_it_from_ending_well(verdict: Verdict, unseen: list[str]) -> None:
    assert list(verdict.not_shown) == unseen
    assert verdict.exit_code == 1


def test_drills_that_are_left_out_by_wish_are_named_and_the_day_may_end_well() -> None:
    left_out = tuple(
        msgspec.structs.replace(drill, why_not=LeftOut().why_not(), wanted=False) for drill in drills(run=False)
    )
    verdict = judge_day(outcome(), PHASES, [changed()], left_out, ("one",))
    assert (verdict.exit_code, verdict.not_shown) == (0, ())
    found = DayFound(minutes=1, waited=7, offers=3, changes=(changed(),), drills=left_out)
    html = page(msgspec.structs.replace(written(outcome()), day=found))
    assert html.count("left out, as --no-drills says") == 2
    assert "NOT RUN" not in html


def test_the_page_of_a_whole_day_shows_its_changes_and_drills() -> None:
    found = DayFound(
        minutes=1, waited=7, offers=3, changes=(changed(),), drills=drills(run=False), not_shown=("The <change>",)
    )
    html = page(msgspec.structs.replace(written(outcome()), day=found))
    ET.fromstring(re.sub(r"<!doctype html>|<meta [^>]*>", "", html))
    assert "NOT RUN, it is elsewhere" in html
    assert "The &lt;change&gt;" in html
