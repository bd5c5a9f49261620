"""Every key of holdfast.toml: which field it fills and what it may hold.

The rows are the list that docs/configuration.md and config.example.toml are held against by a test.
"""

from __future__ import annotations

from holdfast.core import settings_kinds as kinds
from holdfast.core.settings_kinds import Row
from holdfast.core.words import Strategy

_DAY = 86400.0

TOP = {
    "name": Row("name", kinds.filled),
    "run_dir": Row("run_dir", kinds.filled),
    "state_dir": Row("state_dir", kinds.filled),
    "log_dir": Row("log_dir", kinds.filled),
    "sample": Row("sample", kinds.duration(0.1, 3600)),
}
SOURCE = {
    "path": Row("path", kinds.filled),
    "format": Row("format", kinds.choice("toml", "json", "yaml", "tree")),
    "schema": Row("schema", kinds.text),
    "max_size": Row("max_bytes", kinds.size(1, 8 << 20)),
    "max_growth": Row("max_growth", kinds.factor),
    "secrets": Row("secrets", kinds.texts),
    "rehash": Row("rehash", kinds.duration(0.1, 3600)),
}
ROLLOUT = {
    "quorum": Row("quorum", kinds.choice("majority", "all")),
    "approvals": Row("approvals", kinds.whole(0, 16)),
    "exclude_author": Row("exclude_author", kinds.flag),
    "approval_expiry": Row("approval_expiry", kinds.duration(1, 30 * _DAY)),
    "vote_ttl": Row("vote_ttl", kinds.duration(0.05, 3600)),
    "lint_limit": Row("lint_limit", kinds.duration(0.05, 600)),
    "commit_limit": Row("commit_limit", kinds.duration(0.05, 3600)),
    "verify_window": Row("verify_window", kinds.duration(0, _DAY)),
    "rollback_limit": Row("rollback_limit", kinds.duration(0.05, 3600)),
    "attest": Row("attest", kinds.duration(0.05, 3600)),
    "waves": Row("waves", kinds.waves),
    "bake": Row("bake", kinds.duration(0, _DAY)),
    "health": Row("health", kinds.argv_or_none),
    "health_limit": Row("health_limit", kinds.duration(0.05, 600)),
}
RESTART = {
    "budget": Row("budget", kinds.whole(1, 1000)),
    "window": Row("window", kinds.duration(0.05, _DAY)),
    "backoff_min": Row("backoff_min", kinds.duration(0.01, 3600)),
    "backoff_max": Row("backoff_max", kinds.duration(0.01, _DAY)),
    "starting_at_once": Row("starting_at_once", kinds.whole(1, 512)),
}
API = {
    "group": Row("group", kinds.text),
    "operators": Row("operators", kinds.texts),
    "read_only": Row("read_only", kinds.flag),
}
LOGS = {
    "max_size": Row("max_bytes", kinds.size(1 << 10, 1 << 40)),
    "keep": Row("keep", kinds.whole(0, 100)),
}
METRICS = {
    "listen": Row("listen", kinds.loopback),
}
WORKER = {
    "name": Row("name", kinds.filled),
    "source": Row("source", kinds.text),
    "count": Row("count", kinds.whole(1, 64)),
    "command": Row("command", kinds.argv),
    "cwd": Row("cwd", kinds.filled),
    "env": Row("env", kinds.env_table),
    "critical": Row("critical", kinds.flag),
    "strategy": Row("strategy", kinds.choice(*(strategy.value for strategy in Strategy))),
    "start_limit": Row("start_limit", kinds.duration(0.05, 3600)),
    "stop_limit": Row("stop_limit", kinds.duration(0, 3600)),
    "stop_signal": Row("stop_signal", kinds.signal_name),
    "prepare_limit": Row("prepare_limit", kinds.duration(0.05, 3600)),
}
CHECK = {
    "tcp": Row("tcp", kinds.filled),
    "redis": Row("redis", kinds.filled),
    "http": Row("http", kinds.filled),
    "command": Row("command", kinds.argv),
    "limit": Row("limit", kinds.duration(0.01, 600)),
    "name": Row("name", kinds.text),
}
SECTIONS: dict[str, dict[str, Row]] = {
    "": TOP,
    "source": SOURCE,
    "rollout": ROLLOUT,
    "restart": RESTART,
    "api": API,
    "logs": LOGS,
    "metrics": METRICS,
    "worker": WORKER,
    "worker.check": CHECK,
}
CHECK_KINDS = ("tcp", "redis", "http", "command")
