"""Two sources under one daemon: each goes its own way, and nothing of the one ever reaches the workers of the other."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable

from e2e_harness import Fleet, pids, worker
from prometheus_client.parser import text_string_to_metric_families as families

Make = Callable[..., Fleet]
TWO = {"app": {"path": "app.toml"}, "proxy": {"path": "proxy.toml"}}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def laid_out(fleet: Make) -> tuple[Fleet, Fleet, Fleet]:
    """(all, app with web-1 and web-2, proxy with edge)."""
    house = fleet(worker("web", source="app", count=2), worker("edge", source="proxy"), source=TWO)
    return house, house.of("app", 'text = "one"\n'), house.of("proxy", 'text = "edge one"\n')


def ran(house: Fleet) -> set[tuple[int, str]]:
    """What the workers of a source have ever proved, as its history.log tells it: (pid, first digits of the content)."""
    lines = house.journal.with_name("history.log").read_text().splitlines()
    return {(int(pid), sha[:7]) for _, pid, _, _, sha in (line.split("|") for line in lines)}


def test_a_day_with_two_sources(fleet: Make) -> None:
    house, app, proxy = laid_out(fleet)
    house.start()
    born = pids(app.converged()) | pids(proxy.converged())
    assert sorted(born) == ["edge", "web-1", "web-2"]

    # a plan of one waits undisturbed while the other is edited, approved and proved
    waits = proxy.write('text = "edge two"\n')
    waiting = proxy.awaiting(waits)
    changed = app.change('text = "two"\n')
    assert (changed.source.name, changed.target_seq, pids(changed)) == ("app", 2, {n: p for n, p in born.items() if n != "edge"})
    beside = app.until(lambda v: v.sources[1].waits)
    rows = [(row.name, row.verdict, row.proven, row.total, row.target_seq, row.waits) for row in beside.sources]
    assert rows == [("app", "CONVERGED", 2, 2, 2, ""), ("proxy", "CONVERGED", 1, 1, 1, "#2 waits for approval")]

    # the verbs: one source by name, or all of them
    assert_verbs(house, waiting.rollout.sha256)
    assert_metrics(house)

    # the daemon is killed; all three live on and are known again, and the plan that nobody decided is drawn up anew
    house.kill()
    house.start()
    assert pids(app.converged()) | pids(proxy.until(lambda v: v.verdict == "CONVERGED")) == born
    again = proxy.awaiting(waits)
    assert again.rollout.seq > waiting.rollout.seq

    # one goes back, the other goes on
    done = house.cli("rollback", "1", "--source", "app", "--wait")
    assert done.code == 0, done
    back = app.until(lambda v: v.verdict == "CONVERGED" and v.target_sha256 == sha256('text = "one"\n'))
    assert [v.kind for v in back.versions] == ["rollback", "edit", "bootstrap"]
    proxy.approve(waits)
    assert pids(proxy.converged()) == {"edge": born["edge"]}
    assert house.stop() == 0

    # what was kept and laid out for each is its own alone
    assert ran(app) == {(born[web], sha256(f'text = "{n}"\n')[:7]) for web in ("web-1", "web-2") for n in ("one", "two")}
    assert ran(proxy) == {(born["edge"], sha256(f'text = "edge {n}"\n')[:7]) for n in ("one", "two")}
    texts = {name: (house.home / "run" / name / "w" / who / "current").read_text() for name, who in (("app", "web-1"), ("proxy", "edge"))}
    assert texts == {"app": 'text = "one"\n', "proxy": 'text = "edge two"\n'}


def assert_verbs(house: Fleet, waits: str) -> None:
    every = house.cli("status")
    assert (every.code, every.err) == (0, "")
    assert [line.partition("@")[0] for line in every.out.splitlines() if "  CONVERGED  " in line] == ["e2e/app", "e2e/proxy"]
    told = house.cli("status", "--json").json
    assert [(view["source"]["name"], len(view["workers"])) for view in told] == [("app", 2), ("proxy", 1)]
    one = house.cli("status", "--source", "proxy", "--json").json
    assert (one["source"]["name"], one["rollout"]["sha256"]) == ("proxy", waits)
    refused = house.cli("apply")
    assert (refused.code, refused.err) == (1, "cannot apply: there are several sources: app, proxy; name one with --source\n")
    by_worker = house.cli("reload", "web-1", "--wait", "--json")
    assert (by_worker.code, by_worker.json["code"]) == (0, 0), by_worker
    assert house.cli("stop", "--source", "app").code == 2


def assert_metrics(house: Fleet) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(str(house.home / "run" / "api.sock"))
        door.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        page = b"".join(iter(lambda: door.recv(65536), b"")).partition(b"\r\n\r\n")[2].decode()
    every = list(families(page))
    found = {family.name: family.samples for family in every}
    assert len(found) == len(every), "a family stands on the page twice"
    proven = {(s.labels["source"], s.labels["worker"]): s.value for s in found["holdfast_worker_proven"]}
    assert proven == {("app", "web-1"): 1, ("app", "web-2"): 1, ("proxy", "edge"): 1}
    assert [s.labels["source"] for s in found["holdfast_plan_info"]] == ["proxy"]
    assert [sorted(s.labels) for s in found["holdfast_build_info"]] == [["version"]]


def test_the_history_of_before_is_not_forgotten_old_workers_are_named_and_damage_to_one_is_not_the_other_s(fleet: Make) -> None:
    house = fleet(worker("web"))
    house.start().converged()
    house.kill()
    house.lay_out(worker("web", source="app"), worker("edge", source="proxy"), source=TWO)
    house.of("proxy", 'text = "edge one"\n')
    said = house.try_start()
    assert house.wait() == 1
    assert said.startswith(f"cannot start: {house.home}/state has the history of a source without a name, and the settings name app, proxy")
    (old,) = house.ours()
    for thing in ("journal", "history.log", "objects"):
        (house.home / "state" / thing).rename(house.home / "state" / "app" / thing)
    house.start()
    told = house.of("app").until(lambda v: any(f"pid {old} was started as web for a source that" in event.text for event in v.events))
    assert [v.sha256 for v in told.versions] == [sha256('text = "one"\n')]

    # the journal of one is damaged: it decides nothing any more, and the other does not notice
    app, proxy = house.of("app"), house.of("proxy")
    proxy.converged()
    house.kill()
    first, *rest = app.journal.read_bytes().splitlines(keepends=True)
    app.journal.write_bytes(first.replace(b"epoch", b"epoxy") + b"".join(rest))
    house.start()
    changed = proxy.change('text = "edge two"\n')
    assert changed.sources[0].trouble.startswith("nothing can be recorded: record 1 of ")
    assert (changed.sources[1].verdict, changed.read_only) == ("CONVERGED", "")
