"""The smallest real worker: checks that `text` is a text, tells each change in one line, and sees nothing else.

A content whose `text` is "no from NAME" is refused by the worker of that name.
"""

from __future__ import annotations

import os
import sys
import threading

from holdfast.worker import Worker

NAME = os.environ["HOLDFAST_WORKER"]


def check(value: dict[str, object]) -> None:
    if not isinstance(value.get("text"), str):
        raise ValueError("text must be a text")
    if value["text"] == f"no from {NAME}":
        raise ValueError(f"{NAME} will not have it")


def say(value: dict[str, object]) -> None:
    print(f"text is {value['text']}", flush=True)


worker = Worker(validate=check, on_change=say).start()
say(worker.config)
threading.Event().wait(float(sys.argv[1]) if len(sys.argv) > 1 else None)
