"""Results as a run would have found them."""

from __future__ import annotations

from bench.load import Load, Step
from bench.results import Machine, Results
from bench.storm import Storm
from bench.works import Run, Work

MACHINE = Machine("A processor & more", 2, 4.0, "Linux 6", "CPython 3", "Redis 7.0.15", {"uvicorn": "0.54.0"})


def step(rate: float, us: float, p99: float = 10.0, lost: int = 0) -> Step:
    """A step of 400 people for a second."""
    expected = int(rate) * 400
    return Step(
        rate=rate,
        expected=expected,
        delivered=expected - lost,
        lost=lost,
        duplicates=0,
        deliveries_per_s=float(expected - lost),
        p50_ms=1.0,
        p99_ms=p99,
        max_ms=p99,
        frames=expected,
        bytes=expected * 200,
        client_cpu_s=0.1,
        elapsed_s=1.0,
        server_us_per_delivery=us,
        server_cpu_s_each=(0.1,),
        live=400,
    )


def run(peer: str, work: Work, number: int, *steps: Step, kib: float = 20.0) -> Run:
    load = Load(
        connections=400,
        joined=400,
        failed=0,
        all_joined_s=0.1,
        join_messages=400,
        join_bytes=1,
        join_server_cpu_s=0.1,
        told=0,
        all_told_s=0,
        pss_start_mib_each=(10.0,),
        pss_joined_mib_each=(10.0 + kib * 400 / 1024,),
        slab_start_kib=0,
        slab_joined_kib=0,
        kinds=(),
        steps=steps,
        closed_by_server=0,
        stalled_gone_s=0,
        first_error="",
    )
    return Run(peer, work, number, 400, load)


def results(venue_us: float = 10.0, reaches: float = 1600.0) -> Results:
    """Three rounds in which the floor costs 5, 6 and 7 microseconds, and the venue `venue_us` in each."""
    runs = []
    for number, floor in enumerate((5.0, 6.0, 7.0)):
        runs += [
            run("raw", "talk", number, step(50, 99.0), step(50, floor)),
            run("raw", "ramp", number, step(400, floor), step(800, floor, p99=500)),
            run("venue", "talk", number, step(50, 99.0), step(50, venue_us)),
            run("venue", "ramp", number, step(800, 2), step(reaches, 1), step(2500, 1, p99=40, lost=3)),
        ]
    storms = [Storm(n, n, 0.2, 0.5, n, n * 4, n * 2, 3, 2, n * 900, n, 0.3) for n in (250, 2000)]
    return Results(
        MACHINE, "full", "2026-01-01T00:00:00Z", complete=True, peers=["raw", "venue"], runs=runs, storms=storms
    )
