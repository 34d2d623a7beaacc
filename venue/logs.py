"""Logs: events with fields, on standard error. Never a message's body, never a ticket."""

from __future__ import annotations

import logging
import sys
from typing import Final, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

NEVER_LOGGED: Final = frozenset({"authorization", "body", "cookie", "pass", "password", "secret", "text", "ticket"})
"""Fields whose value is replaced, whoever logs them: what people say, and what opens doors."""

OTHERS: Final = logging.WARNING
"""From which level on libraries are heard. Below it they log whole frames and request lines."""


def keep_private(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replaces what must not stand in a log."""
    for name in NEVER_LOGGED & event.keys():
        event[name] = "***"
    return event


def start_logging(
    level: Literal["debug", "info", "warning", "error"], form: Literal["auto", "console", "json"]
) -> None:
    """Sends our own events and the libraries' warnings through one writer. Called once, by the command that serves."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        keep_private,
    ]
    terminal = sys.stderr.isatty()
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "console" or (form == "auto" and terminal):
        last += [structlog.dev.ConsoleRenderer(colors=terminal, exception_formatter=structlog.dev.plain_traceback)]
    else:
        traces = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # locals hold what people say
        last += [structlog.processors.ExceptionRenderer(traces), structlog.processors.JSONRenderer(ensure_ascii=False)]
    writer = logging.StreamHandler(sys.stderr)
    writer.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger()
    root.handlers[:] = [writer]
    root.setLevel(OTHERS)
    logging.getLogger("venue").setLevel(level.upper())
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
