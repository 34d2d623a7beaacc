"""Thousands of connections that only keep living: what they cost in memory and time."""

from __future__ import annotations

import resource

import msgspec

from bench.load import run_load
from bench.processes import BenchFault
from bench.servers import venue_server


class Idle(msgspec.Struct, frozen=True):
    """`people` in one room who say nothing; the keepalive is on."""

    people: int
    joined: int = 0
    seconds: float = 0.0
    node_percent: float = 0.0
    """Of one core."""
    redis_percent: float = 0.0
    node_kib: float = 0.0
    """Memory of the node per connection: proportional set size."""
    kernel_kib: float = 0.0
    """Of the kernel per end of a connection, from the growth of its slab: rough, since it is the whole machine's."""
    closed: int = 0
    error: str = ""

    @property
    def percent(self) -> float:
        return self.node_percent + self.redis_percent


def most_connections() -> int:
    """As many as one process may have open here, less what it needs besides."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return 1 << 20 if hard == resource.RLIM_INFINITY else hard - 200


def idle(people: int, seconds: float) -> Idle:
    """Lets everybody in at a pace that a node takes, rests, and looks for `seconds` (more than one keepalive)."""
    people = min(people, most_connections())
    extra = ["--ramp", "700", "--join-timeout", "60", "--settle", "4", "--hold", f"{seconds:g}"]
    try:
        with venue_server(people) as server:
            load = run_load(server, people, *extra, at_most=140 + seconds)
    except BenchFault as fault:
        return Idle(people, error=str(fault))
    node, redis = load.hold_cpu_s_each
    return Idle(
        people=people,
        joined=load.joined,
        seconds=load.hold_s,
        node_percent=100 * node / load.hold_s,
        redis_percent=100 * redis / load.hold_s,
        node_kib=load.node_kib_per_connection,
        kernel_kib=(load.slab_joined_kib - load.slab_start_kib) / 2 / load.joined,
        closed=load.closed_by_server,
    )
