"""importlib mode puts no test folder on sys.path: the stories say `from core_story import ...`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

NAMES = (  # each after what it imports
    "smallest", "story_people", "story_workers", "story", "records", "process", "outside", "invariants", "waves", "walk_shelf",
    "walk_state", "walk_watch", "walk_doing", "walk_moves", "walk", "walk_twins", "mutants", "mutants_plans", "mutants_workers",
)  # fmt: skip
for name in NAMES:
    spec = importlib.util.spec_from_file_location(f"core_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"core_{name}"] = module
    spec.loader.exec_module(module)
