"""An application on a free port of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from werkzeug.serving import WSGIRequestHandler, make_server

from market.http import Market


class Quiet(WSGIRequestHandler):
    def log(self, *args: object) -> None:
        """Nothing: what was asked is seen in the test."""


@contextmanager
def served(app: Market) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
