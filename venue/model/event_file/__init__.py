"""The event file: TOML text in, an `Event` or the list of all its faults out. Pure: who calls has read the file."""

from venue.model.event_file.faults import EventFileFaults, Fault
from venue.model.event_file.read import read_event, require_distinct

__all__ = ["EventFileFaults", "Fault", "read_event", "require_distinct"]
