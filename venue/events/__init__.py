"""The event files that come with the house."""

from pathlib import Path

EXAMPLE = Path(__file__).with_name("tag-der-kommunalen-jobcenter.toml")
"""The day that the venue is modelled on: for demonstrations, and as a template (see `docs/event-file.md`)."""
