"""One message on its way: the name is looked up once and that very address connected to, so that no second look-up
(DNS rebinding) leads elsewhere; no redirect is followed, no proxy asked, and little of the answer is read."""

import http.client
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from market.subscriptions import addresses

_STEP_SECONDS = 5
# All together, however slowly each byte comes.
SECONDS = 10
_MOST_READ = 4096
_MOST_TRIED = 2


@dataclass(frozen=True)
class Posted:
    """What came of it: a status, or one word for why there is none."""

    status: int | None
    milliseconds: int
    error: str

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Pinned(http.client.HTTPConnection):
    """A connection for `host` to an address that has been looked at; over TLS the certificate must be the host's."""

    def __init__(self, parts: SplitResult, found: list[str]) -> None:
        self.default_port = 443 if parts.scheme == "https" else 80
        super().__init__(parts.hostname or "", addresses.port_of(parts), timeout=_STEP_SECONDS)
        self.found, self.over_tls = found, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = self._reached()
        if self.over_tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _reached(self) -> socket.socket:
        """The first that takes us; a machine that has no IPv6 goes on to the next."""
        for address in self.found[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), _STEP_SECONDS)
        return socket.create_connection((self.found[-1], self.port), _STEP_SECONDS)

    def cut(self) -> None:
        """End whatever it waits for."""
        if self.sock is not None:
            with suppress(OSError):  # it may have ended by itself
                self.sock.shutdown(socket.SHUT_RDWR)


def post(url: str, *, headers: dict[str, str], body: bytes, loopback: bool) -> Posted:
    """Send `body`, and say what came of it; whatever happens there is an answer, and it comes within seconds."""
    began = time.monotonic()
    status, error = _post(url, headers, body, loopback)
    milliseconds = int((time.monotonic() - began) * 1000)
    if error == "connection" and milliseconds >= SECONDS * 1000:
        error = "timeout"
    return Posted(status, milliseconds, error)


def _post(url: str, headers: dict[str, str], body: bytes, loopback: bool) -> tuple[int | None, str]:
    try:
        status = _status(urlsplit(url), headers, body, loopback)
    except addresses.Forbidden:
        return None, "address"
    except (socket.gaierror, UnicodeError):
        return None, "dns"
    except TimeoutError:
        return None, "timeout"
    except ssl.SSLError:
        return None, "tls"
    except (OSError, http.client.HTTPException, ValueError):
        return None, "connection"
    if 300 <= status < 400:
        return status, "redirect"
    return status, "" if status < 300 else "status"


def _status(parts: SplitResult, headers: dict[str, str], body: bytes, loopback: bool) -> int:
    found = addresses.resolve(parts.hostname or "", addresses.port_of(parts), loopback=loopback)
    connection = _Pinned(parts, found[:_MOST_TRIED])
    watch = Timer(SECONDS, connection.cut)
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        answer.read(_MOST_READ)
        return answer.status
    finally:
        watch.cancel()
        connection.close()
