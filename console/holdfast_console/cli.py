"""`holdfast`: one command, many verbs; no verb opens the console.

Starting is quick because little is imported: no verb knows textual, rich, asyncio or aiohttp. Every verb ends with one of the
codes of `verbs.EXITS`, says "cannot X: why; what to do" on stderr, and leaves no traceback for what a user can cause.
"""

from __future__ import annotations

from holdfast_console import lean  # noqa: F401  # first: the others are cheaper then

# isort: split
import gc
import os
import sys
from argparse import Namespace

from holdfast.api.client import Refused, Unreachable
from holdfast_console import out, verbs_look, verbs_run
from holdfast_console.verbs import parser


def _run(args: Namespace) -> int:
    if args.show_version:
        return verbs_look.version()
    if args.daemon and args.verb:
        raise out.Stop(f"cannot {args.verb}: --daemon takes no verb; leave one of them out", out.USAGE)
    if args.daemon:
        return verbs_run.daemon(args)
    code: int = (args.run if args.verb else verbs_run.console)(args)
    return code


def main() -> int:
    """The entry point. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _run(parser(sys.argv[1:]).parse_args())
    except out.Stop as error:
        out.complain(str(error))
        return error.code
    except Refused as error:
        out.complain(str(error))
        return out.FAILED
    except Unreachable as error:
        out.complain(str(error))
        return out.NOT_RUNNING
    except KeyboardInterrupt:
        return out.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that closing stdout at exit finds no broken pipe again
        return out.PIPE_CLOSED
    finally:
        gc.freeze()  # the last collections, at exit, need not walk what is thrown away with the process: 7 ms of 60


if __name__ == "__main__":
    sys.exit(main())
