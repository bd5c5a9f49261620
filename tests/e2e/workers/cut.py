"""A worker whose way to the supervisor's socket is lost while the file `cut-NAME` is there, as in another mount namespace."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from holdfast.worker import Worker

CUT = Path(f"cut-{os.environ['HOLDFAST_WORKER']}")


def check(value: dict[str, object]) -> None:
    if not isinstance(value.get("text"), str):
        raise ValueError("text must be a text")


def say(value: dict[str, object]) -> None:
    print(f"text is {value['text']}", flush=True)


worker = Worker(validate=check, on_change=say).start()
link = worker._link
way, reached = link.path, True
while True:
    if reached is CUT.exists():
        reached = not reached
        link.path = way if reached else "/nowhere/sock"
        link.tell(link.redial)
    threading.Event().wait(0.02)
