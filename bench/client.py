"""Sends prepared requests over a few kept-alive connections and times each: `python -m bench.client PLAN`.

A process of its own. Two ways: `python`, a thread with http.client for each connection, as a program that uses
the service would be; and `raw`, one loop over plain sockets that takes next to nothing of the machine, so that
what is measured is the server alone. Against `raw` every ratio to the empty route is harder.
"""

from __future__ import annotations

import http.client
import json
import pickle
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from threading import Thread

_END = b"\r\n\r\n"
_NO_BODY = (b"204", b"304")

Parsed = tuple[str, str, dict[str, str], bytes]


@dataclass
class Plan:
    """Where to send what: one list of raw requests a connection; `again` starts a list anew when it is used up."""

    port: int
    requests: list[list[bytes]]
    seconds: float
    again: bool
    kind: str = "python"


@dataclass
class Outcome:
    seconds: float = 0.0
    times_ms: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    received_bytes: int = 0
    sent_bytes: int = 0


class Connection:
    """One client: sends its next request when the answer to the last is in, and opens anew what was closed."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.port = plan.port
        mine = plan.requests[number]
        self.left: Iterator[bytes] = cycle(mine) if plan.again else iter(mine)
        self.received, self.begun, self.wanted = b"", 0.0, None
        self.sent: bytes = b""
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> bool:
        """Send the next request; False when there is none left."""
        request = next(self.left, None)
        if request is None:
            return False
        self.sent, self.received, self.begun = request, b"", time.perf_counter()
        self.socket.sendall(request)
        return True

    def answer(self) -> bytes | None:
        """The whole answer once it is in. A connection that was closed under us is opened and asked again."""
        data = self.socket.recv(262144)
        if not data:
            raise ConnectionResetError
        self.received += data
        head, found, body = self.received.partition(_END)
        return self.received if found and len(body) >= length_of(head) else None


def length_of(head: bytes) -> int:
    if head[9:12] in _NO_BODY:
        return 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(head)


def run(plan: Plan) -> Outcome:
    return _run_raw(plan) if plan.kind == "raw" else _run_python(plan)


def _run_python(plan: Plan) -> Outcome:
    parsed = [[_parsed(raw) for raw in mine] for mine in plan.requests]
    outcome, start = Outcome(), time.perf_counter()
    end = start + plan.seconds
    threads = [Thread(target=_ask, args=(plan, mine, end, outcome)) for mine in parsed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - start
    return outcome


def _ask(plan: Plan, mine: list[Parsed], end: float, outcome: Outcome) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plan.port)
    statuses = Counter[str]()
    for method, path, headers, body in cycle(mine) if plan.again else mine:
        begun = time.perf_counter()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            connection.close()  # closed under us after it had been kept: a client asks again
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        content, now = answer.read(), time.perf_counter()
        outcome.times_ms.append((now - begun) * 1000)
        outcome.sent_bytes += len(body) + len(path)
        outcome.received_bytes += len(content) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        statuses[str(answer.status)] += 1
        if now >= end:
            break
    for status, count in statuses.items():
        outcome.statuses[status] = outcome.statuses.get(status, 0) + count


def _parsed(raw: bytes) -> Parsed:
    head, _, body = raw.partition(_END)
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    return method, path, dict(line.split(": ", 1) for line in lines), body


def _run_raw(plan: Plan) -> Outcome:
    outcome, statuses = Outcome(), Counter[str]()
    start = time.perf_counter()
    end = start + plan.seconds
    with selectors.DefaultSelector() as selector:
        for number in range(len(plan.requests)):
            connection = Connection(plan, number)
            if connection.send():
                selector.register(connection.socket, selectors.EVENT_READ, connection)
        while selector.get_map():
            for key, _ in selector.select(5):
                _advance(selector, key.data, outcome, statuses, end)
    outcome.seconds = time.perf_counter() - start
    outcome.statuses = dict(statuses)
    return outcome


def _advance(
    selector: selectors.BaseSelector, connection: Connection, outcome: Outcome, statuses: Counter[str], end: float
) -> None:
    try:
        answer = connection.answer()
    except ConnectionResetError:
        _reopen(selector, connection)
        connection.socket.sendall(connection.sent)
        return
    if answer is None:
        return
    now = time.perf_counter()
    outcome.times_ms.append((now - connection.begun) * 1000)
    outcome.received_bytes += len(answer)
    outcome.sent_bytes += len(connection.sent)
    statuses[answer[9:12].decode()] += 1
    if b"\r\nConnection: close" in answer[:400]:
        _reopen(selector, connection)
    if now >= end or not connection.send():
        selector.unregister(connection.socket)
        connection.socket.close()


def _reopen(selector: selectors.BaseSelector, connection: Connection) -> None:
    selector.unregister(connection.socket)
    connection.socket.close()
    connection.open()
    selector.register(connection.socket, selectors.EVENT_READ, connection)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(run(pickle.loads(Path(sys.argv[1]).read_bytes())))))  # noqa: S301
