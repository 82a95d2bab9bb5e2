"""The worker beside the web processes: it and its watcher are forked from their first process, and share its memory."""

import os
import signal
import subprocess
import time
import traceback
from collections.abc import Callable
from contextlib import suppress

from gunicorn import util  # type: ignore[import-untyped]

from market.ops.supervisor import Watcher

_LOOK_SECONDS = 0.05
# What a watcher is given to end its worker, and a little more.
_GRACE_SECONDS = 35

# Works until it is told to stop, and tells through the pipe that it lives.
Work = Callable[[int], object]


class Forked:
    """A child that does `do` and ends, with the words of `subprocess.Popen`."""

    def __init__(self, do: Callable[[], object]) -> None:
        self._status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(_done(do))

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        deadline = time.monotonic() + (timeout or float("inf"))
        while (status := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("worker", timeout or 0)
            time.sleep(_LOOK_SECONDS)
        return status

    def poll(self) -> int | None:
        """How it ended; None while it lives. Somebody else, as gunicorn does, may have heard of its end before."""
        if self._status is None:
            with suppress(ChildProcessError):
                ended, status = os.waitpid(self.pid, os.WNOHANG)
                self._status = os.waitstatus_to_exitcode(status) if ended else None
                return self._status
            self._status = 0
        return self._status

    def _send(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def _done(do: Callable[[], object]) -> int:
    """Carry it out; nothing of the parent's may be carried out after it."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    try:
        do()
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


class Beside:
    """Keeps a watcher, which keeps a worker."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._watcher: Forked | None = None

    def keep(self, sockets: list[int]) -> None:
        """Begin it, if there is none or it has ended; `sockets` are those of the web processes, none of its own."""
        if self._watcher is None or self._watcher.poll() is not None:
            first = os.getpid()
            self._watcher = Forked(lambda: self._watch(sockets, first))

    def end(self) -> None:
        if self._watcher is not None:
            self._watcher.terminate()

    def wait(self) -> None:
        if self._watcher is not None:
            with suppress(subprocess.TimeoutExpired):
                self._watcher.wait(_GRACE_SECONDS)

    def _watch(self, sockets: list[int], parent: int) -> None:
        for socket in sockets:
            os.close(socket)
        util._setproctitle("watcher")
        Watcher(self._begin, parent=parent).watch()

    def _begin(self, reader: int, writer: int) -> Forked:
        def work() -> None:
            os.close(reader)
            util._setproctitle("worker of the market")
            self._work(writer)

        return Forked(work)
