"""What the demo's workers share: a Worker that tells its log in one line what it runs and what a change was, and when to stop."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Callable

from .. import Content, Worker

APP_TOML = Path(__file__).with_name("app.toml")
SECRET = ("token", "secret", "password")


class DemoWorker(Worker):
    """One worker of the demo; it reads `section` of app.toml and speaks only of that."""

    def __init__(self, section: str, validate: Callable[[Any], None] | None = None) -> None:
        super().__init__(validate=validate, on_change=self._changed, fallback=APP_TOML)
        self.name = os.environ.get("HOLDFAST_WORKER", section)
        self._section = section
        self._told: Content | None = None
        self._news: SimpleQueue[None] = SimpleQueue()  # unlike an Event it may be filled from a signal handler
        self._ending = False

    @property
    def settings(self) -> dict[str, Any]:
        """This worker's section of the configuration in use."""
        section: dict[str, Any] = self.config[self._section]
        return section

    def tell(self) -> None:
        """The line at the start."""
        self._told = self.current
        say(f"{self.name} starts, running {name_of(self._told)}: {settings_line(self.settings)}")

    def end(self, *_signal: object) -> None:
        """Stop soon: the handler of SIGTERM and SIGINT."""
        self._ending = True
        self._news.put(None)

    def end_on_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.end)
        signal.signal(signal.SIGINT, self.end)

    def wait(self, seconds: float) -> bool:
        """Until the time is over or the configuration has changed; False when it is time to stop."""
        try:
            self._news.get(timeout=seconds)
        except Empty:
            pass
        return not self._ending

    def _changed(self, _value: Any) -> None:
        before, self._told = self._told, self.current
        if before is not None and self._told is not None:
            what = changes(before.value[self._section], self._told.value[self._section])
            say(f"now running {name_of(self._told)}: {what or 'nothing of mine has changed'}")
        self._news.put(None)


def say(text: str) -> None:
    """One line for the log, seen at once."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def name_of(content: Content | None) -> str:
    return f"{content.version or 'its own file'} {content.checksum}" if content is not None else "nothing"


def settings_line(settings: dict[str, Any]) -> str:
    return ", ".join(f"{key} {shown(key, value)}" for key, value in settings.items())


def changes(old: dict[str, Any], new: dict[str, Any]) -> str:
    """`interval_s 2 -> 1, fields ...`: the keys that differ, in the new order."""
    keys = [*new, *(key for key in old if key not in new)]
    return ", ".join(f"{key} {shown(key, old.get(key))} -> {shown(key, new.get(key))}" for key in keys if old.get(key) != new.get(key))


def shown(key: str, value: Any) -> str:
    """A value as a person reads it; a secret is not shown."""
    if any(word in key for word in SECRET):
        return "•••"
    if isinstance(value, list):
        return f"[{', '.join(shown(key, item) for item in value)}]"
    if isinstance(value, dict):
        return " ".join(f"{name}={shown(name, part)}" for name, part in value.items())
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
