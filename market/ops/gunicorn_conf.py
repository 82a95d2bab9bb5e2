"""How gunicorn serves the API; `market serve` starts it with this file. docs/performance.md has the measurements."""

import gc
import os
from importlib import import_module
from typing import Any

from market.config import read_config

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
# What a stopping worker is given to finish its answers, as on SIGHUP, which renews the workers one by one.
graceful_timeout = 20
# Kept-alive connections stay with the worker that took them; short, so that they spread anew after a quiet moment.
keepalive = 5
# A fresh process now and then keeps slow leaks small; the jitter keeps them from being renewed all at once.
max_requests = 100_000
max_requests_jitter = 20_000
# Not the application but the libraries under it are loaded before the fork: their pages are shared, and SIGHUP
# still reads our own code and settings anew (all but this file and market/config).
preload_app = False
for _library in (
    "flask_smorest",
    "flask_migrate",
    "flask_sqlalchemy",
    "psycopg",
    "cryptography.fernet",
    "phonenumbers",
    "flask_limiter",
    "prometheus_client",
    "requests",
    "structlog",
    "sqlalchemy.dialects.postgresql",
    "PIL.Image",
    "segno",
    "tantivy",
    "whoosh.qparser",
    "gunicorn.workers.gthread",
):
    import_module(_library)
gc.freeze()  # what is shared is never collected, so the collector must not write on its pages


def post_worker_init(_worker: Any) -> None:
    """The application is loaded for good too: a collection among its 350,000 objects stops one answer for 200 ms."""
    gc.collect()
    gc.freeze()


# Worker heartbeats in memory, not on a disk that may be slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# It would be written into the home folder.
control_socket_disable = True
loglevel = "warning"
forwarded_allow_ips = "127.0.0.1"
