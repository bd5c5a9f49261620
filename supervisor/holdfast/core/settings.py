"""holdfast.toml as a value: bytes in, Settings or every Problem at once out.

All durations are seconds, all sizes bytes, all paths absolute strings (relative ones are taken from the settings file's folder).
"""

from __future__ import annotations

import msgspec

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


class SourceSettings(msgspec.Struct, frozen=True):
    """The file people edit. `secrets`: dotted key globs declared secret, beside the names that look secret."""

    path: str
    format: str  # toml | json | yaml
    schema: str = ""  # path of a JSON Schema, '' = none
    max_bytes: int = 1 << 20
    max_growth: float = 0.0  # refuse content more than this many times larger than the target; 0 = no limit
    secrets: tuple[str, ...] = ()
    rehash: float = 5.0


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


class Settings(msgspec.Struct, frozen=True):
    """The whole of holdfast.toml, defaults filled in."""

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
    sample: float = 1.0  # seconds between samples of the workers' figures

    @property
    def api_socket(self) -> str:
        return f"{self.run_dir}/api.sock"

    @property
    def worker_socket(self) -> str:
        return f"{self.run_dir}/w/sock"
