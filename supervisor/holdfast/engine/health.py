"""The settings' health command: is the new content doing well where it runs? Asked after each wave's bake.

Its status is the verdict: 0 = go on, 1 = go back. Anything else, a time-out, or a command that cannot be started is unclear, and a
human decides.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from holdfast.core.effects import Health
from holdfast.core.events import Healthy
from holdfast.core.settings import Settings
from holdfast.engine import command

_VERDICTS = {0: "go", 1: "back"}
_SHOWN = 200  # characters of what it said


async def ask(settings: Settings, effect: Health, env: Mapping[str, str]) -> Healthy:
    """Runs it once, in the folder of the settings file. env: what it gets beside the names of its own."""
    rule = settings.rollout
    own = {
        "HOLDFAST_VERSION": effect.version, "HOLDFAST_SEQ": str(effect.seq), "HOLDFAST_SHA256": effect.sha256,
        "HOLDFAST_WAVE": str(effect.wave), "HOLDFAST_WORKERS": " ".join(effect.workers),
    }  # fmt: skip
    try:
        status, said = await command.run(rule.health, rule.health_limit, os.path.dirname(settings.path), {**env, **own})
    except TimeoutError:
        return Healthy(effect.seq, effect.ask, "unclear", f"no answer within {rule.health_limit:g} s")
    except OSError as error:
        return Healthy(effect.seq, effect.ask, "unclear", f"cannot run {rule.health[0]}: {error.strerror or error}")
    verdict = _VERDICTS.get(status, "unclear")
    if verdict == "unclear" and not said:
        said = f"exit {status}" if status >= 0 else f"killed by signal {-status}"
    return Healthy(effect.seq, effect.ask, verdict, said[:_SHOWN])
