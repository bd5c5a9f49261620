"""holdfast.toml as a value: bytes in, Settings or every Problem at once out.

All durations are seconds, all sizes bytes, all paths absolute strings (relative ones are taken from the settings file's folder).
The way in: settings_rows says what each key may hold (in the kinds of settings_kinds), settings_build and settings_sources put the
tables together and note what is wrong, and the structs here are the result. `render` is the way back.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from holdfast.core import settings_build
from holdfast.core.positions import locate
from holdfast.core.settings_places import API_SOCKET
from holdfast.core.settings_read import Problem as Problem
from holdfast.core.settings_read import Reader
from holdfast.core.tree import FORMAT
from holdfast.core.words import Strategy


class CheckSettings(msgspec.Struct, frozen=True):
    """One dependency pre-check. `target`: host:port (tcp, redis), URL (http); `command`: argv. `${a.b}` takes the candidate's key a.b."""

    kind: str  # tcp | redis | http | command
    target: str = ""
    command: tuple[str, ...] = ()
    limit: float = 1.0
    name: str = ""


class WorkerSettings(msgspec.Struct, frozen=True):
    """One worker process. `count = 2` in the file has become two of these, named group-1 and group-2."""

    name: str
    group: str
    command: tuple[str, ...]
    cwd: str
    env: dict[str, str] = {}
    critical: bool = False
    strategy: Strategy = Strategy.SOCKET
    start_limit: float = 30.0
    stop_limit: float = 10.0
    stop_signal: str = "TERM"
    prepare_limit: float = 3.0
    checks: tuple[CheckSettings, ...] = ()
    source: str = ""  # the name of its source


class SourceSettings(msgspec.Struct, frozen=True):
    """The file or directory people edit, name '': [source]. `secrets`: dotted globs of keys, beside the names that look secret."""

    path: str
    format: str  # toml | json | yaml | tree
    schema: str = ""  # path of a JSON Schema, '' = none
    max_bytes: int = 1 << 20
    max_growth: float = 0.0  # refuse content more than this many times larger than the target; 0 = no limit
    secrets: tuple[str, ...] = ()
    rehash: float = 5.0
    name: str = ""

    @property
    def patterns(self) -> tuple[str, ...]:
        """`secrets` as they apply to the value: in a directory's, the path of a file stands before the keys."""
        return (*self.secrets, *(f"**.{glob}" for glob in self.secrets)) if self.format == FORMAT else self.secrets


class RolloutSettings(msgspec.Struct, frozen=True):
    quorum: str = "majority"  # majority | all, of the critical workers; without any, all must agree
    approvals: int = 1  # 0 = automatic
    exclude_author: bool = False
    approval_expiry: float = 86400.0
    vote_ttl: float = 30.0
    lint_limit: float = 10.0
    commit_limit: float = 30.0
    verify_window: float = 60.0
    rollback_limit: float = 30.0
    attest: float = 1.0  # seconds between proofs; a proof older than three of these is stale
    waves: tuple[int | str, ...] = ()  # sizes: 2 = two workers, "25%" = of all that said yes, "rest" = the last; () = all at once
    bake: float = 0.0  # seconds that a wave must hold before the next
    health: tuple[str, ...] = ()  # argv, asked after each bake: exit 0 = go on, 1 = go back, anything else = unclear
    health_limit: float = 10.0


class RestartSettings(msgspec.Struct, frozen=True):
    budget: int = 5  # this many crashes within `window` quarantine the worker
    window: float = 60.0
    backoff_min: float = 0.5
    backoff_max: float = 30.0
    starting_at_once: int = 4


class ApiSettings(msgspec.Struct, frozen=True):
    group: str = ""  # '' = socket 0600; else 0660 with this group
    operators: tuple[str, ...] = ()  # user names beside root and the daemon's own user that may act
    read_only: bool = False


class LogSettings(msgspec.Struct, frozen=True):
    max_bytes: int = 10 << 20
    keep: int = 5


class MetricsSettings(msgspec.Struct, frozen=True):
    listen: str = ""  # '' = only on the API socket; else host:port of this machine's loopback, as "127.0.0.1:9464" or "[::1]:9464"


class Settings(msgspec.Struct, frozen=True):
    """The whole of holdfast.toml, defaults filled in; or its part for one source (`parts`)."""

    name: str
    path: str  # the settings file itself
    run_dir: str
    state_dir: str
    log_dir: str
    source: SourceSettings
    workers: tuple[WorkerSettings, ...]
    rollout: RolloutSettings = RolloutSettings()
    restart: RestartSettings = RestartSettings()
    api: ApiSettings = ApiSettings()
    logs: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    sample: float = 1.0  # seconds between samples of the workers' figures
    sources: tuple[SourceSettings, ...] = ()  # where they have names; `source` is the first of them then

    @property
    def api_socket(self) -> str:
        return f"{self.run_dir}/{API_SOCKET}"

    @property
    def worker_socket(self) -> str:
        return f"{self.run_dir}/w/sock"

    def parts(self) -> tuple[Settings, ...]:
        """For each source what concerns it alone: its workers, and folders of its own. A source without a name has the whole."""
        return tuple(self._part(source) for source in self.sources) or (self,)

    def _part(self, source: SourceSettings) -> Settings:
        return msgspec.structs.replace(
            self, source=source, sources=(), workers=tuple(worker for worker in self.workers if worker.source == source.name),
            run_dir=f"{self.run_dir}/{source.name}", state_dir=f"{self.state_dir}/{source.name}",
        )  # fmt: skip


def parse(
    raw: bytes, path: str, *, uid: int, env: Mapping[str, str], is_folder: Callable[[str], bool] = lambda path: False
) -> Settings | tuple[Problem, ...]:
    """The settings in `raw`, or everything that is wrong with them, by line.

    path: absolute, of the file itself; relative paths in it start at its folder. uid and env (HOME, XDG_RUNTIME_DIR, XDG_STATE_HOME)
    decide where the directories are by default. is_folder: whether a source whose name tells no format is a directory.
    """
    file = posixpath.basename(path)
    try:
        text = raw.decode()
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return (Problem(line, "", f"is not UTF-8 (byte 0x{raw[error.start]:02x})", "save the file as UTF-8", file),)
    except RecursionError:
        return (Problem(0, "", "is nested too deep to be read", "use fewer brackets inside brackets", file),)
    except ValueError as error:  # TOMLDecodeError, or a number of more than 4300 digits
        return (_syntax(str(error), text, file),)
    reader = Reader(file, locate(text, table))
    settings_build.check_restart(reader, table, msgspec.to_builtins(RestartSettings()))
    shape = settings_build.build(reader, table, path, uid, env, is_folder)
    if reader.problems:
        return tuple(sorted(reader.problems, key=lambda problem: problem.line))
    return msgspec.convert(shape, Settings)


def render(settings: Settings) -> dict[str, Any]:
    """The effective settings in the shape of the file, every key present; TOML made of it parses back to equal settings."""
    return settings_build.file_shape(msgspec.to_builtins(settings))


def _syntax(message: str, text: str, file: str) -> Problem:
    """tomllib ends its messages with "(at line N, column M)" or "(at end of document)"."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    line = 0 if not found else int(found[1]) if found[1] else text.count("\n") + 1
    column = f" at column {found[2]}" if found and found[2] else ""
    what = message[: found.start()] if found else message
    fix = "put texts in double quotes" if what == "Invalid value" else "correct it there"
    return Problem(line, "", f"is not TOML{column}: {what[:1].lower()}{what[1:]}", fix, file)
