"""A worker's dependencies, asked for real: servers on loopback, a refusing port, a silent server, commands that end, fail and hang."""

import asyncio
import os
import socket
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from holdfast.core.secrets import MASK
from holdfast.core.settings import CheckSettings
from holdfast.engine import precheck

LIMIT = 15  # seconds that a test waits for what must happen


def tcp(target, **more):
    return CheckSettings("tcp", target, **more)


def redis(target, **more):
    return CheckSettings("redis", target, **more)


def http(target, **more):
    return CheckSettings("http", target, **more)


def command(*argv, **more):
    return CheckSettings("command", command=argv, **({"limit": LIMIT} | more))


async def one(check, value=None, raw_path="/dev/null", **more):
    (answer,) = await precheck.run((check,), value or {}, raw_path, **more)
    return answer


@asynccontextmanager
async def server(answer=b"", heard=None, family="127.0.0.1"):
    """Answers what it hears with `answer` (nothing: it stays silent), and closes."""

    async def serve(reader, writer):
        with closing(writer):
            said = await reader.read(4096)
            if heard is not None:
                heard.append(said)
            writer.write(answer)
            if not answer:
                await reader.read()

    running = await asyncio.start_server(serve, family, 0)
    async with running:
        yield running.sockets[0].getsockname()[1]


@pytest.fixture
def refusing():
    """A port that nobody listens on and that nobody else can take."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


async def test_tcp_takes_a_connection():
    async with server() as port:
        answer = await one(tcp(f"127.0.0.1:{port}"))
    assert (answer.ok, answer.error, answer.name) == (True, "", f"tcp 127.0.0.1:{port}")


async def test_tcp_over_ipv6():
    async with server(family="::1") as port:
        assert (await one(tcp(f"[::1]:{port}"))).ok


async def test_tcp_refused(refusing):
    answer = await one(tcp(f"127.0.0.1:{refusing}", name="orders db"))
    assert (answer.ok, answer.name) == (False, "orders db")
    assert answer.error == f"tcp 127.0.0.1:{refusing}: connection refused"


async def test_a_name_with_several_addresses_refused(refusing):
    assert (await one(tcp(f"localhost:{refusing}"))).error == f"tcp localhost:{refusing}: connection refused"


async def test_an_unknown_host():
    answer = await one(tcp("nowhere.invalid:1", limit=LIMIT))
    assert answer.error.startswith("tcp nowhere.invalid:1: ")
    assert "Errno" not in answer.error


@pytest.mark.parametrize("answer", [b"+PONG\r\n", b"-NOAUTH Authentication required.\r\n", b"-NOPERM no\r\n"])
async def test_redis_is_there(answer):
    heard = []
    async with server(answer, heard) as port:
        assert (await one(redis(f"127.0.0.1:{port}"))).ok
    assert heard == [b"*1\r\n$4\r\nPING\r\n"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"-LOADING Redis is loading the dataset in memory\r\n", "answered -LOADING Redis is loading the dataset in memory"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "answered HTTP/1.1 400 Bad Request"),
        (b"x", "does not answer PING as Redis does"),
        (b"x" * 5000, "does not answer PING as Redis does"),
    ],
)
async def test_redis_is_not(answer, why):
    async with server(answer) as port:
        assert (await one(redis(f"127.0.0.1:{port}"))).error == f"redis 127.0.0.1:{port}: {why}"


@pytest.mark.parametrize("status", ["200 OK", "204 No Content", "302 Found"])
async def test_http_yes(status):
    heard = []
    async with server(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\n\r\n".encode(), heard) as port:
        answer = await one(http("http://127.0.0.1:${port}/health"), {"port": port})
    assert (answer.ok, answer.error) == (True, "")
    assert heard[0].startswith(b"GET /health HTTP/1.1\r\n")
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "answered 503 Service Unavailable"), (b"SSH-2.0-x\r\n", "")],
)
async def test_http_no(answer, why):
    async with server(answer) as port:
        found = await one(http(f"http://127.0.0.1:{port}/"))
    assert found.error.startswith(f"http http://127.0.0.1:{port}/: {why}")


async def test_https_to_what_speaks_no_tls():
    async with server(b"hello\r\n") as port:
        found = await one(http(f"https://127.0.0.1:{port}/"))
    assert found.error == f"http https://127.0.0.1:{port}/: TLS failed: wrong version number"


@pytest.mark.parametrize("url", ["http://", "http://[x", "http://a b/", "ftp://127.0.0.1/"])
async def test_what_is_no_url_is_a_failed_check(url):
    assert (await one(http(url))).error.startswith(f"http {url}: ")


@pytest.mark.parametrize("kind", [redis, http])
async def test_a_silent_server_is_given_up_at_the_limit(kind):
    async with server() as port:
        target = f"127.0.0.1:{port}" if kind is redis else f"http://127.0.0.1:{port}/"
        answer = await one(kind(target, limit=0.1))
    assert answer.error == f"{answer.name}: no answer within 0.1 s"


# -- templates


async def test_templates_take_the_candidates_values():
    async with server() as port:
        value = {"db": {"hosts": ["127.0.0.1"], "port": port}}
        answer = await one(tcp("${db.hosts.0}:${ db.port }"), value)
    assert answer.ok
    assert answer.name == "tcp ${db.hosts.0}:${ db.port }"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"db": {}}, "the new content has no key db.port"),
        ({"db": {"port": [1]}}, "db.port of the new content is no text or number"),
        ({"db": {"port": True}}, "db.port of the new content is no text or number"),
        ({"db": {"port": "x"}}, "must be host:port"),
        ({"db": {"port": 70000}}, "must be host:port"),
        ({"db": {"port": "1/../x"}}, "must be host:port"),
        ({"db": {"port": "1\0:1"}}, "embedded null character"),
    ],
)
async def test_a_template_that_cannot_be_filled(value, why):
    answer = await one(tcp("127.0.0.1:${db.port}"), value)
    assert answer.error.startswith("tcp 127.0.0.1:")
    assert answer.error.endswith(why)


# -- commands


async def test_a_command_sees_the_candidate(tmp_path):
    candidate = tmp_path / "candidate.toml"
    candidate.write_text("a = 1\n")
    check = command("grep", "-q", "a = 1", "/dev/stdin")
    assert not (await one(check)).ok  # its input is empty
    shell = command("sh", "-c", 'grep -q "a = 1" "$HOLDFAST_CANDIDATE" && test "$PWD" = "$WHERE"')
    where = os.path.realpath(tmp_path)
    assert (await one(shell, raw_path=str(candidate), cwd=where, env={**os.environ, "WHERE": where})).ok


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("sh", "-c", "echo out; echo >&2; echo not today >&2; echo more >&2; exit 3"), "exit 3: not today"),
        (("false",), "exit 1"),
        (("sh", "-c", "kill -9 $$"), "killed by SIGKILL"),
        (("no-such-command",), "there is no such command"),
        (("/",), "permission denied"),
    ],
)
async def test_a_command_says_no(argv, why):
    answer = await one(command(*argv, name="mine"))
    assert (answer.ok, answer.error) == (False, f"mine: {why}")


async def test_a_command_in_a_folder_that_is_not_there():
    assert (await one(command("true"), cwd="/no/such")).error == "command true: there is no folder /no/such"


async def test_a_command_that_says_a_lot_is_not_blocked_by_it():
    answer = await one(command("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 1"))
    assert "exit 1: " + "x" * 200 in answer.error
    assert len(answer.error) == precheck.ERROR_MAX


async def gone(pid):
    """Wait for the end of a process that is not our child."""
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    heard = asyncio.Event()
    asyncio.get_running_loop().add_reader(pidfd, heard.set)
    try:
        async with asyncio.timeout(LIMIT):
            await heard.wait()
    finally:
        asyncio.get_running_loop().remove_reader(pidfd)
        os.close(pidfd)


async def test_at_the_limit_the_whole_group_is_killed(tmp_path):
    """The command and its child hang; both ignore TERM."""
    script = f'trap "" TERM; sleep 600 & echo $! > {tmp_path}/pid; wait'
    answer = await one(command("sh", "-c", script, limit=2, name="slow"))
    assert answer.error == "slow: no answer within 2 s"
    await gone(int((tmp_path / "pid").read_text()))


async def test_what_a_command_leaves_behind_is_killed(tmp_path):
    script = f"sleep 600 & echo $! > {tmp_path}/pid"
    assert (await one(command("sh", "-c", script))).ok
    await gone(int((tmp_path / "pid").read_text()))


async def test_cancelled_checks_leave_no_process(tmp_path):
    fifo = tmp_path / "started"
    os.mkfifo(fifo)
    running = asyncio.create_task(one(command("sh", "-c", f"echo $$ > {fifo}; exec sleep 600")))
    pid = int(await asyncio.to_thread(fifo.read_text))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_no_descriptor_and_no_zombie_stays():
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = len(os.listdir("/proc/self/fd")), children.read_text()
    await asyncio.gather(*(one(command("sh", "-c", "echo no >&2; exit 1")) for _ in range(5)))
    assert (len(os.listdir("/proc/self/fd")), children.read_text()) == before


# -- all together


async def test_all_checks_run_at_once_and_answer_in_their_order():
    """The first can only end when the last has come."""
    met = asyncio.Event()

    async def first(reader, writer):
        with closing(writer):
            await met.wait()
            writer.write(b"+PONG\r\n")

    async def last(reader, writer):
        writer.close()
        met.set()

    async with await asyncio.start_server(first, "127.0.0.1", 0) as one, await asyncio.start_server(last, "127.0.0.1", 0) as two:
        ports = [listening.sockets[0].getsockname()[1] for listening in (one, two)]
        checks = (redis(f"127.0.0.1:{ports[0]}", limit=LIMIT), command("true"), tcp(f"127.0.0.1:{ports[1]}"))
        answers = await precheck.run(checks, {}, "/dev/null")
    assert [(answer.ok, answer.name.split()[0]) for answer in answers] == [(True, "redis"), (True, "command"), (True, "tcp")]
    assert all(answer.ms >= 0 for answer in answers)
    assert await precheck.run((), {}, "/dev/null") == ()


async def test_no_secret_in_an_answer(refusing):
    value = {"password": "hunter2", "own": "s3cret", "cache": {"port": refusing}}
    checks = (
        command("sh", "-c", f"echo {'x' * 297} hunter2 >&2; exit 1", name="cut"),
        command("sh", "-c", "echo login with hunter2 and s3cret failed >&2; exit 1", name="s3cret login"),
        http("http://ann:pa55@127.0.0.1:${cache.port}/"),
        tcp("${password}:1"),
    )
    answers = await precheck.run(checks, value, "/dev/null", secrets=("own",))
    assert [answer.ok for answer in answers] == [False] * 4
    assert answers[1].error == f"{MASK} login: exit 1: login with {MASK} and {MASK} failed"
    text = repr(answers)
    assert not any(secret in text for secret in ("hunt", "s3cret", "pa55"))


def test_a_long_command_has_a_short_label():
    label = precheck.label(command("python3", "-c", "x" * 500))
    assert label.startswith("command python3 -c xxx")
    assert len(label) <= len("command ") + precheck.LABEL_MAX
