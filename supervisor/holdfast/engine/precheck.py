"""Can a worker reach what the new content tells it to use? Its dependency pre-checks, all at once, each with its limit.

A check is a TCP connect, a Redis PING, an HTTP GET or a command. Its target may be taken from the candidate: `${db.host}:${db.port}`.
What goes wrong is the check's answer, never an exception: "tcp orders-db:3306: connection refused".
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import signal
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping

import aiohttp

from holdfast.core import secrets as masks
from holdfast.core import snapshot
from holdfast.core.settings import CheckSettings
from holdfast.core.words import Check
from holdfast.engine import command

ERROR_MAX = 300  # characters of an error; it is cut when it is masked: half a secret would not be found
LABEL_MAX = 60  # characters of a check's target or command in its label
_TEMPLATE = re.compile(r"\$\{([^${}]+)\}")


class Failed(Exception):
    """Why a check did not pass."""


async def run(
    checks: tuple[CheckSettings, ...],
    value: object,
    raw_path: str,
    *,
    secrets: tuple[str, ...] = (),
    cwd: str | None = None,
    env: Mapping[str, str] | None = None,
) -> tuple[Check, ...]:
    """The answers, in the order of the checks. value: the candidate's; raw_path: its bytes, HOLDFAST_CANDIDATE of a command.

    secrets: dotted globs declared secret; no value of theirs appears in a name or an error. cwd and env: of commands, None = ours.
    """
    hidden = masks.values(value, secrets)
    surroundings = {**(os.environ if env is None else env), "HOLDFAST_CANDIDATE": raw_path}

    async def one(check: CheckSettings) -> Check:
        began = time.monotonic()
        error = await _error(check, value, cwd, surroundings)
        ms = round((time.monotonic() - began) * 1000, 1)
        return Check(masks.redact(label(check), hidden), not error, ms, masks.redact(error, hidden)[:ERROR_MAX])

    return tuple(await asyncio.gather(*(one(check) for check in checks)))


def label(check: CheckSettings) -> str:
    """Its name, or its kind and what it is pointed at."""
    if check.name:
        return check.name
    what = shlex.join(check.command) if check.kind == "command" else check.target
    return f"{check.kind} {what if len(what) <= LABEL_MAX else what[: LABEL_MAX - 1] + '…'}"


async def _error(check: CheckSettings, value: object, cwd: str | None, env: Mapping[str, str]) -> str:
    """'' if the check passes."""
    what = label(check) if check.kind == "command" else f"{check.kind} {check.target}"
    try:
        if check.kind == "command":
            await _command(check, cwd, env)
        else:
            target = _filled(check.target, value)
            what = f"{check.kind} {target}"
            async with asyncio.timeout(check.limit):
                await _REACH[check.kind](target)
    except TimeoutError:
        return f"{what}: no answer within {check.limit:g} s"
    except (Failed, OSError, ValueError, aiohttp.ClientError) as error:
        return f"{what}: {_reason(error)}"
    return ""


def _reason(error: Exception) -> str:
    """The kernel's, the resolver's or our own words; asyncio puts several addresses' errors into one without a number."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        error = error.certificate_error
    elif isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    if isinstance(error, ssl.SSLError):
        return f"TLS failed: {getattr(error, 'verify_message', '') or (error.reason or str(error)).replace('_', ' ').lower()}"
    if isinstance(error, OSError) and error.errno:
        return (os.strerror(error.errno) if error.errno > 0 else str(error.strerror)).lower()
    text = str(error) or type(error).__name__
    return "connection refused" if "Connect call failed" in text else text


def _filled(target: str, value: object) -> str:
    """Templates replaced by the candidate's values; Failed if a key is missing or is no text or number."""

    def part(match: re.Match[str]) -> str:
        try:
            found = snapshot.lookup(value, match[1].strip())
        except LookupError:
            raise Failed(f"the new content has no key {match[1].strip()}") from None
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise Failed(f"{match[1].strip()} of the new content is no text or number")
        return str(found)

    return _TEMPLATE.sub(part, target)


def _address(target: str) -> tuple[str, int]:
    host, _, port = target.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise Failed("must be host:port")
    return host.removeprefix("[").removesuffix("]"), int(port)


# -- the kinds


async def _tcp(target: str) -> None:
    _, writer = await asyncio.open_connection(*_address(target))
    writer.transport.abort()


async def _redis(target: str) -> None:
    """PING. A server that wants a password first (NOAUTH, NOPERM) is there, and that is what is asked; LOADING or DENIED is a no."""
    reader, writer = await asyncio.open_connection(*_address(target), limit=1024)
    try:
        writer.write(b"*1\r\n$4\r\nPING\r\n")
        answer = (await reader.readuntil(b"\r\n")).decode(errors="replace").strip()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        raise Failed("does not answer PING as Redis does") from None
    finally:
        writer.transport.abort()
    if answer != "+PONG" and not answer.startswith(("-NOAUTH", "-NOPERM")):
        raise Failed(f"answered {answer}")


async def _http(url: str) -> None:
    """GET; 2xx and 3xx are a yes, redirections are not followed."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        try:
            async with session.get(url, allow_redirects=False) as response:
                if response.status >= 400:
                    raise Failed(f"answered {response.status} {response.reason or ''}".strip())
        except (aiohttp.InvalidURL, ValueError):
            raise Failed("is no URL") from None


_REACH: dict[str, Callable[[str], Awaitable[None]]] = {"tcp": _tcp, "redis": _redis, "http": _http}


async def _command(check: CheckSettings, cwd: str | None, env: Mapping[str, str]) -> None:
    """Status 0 is a yes."""
    try:
        status, said = await command.run(check.command, check.limit, cwd, env)
    except FileNotFoundError as error:
        raise Failed(f"there is no folder {cwd}" if error.filename == cwd else "there is no such command") from None
    if status:
        how = f"exit {status}" if status > 0 else f"killed by {signal.Signals(-status).name}"
        raise Failed(f"{how}: {said}" if said else how)
