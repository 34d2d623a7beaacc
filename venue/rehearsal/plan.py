"""The day as a score: who does what when, in each phase. Pure: the same seed writes the same day.

Times are in ms since the start of the phase. Moderators and operators walk along, but do not chat and keep their
connections, so that somebody always looks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from venue.rehearsal.acts import Act, Arrive, Clap, Drop, Leave, Register, Say, Walk

WORDS: Final = {
    "de": (
        "Guten Morgen zusammen!",
        "Danke für den Impuls, das deckt sich mit unseren Erfahrungen.",
        "Wie macht ihr das in einem kleinen Landkreis?",
        "Gibt es die Folien nachher irgendwo?",
        "Das würde ich gern in der Pause vertiefen.",
        "Bei uns ist die Videoberatung inzwischen fester Bestandteil.",
        "Eine Frage zur Vermögensprüfung: gilt das auch für laufende Fälle?",
        "Volle Zustimmung.",
        "Könnte man das noch einmal zusammenfassen?",
        "Wir haben dazu einen Leitfaden geschrieben, den teile ich gern.",
        "Der Ton ist jetzt gut, danke.",
        "Spannend! Und wie reagieren die Menschen darauf?",
    ),
    "en": (
        "Good morning everybody!",
        "Thank you, that matches what we see.",
        "How do you do that in a small county?",
        "Will the slides be available later?",
        "I would like to talk about that in the break.",
        "Advice by video is a matter of course with us by now.",
        "Does that hold for running cases, too?",
        "I quite agree.",
        "Could you sum that up once more?",
        "We wrote a guide about it that I am happy to share.",
        "The sound is fine now, thank you.",
        "And how do people respond to it?",
    ),
}

UNDISTURBED: Final = 600
"""ms before a person's connection breaks in which they say nothing: else it would be the rehearsal that is slow."""

CLAPPED_EVERY: Final = 15_000
"""ms between two bursts of applause."""


RUSH: Final = 500
"""ms within which everybody registers for a slot."""


class Scene(msgspec.Struct, frozen=True):
    """Who plays, and at what pace."""

    seed: int
    guests: tuple[int, ...]
    """Numbers of the people who walk, talk and lose their connection."""
    staff: tuple[int, ...]
    language: str = "de"

    @property
    def everyone(self) -> tuple[int, ...]:
        return self.staff + self.guests

    def dice(self, phase: str) -> random.Random:
        """Chance, the same in every run with this seed."""
        return random.Random(f"{self.seed}/{phase}")


def arrivals(scene: Scene, within: int) -> list[Act]:
    """Everybody arrives: all at once (`within` 0), or spread over so many ms."""
    dice = scene.dice("arrive")
    return [Arrive(who=who, at=dice.randrange(within) if within else 0) for who in scene.everyone]


def walks(scene: Scene, phase: str, wishes: Sequence[Sequence[str]], within: int) -> list[Act]:
    """Everybody walks to the first of their wishes that has a seat left; `wishes`: one list for each of `everyone`."""
    dice = scene.dice(phase)
    chosen = zip(scene.everyone, wishes, strict=True)
    return [Walk(who=who, at=dice.randrange(max(1, within)), wishes=tuple(rooms)) for who, rooms in chosen if rooms]


def by_demand(scene: Scene, phase: str, rooms: Sequence[str], fallback: str) -> list[list[str]]:
    """Each person's order of preference: the first room is wanted about twice as much as the last."""
    dice = scene.dice(f"{phase} wishes")
    weights = {room: 2.0 - index / max(1, len(rooms) - 1) for index, room in enumerate(rooms)}
    return [
        [*sorted(rooms, key=lambda room: -(dice.random() ** (1 / weights[room]))), fallback] for _ in scene.everyone
    ]


def wished(scene: Scene, phase: str, sessions: Sequence[str]) -> list[Act]:
    """The rush: every guest registers for the session they like best, and for others where that means to wait."""
    dice = scene.dice(f"{phase} rush")
    chosen = zip(scene.everyone, by_demand(scene, phase, sessions, ""), strict=True)
    return [
        Register(who=who, at=dice.randrange(RUSH), wishes=tuple(wishes[:-1]))
        for who, wishes in chosen
        if who in scene.guests
    ]


def at_tables(scene: Scene, phase: str, tables: Sequence[str], hall: str) -> list[list[str]]:
    """Each person tries some tables, then stands in the hall; a fifth stay there to begin with."""
    dice = scene.dice(f"{phase} tables")
    return [
        [hall] if dice.random() < 0.2 else [*dice.sample(list(tables), min(4, len(tables))), hall]
        for _ in scene.everyone
    ]


def talk(scene: Scene, phase: str, speakers: Sequence[int], rate: float, lasts: int) -> list[Act]:
    """`rate` messages per second from these people together, for `lasts` ms: one after the other, none hurried."""
    dice = scene.dice(f"{phase} talk")
    words = WORDS.get(scene.language, WORDS["en"])
    acts: list[Act] = []
    order: list[int] = []
    for number in range(round(rate * lasts / 1000)):
        if not order:
            order = dice.sample(list(speakers), len(speakers))
        at = round((number + dice.random()) * 1000 / rate)
        acts.append(Say(who=order.pop(), at=min(at, lasts), words=dice.choice(words)))
    return acts


def applause(scene: Scene, phase: str, lasts: int) -> list[Act]:
    """Bursts: four in ten people clap, two or three times, within four seconds."""
    dice = scene.dice(f"{phase} applause")
    return [
        Clap(who=who, at=min(lasts, start + dice.randrange(4000)), times=dice.randint(1, 6))
        for start in range(min(lasts // 2, CLAPPED_EVERY // 2), max(1, lasts), CLAPPED_EVERY)
        for who in scene.guests
        if dice.random() < 0.4
        for _ in range(dice.randint(2, 3))
    ]


def losses(scene: Scene, phase: str, share: float, lasts: int, longest: int = 3000) -> list[Act]:
    """A share of the people lose their connection at some moment and are back before the phase ends.

    Every third has just said something of which nobody knows whether it went out.
    """
    dice = scene.dice(f"{phase} losses")
    unlucky = dice.sample(list(scene.guests), round(share * len(scene.guests)))
    words = WORDS.get(scene.language, WORDS["en"])
    acts: list[Act] = []
    for count, who in enumerate(unlucky):
        away = dice.randint(100, max(101, min(longest, lasts // 2)))
        at = dice.randrange(max(1, lasts - away))
        acts.append(Drop(who=who, at=at, away=away, words=dice.choice(words) if count % 3 == 0 else ""))
    return acts


def without_haste(acts: Sequence[Act]) -> Iterator[Act]:
    """The acts without what would be said right before the same person's connection breaks; that is said after it."""
    breaks = {act.who: act for act in acts if isinstance(act, Drop)}
    for act in acts:
        broken = breaks.get(act.who)
        if isinstance(act, Say) and broken is not None and broken.at - UNDISTURBED <= act.at <= broken.at:
            yield msgspec.structs.replace(act, at=broken.at + broken.away // 2)
        elif isinstance(act, Walk) and broken is not None:
            yield msgspec.structs.replace(act, at=min(act.at, max(0, broken.at - UNDISTURBED)))
        else:
            yield act


def departures(scene: Scene, within: int, but: frozenset[int] = frozenset()) -> list[Act]:
    """Everybody goes home, except `but`."""
    dice = scene.dice("leave")
    return [Leave(who=who, at=dice.randrange(max(1, within))) for who in scene.everyone if who not in but]
