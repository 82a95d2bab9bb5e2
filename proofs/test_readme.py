"""The README's story, pasted line by line into a shell beside a running demo."""

import ast
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[dict[str, str]]:
    """`make run`'s three commands on a port of their own; gives the environment of a shell beside it."""
    environ = os.environ | {"MARKET_HOME": str(tmp_path), "PORT": str(free_port()), "SMS_ADAPTER": "file"}
    market = str(Path(sys.executable).parent / "market")
    for command in ("migrate", "seed"):
        subprocess.run([market, command], env=environ, check=True)
    running = subprocess.Popen([market, "run"], env=environ)
    try:
        wait_for(f"http://127.0.0.1:{environ['PORT']}/readyz")
        yield environ
    finally:
        running.terminate()
        running.wait(30)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if requests.get(address, timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def blocks(page: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


def pasted(story: list[str], environ: dict[str, str]) -> list[str]:
    """The lines that a shell prints when `story` is pasted into it."""
    typed = "".join(story).replace("market=.venv/bin/market", f"market={Path(sys.executable).parent / 'market'}")
    told = subprocess.run(["bash", "-eu"], input=typed, env=environ, cwd=ROOT, text=True, capture_output=True)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout.splitlines()


def test_the_story_of_the_post_brings_back_what_nobody_fetches(demo: dict[str, str]) -> None:
    lines = pasted([blocks("README.md")[0], *blocks("docs/post.md")], demo)
    assert any(line.startswith("%PDF-") for line in lines)
    said = [line for line in lines if line in ("held_for_pickup", "return", "returning", "returned", "5")]
    assert said == ["held_for_pickup", "return", "returning", "returned", "returned", "5"]
    assert ast.literal_eval(next(line for line in lines if "'cod'" in line)) == {"method": "cod", "status": "waived"}
    assert lines[-1] == "Nothing is broken."


def test_the_money_story_pays_by_card_bank_and_cash(demo: dict[str, str]) -> None:
    lines = pasted(blocks("docs/money.md"), demo)
    told = ("requires_action", "succeeded", "placed", "refunded", "approved", "fewer", "cash", "10000")
    assert [word for word in lines if word in told] == [
        "requires_action", "succeeded", "placed", "refunded",  # by card
        "placed", "approved",  # by bank transfer
        "fewer",
        "cash", "10000",
    ]  # fmt: skip
    assert "Nothing is broken." in lines
    assert lines[-1].startswith("At the gateway lie 0 đ by its account, 0 đ by ours.")


def test_the_story_of_the_readme_sells_a_custard_apple(demo: dict[str, str]) -> None:
    lines = pasted(blocks("README.md"), demo)
    assert "Na bở nhà Lan" in lines
    assert lines[-1] == "completed"
