"""Several processes that make their calls at the same moment, each its own list."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from market.db import db, transaction
from market.ops import invariants as auditing


def race(app, database_url: str, *runs: list[dict[str, Any]]) -> list[list[tuple[int, str | None]]]:
    """The answers of one process for each list of calls, all let go at the same moment."""
    processes = [_process(app, database_url) for _ in runs]
    for process, calls in zip(processes, runs, strict=True):
        process.stdin.write(json.dumps(calls) + "\n")
        process.stdin.flush()
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    db.session.rollback()
    db.session.expire_all()  # what was loaded before the race is of before
    return [[tuple(answer) for answer in output] for output in outputs]


def _process(app, database_url: str) -> subprocess.Popen[str]:
    environ = os.environ | {
        "MARKET_HOME": str(app.config["MARKET"].home),
        "DATABASE_URL": database_url,
        "SECRET_KEY": app.config["MARKET"].secret_key,
        "SMS_ADAPTER": "file",
    }
    command = [sys.executable, "-m", "proofs.caller"]
    root = Path(__file__).parent.parent
    return subprocess.Popen(command, env=environ, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def a_call(caller, path: str, body: dict[str, Any] | None, method: str = "post", **headers: str) -> dict[str, Any]:
    return {"method": method, "path": path, "token": caller.token, "body": body, "headers": headers}


def clean() -> None:
    assert transaction(lambda: list(auditing.broken())) == []
