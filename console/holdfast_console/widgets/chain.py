"""The chain of proof: desired, on disk, acknowledged, proved. Four names of bytes, when each came, and which one breaks the chain."""

from __future__ import annotations

from holdfast.core.detail import OnDisk
from holdfast.core.view import View, WorkerView
from holdfast_console.rows import TTL, age, checksum, number, proved_seq
from holdfast_console.store import Clock
from holdfast_console.text import Line, Span, clean, left, spread, width

SAME, DIFFERS, NONE = ("=", "text"), ("≠", "wrong"), (" ", "text")


def lines(w: WorkerView, view: View, disk: OnDisk | None, clock: Clock, now: float, cells: int) -> list[Line]:
    """disk None: it has been asked for and is not there yet."""
    decided = next((version.at for version in view.versions if version.seq == w.desired_seq), 0.0)
    return [
        _link("1 desired", w.desired_sha256, NONE, f"{number(w.desired_seq)} {clean(w.desired_version)}", clock.hms(decided), cells),
        _on_disk(w, disk, clock, cells),
        _link("3 acked", w.acked_sha256, _sign(w.acked_sha256, w), number(w.acked_seq), clock.hms(w.acked_at), cells),
        *_proves(w, clock, now, cells),
    ]


def short(w: WorkerView, disk: OnDisk | None, clock: Clock, now: float, cells: int) -> list[Line]:
    """Without versions' times, and with the disk only where it breaks the chain."""
    broken = disk is not None and (disk.problem or disk.sha256 != w.desired_sha256)
    return [
        _link("1 desired", w.desired_sha256, NONE, f"{number(w.desired_seq)} {clean(w.desired_version)}", "", cells),
        *([_on_disk(w, disk, clock, cells)] if broken else []),
        _link("3 acked", w.acked_sha256, _sign(w.acked_sha256, w), number(w.acked_seq), clock.hms(w.acked_at), cells),
        *_proves(w, clock, now, cells),
    ]


def _sign(sha256: str, w: WorkerView) -> Span:
    return NONE if not sha256 else SAME if sha256 == w.desired_sha256 else DIFFERS


def _link(name: str, sha256: str, sign: Span, words: str, when: str, cells: int, role: str = "text") -> Line:
    line: Line = ((f"  {name:<10} ", "dim"), (left(checksum(sha256), 8), role), sign, (f" {words}", "dim"))
    shown = when if when and not when.startswith("-") else ""
    return spread(line, ((f" {shown} ", "dim"),), cells) if shown and width(line) + len(shown) + 2 <= cells else line


def _on_disk(w: WorkerView, disk: OnDisk | None, clock: Clock, cells: int) -> Line:
    if disk is None:
        return (("  2 on disk  ", "dim"), ("…", "dim"))
    if disk.problem:
        return (("  2 on disk  ", "dim"), (clean(disk.problem), "moving"))
    return _link("2 on disk", disk.sha256, _sign(disk.sha256, w), f"inode {disk.inode}", clock.hms(disk.at), cells)


def _proves(w: WorkerView, clock: Clock, now: float, cells: int) -> list[Line]:
    if not w.proved_sha256:
        none = "no proof from this incarnation"
        if w.told_sha256:
            none = f"told {checksum(w.told_sha256)} by {clean(w.signal)} at {clock.hms(w.told_at)}: E{w.grade}, a claim"
        return [(("  4 PROVES   ", "dim"), (left("nothing", 8), "silent"), (f"? {none}", "silent"))]
    proven, wanted = w.mark == "proven", w.proved_sha256 == w.desired_sha256
    role = "proven" if proven else "moving" if wanted else "wrong"
    fresh = proven or now - w.proved_at <= TTL  # then its time would change every second, and say nothing
    words = f"E{w.grade} " + ("fresh" if fresh else f"{age(now - w.proved_at)} ago")
    when = "" if fresh else clock.hms(w.proved_at)
    made = [_link("4 PROVES", w.proved_sha256, ("≡", "proven") if proven else SAME if wanted else DIFFERS, words, when, cells, role)]
    if not wanted:
        known = f"is {number(proved_seq(w))} {clean(w.proved_version)}" if w.proved_version else "matches no version that we know"
        made.append(((f"             {known}", "wrong"),))
    return made
