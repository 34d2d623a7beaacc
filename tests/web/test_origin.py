"""Which pages may act in a visitor's name: exactly the venue's own."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from venue.web.origin import has_foreign_origin, has_own_origin, is_https, own_origin


def asked(scheme: str, host: str, *origins: str) -> HTTPConnection:
    headers = [(b"host", host.encode("latin-1"))] + [(b"origin", origin.encode("latin-1")) for origin in origins]
    return HTTPConnection(
        {"type": "http" if scheme.startswith("http") else "websocket", "scheme": scheme, "headers": headers}
    )


@pytest.mark.parametrize(
    ("scheme", "host", "origin"),
    [
        ("http", "localhost:8000", "http://localhost:8000"),
        ("ws", "localhost:8000", "http://localhost:8000"),
        ("wss", "venue.example.org", "https://venue.example.org"),
        ("https", "venue.example.org:443", "https://venue.example.org"),
        ("ws", "VENUE.example.org:80", "http://venue.example.org"),
        ("ws", "[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_venues_own_page_is_known_by_the_address_it_was_asked_at(scheme: str, host: str, origin: str) -> None:
    assert own_origin(asked(scheme, host), "") == origin
    assert has_own_origin(asked(scheme, host, origin), "")
    assert not has_foreign_origin(asked(scheme, host, origin), "")


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:8001",
        "https://localhost:8000",
        "http://localhost",
        "http://localhost:8000.evil.example",
        "http://evil.example/http://localhost:8000",
        "http://user@localhost:8000",
        "http://localhost:8000/",
        "http://LOCALHOST:8000",
        "null",
        "",
        "*",
    ],
)
def test_every_other_page_is_foreign(origin: str) -> None:
    assert not has_own_origin(asked("ws", "localhost:8000", origin), "")
    assert has_foreign_origin(asked("ws", "localhost:8000", origin), "")


def test_who_names_two_pages_names_none() -> None:
    twice = asked("ws", "localhost:8000", "http://localhost:8000", "http://localhost:8000")
    assert not has_own_origin(twice, "")
    assert has_foreign_origin(twice, "")


def test_a_program_comes_from_no_page() -> None:
    assert not has_own_origin(asked("ws", "localhost:8000"), "")
    assert not has_foreign_origin(asked("ws", "localhost:8000"), "")


def test_a_stated_address_counts_whatever_host_a_request_names() -> None:
    base = "https://Venue.example.org:443"
    assert has_own_origin(asked("ws", "10.0.0.7:8000", "https://venue.example.org"), base)
    assert not has_own_origin(asked("ws", "10.0.0.7:8000", "http://10.0.0.7:8000"), base)


@pytest.mark.parametrize("host", ["", "[", "a:99999", "a:b", "\xff"])
def test_a_host_that_is_none_has_no_page(host: str) -> None:
    assert not has_own_origin(asked("ws", host, ""), "")
    assert not has_own_origin(asked("ws", host, "null"), "")


def test_https_is_what_browsers_see() -> None:
    assert is_https(asked("wss", "a"), "")
    assert is_https(asked("http", "a"), "https://venue.example.org")
    assert not is_https(asked("ws", "a"), "http://localhost:8000")
