"""`venue settings`: the table of settings; and the options that are made from it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from venue.settings import TABLE, Chosen, Row, chosen, masked_url


def with_settings(command: Callable[[dict[str, Any]], None]) -> Callable[..., None]:
    """A typer command with an option for every setting; `command` gets what was given, as `venue.settings` takes it."""

    def run(**given: Any) -> None:
        command(given)

    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (default, annotation) in {
            name: _option(row, shown(name, value)) for name, (value, row) in TABLE.items() if row.flag
        }.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {}
    run.__doc__ = command.__doc__
    return run


def _option(row: Row, default: str) -> tuple[Any, Any]:
    """An option's default and annotation. Texts are read by the table, the same way as variables."""
    aside = f"{row.env}, default {default}" if default and row.takes else row.env
    info = typer.Option(row.flag, metavar=row.takes or None, help=f"{row.says} [{aside}]", show_default=False)
    if not row.takes:
        return False, Annotated[bool, info]
    if row.many:
        return None, Annotated[list[str] | None, info]
    return None, Annotated[str | None, info]


def print_settings(given: dict[str, Any]) -> None:
    """Print every setting: its option, its variable, its value here and now, where that comes from, what it means.

    Options count before variables, variables before defaults. Give the options of `venue serve` to see their effect.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table("Setting", "Option", "Variable", "Value", "From", "Meaning", box=None, pad_edge=False)
    for name, one in chosen(given).items():
        row = TABLE[name][1]
        table.add_row(name, _flag(row), row.env, _value(row, name, one), one.source, row.says)
    terminal = sys.stdout.isatty()
    Console(width=None if terminal else 400, markup=False, highlight=False, soft_wrap=False).print(table)


def _flag(row: Row) -> str:
    return f"{row.flag} {row.takes}".strip() if row.flag else "-"


def _value(row: Row, name: str, one: Chosen) -> str:
    if row.secret and one.value:
        return "***"
    return shown(name, one.value) or "-"


def shown(name: str, value: object) -> str:
    """A value as the table shows it: no passwords; empty for none."""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if value is None:
        return ""
    return masked_url(str(value)) if name == "redis" else str(value)


settings = with_settings(print_settings)
