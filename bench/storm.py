"""Everybody enters at once: until all are in and have been told the right number, and what that costs in frames."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from bench.guest import Guest
from bench.load import run_load
from bench.processes import BenchFault
from bench.servers import venue_server


class Storm(msgspec.Struct, frozen=True):
    """`people` who enter at once. A frame may carry several events; presence frames tell a roster or the counts."""

    people: int
    joined: int = 0
    all_in_s: float = 0.0
    """Until the last was in the room."""
    all_told_s: float = 0.0
    """Until the last had been told the right number of people in the room."""
    told: int = 0
    frames: int = 0
    presence_frames: int = 0
    presence_frames_most_of_one: int = 0
    presence_frames_in_a_second: int = 0
    """The most that one connection got within 0.95 s."""
    bytes: int = 0
    listed: int = 0
    """Different people on the room's roster afterwards, read page by page."""
    server_cpu_s: float = 0.0
    error: str = ""

    @property
    def right(self) -> bool:
        return not self.error and self.people == self.joined == self.told == self.listed


def storm(people: int) -> Storm:
    """One storm on a fresh venue."""
    try:
        with venue_server(people) as server:
            watch = ["--watch", f'"count":={people}']
            count = ["--count", '"on":"roster.|"on":"house.counted"']
            load = run_load(server, people, *watch, *count, "--join-timeout", "30", "--settle", "1.5", "--hold", "0.2")
            passes = (server.headers or Path()).read_text().splitlines()
            listed = asyncio.run(_listed(server.port, passes[0].removeprefix("Authorization: Bearer ")))
    except BenchFault as fault:
        return Storm(people, error=str(fault))
    presence = load.kinds[0]
    return Storm(
        people=people,
        joined=load.joined,
        all_in_s=load.all_joined_s,
        all_told_s=load.all_told_s,
        told=load.told,
        frames=load.join_messages,
        presence_frames=presence.messages,
        presence_frames_most_of_one=presence.most_of_one,
        presence_frames_in_a_second=presence.most_in_a_second,
        bytes=load.join_bytes,
        listed=listed,
        server_cpu_s=load.join_server_cpu_s,
    )


async def _listed(port: int, shown: str) -> int:
    """How many different people the room's roster has, asked for right after everybody has gone, within the grace."""
    async with Guest.open(port, shown) as guest:
        await guest.enter()
        return len(await guest.roster())
