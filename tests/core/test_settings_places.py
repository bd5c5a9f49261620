"""Where the door of a daemon is can be told from two keys of its settings, and is what all of them together say."""

import tomllib

import pytest

from holdfast.core.settings import parse
from holdfast.core.settings_places import door

PATH = "/etc/orders/holdfast.toml"
REST = '[source]\npath = "app.toml"\n[[worker]]\nname = "w"\ncommand = ["true"]\n'


@pytest.mark.parametrize("uid", [0, 1000])
@pytest.mark.parametrize("env", [{}, {"HOME": "/home/ana"}, {"HOME": "/root", "XDG_RUNTIME_DIR": "/run/user/1000"}])
@pytest.mark.parametrize("places", ["", 'run_dir = "here"\n', 'run_dir = "~/x"\n', 'run_dir = "/a/../b"\nstate_dir = "s"\n'])
def test_the_door_is_where_all_of_the_settings_say(uid, env, places):
    raw = f'name = "orders"\n{places}{REST}'
    assert door(tomllib.loads(raw), PATH, uid, env) == parse(raw.encode(), PATH, uid=uid, env=env).api_socket


@pytest.mark.parametrize("raw", ["", "name = 3", 'name = "orders"\nrun_dir = 3'])
def test_no_door_is_guessed(raw):
    assert door(tomllib.loads(raw), PATH, 0, {}) == ""
