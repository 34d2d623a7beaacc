"""Where the server listens: a wrong place is said before anything is started."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from venue.errors import UserMistake
from venue.listening import SEND_BUFFER, listening_socket, raise_file_limit


def test_a_visitor_can_connect_and_a_slow_one_cannot_hide_much_in_the_kernel() -> None:
    with closing(listening_socket("127.0.0.1", 0)) as listening:
        with socket.create_connection(listening.getsockname(), timeout=5):
            listening.setblocking(True)
            accepted, _ = listening.accept()
        with closing(accepted):
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * SEND_BUFFER


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("203.0.113.1", r"Cannot listen on 203\.0\.113\.1 port 0: this machine has no such address\. .*--host"),
        ("no-such-host.invalid", r"The host 'no-such-host\.invalid' is not known: .*--host"),
    ],
)
def test_a_host_that_is_not_ours_is_said_in_one_line(host: str, said: str) -> None:
    with pytest.raises(UserMistake, match=said):
        listening_socket(host, 0)


def test_a_taken_port_is_said_in_one_line() -> None:
    with closing(listening_socket("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(UserMistake, match=f"port {port}: another program listens there.*--port"):
            listening_socket("127.0.0.1", port)


def test_the_limit_of_open_files_is_raised_and_stays_raised() -> None:
    assert raise_file_limit() == raise_file_limit() > 256
