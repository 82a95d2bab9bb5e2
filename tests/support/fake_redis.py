"""As much of a Redis as counting requests takes: keys that grow by a script and end after a time."""

from __future__ import annotations

import time
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import Any


class FakeRedis(ThreadingTCPServer):
    """Listens on a free port of the loopback while it is entered; `address` is a REDIS_URL."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.counts: dict[bytes, tuple[int, float]] = {}
        self.lock = Lock()
        self.address = f"redis://127.0.0.1:{self.server_address[1]}/0"

    def __enter__(self) -> FakeRedis:
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()

    def answer(self, name: bytes, *words: bytes) -> int | str:
        """What Redis says to a command: a number, or a word."""
        if name == b"SCRIPT":
            return "0" * 40
        if name == b"EVALSHA":  # limits has one script that counts: key, seconds to live, amount
            return self._grown(words[2], float(words[3]), int(words[4]))
        if name == b"TTL":
            return int(self.counts.get(words[0], (0, time.time() - 2))[1] - time.time())
        if name == b"GET":
            return self.counts.get(words[0], (0, 0))[0]
        return "PONG" if name == b"PING" else "OK"

    def _grown(self, key: bytes, seconds: float, amount: int) -> int:
        with self.lock:
            count, ends = self.counts.get(key, (0, 0.0))
            if ends < time.time():
                count, ends = 0, time.time() + seconds
            self.counts[key] = (count + amount, ends)
            return count + amount


class _Connection(StreamRequestHandler):
    server: FakeRedis

    def handle(self) -> None:
        while words := self._command():
            name = words[0].upper()
            if name == b"HELLO":  # clients of today begin with it; the answer is a map
                self.wfile.write(b"%1\r\n+proto\r\n:3\r\n")
                continue
            said = self.server.answer(name, *words[1:])
            self.wfile.write(f":{said}\r\n".encode() if isinstance(said, int) else f"+{said}\r\n".encode())

    def _command(self) -> list[bytes]:
        head = self.rfile.readline()
        return [self._text() for _ in range(int(head[1:]))] if head else []

    def _text(self) -> bytes:
        length = int(self.rfile.readline()[1:])
        return self.rfile.read(length + 2)[:-2]
