"""Whose turn it is: who has least running, and of those who had least lately. What was had fades."""

from __future__ import annotations

from dataclasses import dataclass

FORGET = 10.0
"""Seconds after which half of what a client had is forgotten."""
_MANY = 10_000


@dataclass
class _Client:
    """What a client has now and had lately: running questions, and seconds that fade."""

    running: int = 0
    seconds: float = 0.0
    at: float = 0.0

    def used(self, now: float) -> float:
        return self.seconds * 0.5 ** ((now - self.at) / FORGET)

    def add(self, seconds: float, now: float) -> None:
        self.seconds, self.at = self.used(now) + seconds, now


class Shares:
    """What each client has of what all share. ``now`` is a moment of one clock, in seconds."""

    def __init__(self) -> None:
        self._clients: dict[str, _Client] = {}

    def rank(self, client: str, now: float) -> tuple[int, float]:
        """The client with the smallest comes first."""
        had = self._clients.get(client)
        return (0, 0.0) if had is None else (had.running, round(had.used(now), 1))

    def begin(self, client: str, now: float) -> None:
        self._clients.setdefault(client, _Client(at=now)).running += 1

    def end(self, client: str, seconds: float, now: float) -> None:
        """One question less is running; it took so many seconds."""
        had = self._clients[client]
        had.running -= 1
        had.add(seconds, now)
        if len(self._clients) > _MANY:
            self._clients = {n: c for n, c in self._clients.items() if c.running or c.used(now) > 0.1}
