"""The table of settings: what an operator writes on the command line or into the environment is what counts."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from venue.errors import UserMistake
from venue.secret import signing_secret
from venue.settings import TABLE, Settings, chosen, masked_url, read_settings


def test_without_anything_the_example_is_served_on_this_machine_alone() -> None:
    settings = read_settings({}, {})
    assert (settings.host, settings.port, settings.redis, settings.data) == ("127.0.0.1", 8000, "", Path(".venue-data"))
    assert settings.public_url == "http://localhost:8000"
    assert [file.suffix for file in settings.event_files] == [".toml"]


def test_an_option_counts_before_a_variable_and_a_variable_before_the_default() -> None:
    found = chosen({"port": "9000", "host": None}, {"VENUE_PORT": "7000", "VENUE_HOST": "::"})
    assert (found["port"].value, found["port"].source) == (9000, "--port")
    assert (found["host"].value, found["host"].source) == ("::", "VENUE_HOST")
    assert (found["redis"].value, found["redis"].source) == ("", "default")


def test_an_empty_variable_and_an_unset_switch_count_as_none() -> None:
    settings = read_settings(
        {"demo": False, "event": []}, {"VENUE_PORT": "", "VENUE_DEMO": "1", "VENUE_EVENT": "a.toml"}
    )
    assert settings.port == 8000
    assert settings.demo
    assert settings.event == (Path("a.toml"),)


def test_several_events_are_several_options_or_one_variable() -> None:
    assert read_settings({"event": ["a.toml", "b.toml"]}, {}).event == (Path("a.toml"), Path("b.toml"))
    assert read_settings({}, {"VENUE_EVENT": f"a.toml{os.pathsep}b.toml"}).event_files == (
        Path("a.toml"),
        Path("b.toml"),
    )


def test_all_wrong_values_are_said_at_once_each_with_its_place_and_what_would_be_right() -> None:
    with pytest.raises(UserMistake) as said:
        read_settings({"port": "http"}, {"VENUE_CLOCK": "noon", "VENUE_LOG_LEVEL": "loud", "VENUE_DEMO": "perhaps"})
    assert said.value.exit_code == 2
    assert said.value.message.splitlines() == [
        "--port: found 'http'; wanted a whole number from 0 to 65535.",
        "VENUE_CLOCK: found 'noon'; wanted a time like 2027-03-18T08:45 or 2027-03-18T08:45+01:00.",
        "VENUE_DEMO: found 'perhaps'; wanted 1 or 0.",
        "VENUE_LOG_LEVEL: found 'loud'; wanted one of debug, info, warning, error.",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("port", text) for text in ("-1", "65536", "8e3", "٣", "1" * 5000, " 80")),
        *(("base_url", text) for text in ("venue.example.org", "ftp://x", "https://x/path", "https://", "http://[")),
        *(("redis", text) for text in ("localhost:6379", "http://localhost", "redis://", "redis://[")),
        ("redis_fsync", "never"),
        ("clock", "2027-13-01"),
    ],
)
def test_what_cannot_be_meant_is_refused(name: str, text: str) -> None:
    with pytest.raises(UserMistake, match=r"wanted|Invalid"):
        read_settings({name: text}, {})


def test_the_clock_keeps_the_zone_it_was_given_with() -> None:
    assert read_settings({"clock": "2027-03-18T08:45"}, {}).clock == datetime(2027, 3, 18, 8, 45)  # noqa: DTZ001
    zoned = read_settings({"clock": "2027-03-18T08:45+01:00"}, {}).clock
    assert zoned is not None
    assert zoned.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"port": "9000"}, "http://localhost:9000"),
        ({"host": "0.0.0.0"}, "http://localhost:8000"),
        ({"host": "venue.local"}, "http://venue.local:8000"),
        ({"host": "fd00::1"}, "http://[fd00::1]:8000"),
        ({"base_url": "https://venue.example.org/"}, "https://venue.example.org"),
    ],
)
def test_links_lead_to_where_browsers_find_the_venue(given: dict[str, str], url: str) -> None:
    assert read_settings(given, {}).public_url == url


def test_secrets_stand_in_no_message_no_option_and_no_printed_settings() -> None:
    assert TABLE["secret"][1].flag is None
    assert "hush" not in repr(Settings(secret="hush"))
    assert masked_url("redis://venue:hush@db:6379/0") == "redis://venue:***@db:6379/0"
    assert masked_url("unix:///run/redis.sock") == "unix:///run/redis.sock"
    for wrong in ("http://venue:hush@db", "redis://venue:hush@["):
        with pytest.raises(UserMistake) as said:
            read_settings({"redis": wrong}, {})
        assert "hush" not in str(said.value)


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    secret = signing_secret(settings)
    assert len(secret) >= 32
    assert signing_secret(settings, make=False) == secret
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret"]


def test_a_given_secret_counts_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("f" * 40 + "\n")
    assert signing_secret(Settings(secret="v" * 40, secret_file=tmp_path / "key")) == "v" * 40
    assert signing_secret(Settings(secret_file=tmp_path / "key")) == "f" * 40


def test_a_secret_that_is_short_missing_or_unreadable_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff" * 40)
    for settings, said in (
        (Settings(secret="short"), "VENUE_SECRET holds a secret of 5 characters; it needs at least 32."),
        (Settings(secret_file=tmp_path / "none"), "does not exist"),
        (Settings(secret_file=tmp_path), "cannot be read: Is a directory"),
        (Settings(secret_file=tmp_path / "binary"), "cannot be read: it is not text"),
    ):
        with pytest.raises(UserMistake, match=said):
            signing_secret(settings)
    with pytest.raises(UserMistake, match="There is no secret"):
        signing_secret(Settings(data=tmp_path / "never-started"), make=False)
