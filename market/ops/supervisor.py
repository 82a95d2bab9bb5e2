"""The supervisor of `market work`: starts the worker, ends it when it hangs, starts it again when it has died.

The worker writes one letter to a pipe at each turn of each of its loops. It needs nothing but the
standard library, so that what ails the worker cannot ail its watcher.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Protocol

# Letter → how long (seconds) that loop may be silent: the indexer may be building a large index anew, and a file
# may be read for some minutes.
LOOPS = {"o": float(os.environ.get("WORKER_PATIENCE") or 120), "i": 3600.0, "f": 900.0, "w": 900.0, "s": 900.0}
# Between a death and the next start: longer when it dies at once again and again, but SMS wait meanwhile.
_LONGEST_PAUSE_SECONDS = 5
# What a worker is given to start, and to finish what it does when it is told to stop.
_GRACE_SECONDS = 30
# How long the watcher sleeps while it hears nothing.
_LOOK_SECONDS = min(5.0, LOOPS["o"] / 3)


class Worker(Protocol):
    """What is needed of a `subprocess.Popen`."""

    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class Watcher:
    """`start` begins a worker, given both ends of its pipe. With `parent`, if one is named, all of it ends."""

    def __init__(self, start: Callable[[int, int], Worker], *, parent: int | None = None) -> None:
        self.start, self.parent = start, parent
        self.stopping = False
        self.worker: Worker | None = None

    def watch(self) -> int:
        """Keep the worker alive until this process is told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        deaths, first = 0, True
        while not self.stopping:
            began = time.monotonic()
            if self._run() == os.EX_CONFIG and first:  # its tables are of another version, and it has said so
                return 1
            first = False
            deaths = 0 if time.monotonic() - began > _LONGEST_PAUSE_SECONDS else deaths + 1
            if not self.stopping:
                _say("worker died; it is started again")
                time.sleep(min(2**deaths / 4, _LONGEST_PAUSE_SECONDS))
        return 0

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        if self.worker is not None:
            self.worker.terminate()

    def _run(self) -> int:
        """One worker from beginning to end; how it ended."""
        reader, writer = os.pipe()
        self.worker = self.start(reader, writer)
        os.close(writer)
        if self.stopping:  # told so while it was being started
            self.worker.terminate()
        try:
            self._listen(reader)
            self.worker.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _say("worker hangs; it is ended")
        finally:
            self.worker.kill()
            status = self.worker.wait()
            os.close(reader)
        return status

    def _listen(self, reader: int) -> None:
        """Until the worker has closed its end. Raises TimeoutExpired when one of its loops is silent for too long."""
        heard = dict.fromkeys(LOOPS, time.monotonic() + _GRACE_SECONDS)
        while True:
            ready, _, _ = select.select([reader], [], [], _LOOK_SECONDS)
            if not self.stopping and self.parent not in (None, os.getppid()):
                self._stop()
            letters = os.read(reader, 4096).decode() if ready else None
            if letters == "":
                return
            heard |= dict.fromkeys(letters or "", time.monotonic())
            patience = dict.fromkeys(LOOPS, _GRACE_SECONDS) if self.stopping else LOOPS
            if any(time.monotonic() - heard[loop] > patience[loop] for loop in LOOPS):
                raise subprocess.TimeoutExpired("worker", patience["o"])


def _say(event: str) -> None:
    sys.stderr.write(f'{{"event": "{event}", "level": "warning"}}\n')
    sys.stderr.flush()


def _begin(_reader: int, writer: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from market.cli import main; main()", "work", "--watched", str(writer)]
    return subprocess.Popen(command, pass_fds=[writer])  # noqa: S603


if __name__ == "__main__":
    sys.exit(Watcher(_begin).watch())
