"""What the person at the terminal needs when the venue is open: the address, and the demo's door links."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from venue.cli.check import over
from venue.model.event import Event
from venue.secret import signing_secret
from venue.settings import Settings
from venue.web.demo import demo_links

log = structlog.get_logger(__name__)


def say_open(settings: Settings, events: Sequence[Event], port: int) -> None:
    """Print it; `port` is the one that was taken where any would do."""
    base = settings.public_url if settings.port else settings.public_url.replace(":0", f":{port}")
    lines = [f"The venue is open: {base}/"]
    now = datetime.now(UTC)
    for event in events:
        # A day that begins when it is told to is over later than its file says.
        if not settings.demo and settings.clock is None:
            lines += [f"  /{event.slug}/, by its file: {line}" for line in over(event, now)]
        if settings.demo:
            lines += [f"  {who}:  {link}" for who, link in demo_links(event, signing_secret(settings), base)]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    log.info("open", address=base, events=[event.slug for event in events])
