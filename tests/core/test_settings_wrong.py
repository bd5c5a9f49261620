"""What can be wrong with a holdfast.toml: each problem says where, what, and what to do, and all are told at once."""

import pytest
from core_smallest import PATH, SMALLEST, parse, told, with_line
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from holdfast.core import settings

WRONG = [
    (with_line("count = 0"), "holdfast.toml:1: count: unknown key; move it to [[worker]]"),
    (SMALLEST + "count = 0\n", "holdfast.toml:7: worker.count: must be 1 to 64, got 0; write count = 1"),
    (SMALLEST + "count = 65\n", "holdfast.toml:7: worker.count: must be 1 to 64, got 65; write count = 64"),
    (SMALLEST + "count = true\n", "holdfast.toml:7: worker.count: must be a whole number, got true; write count = 1"),
    (SMALLEST + "critcal = true\n", "holdfast.toml:7: worker.critcal: unknown key; write critical"),
    (SMALLEST + 'critical = "yes"\n', 'holdfast.toml:7: worker.critical: must be true or false, got "yes"; write critical = true'),
    (
        SMALLEST + 'stop_signal = "SIGTREM"\n',
        'worker.stop_signal: must be one of TERM, INT, QUIT, HUP, USR1, USR2, KILL; got "SIGTREM"; write stop_signal = "TERM"',
    ),
    (
        SMALLEST + "env = { PASSWORD = 12345 }\n",
        'holdfast.toml:7: worker.env.PASSWORD: must be text, got ••••; write PASSWORD = "..." in quotes',
    ),
    (SMALLEST + '[worker.env]\nHOLDFAST_TOKEN = "x"\n', "holdfast.toml:8: worker.env.HOLDFAST_TOKEN: is set by holdfast itself"),
    (SMALLEST + 'env = ["A=1"]\n', 'worker.env: must be a table of texts, got a list; write env = { NAME = "value" }'),
    (SMALLEST + 'strategy = "sock"\n', 'worker.strategy: must be one of socket; got "sock"; write strategy = "socket"'),
    (
        SMALLEST.replace('["python3", "web.py"]', "\"python3 web.py -n 'a b'\""),
        'worker.command: must be a list (no shell reads it), got text; write command = ["python3", "web.py", "-n", "a b"]',
    ),
    (SMALLEST.replace('["python3", "web.py"]', '"it\'s"'), 'write command = ["it\'s"]'),
    (SMALLEST.replace('["python3", "web.py"]', "[]"), "worker.command: must be a list of texts, the program first"),
    (SMALLEST.replace('["python3", "web.py"]', '["a\\u0000"]'), "worker.command: must be a list of texts, the program first"),
    (SMALLEST.replace('command = ["python3", "web.py"]', ""), "holdfast.toml:4: worker.command: is missing"),
    (SMALLEST.replace('name = "web"', ""), "holdfast.toml:4: worker.name: is missing"),
    (SMALLEST.replace('name = "web"', 'name = ""'), "holdfast.toml:5: worker.name: must not be empty"),
    (SMALLEST.replace('name = "web"', 'name = "Web Server"'), 'got "Web Server"; write name = "web-server"'),
    (SMALLEST.replace('"orders"', '"-x-"'), 'holdfast.toml:1: name: must be 1 to 32 of a-z, 0-9 and -, got "-x-"; write name = "x"'),
    (SMALLEST.replace('"orders"', "7"), 'holdfast.toml:1: name: must be text, got 7; write name = "7"'),
    (SMALLEST.replace('name = "orders"\n', ""), "holdfast.toml: name: is missing; write name ="),
    (SMALLEST + SMALLEST[SMALLEST.index("[[worker]]") :], "holdfast.toml:8: worker.name: web is taken by the worker web; give each"),
    (
        SMALLEST + 'count = 2\n[[worker]]\nname = "web-2"\ncommand = ["x"]\n',
        "holdfast.toml:9: worker.name: web-2 is taken by the worker web",
    ),
    (SMALLEST.replace('"web"', '"' + "w" * 32 + '"') + "count = 2\n", "is longer than 32 characters; write a shorter name"),
    (SMALLEST.partition("[[worker]]")[0], "holdfast.toml: worker: there is no worker; write [[worker]]"),
    (
        SMALLEST.replace("[[worker]]", "[worker]"),
        "holdfast.toml:4: worker: must be a list of tables, got a table; write [[worker]] with two",
    ),
    ('name = "a"\n[[worker]]\nname = "a"\ncommand = ["x"]\n', "holdfast.toml: source: is missing; write [source]"),
    (SMALLEST.replace('path = "app.toml"', ""), "holdfast.toml:2: source.path: is missing"),
    (SMALLEST.replace("app.toml", "app.conf"), "source.format: cannot be told from the file's name; write format ="),
    (
        SMALLEST.replace("[source]", "[source]\nformat = 'yml'"),
        'source.format: must be one of toml, json, yaml, tree; got "yml"; write format = "yaml"',
    ),
    ('source = "app.toml"\n' + SMALLEST.replace('[source]\npath = "app.toml"\n', ""), "source: must be a table, got"),
    (
        SMALLEST.replace("[source]", "[source]\nsecrets = 'a.b'"),
        'source.secrets: must be a list of texts, got "a.b"; write secrets = ["a.b"]',
    ),
    (
        SMALLEST.replace("[source]", "[source]\nmax_size = '9MiB'"),
        'source.max_size: must be 1 to 8MiB, got "9MiB"; write max_size = "8MiB"',
    ),
    (SMALLEST.replace("[source]", "[source]\nmax_size = 'big'"), 'source.max_size: must be a size ("64KiB"'),
    (
        SMALLEST.replace("[source]", "[source]\nmax_growth = 0.5"),
        "source.max_growth: must be 0 (no limit) or a factor of 1 to 1000000, got 0.5",
    ),
    (SMALLEST.replace("[source]", "[source]\nrehash = 'often'"), 'source.rehash: must be a duration ("500ms", "3s", "2m", "24h"'),
    (with_line('quorum = "most"', "rollout"), 'rollout.quorum: must be one of majority, all; got "most"; write quorum = "majority"'),
    (with_line("quorom = 1", "rollout"), "holdfast.toml:8: rollout.quorom: unknown key; write quorum"),
    (with_line("verify_window = -1", "rollout"), "rollout.verify_window: must be 0 to 24h, got -1; write verify_window = 0"),
    (with_line("waves = 3", "rollout"), 'rollout.waves: must be a list of at most 32 sizes, got 3; write waves = [1, "25%", "rest"]'),
    (with_line("waves = [1, 2]", "rollout"), 'rollout.waves: must end with "rest", got 2'),
    (with_line('waves = [0, "rest"]', "rollout"), "rollout.waves: has 0 where only a number of workers or a share"),
    (with_line('waves = [true, "rest"]', "rollout"), "rollout.waves: has true where only"),
    (with_line('waves = ["0%", "rest"]', "rollout"), 'rollout.waves: has "0%" where only'),
    (with_line('waves = ["rest", "rest"]', "rollout"), 'rollout.waves: has "rest" where only'),
    (
        with_line('health = "./healthy now"', "rollout"),
        'rollout.health: must be a list (no shell reads it), got text; write health = ["./healthy", "now"]',
    ),
    (with_line("verify_window = nan", "rollout"), "rollout.verify_window: must be 0 to 24h, got NaN"),
    (
        with_line('listen = "0.0.0.0:9464"', "metrics"),
        "holdfast.toml:8: metrics.listen: must be an address of the loopback (127.0.0.0/8 or [::1]), "
        'got "0.0.0.0:9464"; write listen = "127.0.0.1:9464"',
    ),
    (with_line('listen = "[::]:9464"', "metrics"), "must be an address of the loopback (127.0.0.0/8 or [::1]), got"),
    (with_line('listen = "[127.0.0.1]:9464"', "metrics"), "must be an address of the loopback (127.0.0.0/8 or [::1]), got"),
    (with_line('listen = "localhost:9464"', "metrics"), 'must be an address of the loopback in digits, got "localhost:9464"'),
    (with_line('listen = "127.0.0.1"', "metrics"), 'metrics.listen: must be address:port, got "127.0.0.1"'),
    (with_line('listen = ":9464"', "metrics"), "must be an address of the loopback in digits"),
    (with_line('listen = "127.0.0.1:0"', "metrics"), "metrics.listen: must be address:port"),
    (with_line('listen = "127.0.0.1:65536"', "metrics"), "metrics.listen: must be address:port"),
    (with_line("listen = 9464", "metrics"), "metrics.listen: must be text, got 9464"),
    (with_line("approvals = 1"), "holdfast.toml:1: approvals: unknown key; move it to [rollout]"),
    (with_line("aprovals = 1"), "holdfast.toml:1: aprovals: unknown key; write approvals in [rollout]"),
    (with_line("x = 1", "zzzz"), "holdfast.toml:7: zzzz: unknown key; remove it, or use one of api, log_dir"),
    (
        with_line("backoff_min = 60", "restart"),
        "restart.backoff_min: backoff_min (60 s) is above backoff_max (30 s); lower the one or raise the other",
    ),
    (with_line(f'run_dir = "/{"r" * 98}"'), "holdfast.toml:1: run_dir: is too long for a socket (at most 107 bytes"),
    (with_line('run_dir = "/\\u0000"'), "run_dir: has a NUL character"),
    (with_line('[source]\na = "b'), "holdfast.toml:2: is not TOML at column 7: illegal character"),
    ("a = ", "holdfast.toml:1: is not TOML: invalid value; put texts in double quotes"),
    ("a = " + "[" * 5000, "holdfast.toml: is nested too deep"),
    ("a = " + "1" * 5000, "holdfast.toml: is not TOML: "),
]
CHECKS = [
    ('tcp = "db"', 'worker.check.tcp: must be host:port, got "db"; write tcp = "127.0.0.1:3306"'),
    ('redis = "db:99999"', 'worker.check.redis: must be host:port, got "db:99999"'),
    ('tcp = "${db.host:3306"', 'worker.check.tcp: has an unfinished template in "${db.host:3306"'),
    ('http = "api/health"', 'worker.check.http: must be a URL of http or https, got "api/health"; write http = "http://api/health"'),
    ('http = "http://${api"', "worker.check.http: has an unfinished template"),
    ('tcp = "a:1"\nhttp = "http://a"', "holdfast.toml:7: worker.check: has tcp and http, one is allowed"),
    ('limit = "1s"', "holdfast.toml:7: worker.check: has no tcp, redis, http or command"),
    (
        'mysql = "db:3306"',
        "holdfast.toml:8: worker.check.mysql: unknown key; remove it, or use one of command, http, limit, name, redis, tcp",
    ),
    ('command = "test -w ."', 'worker.check.command: must be a list (no shell reads it), got text; write command = ["test", "-w", "."]'),
    ('tcp = "a:1"\nlimit = 0', "worker.check.limit: must be 10ms to 10m, got 0; write limit = "),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*WRONG, *((f"{SMALLEST}[[worker.check]]\n{line}\n", expected) for line, expected in CHECKS)]
)
def test_each_problem_says_where_what_and_what_to_do(text, expected):
    problems = told(text)
    assert len(problems) == 1, problems
    assert expected in problems[0]


def test_bytes_that_are_no_text():
    (problem,) = settings.parse(b'name = "a"\nx = "\xff"\n', PATH, uid=0, env={})
    assert str(problem) == "holdfast.toml:2: is not UTF-8 (byte 0xff); save the file as UTF-8"


def test_all_problems_at_once_in_the_order_of_the_file():
    problems = parse(
        "\n".join(["name = 1", "[source]", "[rollout]", "approvals = 17", "[logs]", 'keep = "x"', "[[worker]]", 'name = "a"', "count = 0"])
    )
    assert [(problem.line, problem.key) for problem in problems] == [
        (1, "name"),
        (2, "source.path"),
        (4, "rollout.approvals"),
        (6, "logs.keep"),
        (7, "worker.command"),
        (9, "worker.count"),
    ]


def test_an_empty_file_says_what_is_needed():
    assert [problem.split(": ")[1] for problem in told("")] == ["name", "source", "worker"]


@trying(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_no_text_makes_it_stumble(text):
    found = parse(text)
    assert isinstance(found, tuple)
    assert found
