"""What is read again when somebody asks: the journal as a chain, who proved a version, whether its bytes are still those.

The nouns, which a client reads too. Times are wall-clock seconds, 0.0 = never. A nonce is used once and kept by nobody; the grade of an
old proof is not recorded either: it was E2 at least, since nothing less is ever recorded.
"""

from __future__ import annotations

import msgspec


class Verified(msgspec.Struct, frozen=True):
    """The journal as it lies on the disk at `at`: so many records and bytes in an unbroken chain. problem: '' = that is all of it."""

    at: float
    records: int
    size: int
    problem: str = ""


class Member(msgspec.Struct, frozen=True):
    """One worker and one version. at, pid, checksum: of its first proof of it, as recorded; times: by how many processes of it in all.

    vote: yes | no | '' = not known. vote_took, proof_took: seconds, None = not known. why: what kept it from proving it. now: its present
    process proves these bytes; then grade and proved_at are those of that proof.
    """

    worker: str
    at: float = 0.0
    pid: int = 0
    checksum: str = ""
    times: int = 0
    vote: str = ""
    vote_took: float | None = None
    proof_took: float | None = None
    why: str = ""
    now: bool = False
    grade: int = 0
    proved_at: float = 0.0


class Proofs(msgspec.Struct, frozen=True):
    """Answer to `proofs`. traced: votes and times are known: of the last two hundred plans, and of none that a killed supervisor had."""

    seq: int
    version: str
    sha256: str
    kind: str
    outcome: str
    decided_at: float
    ended_at: float
    journal: Verified
    members: tuple[Member, ...] = ()
    traced: bool = False


class Sound(msgspec.Struct, frozen=True):
    """Answer to `sound`: a content read again from the store at `at`. problem: why its bytes are not there as they were, '' = they are.

    size: bytes in all. files: of a directory, 0 = a single file. schema: the path of today's schema, '' = there is none. unfit: what that
    schema, or the parser, has against it today.
    """

    seq: int
    sha256: str
    at: float
    size: int = 0
    files: int = 0
    problem: str = ""
    schema: str = ""
    unfit: tuple[str, ...] = ()
