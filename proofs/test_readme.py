"""The README's story, pasted line by line into a shell beside a running demo."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofs import demo as running

ROOT = Path(__file__).parent.parent


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[dict[str, str]]:
    with running.demo(tmp_path) as environ:
        yield environ


def blocks(page: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


def pasted(story: list[str], environ: dict[str, str]) -> list[str]:
    """The lines that a shell prints when `story` is pasted into it."""
    typed = "".join(story).replace("market=.venv/bin/market", f"market={running.MARKET}")
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
    told = {"requires_action", "succeeded", "placed", "refunded", "approved", "fewer", "cash", "10000"}
    told |= {"collected", "cash_in_hand"}
    assert [word for word in lines if word in told] == [
        "requires_action", "succeeded", "placed", "refunded",  # by card
        "placed", "approved",  # by bank transfer
        "fewer",
        "cash", "10000",
        "collected", "cash_in_hand",  # fetched
    ]  # fmt: skip
    assert "Nothing is broken." in lines
    assert lines[-1].startswith("At the gateway lie 0 đ by its account, 0 đ by ours.")


def test_the_story_of_the_readme_sells_a_custard_apple(demo: dict[str, str]) -> None:
    lines = pasted(blocks("README.md"), demo)
    assert "Na bở nhà Lan" in lines
    assert lines[-1] == "completed"
