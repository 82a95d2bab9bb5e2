"""What is installed from the wheel runs where no checkout is: a package that it lacks would be found by nobody else."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from proofs.market_process import SECRET, free_port, wait_for

ROOT = Path(__file__).parent.parent
SOURCES = ("market", "migrations", "seed", "setup.py", "pyproject.toml", "README.md", "LICENSE")


def wheel(folder: Path) -> Path:
    """Built from a copy, which is gone afterwards: a `build/` that was left behind would mend what is missing."""
    copy = folder / "sources"
    copy.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(folder),
    ]
    subprocess.run([*build, copy], check=True)
    shutil.rmtree(copy)
    return next(folder.glob("*.whl"))


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """The command of a new environment, which shares our libraries but not `market`: their own `.pth` is not read."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*install, wheel(tmp_path)], check=True)
    libraries = next((tmp_path / "venv").glob("lib/*/site-packages"))
    (libraries / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    found = subprocess.check_output([python, "-c", "import market; print(market.__file__)"], cwd=tmp_path, text=True)
    assert Path(found).is_relative_to(libraries)
    return python.with_name("market")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The settings of an installation of its own, and nothing that leads to the checkout."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return ours | {
        "MARKET_HOME": str(tmp_path / "home"),
        "PORT": str(free_port()),
        "SECRET_KEY": SECRET,
        "SMS_ADAPTER": "file",
    }


@pytest.fixture
def address(market: Path, environ: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Where the installed market serves its demo fair."""
    for command in ("migrate", "seed"):
        subprocess.run([market, command], env=environ, cwd=tmp_path, check=True)
    running = subprocess.Popen([market, "run"], env=environ, cwd=tmp_path)
    try:
        yield f"http://127.0.0.1:{environ['PORT']}"
    finally:
        running.terminate()
        running.wait(30)


def answered(address: str) -> str:
    """What is answered with success; nothing before that."""
    try:
        answer = requests.get(address, timeout=10)
    except requests.RequestException:
        return ""
    return answer.text if answer.ok else ""


def test_the_installed_wheel_migrates_seeds_serves_searches_and_audits(market, environ, address, tmp_path) -> None:
    wait_for(lambda: answered(f"{address}/healthz") != "", "the installed market does not answer")
    search = f"{address}/api/v1/search?q=mang+cau"
    wait_for(lambda: "Na Chi Lăng" in answered(search), "the installed market does not find its custard apples")
    said = subprocess.run([market, "audit"], env=environ, cwd=tmp_path, capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (0, "Nothing is broken.\n")
