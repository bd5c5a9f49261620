"""What a change reminds of: the falls among versions, and the keys that get again what a fallen version had brought."""

from __future__ import annotations

from typing import Any

from holdfast.core import journal as j
from holdfast.core.ledger import Version, fold
from holdfast.core.recall import LOOK_BACK, falls, recalled
from holdfast.core.words import Change, Kind, Past

NEVER = {"outcome": "refused", "note": "w1: no", "decided_at": 0.0}


def line(*rows: dict[str, Any]) -> dict[int, Version]:
    """Versions 1, 2, ...: each has content of its own (c1, c2, ...), replaces the one before, was decided at 100 * seq, and stays."""
    made: dict[int, Version] = {}
    for seq, row in enumerate(rows, 1):
        before = made.get(seq - 1)
        usual: dict[str, Any] = {"sha256": f"c{seq}", "kind": Kind.EDIT, "author": "ana", "outcome": "active", "decided_at": 100.0 * seq}
        usual |= {"base_seq": seq - 1, "base_sha256": before.sha256 if before else "", "at": 0.0, "version": f"v{seq}"}
        made[seq] = Version(seq=seq, **(usual | row))
    return made


def told(versions: dict[int, Version], before: int = 0) -> list[tuple[int, str, float, str]]:
    return [(f.past.seq, f.past.outcome, f.past.ran, f"{f.instead}>{f.sha256}") for f in falls(versions, before)]


def back(to: int, **more: Any) -> dict[str, Any]:
    """An operator goes back to the content of an older version."""
    return {"kind": Kind.ROLLBACK, "content_of": to, "sha256": f"c{to}", **more}


def test_what_was_taken_back_refused_or_rejected_fell_and_nothing_else() -> None:
    taken = {"outcome": "rolled back", "ended_at": 440.0, "note": "by ana: p99 up"}
    versions = line({}, NEVER, {"outcome": "rejected", "decided_at": 0.0}, taken, {"outcome": "superseded"}, {})
    assert told(versions) == [(4, "rolled back", 40.0, "c3>c4"), (3, "rejected", 0.0, "c2>c3"), (2, "refused", 0.0, "c1>c2")]
    assert next(falls(versions)).past.note == "by ana: p99 up"
    assert told(versions, before=4) == [(3, "rejected", 0.0, "c2>c3"), (2, "refused", 0.0, "c1>c2")]


def test_an_operator_who_goes_back_says_that_the_newer_one_did_not_stay() -> None:
    versions = line({}, {}, {}, back(1))
    assert told(versions) == [(3, "rolled back", 100.0, "c1>c3")]
    assert next(falls(versions)).past.note == "by ana, to #1"
    assert told(line({}, {}, {}, back(1, decided_at=0.0, outcome="rejected"))) == [(4, "rejected", 0.0, "c3>c1")]


def test_what_has_held_since_did_not_fall() -> None:
    assert told(line({}, {}, back(1), {"sha256": "c2"})) == []
    assert told(line({}, NEVER, {"sha256": "c2"})) == []
    assert told(line({}, {}, back(1), {"sha256": "c2", "kind": Kind.ROLLBACK, "content_of": 2})) == [], "coming forward is no fall"
    assert told(line({}, {}, back(1), {"sha256": "c2"}, back(1)))[0] == (4, "rolled back", 100.0, "c1>c2")


def test_only_the_last_versions_are_looked_at() -> None:
    versions = line({}, NEVER, *[{}] * LOOK_BACK)
    assert told(versions) == []
    assert told(versions, before=LOOK_BACK) == [(2, "refused", 0.0, "c1>c2")]


def test_the_journal_says_what_a_version_was_to_replace() -> None:
    begun = j.Begin(at=1.0, seq=2, version="v2", sha256="b", base_seq=1, base_sha256="a", kind=Kind.EDIT, author="ana")
    refused = j.Abort(at=2.0, seq=2, outcome="refused", reason="w1: no")
    assert told(dict(fold([begun, refused]).versions)) == [(2, "refused", 0.0, "a>b")]


# -- keys

PAST, OLDER = Past(6, "rolled back"), Past(4, "refused")


def test_a_key_that_gets_again_what_fell_says_so_with_the_newest() -> None:
    now = Change("a", "1", "2"), Change("b", "1", "2"), Change("c", "1", None), Change("d", None, "1")
    found = recalled(now, [(PAST, (Change("a", "5", "2"), Change("c", "1", None), Change("d", "9", "8"))), (OLDER, now[:2])])
    assert [change.past for change in found] == [PAST, OLDER, PAST, None]
    assert [(c.key, c.old, c.new) for c in found] == [(c.key, c.old, c.new) for c in now]


def test_secrets_and_what_is_cut_are_compared_with_nothing() -> None:
    hidden = Change("token", "••••", "••••"), Change("url", '"a"', '"http://x:••••@y"'), Change("p", "••••", None)
    now = *hidden, Change("long", "1", "x" * 199 + "…")
    assert recalled(now, [(PAST, now)]) == now


def test_no_more_is_read_than_is_needed() -> None:
    def told():
        yield PAST, (Change("a", "1", "2"),)
        raise AssertionError("everything is known by now")

    assert recalled((Change("a", "1", "2"),), told())[0].past == PAST
    assert recalled((), told()) == ()
