"""Clients generated from the contract play the stories of the documents, photo included, with the type checker on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from proofs.demo import MARKET, demo

CLIENTS = Path(__file__).parent / "clients"
Beside = dict[str, str]


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """A running demo, and where a story finds what it needs."""
    home = tmp_path_factory.mktemp("home")
    Image.effect_noise((900, 700), 60).convert("RGB").save(home / "picture.jpg")
    with demo(home) as environ:
        address, gateway = (f"http://127.0.0.1:{int(environ['PORT']) + more}" for more in (0, 420))
        yield environ | {
            "ADDRESS": address, "GATEWAY": gateway, "MARKET": MARKET, "PICTURE": str(home / "picture.jpg")
        }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, fair: Beside) -> Path:
    """A folder of somebody who has nothing of ours but the contract and the story."""
    shutil.copytree(CLIENTS, tmp_path, dirs_exist_ok=True)
    contract = requests.get(f"{fair['ADDRESS']}/openapi.json", timeout=30)
    (tmp_path / "openapi.json").write_bytes(contract.content)
    return tmp_path


def does(words: str, folder: Path, environ: Beside | None = None) -> str:
    done = subprocess.run(words.split(), cwd=folder, env=environ or os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_client_plays_the_stories(fair: Beside, folder: Path) -> None:
    asked = "--path openapi.json --output-path cho_phien_client --meta none --config openapi-python-client.yaml"
    told = does(f"{Path(sys.executable).parent}/openapi-python-client generate {asked}", folder)
    assert "WARNING" not in told
    assert "Success" in does(f"{sys.executable} -m mypy --strict story.py", folder)
    assert does(f"{sys.executable} story.py", folder, fair) == "all is well\n"


def test_the_typescript_client_plays_the_stories(fair: Beside, folder: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm here: the client in TypeScript was not tried (the gate has it)")
    does("npm ci --silent --no-audit --no-fund", folder)
    does("npm run --silent generate", folder)
    does("npm run --silent check", folder)
    assert does("npm run --silent play", folder, fair) == "all is well\n"
