"""What a worker has been asked and has not finished: at most one candidate and one change at a time."""

from __future__ import annotations

from typing import Any

from .content import Content, Offer


class Candidate:
    """The one content that is being checked, or was found good (content is set)."""

    def __init__(self, job: int, offer: Offer, now: float) -> None:
        self.job = job
        self.offer = offer
        self.since = now
        self.content: Content | None = None


class Change:
    """A commit on its way. `commit` is None once the connection that asked for it has gone."""

    def __init__(self, job: int, content: Content, commit: dict[str, Any], now: float) -> None:
        self.job = job
        self.content = content
        self.commit: dict[str, Any] | None = commit
        self.since = now
        self.swapped = False


def milliseconds(since: float, now: float) -> float:
    return round((now - since) * 1000, 1)
