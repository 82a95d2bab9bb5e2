"""What an operator types beside the running application."""

import os
import signal
import subprocess
import sys
from functools import partial

from market.http import Market
from tests.support.installation import SECRET


def typing(app: Market, *words: str) -> subprocess.Popen[str]:
    """`market WORDS`, going on until it is told to stop: by Ctrl-C too, though the tests run in the background."""
    command, environ = _typed(app, *words)
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, text=True, preexec_fn=heed, stdout=pipe, stderr=pipe)


def market(app: Market, *words: str) -> subprocess.CompletedProcess[str]:
    """`market WORDS`, in a process of its own on the same database."""
    command, environ = _typed(app, *words)
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)


def _typed(app: Market, *words: str) -> tuple[list[str], dict[str, str]]:
    config = app.config["MARKET"]
    environ = {"MARKET_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": SECRET}
    command = [sys.executable, "-c", "from market.cli import main; main()", *words]
    return command, {**os.environ, **environ}
