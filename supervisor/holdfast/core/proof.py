"""What a worker proves: an HMAC of a nonce over the very bytes it runs.

A nonce is drawn by the supervisor, 16 to 32 random bytes; the proof is HMAC-SHA256(key = nonce, message = raw bytes), lower-case
hex. The supervisor computes the same over the contents it knows and looks which one it was; what the worker says it runs only
decides which is tried first. One `Round` serves any number of workers at one HMAC per content (1 MiB: 0.6 ms).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable

TTL = 3  # a proof is worth this many attest intervals


def hmac_hex(nonce: bytes, raw: bytes) -> str:
    """The proof that whoever runs `raw` would give."""
    return hmac.digest(nonce, raw, "sha256").hex()


def fresh(proof_mono: float, now_mono: float, attest: float) -> bool:
    """Is a proof (or the nonce drawn for it) of `proof_mono` still worth something? Seconds, monotonic."""
    return now_mono - proof_mono <= TTL * attest


class Round:
    """One nonce and the right answers to it. `raw` gives a known content's bytes, KeyError if it is not known (any more)."""

    def __init__(self, nonce: bytes, raw: Callable[[str], bytes], mono: float = 0.0) -> None:
        self.nonce = nonce
        self.mono = mono  # when it was drawn
        self._raw = raw
        self._answers: dict[str, str] = {}

    def match(self, proof_hex: str, names: Iterable[str]) -> str:
        if not proof_hex:
            return ""
        """The first of these sha256 whose content the proof was made over, '' if none. Compared in constant time."""
        for sha256 in names:
            answer = self._answer(sha256)
            if answer and hmac.compare_digest(answer.encode(), proof_hex.encode()):
                return sha256
        return ""

    def _answer(self, sha256: str) -> str:
        if sha256 not in self._answers:
            try:
                self._answers[sha256] = hmac_hex(self.nonce, self._raw(sha256))
            except KeyError:
                self._answers[sha256] = ""
        return self._answers[sha256]
