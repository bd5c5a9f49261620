"""Several sources in one holdfast.toml: each with its own workers and folders, and what can be wrong between them."""

import pytest
import tomli_w

from holdfast.core import settings
from holdfast.core.settings import Settings

PATH = "/etc/orders/holdfast.toml"
TWO = """\
name = "orders"
[source.app]
path = "app.toml"
[source.proxy]
path = "proxy.yaml"
rehash = "2s"
[[worker]]
name = "web"
source = "app"
count = 2
command = ["python3", "web.py"]
[[worker]]
name = "edge"
source = "proxy"
command = ["edge"]
"""


def parse(text):
    return settings.parse(text.encode(), PATH, uid=1000, env={"HOME": "/home/ann"})


def two():
    found = parse(TWO)
    assert isinstance(found, Settings), [str(problem) for problem in found]
    return found


def test_each_source_has_its_workers_and_folders_of_its_own():
    whole = two()
    assert [(one.name, one.path, one.format, one.rehash) for one in whole.sources] == [
        ("app", "/etc/orders/app.toml", "toml", 5.0),
        ("proxy", "/etc/orders/proxy.yaml", "yaml", 2.0),
    ]
    app, proxy = whole.parts()
    assert (app.source, proxy.source) == whole.sources
    assert [[worker.name for worker in part.workers] for part in (app, proxy)] == [["web-1", "web-2"], ["edge"]]
    assert (app.run_dir, app.state_dir) == (f"{whole.run_dir}/app", f"{whole.state_dir}/app")
    assert proxy.worker_socket == f"{whole.run_dir}/proxy/w/sock"
    assert (app.log_dir, app.name, app.rollout) == (whole.log_dir, whole.name, whole.rollout)


def test_one_source_without_a_name_has_everything_as_it_is():
    one = parse(TWO.partition("[source.proxy]")[0].replace("source.app", "source") + '[[worker]]\nname = "web"\ncommand = ["x"]\n')
    assert one.parts() == (one,)
    assert (one.source.name, one.sources, one.workers[0].source) == ("", (), "")


def test_one_source_with_a_name_needs_not_be_said():
    """So that a second one can join it later without anything being moved."""
    named = TWO.replace('[source.proxy]\npath = "proxy.yaml"\nrehash = "2s"\n', "").replace('source = "proxy"\n', "")
    (part,) = parse(named).parts()
    assert part.state_dir.endswith("/orders/app")
    assert [(worker.name, worker.source) for worker in part.workers] == [("web-1", "app"), ("web-2", "app"), ("edge", "app")]


def test_the_effective_settings_parse_back_to_the_same():
    whole = two()
    shape = settings.render(whole)
    assert (shape["source"]["proxy"]["rehash"], shape["worker"][1]["source"]) == ("2s", "proxy")
    assert settings.parse(tomli_w.dumps(shape).encode(), PATH, uid=0, env={}) == whole


ONE = 'name = "orders"\n[source]\npath = "app.toml"\n[[worker]]\nname = "web"\ncommand = ["x"]\n'
WRONG = [
    (
        TWO.replace('source = "app"\n', ""),
        'holdfast.toml:7: worker.source: is missing: there are several sources; write source = "app"',
    ),
    (
        TWO.replace('source = "proxy"', 'source = "poxy"'),
        'holdfast.toml:14: worker.source: there is no source poxy; there are app, proxy; write source = "proxy", or add [source.poxy]',
    ),
    (TWO.replace('source = "proxy"', "source = 1"), 'holdfast.toml:14: worker.source: must be text, got 1; write source = "1"'),
    (
        TWO.replace('source = "proxy"', 'source = "app"'),
        'holdfast.toml:4: source.proxy: has no worker; write source = "proxy" in a [[worker]], or remove the table',
    ),
    (
        ONE + 'source = "app"\n',
        "holdfast.toml:7: worker.source: is for several sources, and there is one without a name; remove it, or write [source.app]",
    ),
    (
        TWO.replace("[source.app]", '[source]\nformat = "toml"\n[source.app]'),
        "holdfast.toml:3: source.format: stands beside the tables of several sources; move it into [source.app], or into another's table",
    ),
    (
        TWO.replace("[source.app]", "[source.schema]\n[source.app]"),
        "holdfast.toml:2: source.schema: cannot be the name of a source: a source has a key of that name; choose another name",
    ),
    (
        TWO.replace("[source.app]", "[source.lock]").replace('source = "app"', 'source = "lock"'),
        "holdfast.toml:2: source.lock: cannot be the name of a source: lock lies in state_dir already; choose another name",
    ),
    (
        TWO.replace("[source.app]", "[source.App]").replace('source = "app"', 'source = "App"'),
        'holdfast.toml:2: source.App: must have a name of 1 to 32 of a-z, 0-9 and -, got "App"; write [source.app]',
    ),
    (TWO.replace('path = "proxy.yaml"\n', ""), 'holdfast.toml:4: source.proxy.path: is missing; write path = "app.toml"'),
    (TWO.replace("rehash", "rehsah"), "holdfast.toml:6: source.proxy.rehsah: unknown key; write rehash"),
    (TWO.replace('"edge"\nsource', '"web-1"\nsource'), "holdfast.toml:13: worker.name: web-1 is taken by the worker web"),
    (
        f'run_dir = "/{"r" * 95}"\n{TWO}',
        "holdfast.toml:1: run_dir: is too long for a socket (at most 107 bytes with /proxy/w/sock)",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_each_problem_says_where_what_and_what_to_do(text, expected):
    found = parse(text)
    assert isinstance(found, tuple), "no problem was found"
    assert len(found) == 1, found
    assert expected in str(found[0])
