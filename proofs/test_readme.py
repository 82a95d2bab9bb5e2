"""Every command that a document shows, pasted line by line into a shell beside one running demo."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofs import demo as running

ROOT = Path(__file__).parent.parent
Environ = dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environ]:
    """One for all stories: each has people and shops of its own."""
    with running.demo(tmp_path_factory.mktemp("home")) as environ:
        yield environ


def blocks(page: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


def pasted(story: list[str], environ: Environ) -> list[str]:
    """The lines that a shell prints when `story` is pasted into it."""
    typed = "".join(story).replace(".venv/bin/market", running.MARKET)
    told = subprocess.run(["bash", "-eu"], input=typed, env=environ, cwd=ROOT, text=True, capture_output=True)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout.splitlines()


def beside(page: str, environ: Environ) -> list[str]:
    """The same of a page that takes the three helpers of the README."""
    return pasted([blocks("README.md")[0], *blocks(page)], environ)


def readme_sells_a_custard_apple(demo: Environ) -> None:
    lines = pasted(blocks("README.md"), demo)
    assert "Na bở nhà Lan" in lines
    (delivered,) = [ast.literal_eval(line) for line in lines if "'scan_id'" in line]
    assert (delivered["parcel_state"], delivered.get("noticed")) == ("delivered", None)
    assert lines[-1] == "completed"


def money_pays_by_card_bank_and_cash(demo: Environ) -> None:
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
    assert lines.count("nothing to notice") == 2  # of two scans
    assert "Nothing is broken." in lines
    assert lines[-1].startswith("At the gateway lie 0 đ by its account, 0 đ by ours.")


def post_brings_back_what_nobody_fetches(demo: Environ) -> None:
    lines = beside("docs/post.md", demo)
    assert any(line.startswith("%PDF-") for line in lines)
    said = [line for line in lines if line in ("held_for_pickup", "return", "returning", "returned", "5")]
    assert said == ["held_for_pickup", "return", "returning", "returned", "returned", "5"]
    assert ast.literal_eval(next(line for line in lines if "'cod'" in line)) == {"method": "cod", "status": "not_due"}
    assert lines[-1] == "Nothing is broken."


def teams_work_without_signal(demo: Environ) -> None:
    lines = beside("docs/teams.md", demo)
    assert lines[1:] == [
        "Vi Văn Tuấn", "06463/lung-cut", "900", "code", lines[5], "done", ' 10 "result":"done"', "15", "Vi Văn Tuấn",
    ]  # fmt: skip


def fairs_sell_before_the_harvest(demo: Environ) -> None:
    lines = beside("docs/fairs.md", demo)
    told = ("open", "order-gathering", "7", "closed", "accepted", "delivered", "shipped")
    assert [line for line in lines if line in told] == [
        "open", "order-gathering", "7", "closed", "accepted", "open", "accepted", *["delivered"] * 3, "shipped",
    ]  # fmt: skip
    total = ast.literal_eval(next(line for line in lines if line.startswith("{")))
    assert {total[name] for name in ("ordered", "packed", "handed_in", "on_time")} == {7}
    assert lines[-1] == "Nothing is broken."


def api_edits_a_version(demo: Environ) -> None:
    assert beside("docs/api.md", demo)[1:] == ["precondition-required", "60000", "precondition-failed"]


def figures_are_asked_and_aimed_at(demo: Environ) -> None:
    told = "\n".join(beside("docs/figures.md", demo))
    assert '"type":' not in told  # nothing was refused
    assert "'value':" in told
    assert '"percent"' in told


def operations_looks_at_a_well_service(demo: Environ) -> None:
    lines = beside("docs/operations.md", demo)
    assert '"database"' in lines[0]
    assert any(line.startswith("market_requests_total{") for line in lines)
    assert lines[-1] == "Nothing is broken."


def imports_take_in_what_officials_send(demo: Environ) -> None:
    lines = pasted(blocks("docs/imports.md"), demo)
    assert [line.partition(":")[0] for line in lines if " rows: " in line] == ["9 rows", "4 rows", "6 rows"]
    assert Path("/tmp/loi.csv").read_text(encoding="utf-8-sig").count("\n") > 1


# In this order: what others list and import must not be what one looks for.
STORIES = {
    "README.md": readme_sells_a_custard_apple,
    "docs/money.md": money_pays_by_card_bank_and_cash,
    "docs/post.md": post_brings_back_what_nobody_fetches,
    "docs/fairs.md": fairs_sell_before_the_harvest,
    "docs/teams.md": teams_work_without_signal,
    "docs/api.md": api_edits_a_version,
    "docs/figures.md": figures_are_asked_and_aimed_at,
    "docs/operations.md": operations_looks_at_a_well_service,
    "docs/imports.md": imports_take_in_what_officials_send,
}


@pytest.mark.parametrize("page", STORIES)
def test_what_a_page_shows_runs_as_it_stands(page: str, demo: Environ) -> None:
    STORIES[page](demo)


def test_every_page_with_commands_has_its_story() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "seed" / "README.md"]
    assert {str(page.relative_to(ROOT)) for page in pages if blocks(str(page.relative_to(ROOT)))} == set(STORIES)


def test_the_first_thing_that_the_readme_shows_is_true(demo: Environ) -> None:
    command, shown = re.findall(r"```\n\$ (.*)\n(.*?) *←", (ROOT / "README.md").read_text(encoding="utf-8"))[0]
    assert shown.strip() in map(
        str.strip, pasted([command.replace("localhost:8000", f"127.0.0.1:{demo['PORT']}")], demo)
    )
