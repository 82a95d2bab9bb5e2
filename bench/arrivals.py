"""Sends requests when they are due, whatever has become of those before: `python -m bench.arrivals PLAN`.

Buyers do not wait for each other: a service that stumbles has all that came meanwhile before it. So a time is counted
from the moment a request was due, not from when it was sent (whoever waits with sending until the last was answered
leaves out just the slow ones). One loop over plain sockets, a process of its own that has loaded nothing else; it says
how late it was itself, and how busy.
"""

from __future__ import annotations

import gc
import json
import pickle
import selectors
import socket
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.client import length_of

# Whoever has no connection to send by waits for one; a browser's wait, too, is counted.
_MOST_CONNECTIONS = 512
_END = b"\r\n\r\n"
_HOST = "127.0.0.1"
NOTHING = ""  # the status of what was not answered in time


@dataclass(frozen=True)
class Due:
    """One request, `at` so many seconds after the beginning."""

    at: float
    kind: str
    raw: bytes


@dataclass(frozen=True)
class Plan:
    """What is due at which port, and for how many seconds after the last an answer is waited for."""

    port: int
    due: Sequence[Due]
    patience: float


@dataclass
class Told:
    """`answers`: kind, when due, seconds until the whole answer was there, status. `late`: how late each was begun."""

    answers: list[tuple[str, float, float, str]] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    busy: float = 0.0  # of the time, how much the loop itself was at work
    again: int = 0  # sent once more, for a connection was closed before it answered


@dataclass(eq=False)
class Line:
    """A connection, what was sent by it and what has come so far; `old`: it has answered before."""

    socket: socket.socket
    sent: Due | None = None
    received: bytearray = field(default_factory=bytearray)
    wanted: int = 0
    old: bool = False


class Loop:
    """Everything at once in one thread: sends what is due, reads what comes, and sleeps in between."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.told = plan, Told()
        self.selector = selectors.DefaultSelector()
        self.idle, self.waiting = deque[Line](), deque[Due]()
        self.open, self.begun = 0, 0.0

    def run(self) -> Told:
        self.begun, worked = time.perf_counter(), time.process_time()
        left, end = deque(self.plan.due), self.plan.due[-1].at + self.plan.patience
        while (left or self.waiting or len(self.idle) < self.open) and self._now() < end:
            while left and left[0].at <= self._now():
                due = left.popleft()
                self.told.late.append(self._now() - due.at)
                self.waiting.append(due)
                self._send()
            self._read(min(left[0].at if left else end, end) - self._now())
        self._give_up([*self.waiting, *left], end)
        self.told.busy = (time.process_time() - worked) / self._now()
        return self.told

    def _now(self) -> float:
        return time.perf_counter() - self.begun

    def _send(self) -> None:
        """Send what has waited longest, by the connection that has rested longest or a new one."""
        while self.waiting and (self.idle or self.open < _MOST_CONNECTIONS):
            line = self.idle.popleft() if self.idle else self._connect()
            line.sent = self.waiting.popleft()
            line.received.clear()
            line.wanted = 0
            try:
                line.socket.sendall(line.sent.raw)
            except ConnectionError:
                self._closed(line)

    def _connect(self) -> Line:
        line = Line(socket.create_connection((_HOST, self.plan.port)))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(line.socket, selectors.EVENT_READ, line)
        self.open += 1
        return line

    def _read(self, seconds: float) -> None:
        for key, _ in self.selector.select(max(0.0, seconds)):
            line: Line = key.data
            try:
                data = line.socket.recv(262_144)
            except ConnectionError:
                data = b""
            if data:
                line.received += data
                self._look(line)
            else:
                self._closed(line)
        self._send()

    def _look(self, line: Line) -> None:
        """Note the answer once all of it is there."""
        received = line.received
        if not line.wanted:
            head = received.find(_END)
            if head < 0:
                return
            line.wanted = head + len(_END) + length_of(bytes(received[:head]))
        if len(received) < line.wanted or line.sent is None:
            return
        due, line.sent, line.old = line.sent, None, True
        self.told.answers.append((due.kind, due.at, self._now() - due.at, received[9:12].decode()))
        if b"\r\nConnection: close" in received[:600]:
            self._closed(line)
        else:
            self.idle.append(line)

    def _closed(self, line: Line) -> None:
        """Whoever is told nothing asks again: an order by its key, a scan by its id are taken once."""
        self.selector.unregister(line.socket)
        line.socket.close()
        self.open -= 1
        if line.sent is None:
            if line in self.idle:
                self.idle.remove(line)
        elif line.old:
            self.told.again += 1
            self.waiting.appendleft(line.sent)
        else:
            self.told.answers.append((line.sent.kind, line.sent.at, self._now() - line.sent.at, NOTHING))

    def _give_up(self, never_sent: Sequence[Due], end: float) -> None:
        for key in list(self.selector.get_map().values()):
            if key.data.sent is not None:
                never_sent = [*never_sent, key.data.sent]
            key.data.socket.close()
        self.told.answers += [(due.kind, due.at, end - due.at, NOTHING) for due in never_sent]
        self.selector.close()


if __name__ == "__main__":
    given: Plan = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301
    gc.disable()  # a pause of ours would be told as one of the service
    sys.stdout.write(json.dumps(asdict(Loop(given).run())))
