"""A worker on a directory: app.toml names a file beside it (`include`), which it reads from the directory itself.

A content whose include is not there is refused.
"""

from __future__ import annotations

import threading

from holdfast.worker import Directory, Worker


def read(config: Directory) -> str:
    include = config.value["app.toml"]["include"]
    return (config.tree / include).read_text().strip()


def check(config: Directory) -> None:
    try:
        read(config)
    except OSError as error:
        raise ValueError(f"cannot include {error.filename.removeprefix(str(config.tree))}: {error.strerror}") from None


def say(config: Directory) -> None:
    print(f"text is {read(config)}, title is {config.value['app.toml']['title']}", flush=True)


worker = Worker(validate=check, on_change=say).start()
say(worker.config)
threading.Event().wait()
