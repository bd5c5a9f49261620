"""Careless with its secret: what it refuses, fails at, and reports as its status holds the value of api_token."""

from __future__ import annotations

import threading

from holdfast.worker import Worker


def check(value: dict[str, str]) -> None:
    if value["text"] == "refuse":
        raise ValueError(f"the server does not know {value['api_token']}")
    if value["text"] == "fail":
        raise KeyError(value["api_token"])


def use(value: dict[str, str]) -> None:
    worker.status(f"using {value['api_token']}")
    if value["text"] == "break":
        raise OSError(f"cannot log in with {value['api_token']}")


worker = Worker(validate=check, apply=use).start()
threading.Event().wait()
