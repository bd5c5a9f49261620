"""One registry: what it names is the same for keys, command line, palette and docs; keys can be put elsewhere; lines mean one thing."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path

import console_fake as fake
import pytest

from holdfast.core.view import VersionView
from holdfast_console import commands, equivalent, keys, keys_page, lineage
from holdfast_console.actions import ACTIONS, by_id, find, here, in_footer, why_not
from holdfast_console.commands import Meant, complete, read
from holdfast_console.deeds import Deeds
from holdfast_console.keymap import remap
from holdfast_console.place import TITLES, Place
from holdfast_console.verbs import parser

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
SAID = keys.Keys({action.id: action.keys for action in ACTIONS})
FLEET = Place("fleet", fake.one_liar(), fake.liar())


def test_docs_keys_is_what_the_registry_says() -> None:
    if os.environ.get("HOLDFAST_UPDATE_KEYS"):
        PAGE.write_text(keys_page.page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == keys_page.page(), "HOLDFAST_UPDATE_KEYS=1 writes docs/keys.md anew"


def test_every_action_can_be_reached_and_is_on_a_screen_that_exists() -> None:
    names = [action.id for action in ACTIONS]
    assert sorted(names) == sorted(set(names))
    for action in ACTIONS:
        assert action.keys or action in commands.named(ACTIONS), action.id
        assert set(action.where) <= set(TITLES), action.id
        assert action.group == "move" or callable(getattr(Deeds, "do_" + action.id.replace("-", "_"), None)), action.id
        assert all(not keys.refusal(key) for key in action.keys), action.id
        assert len(SAID.fill(action.help)) <= 60, f"{action.id}: its help must fit into `?` at 80 columns"


@pytest.mark.parametrize("screen", TITLES)
def test_what_the_footer_offers_is_what_its_key_does(screen: str) -> None:
    place = replace(FLEET, screen=screen)
    for action in in_footer(place):
        assert action in here(Place(screen))
        assert not action.keys or find(screen, action.keys[0]) is action


# -- other keys


def test_keys_go_elsewhere() -> None:
    actions, problems = remap(ACTIONS, {"reload": ("f5",), "cordon": ("U", "r")})
    assert problems == []
    assert find("fleet", "f5", actions) is by_id("reload", actions)
    assert find("fleet", "r", actions) is by_id("cordon", actions)
    assert find("fleet", "u", actions) is None


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"explode": ("x",)}, "there is no action explode"),
        ({"reload": ("ctrl+z",)}, "belongs to the terminal"),
        ({"reload": ("ctrl+m",)}, "is no key"),
        ({"reload": ("two",)}, "is no key"),
        ({"reload": ("u",)}, "u is cordon on the same screen; reload stays on r"),
    ],
)
def test_what_cannot_be_is_named_and_the_default_stays(wanted: dict[str, tuple[str, ...]], said: str) -> None:
    actions, problems = remap(ACTIONS, wanted)
    assert said in problems[0]
    assert actions == ACTIONS


def test_the_same_key_on_two_screens_is_no_clash_and_ctrl_c_always_leaves() -> None:
    actions, problems = remap(ACTIONS, {"columns": ("b",), "quit": ("f10",)})
    assert problems == []
    assert by_id("columns", actions).keys == ("b",)
    assert by_id("quit", actions).keys == ("f10", "ctrl+c")


def test_two_that_want_each_others_keys_get_them_and_two_that_want_one_do_not() -> None:
    actions, problems = remap(ACTIONS, {"sort": ("f",), "follow": ("o",)})
    assert (problems, by_id("sort", actions).keys) == ([], ("f",))
    _, problems = remap(ACTIONS, {"sort": ("f7",), "follow": ("f7",)})
    assert len(problems) == 1


# -- the command line


def meant(text: str, place: Place = FLEET) -> Meant:
    found = read(text, place, ACTIONS, ["dark", "light"])
    assert isinstance(found, Meant), found
    return found


def test_a_name_is_its_action_and_workers_behind_it_are_its_targets() -> None:
    assert meant("history").action.id == "history"
    assert meant("reload").place.targets == ("liar",)
    assert meant("reload policy-engine-1 policy-engine-2").place.targets == ("policy-engine-1", "policy-engine-2")
    assert meant("kill policy-engine-1", replace(FLEET, screen="history")).place.worker.name == "policy-engine-1"
    assert meant("rollback 5").place.version.seq == 5
    assert meant("filter !phase:active  x").words == ("!phase:active  x",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("relaod", "there is no command relaod; the nearest is reload"),
        ("xyzzy", "there is no command xyzzy"),
        ("hold", "hold: only on Reload"),
        ("reload nobody", "there is no worker nobody"),
        ("kill liar policy-engine-1", "kill: one worker is enough"),
        ("theme drak", "there is no theme drak; the nearest is dark"),
        ("pause now", "pause: nothing can follow it"),
        ("rollback 99", "there is no version 99"),
    ],
)
def test_what_means_nothing_says_so(text: str, said: str) -> None:
    answer = read(text, FLEET, ACTIONS, ["dark", "light"])
    assert isinstance(answer, str)
    assert said in answer


def test_tab_knows_what_can_follow() -> None:
    def completed(text: str) -> list[str]:
        return complete(text, FLEET, ACTIONS, ["dark", "light"])

    assert completed("rel") == ["reload", "reload-all"]
    assert completed("reload pol") == ["reload policy-engine-1", "reload policy-engine-2"]
    assert completed("reload policy-engine-1 pol") == ["reload policy-engine-1 policy-engine-2"]
    assert completed("theme ") == ["theme dark", "theme light"]
    assert completed("kill liar") == ["kill liar"]
    assert completed("nonsense x") == completed("pause ") == []


# -- equivalents

CALLS = [
    ("approve", {"seq": 8, "checksum": "e41d"}), ("reject", {"seq": 8, "reason": "not now; 'later'"}), ("reload", {"workers": []}),
    ("reload", {"workers": ["a", "b c"]}), ("prove", {"workers": ["a"]}), ("rollback", {"to": "5", "approve": False}),
    ("restart", {"worker": "a"}), ("kill", {"worker": "a", "reason": "hangs"}), ("cordon", {"worker": "a"}), ("uncordon", {"worker": "a"}),
    ("freeze", {"reason": "sale $(rm)"}), ("unfreeze", {}), ("hold", {}), ("go", {}), ("settle", {"choice": "accept", "reason": "so"}),
    ("stop", {"reason": "so"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args"), CALLS, ids=[name for name, _ in CALLS])
def test_an_act_s_command_line_is_the_same_act(name: str, args: dict[str, object]) -> None:
    words = shlex.split(equivalent.of_call(name, args))
    assert words[0] == "holdfast"
    found = vars(parser(words[1:]).parse_args(words[1:]))
    assert found["verb"] == name
    for value in args.values():
        assert value in (*found.values(), False), (name, value)
    assert found.get("draft", False) is (args.get("approve") is False)


@pytest.mark.parametrize("action", ["fleet", "plan", "history", "events", "diff", "logs", "handles", "enter", "proofs"])
def test_a_look_s_command_line_is_one(action: str) -> None:
    words = shlex.split(equivalent.of_look(action, replace(FLEET, version=fake.versions()[0])))
    assert parser(words[1:]).parse_args(words[1:]).verb


def test_a_quarter_of_the_fleet_is_no_small_step() -> None:
    names = tuple(w.name for w in fake.fleet().workers)
    assert not replace(FLEET, marked=names[:1]).many
    assert replace(FLEET, marked=names[:2]).many  # 2 of 6
    big = fake.fleet(workers=tuple(fake.worker(n) for n in range(12)))
    assert not replace(FLEET, view=big, marked=names[:3]).many


def test_undo_and_redo_follow_the_content() -> None:
    def at(*versions: VersionView) -> tuple[object, object]:
        view = fake.fleet(versions=versions, target_seq=versions[0].seq, target_sha256=versions[0].sha256)
        before, after = lineage.before(view), lineage.after(view)
        return before and before.seq, after and after.seq

    def edit(seq: int, outcome: str = "active") -> VersionView:
        return VersionView(seq, f"v{seq}", fake.sha(seq), "edit", "ana", 1.0, outcome, proved=6, took=1.0)

    def back(seq: int, to: int) -> VersionView:
        return VersionView(seq, f"v{seq}", fake.sha(to), "rollback", "ana", 1.0, "active", content_of=to, proved=6, took=1.0)

    assert at(edit(3), edit(2), edit(1)) == (2, None)
    assert at(back(4, 2), edit(3), edit(2), edit(1)) == (1, 3)
    assert at(back(5, 1), back(4, 2), edit(3), edit(2), edit(1)) == (None, 2)
    assert at(edit(3), edit(2, "rejected"), edit(1)) == (1, None)


def test_reasons_of_acts_that_are_named_only_on_the_command_line() -> None:
    dead = replace(FLEET, worker=fake.worker(0, pid=0))
    assert why_not(by_id("kill"), dead) == "metrics-collector has no process: :reload starts it"
    assert why_not(by_id("edit"), replace(FLEET, local="it is far away")) == "it is far away"
