"""YAML as a plain value. Importing this needs the extra `yaml` (ruamel.yaml).

The safe loader only: no objects. Aliases are refused, whatever they refer to: nine lines of them can stand for a billion values, and a
reader of a difference cannot see what they mean. The library's own messages quote content; ours say where and what kind.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import ConstructorError, DuplicateKeyError
from ruamel.yaml.error import MantissaNoDotYAML1_1Warning, MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.events import AliasEvent

for _category in (MantissaNoDotYAML1_1Warning, ReusedAnchorWarning):
    warnings.simplefilter("ignore", _category)  # hints about style, printed to standard error


class Refused(ValueError):
    """Why this YAML is not taken, with its line and column where they are known."""


class _NoAliases(Composer):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.parser.check_event(AliasEvent):
            event = self.parser.peek_event()
            raise Refused(f"{_place(event.start_mark)}has an alias (*{event.anchor}), which is not taken; write the value out")
        return super().compose_node(parent, index)


def load(text: str, depth: int) -> object:
    """The value of the only document in `text`; Refused otherwise. depth: how many tables and lists may be inside each other."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _NoAliases
    yaml.max_depth = depth + 1  # the scalar inside counts too
    try:
        found: object = yaml.load(text)
    except Refused:
        raise
    except MarkedYAMLError as error:
        raise Refused(_place(error.problem_mark) + _reason(error)) from None
    except (YAMLError, ValueError, ArithmeticError):
        raise Refused("is not YAML: a character or a number in it cannot be read") from None
    return found


def _place(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""


def _reason(error: MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    if isinstance(error, DuplicateKeyError):
        key = re.match(r'found duplicate key ("[^"]*")', problem)
        return f"{key[1] if key else 'a key'}: the key is there twice in one table"
    if isinstance(error, ConstructorError):
        return "has a value that does not fit its tag, or a tag that is not taken"
    if "maximum depth" in problem:
        return "is nested too deep"
    return f"is not YAML: {problem}"
