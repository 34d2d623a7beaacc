"""The socket the server listens on, bound before anything is started, so that a taken port is said in one line."""

from __future__ import annotations

import errno
import os
import resource
import socket
from typing import Final

from venue.errors import UserMistake

SEND_BUFFER: Final = 65536
"""Bytes the kernel keeps for a connection. Left to itself it hides up to 3.9 MB from a slow reader's limit."""
BACKLOG: Final = 4096
"""Connections that may wait to be accepted: everybody at once, when the doors open."""
FILES_WANTED: Final = 65536

_REASONS: Final = {
    errno.EADDRINUSE: ("another program listens there", "Choose another port with --port."),
    errno.EACCES: ("it is not allowed", "Ports below 1024 are for root; choose another with --port."),
    errno.EADDRNOTAVAIL: ("this machine has no such address", "Choose another with --host."),
}


def listening_socket(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A bound, listening TCP socket; its options are inherited by every connection. Raises UserMistake.

    `shared`: other processes of ours may listen on the same port, and the kernel spreads the connections over them.
    """
    listening = _bound(host, port, shared=shared)
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return listening


def reserved_port(host: str, port: int) -> socket.socket:
    """A socket that keeps a port for those who share it, and takes no connection itself. Raises UserMistake."""
    return _bound(host, port, shared=True)


def _bound(host: str, port: int, *, shared: bool) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as wrong:
        raise UserMistake(f"The host {host!r} is not known: {wrong.strerror}.", "Choose another with --host.") from None
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind(address)
    except OSError as wrong:
        listening.close()
        reason, hint = _REASONS.get(wrong.errno or 0, (os.strerror(wrong.errno or 0), ""))
        raise UserMistake(f"Cannot listen on {host} port {port}: {reason}.", hint) from None
    return listening


def raise_file_limit() -> int:
    """Allows this process as many open files as it may have (each websocket is two); the number it has now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft
