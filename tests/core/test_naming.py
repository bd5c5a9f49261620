"""What people call a version, and what happens when they type something else."""

from __future__ import annotations

import pytest

from holdfast.core.journal import Begin, Decide
from holdfast.core.ledger import Ledger, fold
from holdfast.core.naming import No, resolve
from holdfast.core.words import Kind

A, B = "a7f9e2b" + "0" * 57, "a7f9ccc" + "1" * 57


def history() -> Ledger:
    """#1 A ran, #2 B ran, #3 A ran again, #4 B was only proposed."""
    records = []
    for seq, sha256 in ((1, A), (2, B), (3, A), (4, B)):
        version = f"2024052{seq}-142233.000{seq}"
        records.append(Begin(at=1.0, seq=seq, version=version, sha256=sha256, base_seq=0, base_sha256="", kind=Kind.EDIT, author="ana"))
        if seq < 4:
            records.append(Decide(at=1.0, seq=seq, version=version, sha256=sha256, kind=Kind.EDIT))
    return fold(records)


@pytest.mark.parametrize(("name", "seq"), [
    ("2", 2), ("#2", 2), ("20240523-142233.0003", 3), ("20240522-142233", 2), ("20240521", 1),
    ("a7f9e2b", 3), ("A7F9E2", 3), ("a7f9c", 2), (A, 3),
])  # fmt: skip
def test_number_label_or_checksum(name: str, seq: int) -> None:
    """The same content under several numbers is the newest one that ran."""
    assert resolve(history(), name).seq == seq


@pytest.mark.parametrize(("name", "why"), [
    ("", "no version is called (nothing)"), ("9", "no version is called 9"), ("a7f", "no version is called a7f"), ("zzzz", "called zzzz"),
    ("a7f9", "could be #1"), ("2024", "could be #1"), ("²", "no version is called ²"), ("9" * 5000, "no version is called 999"),
])  # fmt: skip
def test_what_means_nothing_or_several_things_is_refused(name: str, why: str) -> None:
    with pytest.raises(No) as no:
        resolve(history(), name)
    assert why in str(no.value)
