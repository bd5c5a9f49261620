"""Ignores TERM, and so does its child, whose pid it tells: what must be killed as a whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

from holdfast.worker import Worker

signal.signal(signal.SIGTERM, signal.SIG_IGN)  # inherited by the child
child = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
Worker().start()
print(f"child {child.pid}", flush=True)
threading.Event().wait()
