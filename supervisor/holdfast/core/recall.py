"""A change that was tried before: a key gets a value that an earlier version had brought, and that version was taken back.

What was taken back is a `Fall`: a rollout that went back, by itself or because somebody wanted it to; a plan that the workers refused, or
a person rejected; a content that an operator left for an older one. It counts for the keys that it had changed, and no more once the
same content has held since. Only the last versions are looked at, and secrets are compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from holdfast.core.ledger import Version
from holdfast.core.secrets import MASK
from holdfast.core.words import Change, Kind, Past

LOOK_BACK = 50  # versions
BACK = "rolled back"
FELL = (BACK, "refused", "rejected")  # outcomes


class Fall(NamedTuple):
    """A content that did not stay. sha256: its bytes; instead: those it was to replace, or that it was left for."""

    past: Past
    sha256: str
    instead: str


def falls(versions: Mapping[int, Version], before: int = 0) -> Iterator[Fall]:
    """Newest first. versions: oldest first; before: only those with a lower number, 0 = all."""
    held: set[str] = set()  # contents that have stayed since
    left: set[int] = set()  # versions that somebody went back from
    for seq in islice((seq for seq in reversed([*versions]) if not before or seq < before), LOOK_BACK):
        v = versions[seq]
        if v.outcome in FELL:
            if v.sha256 not in held and v.base_sha256:
                yield Fall(Past(v.seq, v.outcome, _since(v, v.ended_at), v.note), v.sha256, v.base_sha256)
            continue
        base = versions.get(v.base_seq)
        origin = (base.content_of or base.seq) if base else 0
        if base and v.kind is Kind.ROLLBACK and v.decided_at and v.content_of < origin:  # and no coming forward again
            left.add(base.seq)
            if base.sha256 not in held:
                why = f"by {v.author}, to #{v.content_of}"
                yield Fall(Past(origin, BACK, _since(base, v.decided_at), why), base.sha256, v.sha256)
        if v.decided_at and v.seq not in left:
            held.add(v.sha256)


def _since(v: Version, end: float) -> float:
    return max(0.0, end - v.decided_at) if v.decided_at else 0.0


def recalled(changes: Iterable[Change], told: Iterable[tuple[Past, tuple[Change, ...]]]) -> tuple[Change, ...]:
    """The changes, each with the newest fall that had brought the same. told: falls, newest first, each with what it had changed."""
    known = tuple(changes)
    wanted = {(c.key, c.new): n for n, c in enumerate(known) if _plain(c)}
    found: dict[int, Past] = {}
    for past, earlier in told if wanted else ():
        for c in earlier:
            if (number := wanted.pop((c.key, c.new), -1)) >= 0:
                found[number] = past
        if not wanted:
            break
    return tuple(replace(c, past=found[n]) if n in found else c for n, c in enumerate(known))


def _plain(change: Change) -> bool:
    """Its text is all that there is: not masked, not cut."""
    texts = [text for text in (change.key, change.old, change.new) if text]
    return not any(MASK in text or text.endswith("…") for text in texts)
