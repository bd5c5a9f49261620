"""The demo's folder: laid out anew, edited as an editor saves, and with a liar planted in it. Nothing outside of it is touched."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from importlib.resources import files
from pathlib import Path

LIAR = "night-shift"
USUAL = ".demo"  # the folder's name where none is given
MINE = ".holdfast-demo"  # a file that says: whatever is in this folder is the demo's
TRIES = ("0.5", "1.0", "2.0")  # seconds between two readings of the metrics collector: what an edit goes through
_INTERVAL = re.compile(r"(?m)^interval_s = (\S+)")


class Occupied(Exception):
    """One sentence: the folder is somebody's, nothing in it has been touched."""


class Playground:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.source = directory / "app.toml"

    def lay_out(self) -> Path:
        """New settings, configuration and schema; what an earlier demo left goes. Returns the settings' path. Raises OSError, Occupied."""
        self.claim()
        for name in ("state", "log", "run"):
            shutil.rmtree(self.directory / name, ignore_errors=True)
        self.plant("")
        demo = files("holdfast") / "worker" / "demo"
        for name in ("app.toml", "app.schema.json"):
            (self.directory / name).write_bytes((demo / name).read_bytes())
        path = self.directory / "holdfast.toml"
        path.write_text(_example().replace('run_dir = "run"', f'run_dir = "{self.run_dir}"'))
        return path

    def claim(self) -> None:
        """A folder is ours if it is new, empty, or a demo has been here. Raises Occupied, OSError."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if self.directory.name != USUAL and any(self.directory.iterdir()) and not (self.directory / MINE).exists():
            raise Occupied(f"cannot run the demo in {self.directory}: it holds files that are not the demo's; name a new folder")
        (self.directory / MINE).touch()

    @property
    def run_dir(self) -> str:
        """`run` beside the settings; where that makes the socket's path too long for the kernel (107 bytes), a short one."""
        if len(str(self.directory / "run" / "w" / "sock")) <= 100:
            return "run"
        tail = hashlib.sha256(str(self.directory).encode()).hexdigest()[:8]
        return f"/tmp/holdfast-demo-{os.getuid()}-{tail}"

    def plant(self, mood: str) -> None:
        """How the liar behaves from now on: lie, refuse, hang ...; '' = as everybody else. Raises OSError."""
        if mood:
            (self.directory / "misbehave").write_text(f"{mood}\n")
        else:
            (self.directory / "misbehave").unlink(missing_ok=True)

    def edit(self, old: str, new: str) -> None:
        """As an editor saves: a new file in the place of the old. Raises ValueError if `old` is not there, OSError."""
        text = self.source.read_text()
        if old not in text:
            raise ValueError(f"{self.source} does not hold {old!r}")
        draft = self.source.with_suffix(".tmp")
        draft.write_text(text.replace(old, new, 1))
        draft.rename(self.source)

    def change(self) -> str:
        """A small good change, with a liar among those who get it; what was changed. Raises OSError, ValueError."""
        found = _INTERVAL.search(self.source.read_text())
        if found is None:
            raise ValueError(f"{self.source} has no interval_s any more")
        before = found[1]
        after = TRIES[(TRIES.index(before) + 1) % len(TRIES)] if before in TRIES else TRIES[0]
        self.plant("lie")
        self.edit(found[0], f"interval_s = {after}")
        return f"{self.source.name}: interval_s {before} → {after}"


def _example() -> str:
    """config.example.toml: of the checkout where we run in one, else of the package."""
    places = (Path(__file__).parents[2] / "config.example.toml", Path(__file__).parent / "config.example.toml")
    return next(place for place in places if place.is_file()).read_text()
