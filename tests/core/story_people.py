"""What people say in a story (story.py): `approve X by WHO`, `freeze by WHO WHY` ... as the commands that the World gets."""

from __future__ import annotations

import hashlib

from holdfast.core import acts
from holdfast.core.words import Who

PEOPLE = {"root": 0, "ana": 1001, "bob": 1002, "eve": 1003}


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


class People:
    """A part of Story: a word of a story is a method here, the rest of its line are the arguments."""

    names: dict[str, str]
    request: int

    def give(self, event: object) -> None:
        """One event into the World."""
        raise NotImplementedError

    def _ask(self, kind: type[acts.Command], by: str, *args: object) -> None:
        self.request += 1
        self.give(kind(self.request, Who(PEOPLE[by], by), *args))

    def _do_approve(self, content: str, _by: str, who: str) -> None:
        self._ask(acts.Approve, who, 0, sha(content)[:4] if content in self.names.values() else content)

    def _do_reject(self, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Reject, who, 0, " ".join(why))

    def _do_apply(self, _by: str, who: str) -> None:
        self._ask(acts.Apply, who)

    def _do_rollback(self, to: str, _by: str, who: str, *draft: str) -> None:
        self._ask(acts.Rollback, who, to, not draft)

    def _do_reload(self, _by: str, who: str, *workers: str) -> None:
        self._ask(acts.Reload, who, workers)

    def _do_restart(self, worker: str, _by: str, who: str) -> None:
        self._ask(acts.Restart, who, worker)

    def _do_kill(self, worker: str, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Kill, who, worker, " ".join(why))

    def _do_prove(self, _by: str, who: str, *workers: str) -> None:
        self._ask(acts.Prove, who, workers)

    def _do_freeze(self, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Freeze, who, True, " ".join(why))

    def _do_unfreeze(self, _by: str, who: str) -> None:
        self._ask(acts.Freeze, who, False, "")

    def _do_cordon(self, worker: str, _by: str, who: str) -> None:
        self._ask(acts.Cordon, who, worker, True)

    def _do_settle(self, choice: str, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Settle, who, choice, " ".join(why))

    def _do_hold(self, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Hold, who, True, " ".join(why))

    def _do_go(self, _by: str, who: str) -> None:
        self._ask(acts.Hold, who, False)

    def _do_uncordon(self, worker: str, _by: str, who: str) -> None:
        self._ask(acts.Cordon, who, worker, False)

    def _do_stop(self, _by: str, who: str, *why: str) -> None:
        self._ask(acts.Stop, who, " ".join(why))
