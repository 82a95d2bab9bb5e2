"""An import that is killed again and again ends with every household once."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SECONDS = float(os.environ.get("SECONDS_EACH", "60"))
_MARKET = [sys.executable, "-c", "from market.cli import main; main()"]
_LETTERS = "abcdeghiklmnopqrstuvxy"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = {"MARKET_HOME": str(tmp_path), "SECRET_KEY": "the proofs' own secret key, 32 or more"}
    environ = {**os.environ, **home, "DATABASE_URL": ""}
    subprocess.run([*_MARKET, "migrate"], env=environ, check=True, capture_output=True)
    return environ


def households(path: Path, count: int) -> None:
    lines = ["Mã hộ;Họ và tên chủ hộ;Số điện thoại;Thôn;Xã"]
    for n in range(count):
        name = "".join(_LETTERS[n // 22**place % 22] for place in range(4))
        lines.append(f"K{n};Nông {name};0912{n:06d};Thôn {n % 40};Chi Lăng")
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_killed_import_goes_on(tmp_path: Path, environ: dict[str, str]) -> None:
    file, count, chance = tmp_path / "ho.csv", 12_000, random.Random(7)
    households(file, count)
    command, until, kills = [*_MARKET, "import", "households", str(file)], time.monotonic() + SECONDS / 2, 0
    while time.monotonic() < until:
        running = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(1.5, 5))
        if running.poll() is not None:
            break
        running.send_signal(signal.SIGKILL)
        running.wait()
        kills += 1
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
    assert f"{count} rows: {count} made" in done or f"{count} known already" in done, (kills, done)
    subprocess.run([*_MARKET, "audit"], env=environ, check=True)
