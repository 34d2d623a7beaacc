"""Every setting of the server: one frozen table, read once. The only module that reads the environment.

A setting is one field of `Settings`: its option, its `VENUE_*` variable, its default and its explanation stand beside
each other, the command line is made from them and `venue settings` prints them. An option counts before a variable,
a variable before the default; an empty variable counts as none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit

from venue.errors import UserMistake

T = TypeVar("T")

HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Row:
    """What the table says about a setting besides its name and default."""

    read: Callable[[str], Any]
    flag: str | None
    """The option of `venue serve`; None where a command line would show a secret to everybody on the machine."""
    env: str
    says: str
    takes: str = ""
    """What the option takes, as `--help` shows it; empty for a switch."""
    many: bool = False
    secret: bool = False


def row(
    default: T,
    read: Callable[[str], Any],
    flag: str | None,
    env: str,
    says: str,
    takes: str = "",
    *,
    many: bool = False,
    secret: bool = False,
) -> T:
    """One line of the table, as the default of its field."""
    made = Row(read, flag, env, says, takes, many, secret)
    return field(default=default, repr=not secret, metadata={"row": made})


# What a text may be. Each raises ValueError with what would be right.


def _text(text: str) -> str:
    return text


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _switch(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("wanted 1 or 0")


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 12 or not least <= int(text) <= most:
            raise ValueError(f"wanted a whole number from {least} to {most}")
        return int(text)

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"wanted one of {', '.join(words)}")
        return text

    return read


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("wanted a time like 2027-03-18T08:45 or 2027-03-18T08:45+01:00") from None


def _site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("wanted an address without a path, like https://venue.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _redis(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("redis", "rediss", "unix") or not (parts.hostname or parts.path):
        raise ValueError("wanted redis://HOST:6379/0, rediss://... or unix:///PATH")
    return text


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The table. `event` empty means the example; `redis` empty means the embedded one."""

    event: tuple[Path, ...] = row(
        (), _path, "--event", "VENUE_EVENT", "Event file; several, each under its slug. Default: the example.", "FILE",
        many=True,
    )  # fmt: skip
    host: str = row("127.0.0.1", _text, "--host", "VENUE_HOST", "Address to listen on; 0.0.0.0 for all.", "HOST")
    port: int = row(8000, _number(0, 65535), "--port", "VENUE_PORT", "Port to listen on; 0 for any free one.", "PORT")
    nodes: int = row(
        1, _number(1, 64), "--nodes", "VENUE_NODES",
        "Processes that share the port and the work; one that dies is started again.", "N",
    )  # fmt: skip
    node_ports: int = row(
        0, _number(0, 65472), "--node-ports", "VENUE_NODE_PORTS",
        "Port of the first node's own, the next one's the next: for metrics, or a proxy that chooses. 0: none.", "PORT",
    )  # fmt: skip
    base_url: str = row(
        "", _site, "--base-url", "VENUE_BASE_URL",
        "How browsers reach the venue: in links, and the one Origin that may act. Default: as each request came; "
        "in links, http://localhost:PORT.",
        "URL",
    )  # fmt: skip
    redis: str = row(
        "", _redis, "--redis", "VENUE_REDIS_URL", "Redis (6.2 or newer) or Valkey. Default: an embedded one.", "URL"
    )
    redis_fsync: Literal["everysec", "always"] = row(
        "everysec", _one_of("everysec", "always"), "--redis-fsync", "VENUE_REDIS_FSYNC",
        "How often the embedded Redis makes its file safe against a power failure: everysec or always.", "WORD",
    )  # fmt: skip
    data: Path = row(
        Path(".venue-data"), _path, "--data", "VENUE_DATA", "Folder of the embedded Redis and the secret.", "FOLDER"
    )
    secret: str = row(
        "", _text, None, "VENUE_SECRET",
        "Signs tickets and passes; at least 32 characters; the same on every node. Default: the secret file.",
        secret=True,
    )  # fmt: skip
    secret_file: Path | None = row(
        None, _path, "--secret-file", "VENUE_SECRET_FILE",
        "File that holds the secret. Default: `secret` in the data folder, made at the first start.", "FILE",
    )  # fmt: skip
    clock: datetime | None = row(
        None, _moment, "--clock", "VENUE_CLOCK",
        "The event's time at the start (in the event's zone, unless it names one). Default: the real time.", "TIME",
    )  # fmt: skip
    demo: bool = row(
        False, _switch, "--demo", "VENUE_DEMO", "The day begins now, and door links for four people are printed."
    )
    forwarded_allow_ips: str = row(
        "127.0.0.1", _text, "--forwarded-allow-ips", "VENUE_FORWARDED_ALLOW_IPS",
        "Proxies whose X-Forwarded-* headers are believed, with commas; * for all.", "IPS",
    )  # fmt: skip
    max_connections: int = row(
        5000, _number(1, 100_000), "--max-connections", "VENUE_MAX_CONNECTIONS",
        "Websockets on this node; more are sent elsewhere.", "N",
    )  # fmt: skip
    drain_seconds: int = row(
        8, _number(0, 300), "--drain-seconds", "VENUE_DRAIN_SECONDS",
        "Over how long a stopping node hands its people over.", "N",
    )  # fmt: skip
    log_level: Literal["debug", "info", "warning", "error"] = row(
        "info", _one_of("debug", "info", "warning", "error"), "--log-level", "VENUE_LOG_LEVEL",
        "What is logged: debug, info, warning or error.", "WORD",
    )  # fmt: skip
    log_format: Literal["auto", "console", "json"] = row(
        "auto", _one_of("auto", "console", "json"), "--log-format", "VENUE_LOG_FORMAT",
        "console or json; auto: console on a terminal.", "WORD",
    )  # fmt: skip

    @property
    def public_url(self) -> str:
        """`base_url`, or how a browser on this machine reaches the venue; without a slash at the end."""
        if self.base_url:
            return self.base_url
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::", "::1", "") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def event_files(self) -> tuple[Path, ...]:
        """The event files to serve: those given, else the example that comes with the package."""
        return self.event or tuple(sorted((HERE / "events").glob("*.toml")))


TABLE: Final[dict[str, tuple[Any, Row]]] = {
    each.name: (each.default, each.metadata["row"]) for each in fields(Settings)
}
"""Setting -> (default, row), in the order of the table."""


@dataclass(frozen=True)
class Chosen:
    """A setting's value and where it comes from: the option, the variable, or "default"."""

    value: Any
    source: str


def chosen(given: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> dict[str, Chosen]:
    """Every setting with its source. `given` holds options by name, as text (None: not given; a switch: True).

    Raises UserMistake with all faults at once, one per line.
    """
    variables = os.environ if environ is None else environ
    faults: list[str] = []
    found: dict[str, Chosen] = {}
    for name, (default, row_) in TABLE.items():
        option = given.get(name)
        if option is not None and option is not False and option != []:
            found[name] = Chosen(_value(row_, option, row_.flag or name, faults), row_.flag or name)
        elif text := variables.get(row_.env, ""):
            found[name] = Chosen(
                _value(row_, text.split(os.pathsep) if row_.many else text, row_.env, faults), row_.env
            )
        else:
            found[name] = Chosen(default, "default")
    if faults:
        raise UserMistake("\n".join(faults), "(`venue settings` prints them all.)")
    return found


def _value(row_: Row, given: object, source: str, faults: list[str]) -> Any:
    """What a text (a list of texts where there may be many) stands for; None, and one fault more, for a wrong one."""
    if given is True:
        return True
    texts: Sequence[str] = [str(one) for one in given] if isinstance(given, (list, tuple)) else [str(given)]
    try:
        values = tuple(row_.read(text) for text in texts)
    except ValueError as wrong:
        faults.append(f"{source}: found {masked_url(texts[-1])!r}; {wrong}.")
        return None
    return values if row_.many else values[-1]


def read_settings(given: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from options (`given`, as `chosen` takes them) and the environment."""
    return Settings(**{name: one.value for name, one in chosen(given or {}, environ).items()})


def environment_of(settings: Settings) -> dict[str, str]:
    """This process's environment, with the variables from which another process reads the same settings."""
    return os.environ | {row_.env: _variable(getattr(settings, name)) for name, (_, row_) in TABLE.items()}


def _variable(value: object) -> str:
    if isinstance(value, tuple):
        return os.pathsep.join(str(one) for one in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else value.isoformat() if isinstance(value, datetime) else str(value)


def masked_url(url: str) -> str:
    """An address without the password in it, for messages and logs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url if "@" not in url else "***"
    if parts.password is None:
        return url
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}:***@{parts.netloc.rpartition('@')[2]}"))


def app_folder() -> Path:
    """The built browser app: inside the package where it was installed, in `static/dist` in a checkout."""
    for folder in (HERE / "_app", HERE.parent / "static" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    raise UserMistake("The browser app is not built.", "`make app` builds it.")
