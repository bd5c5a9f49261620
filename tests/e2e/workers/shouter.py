"""Prints numbered lines without end, a hundred a second, and says so if nobody takes them any more."""

from __future__ import annotations

import os
import threading
from itertools import count
from pathlib import Path

from holdfast.worker import Worker

Worker().start()
for number in count(1):
    try:
        os.write(1, b"line %08d\n" % number)
    except OSError as error:
        Path("shouter-failed").write_text(str(error))
        raise
    threading.Event().wait(0.01)
