"""Verbs that act: they ask the daemon for something, and with --wait see it through."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec

from holdfast.api.client import Client, Refused
from holdfast.api.routes import Answer
from holdfast_console import embed, out, tables, waiting, whence
from holdfast_console.verbs_look import client, look


class Result(msgspec.Struct, frozen=True):
    """--json of an act: the daemon's answer; with --wait also how it ended, and the exit code."""

    ok: bool
    text: str
    seq: int
    code: int
    ended: str = ""


def _report(args: Namespace, answer: Answer, end: waiting.End | None = None) -> int:
    code = end.code if end else out.DONE
    if args.json:
        out.say_json(Result(code == out.DONE, answer.text, answer.seq, code, end.text if end else ""))
        return code
    out.say([out.clean(answer.text)])
    if end is not None and code in (out.DONE, out.NOT_CONVERGED):
        out.say([out.clean(end.text)])
    elif end is not None:
        out.complain(end.text)
    return code


def _plan(args: Namespace, door: Client, name: str, **more: object) -> int:
    """An act that begins or moves a plan."""
    answer = door.call(name, **more)
    if args.wait is None:
        return _report(args, answer)
    test = waiting.plan_ended(answer.seq) if answer.seq else waiting.converged
    return _report(args, answer, waiting.wait(door.at(answer.source), test, args.wait))


def apply(args: Namespace) -> int:
    return _plan(args, client(args), "apply")


def approve(args: Namespace) -> int:
    door = client(args)
    seq, checksum = (args.seq, args.checksum) if args.checksum else _asked(args, door)
    return _plan(args, door, "approve", seq=seq, checksum=checksum)


def _asked(args: Namespace, door: Client) -> tuple[int, str]:
    """Show the plan and have the new checksum typed: nobody approves what they did not look at."""
    if args.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        how = f"holdfast approve {args.seq or 'SEQ'} --checksum DIGITS"
        raise out.Stop(f"cannot approve: no checksum, and no terminal to ask for it; look at `holdfast plan`, then {how}", out.USAGE)
    plan = door.call("plan")
    if plan is None or plan.rollout.outcome or (args.seq and plan.rollout.seq != args.seq):
        which = f"plan {args.seq} is not open" if args.seq else "no plan is open"
        raise Refused(f"cannot approve: {which}; see `holdfast plan`")
    out.say(tables.plan(out.tamed(plan), look(), out.clean(door.source)))
    try:
        typed = input("type the first 4 digits of the new checksum to approve: ").strip()
    except EOFError:
        typed = ""
    if not typed:
        raise Refused("cannot approve: nothing was typed; nothing was changed")
    return plan.rollout.seq, typed


def reject(args: Namespace) -> int:
    return _report(args, client(args).call("reject", seq=args.seq, reason=args.reason))


def reload(args: Namespace) -> int:
    door = client(args)
    if not args.workers:
        return _plan(args, door, "reload")
    answer = door.call("reload", workers=args.workers)
    test = waiting.reloaded(tuple(args.workers))
    return _report(args, answer, None if args.wait is None else waiting.wait(door.at(answer.source), test, args.wait))


def rollback(args: Namespace) -> int:
    return _plan(args, client(args), "rollback", to=args.version, approve=not args.draft)


def prove(args: Namespace) -> int:
    """Asks, and waits for the answers: what each of them proves, and whether that is what it should run."""
    door = client(args)
    before = {worker.name: worker.proved_at for view in door.call("views") for worker in view.workers}
    answer = door.call("prove", workers=args.workers)
    its = door.at(answer.source)
    names = tuple(args.workers) or tuple(worker.name for worker in its.view().workers)
    return _report(args, answer, waiting.proved(its, names, before))


def restart(args: Namespace) -> int:
    return _restart(args, "restart", worker=args.worker)


def kill(args: Namespace) -> int:
    return _restart(args, "kill", worker=args.worker, reason=_signed(args.reason))


def _signed(reason: str) -> str:
    """With the terminal and the ssh peer; where no reason is given there is nothing to sign."""
    return whence.signed(reason) if reason else ""


def _restart(args: Namespace, name: str, **more: object) -> int:
    door = client(args)
    before = next((worker for view in door.call("views") for worker in view.workers if worker.name == args.worker), None)
    answer = door.call(name, **more)
    test = waiting.restarted(args.worker, before)
    return _report(args, answer, None if args.wait is None else waiting.wait(door.at(answer.source), test, args.wait))


def freeze(args: Namespace) -> int:
    return _report(args, client(args).call("freeze", reason=_signed(args.reason)))


def unfreeze(args: Namespace) -> int:
    return _report(args, client(args).call("unfreeze"))


def cordon(args: Namespace) -> int:
    return _report(args, client(args).call("cordon", worker=args.worker))


def uncordon(args: Namespace) -> int:
    return _report(args, client(args).call("uncordon", worker=args.worker))


def hold(args: Namespace) -> int:
    return _report(args, client(args).call("hold", reason=args.reason))


def go(args: Namespace) -> int:
    return _report(args, client(args).call("go"))


def settle(args: Namespace) -> int:
    return _report(args, client(args).call("settle", choice=args.choice, reason=_signed(args.reason)))


def stop(args: Namespace) -> int:
    if args.source:
        raise out.Stop("cannot stop one source: stop ends all workers and the daemon; leave --source out", out.USAGE)
    return _report(args, embed.stop(client(args), _signed(args.reason)))
