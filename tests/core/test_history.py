"""history.log: one line per worker and load, that awk reads and the journal can write again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from core_records import MANY, TIMES
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core import history
from holdfast.core import journal as j
from holdfast.core.words import Load

A = "a7f9e2b" + "0" * 57
LOAD = Load(1716301353.25, 4711, "20240521-142233.0007", A[:7], A)


def test_a_line_looks_as_the_page_says() -> None:
    assert history.line(LOAD) == f"2024-05-21T14:22:33.250Z|4711|20240521-142233.0007|a7f9e2b|{A}"


def test_awk_reads_it(tmp_path: Path) -> None:
    """The one-liner that operators use: which process has loaded what."""
    file = tmp_path / "history.log"
    file.write_text("".join(history.line(LOAD) + "\n" for _ in range(2)))
    out = subprocess.run(["awk", "-F|", '{ print $2, $3, $4 == substr($5, 1, 7) ? "same" : "DIFFERS", NF }', file],
                         capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert out == "4711 20240521-142233.0007 same 5\n" * 2


VERSIONS = st.sampled_from(["20240521-142233.0007", "20240521-142233.10000"])


@given(TIMES, st.integers(1, 1 << 22), VERSIONS, st.text("0123456789abcdef", max_size=7))
@settings(deadline=None)
def test_a_line_can_be_read_back(at: float, pid: int, version: str, checksum: str) -> None:
    """To the millisecond: that is what is written."""
    load = Load(at, pid, version, checksum, A)
    back = history.parse(history.line(load))
    assert (back.pid, back.version, back.checksum, back.sha256) == (pid, version, checksum, A)
    assert abs(back.at - at) < 0.0011
    assert history.parse(history.line(back)) == back


def test_what_the_worker_reports_may_differ_from_what_is_stored_and_stands_beside_it() -> None:
    """A liar's line names both: that is what the two columns are for."""
    lie = j.Proved(at=1.0, worker="w1", pid=1, seq=7, version="v", checksum="bad0bad", sha256=A)
    assert history.lines([lie])[0].decode().split("|")[3:] == ["bad0bad", A]


@given(MANY)
@settings(deadline=None, max_examples=60)
def test_the_file_is_derived_from_the_journal_one_line_a_proof(records: list[j.Record]) -> None:
    proofs = [r for r in records if isinstance(r, j.Proved)]
    assert len(history.lines(records)) == len(proofs)
    assert all(b"\n" not in line for line in history.lines([p for p in proofs if "\n" not in p.version + p.checksum]))


@pytest.mark.parametrize("text", ["", "a|b|c|d", "a|b|c|d|e|f", "yesterday|1|v|c|s", "2024-05-21T14:22:33.250Z|many|v|c|s"])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"fields|does not match|invalid literal"):
        history.parse(text)
