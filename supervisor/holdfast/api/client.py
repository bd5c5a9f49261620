"""The only door, from the other side: calls and streams over the daemon's Unix socket.

Everybody outside comes through here: the verbs, the console, scripts. It is synchronous and light (a verb may take 60 ms in all,
and the standard library's http.client alone takes 30 of them), so it speaks the little HTTP that it needs: one request of
HTTP/1.0 on a connection of its own, the answer up to the end of the connection. A Client has no state and may be used from many threads.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from typing import Any

import msgspec

from holdfast.api.routes import API, KEEP_ALIVE, READ_ONLY_HEADER, ROUTES, Refused, Route
from holdfast.core.view import View

__all__ = ("Client", "Refused", "Stream", "Unreachable")

MAX_ANSWER = 64 << 20  # bytes; nothing that the daemon keeps comes near it
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Unreachable(Exception):
    """Nobody answers, or no more, as one sentence: "cannot X: why; what to do"."""


class Client:
    """read_only: the daemon refuses every act of this client. timeout: seconds to wait for an answer. source: whom it asks about."""

    def __init__(self, socket_path: str, read_only: bool = False, timeout: float = 10.0, source: str = "") -> None:
        self.socket_path = socket_path
        self.read_only = read_only
        self.timeout = timeout
        self.source = source

    def at(self, source: str) -> Client:
        """The same door, for that source; '' = as before."""
        return Client(self.socket_path, self.read_only, self.timeout, source or self.source)

    def call(self, name: str, **args: Any) -> Any:
        """The answer, of the type that the table says. Raises Refused or Unreachable."""
        route = _route(name)
        patience = self.timeout + route.patience
        with self._send(route, args, patience) as connection:
            status, head, body = self._answer(connection, patience)
        if status != 200:
            raise Refused(_error(status, body))
        if head.get("content-length", str(len(body))) != str(len(body)):
            raise Unreachable(self._text("the daemon went away in the middle of its answer; see its log"))
        return body if route.result is bytes else self._value(msgspec.json.Decoder(route.result), body)

    def view(self) -> View:
        view: View = self.call("view")
        return view

    def stream(self, name: str, **args: Any) -> Stream:
        """Items from now on. Raises Refused or Unreachable at once; so does taking the next one."""
        route = _route(name)
        if not route.stream:
            raise Refused(f"cannot follow {name}: it is no stream; use call()")
        if not route.always_streams:
            args["follow"] = True
        return Stream(self, route, self._send(route, args, self.timeout))

    def _send(self, route: Route, args: dict[str, Any], patience: float) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(patience)
            connection.connect(self.socket_path)
            connection.sendall(self._request(route, args))
        except BrokenPipeError:
            pass  # refused before it was read: the answer says why
        except OSError as error:
            connection.close()
            raise self._trouble(error) from error
        return connection

    def _request(self, route: Route, args: dict[str, Any]) -> bytes:
        if self.source and route.takes_source:
            args = {"source": self.source, **args}
        post = route.method == "POST"
        body = msgspec.json.encode(args) if post else b""
        query = "" if post or not args else "?" + "&".join(f"{key}={_quote(value)}" for key, value in args.items())
        head = [f"{route.method} /v{API}/{route.name}{query} HTTP/1.0", "Host: holdfast", f"Content-Length: {len(body)}"]
        if self.read_only:
            head.append(f"{READ_ONLY_HEADER}: 1")
        return "\r\n".join([*head, "", ""]).encode() + body

    def _answer(self, connection: socket.socket, patience: float) -> tuple[int, dict[str, str], bytes]:
        raw = bytearray()
        try:
            while chunk := connection.recv(1 << 16):
                raw += chunk
                if len(raw) > MAX_ANSWER:
                    raise Unreachable(self._text(f"its answer has more than {MAX_ANSWER} bytes; is that holdfast?"))
        except TimeoutError:
            raise Unreachable(self._text(f"no answer within {patience:g} s; is the daemon stopped or very busy?")) from None
        except OSError as error:
            raise self._trouble(error) from error
        return self._parse(bytes(raw))

    def _parse(self, raw: bytes) -> tuple[int, dict[str, str], bytes]:
        head, blank, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        words = first.split(" ", 2)
        if not blank or len(words) < 2 or not words[0].startswith("HTTP/1.") or not words[1].isdigit():
            why = "what answers is not holdfast; see --socket" if raw else "the daemon hung up; see its log"
            raise Unreachable(self._text(why))
        pairs = (line.partition(":") for line in lines)
        return int(words[1]), {key.strip().lower(): value.strip() for key, _, value in pairs}, body

    def _value(self, decoder: msgspec.json.Decoder[Any], raw: bytes) -> Any:
        try:
            return decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise Unreachable(self._text(f"its answer is of another version ({error}); use the `holdfast` that it came with")) from None

    def _trouble(self, error: OSError) -> Exception:
        if isinstance(error, PermissionError):
            return Refused(self._text("permission denied; be root, the daemon's user, or a member of its api.group"))
        if isinstance(error, FileNotFoundError | ConnectionRefusedError):
            return Unreachable(self._text("nobody listens there; start it with `holdfast --daemon --config FILE`"))
        if isinstance(error, TimeoutError):
            return Unreachable(self._text("it takes no more connections; is the daemon stopped or very busy?"))
        return Unreachable(self._text(f"{error.strerror or error}; see --socket"))

    def _text(self, why: str) -> str:
        return f"cannot reach holdfast at {self.socket_path}: {why}"


class Stream(Iterator[Any]):
    """A followed route. It ends only when it is closed, by this thread or by another; the daemon's end raises Unreachable."""

    def __init__(self, client: Client, route: Route, connection: socket.socket) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(route.item)
        self._connection = connection
        self._reading = Lock()  # held around recv, so that close() cannot take the descriptor from under it
        self._buffer = bytearray()
        self._searched = 0  # as far as no item ends: a View of a thousand workers comes in 15 pieces
        self._closed = False
        self._begin()

    def _begin(self) -> None:
        deadline = monotonic() + self._client.timeout
        try:
            while b"\r\n\r\n" not in self._buffer:
                self._more(deadline)
            status, head, rest = self._client._parse(bytes(self._buffer))
            if status != 200:
                self._rest(int(head.get("content-length", "0")) - len(rest), deadline)
                raise Refused(_error(status, self._client._parse(bytes(self._buffer))[2]))
        except (Refused, Unreachable, TimeoutError) as error:
            self.close()
            if isinstance(error, TimeoutError):
                raise Unreachable(self._client._text("no answer; is the daemon stopped or very busy?")) from None
            raise
        self._buffer = bytearray(rest)

    def _rest(self, missing: int, deadline: float) -> None:
        wanted = len(self._buffer) + missing
        while len(self._buffer) < wanted:
            self._more(deadline)

    def __next__(self) -> Any:
        try:
            while (item := self._take()) is None:
                self._more(monotonic() + 3 * KEEP_ALIVE)  # the daemon says something, if only a comment, every KEEP_ALIVE
        except TimeoutError:
            self.close()
            raise Unreachable(self._client._text(f"silent for {3 * KEEP_ALIVE:g} s; is the daemon stopped?")) from None
        return item

    def get(self, seconds: float) -> Any:
        """The next item; TimeoutError if none comes in time (the stream is still good), StopIteration if it is closed."""
        deadline = monotonic() + seconds
        while (item := self._take()) is None:
            self._more(deadline)
        return item

    def _take(self) -> Any:
        """An item that has come already, or None."""
        while (end := self._buffer.find(b"\n\n", self._searched)) >= 0:
            message = bytes(self._buffer[:end])
            del self._buffer[: end + 2]
            self._searched = 0
            data = [line[6:] for line in message.split(b"\n") if line.startswith(b"data: ")]
            if data:
                return self._client._value(self._decoder, b"\n".join(data))
        self._searched = max(0, len(self._buffer) - 1)
        return None

    def _more(self, deadline: float) -> None:
        with self._reading:
            if self._closed:
                raise StopIteration
            self._connection.settimeout(max(0.001, deadline - monotonic()))
            try:
                chunk = self._connection.recv(1 << 16)
            except ConnectionError:
                chunk = b""
        if self._closed:
            raise StopIteration
        if not chunk:
            self.close()
            raise Unreachable(self._client._text("the daemon has gone; see its log"))
        self._buffer += chunk
        if len(self._buffer) > MAX_ANSWER:
            self.close()
            raise Unreachable(self._client._text("what answers is not holdfast; see --socket"))

    def close(self) -> None:
        """From any thread, any number of times: whoever waits for the next item gets StopIteration."""
        self._closed = True
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already, or the other side was faster
        with self._reading:
            self._connection.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _route(name: str) -> Route:
    try:
        return ROUTES[name]
    except KeyError:
        raise Refused(f"cannot {name}: there is no such call; they are {', '.join(ROUTES)}") from None


def _quote(value: object) -> str:
    text = str(int(value)) if isinstance(value, bool) else str(value)
    return "".join(chr(byte) if byte in _SAFE else f"%{byte:02X}" for byte in os.fsencode(text))


def _error(status: int, body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=dict[str, str])["error"]
    except (msgspec.MsgspecError, UnicodeError, KeyError):
        return f"cannot do that: the daemon answered {status} without a reason; see its log"
