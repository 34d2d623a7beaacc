"""How many commands a person, and a connection, may give: a bucket that refills."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Credits:
    """A token bucket: `burst` at once, `per_second` in the long run. Time is an argument, in seconds."""

    burst: float
    per_second: float
    left: float = -1.0
    at: float = 0.0

    def is_full(self, now: float) -> bool:
        """Whether forgetting it would change nothing."""
        return self.left + (now - self.at) * self.per_second >= self.burst

    def spend(self, cost: float, now: float) -> bool:
        """Take `cost` if it is there."""
        if self.left < 0:
            self.left = self.burst
        else:
            self.left = min(self.burst, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left < cost:
            return False
        self.left -= cost
        return True
