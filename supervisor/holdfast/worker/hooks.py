"""The application's three functions, and what their exceptions mean.

    validate(value)    at prepare: may this run? A ValueError is a no with its text as the reason (E_SCHEMA)
    apply(value)       at commit, before the swap: an exception keeps the old configuration (E_INTERNAL)
    on_change(value)   after the swap: the new configuration is in use, whatever happens here

The value is what Worker.config is: of a directory, its `tree` and `value`.

Whatever an application raises ends here: as an answer to the supervisor and a line in the log.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable
from typing import Any, Callable, Optional

from .content import Content, Refused, load
from .orders import Call, Outcome

Hook = Optional[Callable[[Any], Any]]

CO_COROUTINE = 0x80  # of a code object's flags, see inspect

log = logging.getLogger("holdfast.worker")


class Hooks:
    """Runs Calls, either at once or awaiting those hooks that are `async def`."""

    def __init__(self, validate: Hook, apply: Hook, on_change: Hook) -> None:
        self._hooks = {"validate": validate, "apply": apply, "on_change": on_change}

    def asynchronous(self) -> list[str]:
        """The names of the hooks that must be awaited."""
        return [name for name, hook in self._hooks.items() if _is_async(hook)]

    def trivial(self, call: Call) -> bool:
        """No code of the application is involved: no need to wait in line."""
        return self._hooks[call.hook] is None

    def run(self, call: Call) -> Outcome:
        hook = self._hooks[call.hook]
        try:
            content = _content(call)
            if hook is not None:
                hook(content.config)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an application may raise anything
            return _refusal(call, error)
        return Outcome(content)

    async def run_async(self, call: Call) -> Outcome:
        hook = self._hooks[call.hook]
        try:
            content = _content(call)
            result = hook(content.config) if hook is not None else None
            if isinstance(result, Awaitable):
                await result
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an application may raise anything
            return _refusal(call, error)
        return Outcome(content)


def _is_async(hook: Hook) -> bool:
    """Is it `async def`? (What inspect says, whose import would be a tenth of a worker's start.)"""
    while isinstance(hook, functools.partial):
        hook = hook.func
    code = getattr(hook, "__code__", None)
    return code is not None and bool(code.co_flags & CO_COROUTINE)


def _content(call: Call) -> Content:
    if call.content is not None:
        return call.content
    assert call.offer is not None
    return load(call.offer)


def _refusal(call: Call, error: BaseException) -> Outcome:
    if isinstance(error, Refused):
        return Outcome(None, error.code, str(error))
    if call.hook == "validate" and isinstance(error, ValueError):
        return Outcome(None, "E_SCHEMA", str(error) or "validate said no without a reason")
    log.error("%s raised %s", call.hook, type(error).__name__, exc_info=error)
    return Outcome(None, "E_INTERNAL", f"{call.hook} raised {type(error).__name__}: {error}")
