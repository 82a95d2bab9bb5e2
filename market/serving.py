"""How gunicorn serves the API; `market serve` starts it with this file."""

import os

from market.config import read_config

_config = read_config(os.environ)

bind = f"{_config.bind}:{_config.port}"
# Python threads of one process share one core, so processes carry the load and threads only wait.
workers = _config.web_workers
worker_class = "gthread"
threads = _config.web_threads
# A request that hangs this long (seconds) ends its worker; a picture takes the longest.
timeout = 30
graceful_timeout = 20
keepalive = 5
# A fresh process now and then keeps slow leaks small; the jitter keeps them from restarting at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Worker heartbeats in memory, not on a disk that may be slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# It would be written into the home folder.
control_socket_disable = True
loglevel = "warning"
forwarded_allow_ips = "127.0.0.1"
