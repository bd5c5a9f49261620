"""The console in a real browser: the page opens, its table lives, an edit appears as a plan, and nothing can be done to the fleet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from e2e_browser import Browser, program
from e2e_harness import ENV, worker

pytestmark = [
    pytest.mark.prove,
    pytest.mark.timeout(180),
    pytest.mark.skipif(program() is None, reason="there is no chromium here; on Debian: apt install chromium"),
]


@pytest.fixture
def browser() -> Iterator[Browser]:
    one = Browser()
    yield one
    one.close()


def serve(fleet: Any, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "holdfast_console.cli", "--config", str(fleet.settings), "serve", "--port", "0", *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENV | {"HOME": str(fleet.home)})


def test_the_console_lives_in_a_browser(fleet: Callable[..., Any], browser: Browser) -> None:
    here = fleet(worker("w1"), worker("w2"))
    here.start().converged()
    with serve(here) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            browser.open(url)
            browser.sees("PROOF ≡ 2/2")
            browser.sees("w2")
            assert browser.colours() > 64, "the page is blank"
            plan = here.awaiting(here.write('text = "two"'))
            browser.sees(f"plan #{plan.rollout.seq} {plan.rollout.sha256[:7]} waits for approval")
            browser.type("2")
            browser.sees('text = "two"')
            browser.type("a")
            browser.sees("approve: this console is read-only")
            here.client.call("approve", seq=plan.rollout.seq, checksum=plan.rollout.sha256[:4])
            browser.sees(f"#{plan.rollout.seq} ended: active")
            bare = url.partition("/?")[0]
            assert "token" not in browser.call("Runtime.evaluate", expression="location.href")["result"]["value"]
            assert {one for one in browser.asked_for if not one.startswith((bare, bare.replace("http", "ws")))} <= {"about:blank"}
        finally:
            server.terminate()
