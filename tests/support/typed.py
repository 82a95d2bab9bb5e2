"""What an operator types beside the running application."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from market.http import Market
from tests.support.installation import SECRET

# Has loaded everything already, which is two thirds of what a command takes, and forks for each.
_READY = get_context("forkserver")
_READY.set_forkserver_preload(["tests.support.loaded"])


def typing(app: Market, *words: str) -> subprocess.Popen[str]:
    """`market WORDS`, going on until it is told to stop: by Ctrl-C too, though the tests run in the background."""
    command = [sys.executable, "-c", "from market.cli import main; main()", *words]
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=_environ(app), text=True, preexec_fn=heed, stdout=pipe, stderr=pipe)


def market(app: Market, *words: str) -> subprocess.CompletedProcess[str]:
    """`market WORDS`, in a process of its own on the same database."""
    return typed(_environ(app), *words)


def typed(environ: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The same with these settings, wherever they lead."""
    with TemporaryDirectory() as place:
        said = [Path(place) / name for name in ("stdout", "stderr")]
        process = _READY.Process(target=_told, args=(words, dict(environ), said))
        process.start()
        process.join(120)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(words)
        return subprocess.CompletedProcess(words, process.exitcode, *(path.read_text("utf-8") for path in said))


def _told(words: tuple[str, ...], environ: dict[str, str], said: list[Path]) -> None:
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["market", *words]
    from market.cli import main

    main()


def _environ(app: Market) -> dict[str, str]:
    config = app.config["MARKET"]
    settings = {"MARKET_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": SECRET}
    return {**os.environ, **settings}
