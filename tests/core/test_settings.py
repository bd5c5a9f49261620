"""holdfast.toml: the smallest file, the complete one, what it says read back, and the list of its keys."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest
import tomli_w
from core_smallest import PATH, SMALLEST, parse, with_line
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from holdfast.core import settings
from holdfast.core.settings import CheckSettings, Problem, Settings
from holdfast.core.settings_rows import SECTIONS

ROOT = Path(__file__).parents[2]


def test_the_smallest_file():
    found = parse(SMALLEST)
    assert isinstance(found, Settings)
    assert found.source.path == "/etc/orders/app.toml"
    assert found.source.format == "toml"
    (worker,) = found.workers
    assert (worker.name, worker.group, worker.command, worker.cwd) == ("web", "web", ("python3", "web.py"), "/etc/orders")
    assert found.rollout == settings.RolloutSettings()


def test_waves_and_their_health_command():
    line = 'waves = [1, "25%", "rest"]\nbake = "5m"\nhealth = ["./healthy", "-q"]'
    rule = parse(with_line(line, "rollout")).rollout
    assert (rule.waves, rule.bake, rule.health, rule.health_limit) == ((1, "25%", "rest"), 300.0, ("./healthy", "-q"), 10.0)
    assert parse(with_line("waves = []\nhealth = []", "rollout")).rollout == settings.RolloutSettings()


def test_where_things_lie_by_default():
    root = parse(SMALLEST, uid=0)
    assert (root.run_dir, root.state_dir, root.log_dir) == ("/run/holdfast/orders", "/var/lib/holdfast/orders", "/var/log/holdfast/orders")
    ann = parse(SMALLEST)
    assert ann.run_dir == "/tmp/holdfast-1000/orders"
    assert ann.state_dir == "/home/ann/.local/state/holdfast/orders"
    assert ann.log_dir == "/home/ann/.local/state/holdfast/orders/log"
    desk = parse(SMALLEST, XDG_RUNTIME_DIR="/run/user/1000", XDG_STATE_HOME="/state")
    assert (desk.run_dir, desk.state_dir) == ("/run/user/1000/holdfast/orders", "/state/holdfast/orders")
    assert (desk.api_socket, desk.worker_socket) == ("/run/user/1000/holdfast/orders/api.sock", "/run/user/1000/holdfast/orders/w/sock")


def test_paths_start_at_the_file_and_home_is_known():
    found = parse(SMALLEST.replace('"app.toml"', '"~/conf/../app.json"') + 'cwd = "../srv"\n')
    assert found.source.path == "/home/ann/app.json"
    assert found.source.format == "json"
    assert found.workers[0].cwd == "/etc/srv"


def test_count_makes_numbered_workers_of_one_group():
    found = parse(SMALLEST + "count = 3\n")
    assert [(worker.name, worker.group) for worker in found.workers] == [("web-1", "web"), ("web-2", "web"), ("web-3", "web")]
    assert [worker.name for worker in parse(SMALLEST + "count = 1\n").workers] == ["web"]


def test_checks_of_each_kind():
    text = SMALLEST + "".join(
        f"[[worker.check]]\n{line}\n"
        for line in (
            'tcp = "${db.host}:${db.port}"\nlimit = "200ms"',
            'redis = "[::1]:6379"\nname = "cache"',
            'http = "https://api/health"',
            'command = ["test", "-w", "."]',
        )
    )
    assert parse(text).workers[0].checks == (
        CheckSettings("tcp", "${db.host}:${db.port}", limit=0.2),
        CheckSettings("redis", "[::1]:6379", name="cache"),
        CheckSettings("http", "https://api/health"),
        CheckSettings("command", command=("test", "-w", ".")),
    )


@pytest.mark.parametrize(
    ("written", "seconds"), [('"500ms"', 0.5), ('"3s"', 3), ('"2m"', 120), ('"24h"', 86400), ("1.5", 1.5), ('"1.5 s"', 1.5)]
)
def test_durations(written, seconds):
    assert (
        parse(with_line(f"approval_expiry = {written}".replace("approval_expiry", "backoff_max"), "restart")).restart.backoff_max == seconds
    )


@pytest.mark.parametrize(
    ("written", "size"), [('"64KiB"', 65536), ('"1MiB"', 1 << 20), ('"5MB"', 5_000_000), ("4096", 4096), ('"2048 B"', 2048)]
)
def test_sizes(written, size):
    assert parse(with_line(f"max_size = {written}", "logs")).logs.max_bytes == size


def test_the_longest_folder_that_a_socket_fits_in():
    found = parse(with_line(f'run_dir = "/{"r" * 97}"'))
    assert len(found.api_socket) == 107


def test_signals_may_have_their_long_name():
    assert parse(SMALLEST + 'stop_signal = "SIGQUIT"\n').workers[0].stop_signal == "QUIT"


# -- and back

_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
_names = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,25}\Z")
_seconds = st.one_of(st.floats(0.1, 600), st.integers(1, 600).map(float), st.sampled_from([0.5, 60.0, 86400.0 / 144]))
_section = {
    "rollout": st.fixed_dictionaries(
        {},
        optional={
            "quorum": st.sampled_from(["majority", "all"]),
            "approvals": st.integers(0, 16),
            "exclude_author": st.booleans(),
            "vote_ttl": _seconds,
            "verify_window": st.one_of(_seconds, st.just(0)),
        },
    ),
    "restart": st.fixed_dictionaries({}, optional={"budget": st.integers(1, 9), "window": _seconds}),
    "api": st.fixed_dictionaries({}, optional={"group": _texts, "operators": st.lists(_texts), "read_only": st.booleans()}),
    "logs": st.fixed_dictionaries({}, optional={"max_size": st.integers(1024, 1 << 40), "keep": st.integers(0, 100)}),
    "metrics": st.fixed_dictionaries({}, optional={"listen": st.sampled_from(["", "127.0.0.1:9464", "127.1.2.3:1", "[::1]:65535"])}),
}
_checks = st.one_of(
    st.fixed_dictionaries({"tcp": st.just("${db.host}:1")}, optional={"limit": _seconds, "name": _texts}),
    st.fixed_dictionaries({"command": st.lists(_texts, min_size=1, max_size=3)}),
)
_workers = st.fixed_dictionaries(
    {"name": _names, "command": st.lists(_texts, min_size=1, max_size=3)},
    optional={
        "count": st.integers(1, 5),
        "env": st.dictionaries(st.sampled_from(["A", "B_TOKEN"]), _texts),
        "critical": st.booleans(),
        "stop_signal": st.sampled_from(["TERM", "SIGINT"]),
        "start_limit": _seconds,
        "check": st.lists(_checks, max_size=2),
    },
)
_files = st.fixed_dictionaries(
    {
        "name": _names,
        "source": st.fixed_dictionaries(
            {"path": st.sampled_from(["app.toml", "~/a.yml"])}, optional={"max_growth": st.sampled_from([0, 1.5])}
        ),
        "worker": st.lists(_workers, min_size=1, max_size=3, unique_by=lambda worker: worker["name"]),
    },
    optional=_section,
)


@trying(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_files)
def test_the_effective_settings_parse_back_to_the_same(table):
    found = parse(tomli_w.dumps(table))
    if isinstance(found, tuple):  # "a" twice and "a-1" may meet
        assert {problem.what.split()[1] for problem in found} == {"is"}
        return
    again = settings.parse(tomli_w.dumps(settings.render(found)).encode(), PATH, uid=0, env={})
    assert again == found


# -- the list of keys is one list


def test_every_field_has_a_key_and_every_key_a_field():
    structs = {
        "": settings.Settings,
        "source": settings.SourceSettings,
        "rollout": settings.RolloutSettings,
        "restart": settings.RestartSettings,
        "api": settings.ApiSettings,
        "logs": settings.LogSettings,
        "metrics": settings.MetricsSettings,
        "worker": settings.WorkerSettings,
        "worker.check": settings.CheckSettings,
    }
    made = {"path", "source", "sources", "workers", "rollout", "restart", "api", "logs", "metrics"}  # no keys of the top: tables, the file
    for section, struct in structs.items():
        fields = set(struct.__struct_fields__)
        keys = {row.field for row in SECTIONS[section].values()}
        if section == "":
            fields -= made
        if section == "source":
            fields -= {"name"}  # of the table
        if section == "worker":
            fields, keys = fields - {"group", "checks"}, keys - {"count"}
        if section == "worker.check":
            fields, keys = fields - {"kind", "target"}, keys - {"tcp", "redis", "http"}
        assert fields == keys, section


def keys_by_section(text):
    """{section: keys} of a TOML text, commented-out lines too."""
    found, section = {"": set()}, ""
    for line in text.splitlines():
        if head := re.match(r"(?:# )?\[+([a-z.]+)\]", line):
            section = head[1]
        elif pair := re.match(r"(?:# )?([a-z_]+) = ", line):
            found.setdefault(section, set()).add(pair[1])
    return found


def test_the_example_has_every_key_and_tells_its_defaults():
    text = (ROOT / "config.example.toml").read_text()
    assert keys_by_section(text) == {section: set(rows) for section, rows in SECTIONS.items()}
    found = settings.parse(text.encode(), str(ROOT / "config.example.toml"), uid=1000, env={})
    assert isinstance(found, Settings), [str(problem) for problem in found]
    assert [(worker.name, worker.critical) for worker in found.workers] == [
        ("metrics-collector", True),
        ("log-forwarder-1", True),
        ("log-forwarder-2", True),
        ("policy-engine-1", True),
        ("policy-engine-2", True),
        ("night-shift", False),
    ]
    defaults = settings.RolloutSettings(verify_window=10.0)
    assert (found.rollout, found.restart, found.api, found.logs, found.metrics) == (
        defaults,
        settings.RestartSettings(),
        settings.ApiSettings(),
        settings.LogSettings(),
        settings.MetricsSettings(),
    )


def test_the_manual_has_every_key_with_its_default():
    text = (ROOT / "docs" / "configuration.md").read_text()
    section, rows = "", {}
    for line in text.splitlines():
        if head := re.match(r"## .*?`\[+([a-z.]+)\]+`", line):
            section = head[1]
        elif line.startswith("## "):
            section = "" if "top" in line else "-"
        elif row := re.match(r"\| `([a-z_]+)` \| ([^|]*) \| ([^|]*) \|", line):
            rows.setdefault(section, {})[row[1]] = row[3].strip()
    rows.pop("-", None)
    assert {name: set(keys) for name, keys in rows.items()} == {name: set(keys) for name, keys in SECTIONS.items()}
    shape = settings.render(parse(SMALLEST))
    shape |= {"": shape, "worker": shape["worker"][0], "worker.check": {"limit": "1s", "name": ""}}
    compared = 0
    for section, keys in rows.items():
        for key, written in keys.items():
            if default := re.fullmatch(r"`([^`]*)`(?: \(none\))?", written):
                read = SECTIONS[section][key].kind.read
                assert read(key, tomllib.loads(f"x = {default[1]}")["x"]) == read(key, shape[section][key]), (section, key)
                compared += 1
    assert compared > 30


def test_problem_is_a_plain_value():
    problem = Problem(12, "worker.count", "must be 1 to 64, got 0", "write count = 1")
    assert str(problem) == "holdfast.toml:12: worker.count: must be 1 to 64, got 0; write count = 1"
    assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem


def test_a_directory_is_told_by_its_slash_or_by_what_lies_there():
    def parsed(path, **more):
        text = SMALLEST.replace("app.toml", path)
        return settings.parse(text.encode(), "/etc/holdfast.toml", uid=0, env={}, **more)

    slash = parsed("conf.d/")
    assert (slash.source.path, slash.source.format) == ("/etc/conf.d", "tree")
    found = parsed("conf.d", is_folder=lambda path: path == "/etc/conf.d")
    assert found == slash
    assert parsed("app.toml", is_folder=lambda path: True).source.format == "toml"
    source = msgspec.structs.replace(slash.source, secrets=("db.dsn",))
    assert source.patterns == ("db.dsn", "**.db.dsn")
