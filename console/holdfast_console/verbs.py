"""The verbs as a table: name, what it does, who does it, its arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from holdfast_console import verbs_act, verbs_look, verbs_run
from holdfast_console.waiting import SECONDS

EXITS = """exit codes:
  0    done, and converged where the verb looks at that
  1    refused or failed
  2    wrong usage
  3    not running
  4    not converged: mixed, stale or unproven
  124  --wait took too long
  130  interrupted; 141 the reader of a pipe left"""


class Page(argparse.RawDescriptionHelpFormatter):
    """Help for 80 columns: argparse asks shutil for the terminal's width for every argument added, which takes 2 ms to import."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=79)


# abbreviated options are off: a script's --wa must not change its meaning with the next release
_STYLE: dict[str, Any] = {"epilog": EXITS, "allow_abbrev": False, "formatter_class": Page}


def _common(suppress: bool) -> argparse.ArgumentParser:
    """Options that may stand before the verb and behind it."""
    common = argparse.ArgumentParser(add_help=False, formatter_class=Page, argument_default=argparse.SUPPRESS if suppress else None)
    common.add_argument("--config", metavar="FILE", help="the settings (default: ./holdfast.toml; as root /etc/holdfast/holdfast.toml)")
    common.add_argument("--socket", metavar="PATH", help="the daemon's API socket (default: $HOLDFAST_SOCKET_API, else from the settings)")
    common.add_argument("--source", metavar="NAME", help="which of several sources (a worker's name says it too; status shows them all)")
    common.add_argument("--readonly", action="store_true", help="look only: the daemon refuses every act of this command")
    return common


def parser(words: list[str]) -> argparse.ArgumentParser:
    """The parser for these words of a command line: all the verbs take 9 ms to build, the one that is meant takes 1."""
    meant = _verb(words)
    rows = [row for row in TABLE if row[0] == meant] or TABLE
    description = "Every worker runs the configuration you approved, and proves it."
    whole = argparse.ArgumentParser("holdfast", description=description, parents=[_common(False)], **_STYLE)
    whole.add_argument("--version", dest="show_version", action="store_true", help="the version of this program")
    whole.add_argument("--daemon", action="store_true", help="run the supervisor in the foreground, without a console")
    whole.add_argument("--new-history", action="store_true", help="with --daemon: begin a new journal though objects of an old one exist")
    whole.add_argument("--theme", metavar="NAME", help="the console's colours")
    verbs = whole.add_subparsers(
        prog="holdfast", metavar="VERB", dest="verb", help="no verb: the console, with a supervisor of its own if none runs"
    )
    for name, text, run, add in rows:
        verb = verbs.add_parser(name, help=text, description=text, parents=[_common(True)], **_STYLE)
        for one in add:
            one(verb)
        verb.set_defaults(run=run)
    return whole


def _verb(words: list[str]) -> str:
    """The first word that is neither an option nor an option's value, '' if help is asked for before it."""
    rest = iter(words)
    for word in rest:
        if word in ("--config", "--socket", "--source", "--theme"):
            next(rest, "")
        elif word in ("-h", "--help"):
            return ""
        elif not word.startswith("-"):
            return word
    return ""


Add = Callable[[argparse.ArgumentParser], object]


def _json(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="print JSON (what is followed: one value a line)")


def _wait(verb: argparse.ArgumentParser) -> None:
    text = f"wait until it has ended and is proved, at most so long (default {SECONDS:g}); 124 if it takes longer"
    verb.add_argument("--wait", metavar="SECONDS", nargs="?", type=_seconds, const=SECONDS, help=text)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < 1e9:
        raise ValueError(text)
    return seconds


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError(text)
    return count


def _port(text: str) -> int:
    if not 0 <= int(text) <= 65535:
        raise ValueError(text)
    return int(text)


def _argument(*names: str, **more: object) -> Add:
    return lambda verb: verb.add_argument(*names, **more)  # type: ignore[arg-type]


_WORKER = _argument("worker", metavar="WORKER")
_SEQ = _argument("seq", metavar="SEQ", nargs="?", type=_count, default=0, help="the plan's number (default: the open plan)")
_FOLLOW = _argument("-f", "--follow", action="store_true", help="go on until interrupted")
_REASON = _argument("--reason", metavar="TEXT", default="", help="recorded, with who and from where")
_LINES = _argument("-n", "--lines", metavar="N", type=_count, default=50, help="so many of the last (default 50)")

TABLE: tuple[tuple[str, str, Callable[[argparse.Namespace], int], tuple[Add, ...]], ...] = (
    ("status", "the fleet: what each worker runs, and how surely that is known", verbs_look.status, (_json,)),
    ("worker", "one worker: chain of proof, its processes, what they hold open", verbs_look.worker, (_WORKER, _json)),
    ("watches", "who watches what with inotify, what is left of it, and how long a change takes to arrive", verbs_look.watches,
     (_json, _argument("--test", action="store_true", help="make an event first: an unnamed file in the source's folder; is it heard?"))),
    ("check", "are the settings and the source good? changes nothing, needs no daemon", verbs_run.check,
     (_json, _argument("--print", action="store_true", help="print the effective settings as TOML"))),
    ("plan", "the open plan: its difference, its votes, its approvals", verbs_look.plan, (_json,)),
    ("apply", "draw up a plan from the source as it is now, approved by you", verbs_act.apply, (_json, _wait)),
    ("approve", "say yes to a plan that you have seen", verbs_act.approve,
     (_SEQ, _argument("--checksum", metavar="DIGITS", help="the first 4 or more of the new checksum"), _json, _wait)),
    ("reject", "say no to a plan", verbs_act.reject, (_SEQ, _argument("--reason", metavar="TEXT", default=""), _json)),
    ("reload", "the same bytes again: to all as a new plan, or only to the workers named", verbs_act.reload,
     (_argument("workers", metavar="WORKER", nargs="*"), _json, _wait)),
    ("rollback", "a new plan with the content of an older version", verbs_act.rollback,
     (_argument("version", metavar="VERSION", help="a number, label, start of a label, or checksum"),
      _argument("--draft", action="store_true", help="do not count as approved by you"), _json, _wait)),
    ("history", "the versions, newest first", verbs_look.history, (_LINES, _json)),
    ("diff", "what changes from one version to another", verbs_look.diff,
     (_argument("old", metavar="A", nargs="?", default="target", help='a version, "target" or "source" (default: target)'),
      _argument("new", metavar="B", nargs="?", default="source", help="(default: source)"),
      _argument("--full", action="store_true", help="the lines that stay, too"), _json)),
    ("trace", "where the time of one plan went: step by step, then worker by worker", verbs_look.trace,
     (_argument("version", metavar="VERSION", nargs="?", default="", help="(default: the plan in flight, else the last one)"),
      _argument("--all", action="store_true", help="all the workers, not only the ten slowest"), _json)),
    ("proofs", "who proved a version and when, who did not and why; are its bytes still those, would they be taken today?",
     verbs_look.proofs, (_argument("version", metavar="VERSION"), _json)),
    ("journal", "read the journal again from the disk: is its chain whole? 1 if it is not", verbs_look.journal, (_json,)),
    ("export", "the exact bytes of a version, for `> file`", verbs_look.export, (_argument("version", metavar="VERSION"),)),
    ("events", "what happened", verbs_look.events, (_FOLLOW, _LINES, _json)),
    ("logs", "a worker's output", verbs_look.logs, (_WORKER, _FOLLOW, _LINES, _json)),
    ("prove", "a fresh challenge to the workers named (default: all), and what each proves: 4 unless it is what it should run",
     verbs_act.prove, (_argument("workers", metavar="WORKER", nargs="*"), _json)),
    ("restart", "stop and start one worker on the committed content", verbs_act.restart, (_WORKER, _json, _wait)),
    ("kill", "kill -9 one worker; it is started again on the committed content", verbs_act.kill, (_WORKER, _REASON, _json, _wait)),
    ("freeze", "no new plans until unfreeze", verbs_act.freeze, (_argument("reason", metavar="REASON", nargs="?", default=""), _json)),
    ("unfreeze", "plans again", verbs_act.unfreeze, (_json,)),
    ("cordon", "leave a worker out of gates and verdict", verbs_act.cordon, (_WORKER, _json)),
    ("uncordon", "count a worker again", verbs_act.uncordon, (_WORKER, _json)),
    ("hold", "stop the rollout before its next wave", verbs_act.hold,
     (_argument("reason", metavar="REASON", nargs="?", default=""), _json)),
    ("go", "let a held or paused rollout go on", verbs_act.go, (_json,)),
    ("settle", "the way out of a stuck rollout", verbs_act.settle,
     (_argument("choice", choices=("retry", "rollback", "accept")), _REASON, _json)),
    ("stop", "stop all workers, then the daemon", verbs_act.stop, (_REASON, _json)),
    ("attach", "open the console on a daemon that runs", verbs_run.attach,
     (_argument("--theme", metavar="NAME", default=argparse.SUPPRESS, help="the console's colours"),)),
    ("serve", "the console in a browser on this machine, behind a token; looks only, unless told otherwise", verbs_run.serve,
     (_argument("--host", metavar="ADDRESS", default="127.0.0.1", help="of the loopback (default: 127.0.0.1)"),
      _argument("--port", metavar="N", type=_port, default=8000, help="(default: 8000; 0: any that is free)"),
      _argument("--allow-acts", action="store_true", help="whoever has the URL may act, as you"))),
    ("demo", "a small fleet to play with; without a terminal it plays itself", verbs_run.demo,
     (_argument("directory", metavar="DIR", nargs="?"), _argument("--headless", action="store_true", help="play it, print each step"))),
)  # fmt: skip
