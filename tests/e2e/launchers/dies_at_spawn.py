"""The daemon, killed in the instant after its Nth worker was started and before the journal hears of it. N: $DIES_AT."""

import os
import signal
import sys

from holdfast import daemon
from holdfast.io import process
from holdfast.io.start import start

started = 0


def start_and_die(*arguments):
    global started
    born = start(*arguments)
    started += 1
    if started == int(os.environ["DIES_AT"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return born


process.start = start_and_die
sys.exit(daemon.main())
