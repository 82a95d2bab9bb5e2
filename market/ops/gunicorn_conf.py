"""How gunicorn serves the API; `market serve` starts it with this file. docs/performance.md has the measurements."""

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from market.config import read_config

# What is loaded stays: to look through it for rubbish takes a fifth of the start. `when_ready` ends this.
gc.disable()
_config = read_config(os.environ)

bind = f"{_config.bind}:{_config.port}"
# Python threads of one process share one core: processes carry the load (one a core), threads only wait for the
# database and for slow clients. Measured, sync workers, and more processes with one thread each, came out the same
# within the noise of the machine; but a sync worker keeps no connection alive, and one slow body stops it whole.
workers = _config.web_workers
worker_class = "gthread"
threads = _config.web_threads
# A worker whose main loop hangs this long (seconds) is ended; slow requests do not count, `slow_bodies` counts them.
timeout = 30
# What a stopping worker is given to finish its answers, as those before a SIGHUP do.
graceful_timeout = 20
# Kept-alive connections stay with the worker that took them; short, so that they spread anew after a quiet moment.
keepalive = 5
# A fresh process now and then keeps slow leaks small; the jitter keeps them from being renewed all at once.
max_requests = 100_000
max_requests_jitter = 20_000
# The application is loaded once, before the fork: what is never written again is shared by all web processes.
preload_app = True
# The web processes before a SIGHUP, which go when the first of the new ones answers.
_before = os.environ.pop("WEB_PROCESSES_BEFORE", "").split()


def when_ready(server: Any) -> None:
    """Read what all processes need, and free all from the collector: it would write on every page that it looks at."""
    app = server.app.wsgi()
    if "MARKET" in app.config:  # the empty route of `make bench` is none of ours
        _read(app)
    gc.freeze()
    gc.enable()


def _read(app: Any) -> None:
    """What would else be read, by each process for itself, when somebody first asks for it."""
    import segno  # noqa: F401
    from sqlalchemy.orm import configure_mappers

    from market.places.queries import directory
    from market.search.engines.registry import current_engine

    configure_mappers()
    with app.app_context():
        directory()
        current_engine().share()


def on_reload(server: Any) -> None:
    """SIGHUP: begin anew in this very process, with the code and libraries of now, at the same sockets.

    The web processes before go on answering meanwhile. A second SIGHUP while it begins says nothing new.
    """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.environ["WEB_PROCESSES_BEFORE"] = " ".join(map(str, server.WORKERS))
    # As gunicorn hands its sockets to a successor; there is no parent to wait for.
    os.environ["GUNICORN_PID"] = "-1"
    os.environ["GUNICORN_FD"] = ",".join(str(listener.fileno()) for listener in server.LISTENERS)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def post_worker_init(worker: Any) -> None:
    if worker.age == 1:  # the first of this beginning
        for process in map(int, _before):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)


# Worker heartbeats in memory, not on a disk that may be slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# It would be written into the home folder.
control_socket_disable = True
loglevel = "warning"
forwarded_allow_ips = "127.0.0.1"
