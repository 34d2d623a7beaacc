"""The command `venue`: puts the subcommands together, and says errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from venue import __version__
from venue.cli.check import check, shown
from venue.cli.imports import import_app
from venue.cli.places import places_app
from venue.cli.publish import publish
from venue.cli.rehearse import rehearse
from venue.cli.serve import serve
from venue.cli.settings import settings
from venue.cli.tickets import tickets_app
from venue.errors import VenueError
from venue.model.event_file import EventFileFaults

app = typer.Typer(
    help="A self-hosted, real-time venue for a one-day online conference.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
app.command("serve")(serve)
app.command("check")(check)
app.add_typer(tickets_app, name="tickets")
app.add_typer(places_app, name="places")
app.command("publish")(publish)
app.add_typer(import_app, name="import")
app.command("rehearse")(rehearse)
app.command("settings")(settings)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"venue {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """A self-hosted, real-time venue for a one-day online conference."""


def main() -> int:
    """Runs the command line; a user's mistake is a sentence and an exit code, never a stack trace."""

    def run() -> int:
        app()
        return 0

    return said(run)


def said(run: Callable[[], int]) -> int:
    """The exit code of `run`, or that of its mistake, which is said on standard error."""
    try:
        return run()
    except VenueError as wrong:
        typer.echo(f"venue: {wrong}", err=True)
        return wrong.exit_code
    except EventFileFaults as faulty:
        for fault in faulty.faults:
            typer.echo(shown(faulty.name, fault), err=True)
        typer.echo(f"venue: {faulty.name} has {len(faulty.faults)} fault(s); nothing was done.", err=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
