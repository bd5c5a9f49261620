"""Metrics of a real fleet: read as Prometheus reads them, and by a real Prometheus."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from e2e_harness import LIMIT, ROOT, Fleet, row, worker
from prometheus_client.parser import text_string_to_metric_families

Make = Callable[..., Fleet]

# an address of the loopback that no other process of the tests has
ADDRESS = f"127.{128 + (os.getpid() >> 16 & 63)}.{os.getpid() >> 8 & 255}.{os.getpid() & 255}"
LISTEN = f"{ADDRESS}:9464"

needs_prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None or shutil.which("promtool") is None,
    reason="no prometheus and promtool here; on Debian and Ubuntu: apt install prometheus",
)


def page() -> str:
    with urlopen(f"http://{LISTEN}/metrics", timeout=LIMIT) as answer:
        return str(answer.read().decode())


def samples(name: str) -> dict[tuple[str, ...], float]:
    """{values of the labels, in the order of their names: value}, scraped now."""
    found = [s for family in text_string_to_metric_families(page()) for s in family.samples if s.name == name]
    return {tuple(value for _, value in sorted(s.labels.items())): s.value for s in found}


def proved() -> dict[str, str]:
    return {name: checksum for checksum, _, name in samples("holdfast_config_info")}


def test_a_reload_as_a_scrape_sees_it(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("w2"), worker("w3"), metrics={"listen": LISTEN})
    before = house.start().converged()
    old = before.target_sha256[:7]
    assert proved() == {"w1": old, "w2": old, "w3": old}
    assert set(samples("config_reload_failure_total").values()) == {0}
    assert samples("holdfast_verdict")["CONVERGED",] == 1
    after = house.change('text = "two"\n')
    new = after.target_sha256[:7]
    assert new != old
    assert samples("holdfast_config_info") == {(new, after.target_version, name): 1 for name in ("w1", "w2", "w3")}
    assert samples("holdfast_reload_duration_seconds_count")["forward",] == 2
    assert samples("holdfast_config_last_reload_successful")[()] == 1
    refused = house.write("text = \n")
    house.until(lambda v: v.last is not None and v.last.sha256 == refused)
    assert samples("holdfast_config_last_reload_successful")[()] == 0
    assert samples("config_reload_failure_total")["_supervisor", "schema"] == 1
    assert samples("process_start_time_seconds")
    house.kill()
    house.start()
    house.until(lambda v: v.verdict == "CONVERGED")
    assert samples("holdfast_config_last_reload_successful")[()] == 0
    assert proved() == {"w1": new, "w2": new, "w3": new}
    assert samples("holdfast_epoch")[()] == 2
    assert house.stop() == 0


def test_the_api_s_socket_has_the_same_page(fleet: Make) -> None:
    house = fleet(worker("w1"))
    house.start().converged()
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(LIMIT)
        door.connect(str(house.home / "run" / "api.sock"))
        door.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        told = b"".join(iter(lambda: door.recv(65536), b"")).decode()
    assert re.search(r'(?m)^holdfast_config_info\{.*worker="w1"\} 1\.0$', told)
    assert house.stop() == 0


def test_a_port_that_is_taken_is_said_and_the_fleet_runs(fleet: Make) -> None:
    first = fleet(worker("w1"), metrics={"listen": LISTEN})
    first.start().converged()
    second = fleet(worker("w2"), metrics={"listen": LISTEN})
    view = second.start().converged()
    told = [event.text for event in view.events if "cannot listen" in event.text]
    assert told == [
        f"cannot listen on {LISTEN}: Address already in use; stop who listens there, or choose another port; "
        f"metrics are at {second.home}/run/api.sock only"
    ]
    assert list(proved()) == ["w1"]
    assert first.stop() == 0
    assert second.stop() == 0


# -- a real Prometheus


class Prometheus:
    """A server of its own in a folder of its own, that scrapes the fleet five times a second; nothing but loopback."""

    def __init__(self, home: Path) -> None:
        rules = re.search(r"```yaml\n# holdfast.rules.yml\n(.*?)```", (ROOT / "docs" / "metrics.md").read_text(), re.DOTALL)
        assert rules
        (home / "holdfast.rules.yml").write_text(rules[1])
        config = {
            "global": {"scrape_interval": "200ms", "scrape_timeout": "200ms", "evaluation_interval": "200ms"},
            "rule_files": ["holdfast.rules.yml"],
            "scrape_configs": [{"job_name": "holdfast", "static_configs": [{"targets": [LISTEN]}]}],
        }
        self.config = home / "prometheus.yml"
        self.config.write_text(json.dumps(config))  # JSON is YAML
        self.log = (home / "prometheus.log").open("wb+")
        command = ["prometheus", f"--config.file={self.config}", f"--storage.tsdb.path={home / 'data'}"]
        self.process = subprocess.Popen(
            [*command, f"--web.listen-address={ADDRESS}:9090"], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        self._handle = os.pidfd_open(self.process.pid)

    def until(self, query: str, test: Callable[[dict[str, tuple[dict[str, str], float]]], Any]) -> None:
        """Asks until the answer passes: {instance or worker: (labels, value)}. AssertionError with the log if it ends or takes too long."""
        deadline, found = monotonic() + LIMIT, None
        while found is None or not test(found):
            ended = select.select([self._handle], [], [], 0.05)[0]
            if ended or monotonic() > deadline:
                raise AssertionError(f"{query} gave {found}\n{Path(self.log.name).read_text()[-3000:]}")
            try:
                with urlopen(f"http://{ADDRESS}:9090/api/v1/query?query={quote(query)}", timeout=LIMIT) as answer:
                    results = json.load(answer)["data"]["result"]
            except OSError:  # it does not listen yet, or is not ready
                continue
            found = {r["metric"].get("worker", r["metric"].get("alertname", "")): (r["metric"], float(r["value"][1])) for r in results}

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(LIMIT)
        self.log.close()
        os.close(self._handle)


@pytest.fixture
def prometheus(tmp_path: Path) -> Iterator[Callable[[], Prometheus]]:
    made: list[Prometheus] = []

    def make() -> Prometheus:
        made.append(Prometheus(tmp_path))
        return made[-1]

    yield make
    for one in made:
        one.close()


@needs_prometheus
def test_a_real_prometheus_scrapes_what_the_workers_prove(fleet: Make, prometheus: Callable[[], Prometheus]) -> None:
    house = fleet(worker("w1"), worker("w2"), metrics={"listen": LISTEN})
    before = house.start().converged()
    real = prometheus()
    real.until("up", lambda found: found and next(iter(found.values()))[1] == 1)

    def shows(checksum: str) -> Callable[[dict[str, Any]], bool]:
        return lambda found: {name: labels["checksum"] for name, (labels, _) in found.items()} == {"w1": checksum, "w2": checksum}

    real.until("holdfast_config_info", shows(before.target_sha256[:7]))
    after = house.change('text = "two"\n')
    real.until("holdfast_config_info", shows(after.target_sha256[:7]))
    house.write("text = \n")
    real.until('config_reload_failure_total{process="_supervisor",reason="schema"}', lambda found: [v for _, v in found.values()] == [1])
    real.until('ALERTS{alertname="ReloadFailed",alertstate="firing"}', lambda found: "ReloadFailed" in found)
    assert row(house.view(), "w1").proved_sha256 == after.target_sha256
    assert house.stop() == 0
    real.until("up", lambda found: found and next(iter(found.values()))[1] == 0)


@needs_prometheus
def test_promtool_has_nothing_to_say(fleet: Make) -> None:
    """The page is as Prometheus's own linter wants it."""
    house = fleet(worker("w1"), metrics={"listen": LISTEN})
    house.start().converged()
    done = subprocess.run(["promtool", "check", "metrics"], input=page(), capture_output=True, text=True, timeout=LIMIT, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert house.stop() == 0
