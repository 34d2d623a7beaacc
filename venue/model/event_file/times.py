"""Times in an event file: "09:30" on the event's day, or a whole date and time where that is not enough."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from venue.model.event_file.table import Table

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])\Z")
_FORM = 'a time such as "09:30", or a date and time such as 2026-11-29T09:30:00'
YEARS = range(2000, 2200)
"""Of dates that can be meant."""
LONGEST_DAY = timedelta(hours=24)


class Stretch(msgspec.Struct, frozen=True):
    """From `starts` to `ends`, which is not part of it."""

    starts: datetime
    ends: datetime

    def holds(self, inner: Stretch) -> bool:
        return self.starts <= inner.starts and inner.ends <= self.ends

    def meets(self, other: Stretch) -> bool:
        """Whether the two overlap."""
        return self.starts < other.ends and other.starts < self.ends

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"


class Day(msgspec.Struct, frozen=True):
    """The event's day, and the time zone that its times are in."""

    date: date
    zone: tzinfo
    sure: bool = True
    """False: the file's own date or zone is at fault. Times are looked at for their form alone, and none is read."""

    def stretch(self, table: Table, default: Stretch | None = None) -> Stretch | None:
        """The `starts` and `ends` of a table; where one is missing, that of `default`."""
        starts = self.moment(table, "starts", default.starts if default else None)
        ends = self.moment(table, "ends", default.ends if default else None)
        if starts is None or ends is None or not self.sure:
            return None
        if ends <= starts:
            key = "ends" if "ends" in table.values else "starts"
            table.note(key, f"{Stretch(starts, ends)}", "an end after the start (past midnight: with its date)")
            return None
        return Stretch(starts, ends)

    def moment(self, table: Table, key: str, default: datetime | None = None) -> datetime | None:
        """A moment, with the offset from UTC that the time zone has then."""
        value = table.values.get(key, default)
        match value:
            case str() if found := _CLOCK.match(value):
                value = datetime.combine(self.date, time(int(found[1]), int(found[2])))
            case time():
                value = datetime.combine(self.date, value)
        if not isinstance(value, datetime):
            table.wrong(key, _FORM)
            return None
        if value.year not in YEARS:
            table.wrong(key, f"a year from {YEARS[0]} to {YEARS[-1]}")
            return None
        moment = (value if value.tzinfo else value.replace(tzinfo=self.zone)).astimezone(UTC).astimezone(self.zone)
        if value.tzinfo is None and moment.replace(tzinfo=None) != value:
            table.wrong(key, f"a time that exists in {self.zone} on that day (the clocks are put forward)")
            return None
        # A fixed offset: arithmetic between two moments of one ZoneInfo ignores changes of the clocks.
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))


def read_day(top: Table) -> Day:
    """The event's `date` and `timezone`."""
    zone, on = _zone(top), top.values.get("date")
    if not isinstance(on, date) or isinstance(on, datetime) or on.year not in YEARS:
        top.wrong("date", "a date such as 2026-11-29, without quotation marks")
        on = None
    return Day(on or date(YEARS[0], 1, 1), zone or UTC, sure=on is not None and zone is not None)


def read_whole(top: Table, day: Day) -> Stretch | None:
    """The event's own `starts` and `ends`."""
    whole = day.stretch(top)
    if whole and whole.ends - whole.starts > LONGEST_DAY:
        top.wrong("ends", "an end within 24 hours of the start")
        return None
    return whole


def _zone(top: Table) -> ZoneInfo | None:
    zone = top.values.get("timezone")
    known = _time_zones()
    if isinstance(zone, str) and zone in known:
        return ZoneInfo(zone)
    near = get_close_matches(zone, known, n=1) if isinstance(zone, str) else []
    wanted = f'"{near[0]}"' if near else 'the name of a time zone such as "Europe/Berlin"'
    top.wrong("timezone", wanted if known else "a time zone database on this machine (pip install tzdata)")
    return None


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    """The names of all time zones known here; empty where the machine has no time zone database."""
    return frozenset(available_timezones())
