"""One worker in detail, as text: `holdfast worker NAME`. Pure: the answer of the route in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.detail import Anatomy, Detail, Ear, Handle, ProcessView
from holdfast.core.view import WorkerView
from holdfast_console.out import clean
from holdfast_console.tables import Look, event, size, when
from holdfast_console.tables import age as ago

HANDLES = 40  # lines of descriptors; --json has all that were sent


def worker(detail: Detail, look: Look) -> Iterator[str]:
    w, anatomy = detail.worker, detail.anatomy
    yield f"{clean(w.name)}: {w.mark} {look.marks.get(w.mark, '?')}, {clean(w.phase)}, life {w.life}, restarts {w.restarts}"
    for label, text in (("why", w.why), ("reason", w.reason), ("last end", w.last_exit)):
        if text:
            yield f"  {label}: {clean(text)}"
    yield from chain(w, anatomy, look)
    for process in anatomy.processes:
        yield from _process(process)
    if anatomy.more_processes:
        yield f"and {anatomy.more_processes} more processes"
    yield from _handles(anatomy)
    yield from ("events", *(f"  {event(e, look)}" for e in detail.events[-10:])) if detail.events else ()


def chain(w: WorkerView, anatomy: Anatomy, look: Look) -> Iterator[str]:
    """desired, on disk, acknowledged, proved; the one that differs from the first is marked."""
    disk = anatomy.disk
    yield "chain of proof"
    yield f"  1 desired  {w.desired_sha256[:7] or '-':7}    {w.desired_version}"
    place = clean(disk.problem) or f"{when(disk.at)}  inode {disk.inode}  {clean(disk.path)}"
    yield f"  2 on disk  {disk.sha256[:7] or '-':7} {_same(disk.sha256, w)}  {place}"
    yield f"  3 acked    {w.acked_sha256[:7] or '-':7} {_same(w.acked_sha256, w)}  {when(w.acked_at)}  #{w.acked_seq}"
    known = w.proved_version or ("bytes of no version we know" if w.proved_sha256 else "no proof from this process")
    proved = f"  {ago(look.now - w.proved_at)} ago, grade E{w.grade}" if w.proved_at else ""
    yield f"  4 proved   {w.proved_sha256[:7] or '-':7} {_same(w.proved_sha256, w)}  {known}{proved}"


def _same(sha256: str, w: WorkerView) -> str:
    return " " if not sha256 else "=" if sha256 == w.desired_sha256 else "!"


def _process(one: ProcessView) -> Iterator[str]:
    whose = clean(one.user) or str(one.uid)
    yield f"process {one.pid}: {one.state}, user {whose}, parent {one.parent}, group {one.group}, session {one.session}, nice {one.nice}"
    yield f"  threads {one.threads}, fds {one.fds}, rss {size(one.rss)}, cwd {clean(one.cwd) or '(not to be seen)'}"
    yield f"  {clean(' '.join(one.argv))}"


def _handles(anatomy: Anatomy) -> Iterator[str]:
    if anatomy.kinds:
        yield "open: " + ", ".join(f"{count} {clean(kind)}" for kind, count in anatomy.kinds.items())
    shown = [handle for handle in anatomy.handles if handle.what or handle.deleted]
    yield from (f"  {_handle(handle)}" for handle in shown[:HANDLES])
    if len(shown) > HANDLES or anatomy.more_handles:
        yield f"  and {max(0, len(shown) - HANDLES) + anatomy.more_handles} more; --json shows them"
    for ear in anatomy.ears:
        yield from _ear(ear)
    yield from (clean(line) for line in anatomy.unseen)


def _handle(handle: Handle) -> str:
    gone = f"  DELETED, inode {handle.inode}" if handle.deleted else ""
    return f"pid {handle.pid} fd {handle.fd}: {handle.kind} {clean(handle.what)}{gone}"


def _ear(ear: Ear) -> Iterator[str]:
    yield f"pid {ear.pid} fd {ear.fd}: inotify instance with {ear.watches} watches of its own"
    for place in ear.places:
        yield f"  {clean(place.path) or f'inode {place.inode} on device {place.device >> 20}:{place.device & 0xFFFFF}'}"
