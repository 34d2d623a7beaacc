"""What `venue rehearse` shows on the terminal: what it is about to do, how it goes, and the verdict."""

from __future__ import annotations

from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from venue.protocol.door import EventInfo
from venue.rehearsal.drills import Hands, went
from venue.rehearsal.options import Options
from venue.rehearsal.orders import Going
from venue.rehearsal.report import DayFound, Report
from venue.rehearsal.verdict import MEASURES

_STATES: Final = {
    "kept": "[green]kept[/]",
    "broken": "[bold red]BROKEN[/]",
    "not looked at": "[yellow]not looked at[/]",
    "met": "[green]met[/]",
    "missed": "[bold red]MISSED[/]",
    "undecided": "[bold yellow]UNDECIDED[/]",
    "not measured": "[yellow]not measured[/]",
}

VERDICTS: Final = {
    "kept": "[bold green]Every promise was kept, every target met.[/]",
    "missed": "[bold yellow]Every promise was kept, but not every target was shown to be met.[/]",
    "broken": "[bold red]Promises were broken.[/]",
}


def show_plan(console: Console, options: Options, event: EventInfo, people: int, marked: bool) -> None:
    """What will happen, before it does."""
    pace = options.pace
    title = event.title.get(event.languages[0], event.slug)
    together = "all at once" if options.arrive == "at-once" else "within a minute"
    console.print(f"[bold]Rehearsal {options.run}[/] of {title!r} at {options.url}/{options.slug}/")
    console.print(
        f"{people} people from {options.processes} process(es) arrive {together}, talk in the plenum for "
        f"{pace.plenum:g} s with {options.rate:g} messages per second, go to workshops ({pace.rounds} rounds at most) "
        "and to the tables, are moved, lose their connections, go home, and erase themselves.",
        highlight=False,
    )
    if not marked:
        console.print("[yellow]Some of these tickets are not marked as a rehearsal's: their people are real ones[/] "
                      "to the venue, and what is stored about them will be erased.")  # fmt: skip


def show_day_plan(
    console: Console, options: Options, event: EventInfo, people: int, minutes: float, hands: Hands
) -> None:
    """The same for a rehearsal of the whole day."""
    title = event.title.get(event.languages[0], event.slug)
    console.print(f"[bold]Rehearsal {options.run}[/] of the whole day of {title!r} at {options.url}/{options.slug}/")
    console.print(
        f"{people} people from {options.processes} process(es) play a copy of the event in {minutes:g} min: they "
        "register, wait, change rooms with the programme, lose their connections, are moved, and go home. The copy is "
        "removed afterwards.",
        highlight=False,
    )
    if why_not := hands.why_not():
        console.print(f"[yellow]No node is killed and Redis is not restarted: {why_not}.[/]")
        if hands.wanted:
            console.print("Without these drills the verdict is not green. Who does without them says --no-drills.")


class Screen:
    """One line per phase, with a bar while it lasts."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<42}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            TextColumn("{task.fields[going]}"),
            console=console,
        )
        self._task: TaskID | None = None
        self._seconds = 1.0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._progress.stop()

    def phase(self, title: str, seconds: float) -> None:
        self._end()
        self._task = self._progress.add_task(title, total=max(1.0, seconds), going="")

    def going(self, going: Going) -> None:
        if self._task is None:
            return
        elapsed = self._progress.tasks[self._task].elapsed or 0.0
        total = self._progress.tasks[self._task].total or 1.0
        broken = f", [bold red]{going.broken} promise(s) broken[/]" if going.broken else ""
        told = f"{going.connected} in, {going.said} said, {going.heard} heard{broken}"
        self._progress.update(self._task, completed=min(elapsed, 0.98 * total), going=told)

    def note(self, text: str) -> None:
        self._progress.console.print(f"[yellow]{text}[/]")

    def _end(self) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=self._progress.tasks[self._task].total)
            self._progress.stop_task(self._task)


def show_report(console: Console, report: Report) -> None:
    """The verdict, and the tables behind it."""
    console.print()
    console.print(_promises(report))
    console.print(_targets(report))
    console.print(_measures(report))
    if report.day is not None:
        _show_day(console, report.day)
    counters = report.counters
    console.print(
        f"{counters.get('said', 0)} messages said, {counters.get('heard', 0)} events heard, "
        f"{counters.get('cut', 0)} connections cut, {counters.get('room_full', 0)} turned away at a full room, "
        f"{report.claps_heard} of {report.claps} claps counted, {report.duration:.0f} s.",
        highlight=False,
    )
    if report.refusals:
        said = ", ".join(f"{code} {count}" for code, count in sorted(report.refusals.items()))
        console.print(f"Refusals heard: {said}.", highlight=False)
    if report.busy:
        console.print("[yellow]The rehearsal itself was slow: its times are not the venue's alone.[/] "
                      "Use more --processes, or another machine.")  # fmt: skip
    if report.stopped:
        console.print(f"[yellow]The day ended early: {report.stopped}.[/]", highlight=False)
    console.print(VERDICTS[report.verdict])


def _show_day(console: Console, day: DayFound) -> None:
    table = Table(
        "Change", "Taken along", "p50", "p99", "Last", "Lost their connection", "Judged", "Misplaced",
        title="Changes of rooms, ms", title_justify="left",
    )  # fmt: skip
    for change in day.changes:
        times = ("-" if time is None else f"{time:,.0f}" for time in (change.p50, change.p99, change.last))
        counts = (f"{count:,}" for count in (change.lost, change.judged, change.misplaced))
        table.add_row(change.slot, f"{change.taken:,}", *times, *counts)
    console.print(table)
    console.print(f"{day.waited} people waited for a place; {day.offers} places became free and were offered.")
    for drill in day.drills:
        colour = "green" if drill.run else "yellow"
        console.print(f"{drill.title}: [{colour}]{escape(went(drill))}[/]", highlight=False)
    for what in day.not_shown:
        console.print(f"[bold yellow]Not shown:[/] {what}", highlight=False)


def _promises(report: Report) -> Table:
    table = Table("Promise", "State", "Looked at", "Broken", "Example", title="Promises", title_justify="left")
    for promise in report.promises:
        example = promise.examples[0] if promise.examples else ""
        broken = str(promise.broken) if promise.broken else ""
        table.add_row(promise.title, _STATES[promise.state], f"{promise.looked:,}", broken, example)
    table.columns[2].justify = table.columns[3].justify = "right"
    return table


def _targets(report: Report) -> Table:
    table = Table("Target", "Limit", "Measured", "State", title="Targets", title_justify="left")
    for target in report.targets:
        measured = "-" if target.measured is None else f"{target.measured:,.1f} ms"
        table.add_row(target.title, f"{target.limit:,.0f} ms", measured, _STATES[target.state])
    table.columns[1].justify = table.columns[2].justify = "right"
    return table


def _measures(report: Report) -> Table:
    table = Table("Measure, ms", "Count", "p50", "p90", "p99", "Max", title="Measures", title_justify="left")
    for what, title in MEASURES.items():
        if (one := report.measures.get(what)) is not None:
            numbers = (f"{number:,.1f}" for number in (one.p50, one.p90, one.p99, one.max))
            table.add_row(title, f"{one.count:,}", *numbers)
    for column in table.columns[1:]:
        column.justify = "right"
    return table
