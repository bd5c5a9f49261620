"""A house with a workers' socket, and peers that say what a test tells them to: sockets of this process, or real children."""

import asyncio
import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import pytest

from holdfast.core.words import Now, Target
from holdfast.engine.channels import Channels

# our session: workers are known by it. 0 is a session whose leader is outside of our pid namespace (a container's), and nobody's
SESSION = os.getsid(0) or os.setsid() or os.getpid()
LIMIT = 15  # seconds that a test waits for what must happen

# a child that dials and then only passes on: its input to the socket, the socket to its output
RELAY = """
import os, select, socket, sys
sock = socket.socket(socket.AF_UNIX)
sock.connect(sys.argv[1])
ways = {0: sock.fileno(), sock.fileno(): 1}
while True:
    for fd in select.select(list(ways), [], [])[0]:
        data = os.read(fd, 65536)
        if not data:
            sys.exit()
        os.write(ways[fd], data)
"""


class Contents:
    """What the daemon would know, in memory."""

    format = "toml"

    def __init__(self, place):
        self.place = place
        self.stored = {}
        self.fetched = []

    def add(self, raw):
        sha256 = hashlib.sha256(raw).hexdigest()
        self.stored = {sha256: raw, **self.stored}
        return sha256

    def raw(self, sha256):
        self.fetched.append(sha256)
        return self.stored[sha256]

    def value_json(self, sha256):
        return json.dumps({"size": len(self.stored[sha256])}).encode()

    def path(self, sha256):
        path = self.place / sha256
        path.write_bytes(self.stored[sha256])
        return str(path)

    def tree(self, sha256):
        return ""

    def known(self):
        return list(self.stored)

    def redact(self, text, sha256):
        """Each content is its own secret."""
        return text.replace(self.stored.get(sha256, b"\0").decode().strip(), "***")


class Peer:
    """The worker's end of a connection: `say` a line, `hear` one (None: the end). Descriptors that came are in `fds`."""

    def __init__(self, sock=None, child=None):
        self.sock = sock
        self.child = child
        self.fds = []
        self.inc = ""
        self._rest = b""

    async def connect(self, path):
        await asyncio.get_running_loop().sock_connect(self.sock, path)

    async def send(self, data):
        async with asyncio.timeout(LIMIT):
            if self.child:
                self.child.stdin.write(data)
                await self.child.stdin.drain()
            else:
                await asyncio.get_running_loop().sock_sendall(self.sock, data)

    async def say(self, op, **fields):
        await self.send(json.dumps({"op": op, **fields}).encode() + b"\n")

    async def hear(self):
        async with asyncio.timeout(LIMIT):
            while b"\n" not in self._rest:
                chunk = await self._read()
                if not chunk:
                    return None
                self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    async def _read(self):
        if self.child:
            return await self.child.stdout.read(65536)
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.sock, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(self.sock)
        try:
            chunk, fds, _, _ = socket.recv_fds(self.sock, 65536, 10)
        except ConnectionResetError:
            return b""
        self.fds += fds
        return chunk

    async def hello(self, name, **other):
        """Introduce ourselves; what comes back."""
        self.inc = f"boot:{id(self)}"
        usual = {"v": 1, "inc": self.inc, "token": f"token of {name}", "run": {"seq": 0, "sha256": ""}, "caps": ["memfd"], "pid": 1}
        await self.say("hello", name=name, **usual | {"max_epoch": 0} | other)
        return await self.hear()

    async def pong(self, ping, raw, seq=1, claimed=None):
        sha256 = hashlib.sha256(raw).hexdigest() if claimed is None else claimed
        await self.say("pong", id=ping["id"], seq=seq, inc=self.inc, sha256=sha256, proof=prove(ping, raw))

    async def vote(self, prepare, **other):
        answer = {"id": prepare["id"], "epoch": prepare["epoch"], "seq": prepare["seq"], "inc": self.inc, "ok": True}
        await self.say("vote", **answer | other)

    async def active(self, commit, raw, **other):
        answer = {"id": commit["id"], "epoch": commit["epoch"], "seq": commit["seq"], "inc": self.inc, "sha256": commit["sha256"]}
        await self.say("active", **answer | {"proof": prove(commit, raw), "ms": 1} | other)

    def close(self):
        for fd in self.fds:
            os.close(fd)
        self.fds = []
        if self.sock:
            self.sock.close()


def prove(message, raw):
    return hmac.new(bytes.fromhex(message["nonce"]), raw, hashlib.sha256).hexdigest()


class House:
    """Channels on a real socket, with everything around them in a test's hands."""

    def __init__(self, place):
        self.path = f"{place}/w/sock"
        self.contents = Contents(place)
        self.spawns = {}
        self.targets = {}
        self.events = []
        self.ahead = 0.0  # seconds that the house's clock is ahead of the real one
        self.channels = self.make(epoch=7)
        self._heard = defaultdict(asyncio.Queue)
        self._peers = []
        self._children = []

    def make(self, epoch):
        return Channels(self.path, epoch, 1000, self.emit, self.contents, self.spawns.get, self.targets.get, self.clock)

    def clock(self):
        return Now(time.monotonic() + self.ahead, time.time())

    def emit(self, event):
        self.events.append(event)
        self._heard[type(event)].put_nowait(event)

    async def event(self, kind):
        """The next event of that kind."""
        async with asyncio.timeout(LIMIT):
            return await self._heard[kind].get()

    def enlist(self, name, pid=0, token=""):
        """The process of that worker is spawned; 0: our own session."""
        token = token or f"token of {name}"
        self.spawns[name] = (pid or SESSION, hashlib.sha256(token.encode()).hexdigest())

    def peer(self):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.setblocking(False)
        self._peers.append(Peer(sock))
        return self._peers[-1]

    async def dial(self):
        peer = self.peer()
        await peer.connect(self.path)
        return peer

    async def child(self, *before):
        """A real process that dials, in a session of its own; `before`: argv that runs it."""
        return Peer(child=await self.run([*before, sys.executable, "-c", RELAY, self.path]))

    async def run(self, argv, **environ):
        """A process in a session of its own, which ends with the house at the latest."""
        pipe = asyncio.subprocess.PIPE
        env = os.environ | environ
        self._children.append(await asyncio.create_subprocess_exec(*argv, stdin=pipe, stdout=pipe, env=env, start_new_session=True))
        return self._children[-1]

    def wait_until_stopped(self, pid):
        deadline = time.monotonic() + LIMIT
        while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < deadline
            os.sched_yield()

    async def join(self, name, **hello):
        """A worker that is in."""
        self.enlist(name)
        peer = await self.dial()
        assert (await peer.hello(name, **hello))["op"] == "welcome"
        return peer

    async def target(self, raw, seq):
        sha256 = self.contents.add(raw)
        return Target(seq, f"20240521-142233.{seq:04d}", sha256)

    async def close(self):
        await self.channels.close()
        for peer in self._peers:
            peer.close()
        for child in self._children:
            if child.returncode is None:
                with suppress(ProcessLookupError):  # it has just ended
                    os.killpg(child.pid, signal.SIGKILL)
            await child.communicate()


@pytest.fixture
async def house():
    place = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    made = House(place)
    await made.channels.start()
    yield made
    await made.close()
    shutil.rmtree(place)
